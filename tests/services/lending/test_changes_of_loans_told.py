"""A change of a line, loan, shipment or collection is told by what it changed, whatever else its act states."""

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.domain.acts import Act, Override, Posting
from lunarcurator.domain.lending.terms import Carrier, Decision, Direction, DocumentKind, LineMode
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Mission, OpenCollection, Operation, Register, Reverse
from lunarcurator.domain.operations.agreeing import DraftAgreement
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.operations.issuing import PackShipment
from lunarcurator.domain.operations.requesting import (
    AddLines,
    ChangeLine,
    ChangeLoan,
    Decided,
    DecideLines,
    RequestLoan,
    Wanted,
)
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.journal_sentences import sentence_of, short_sentence_of
from lunarcurator.services.posting import Posted
from lunarcurator.services.words import Words

from tests.made_once import copied
from tests.services.lending.agreed_lab import BEGAN, HOUSE, IN_SPITE, AgreedLab
from tests.still_clock import TODAY

WORDS = Words.load("en", resources_folder() / "languages", strict=True)
CHINESE = Words.load("zh_CN", resources_folder() / "languages", strict=True)
REASONS = (
    *IN_SPITE,
    *("shipment.not_insured", "request.decided", "request.decided_with_mass", "loan.goes_by_weight"),
    *("decide.not_heard_yet", "decide.more_than_asked"),
)
SCAN = Attached(kind=DocumentKind.OTHER, name="scan")

WISH = Wanted(
    sample="S",
    mode=LineMode.BY_WEIGHT,
    optimum_ug=80_000,
    minimum_ug=50_000,
    destructive=False,
    use="dating",
    remarks="soon",
)
BY_HAND: dict[str, Any] = {"carrier": Carrier.HAND_CARRIED, "firm": "", "tracking": "", "carried_by": ("A. Hand",)}
BASIS: dict[str, Any] = {
    "line": ChangeLine(line="L-9/1", wanted=WISH),
    "loan": ChangeLoan(
        loan="L-9",
        agreement="A-A",
        purpose="origin",
        plan="P 1",
        round="1",
        project="X",
        project_until=20280101,
        remarks="old",
        co_investigators=("Borrower B",),
    ),
    "shipment": PackShipment(
        shipment="S-9",
        number="S-9",
        direction=Direction.OUT,
        carrier=Carrier.COURIER,
        firm="Firm C",
        tracking="T 1",
        seals=("s1",),
        carried_by=(),
        route="by road",
        declared_value="1 EUR",
        insurance="",
        waiver="small",
        condition="dry",
    ),
    "collection": OpenCollection(
        code="Chang'e-5", name="CE-5", scheme="plain", missions=(Mission(code="Chang'e-5", name="Chang'e-5"),)
    ),
}
"""Acts that state all there is on record."""
HEADS = {
    "line": "Changed line L-9/1 (S)",
    "loan": "Changed loan L-9",
    "shipment": "Changed details of shipment S-9",
    "collection": "Changed the collection CE-5",
}
OPENED = Mission(code="Chang'e-5", name="Chang'e-5", opened=20201219)
CHANGES: dict[str, list[tuple[str, dict[str, Any], str]]] = {
    "line": [
        ("sample", {"sample": "T"}, " · piece T"),
        ("described", {"described": "a spoonful"}, " · described as a spoonful"),
        (
            "mode",
            {"mode": LineMode.WHOLE, "optimum_ug": None, "minimum_ug": None},
            " · goes whole · optimum mass – · minimum mass –",
        ),
        ("optimum_ug", {"optimum_ug": 1_500_000}, " · optimum mass 1.5 g"),
        ("minimum_ug", {"minimum_ug": None}, " · minimum mass –"),
        ("destructive", {"destructive": True}, " · destructive yes"),
        ("destructive", {"destructive": None}, " · destructive –"),
        ("category", {"category": "A"}, " · category A"),
        ("use", {"use": "mapping"}, " · use mapping"),
        ("remarks", {"remarks": " "}, " · remarks –"),
    ],
    "loan": [
        ("agreement", {"agreement": "A-G"}, " to agreement A-G"),
        ("purpose", {"purpose": "dating"}, " · purpose dating"),
        ("plan", {"plan": ""}, " · plan –"),
        ("round", {"round": "2"}, " · round 2"),
        ("project", {"project": "Y"}, " · project Y"),
        ("project_until", {"project_until": 20290101}, " · project until 2029-01-01"),
        ("project_until", {"project_until": 0}, " · project until –"),
        ("remarks", {"remarks": "new"}, " · remarks new"),
        ("documents", {"documents": (SCAN,)}, " · documents scan"),
        ("co_investigators", {"co_investigators": ()}, " · co-investigators –"),
    ],
    "shipment": [
        ("direction", {"direction": Direction.HOME}, " · goes home"),
        ("firm", {"firm": "Firm D"}, " · firm Firm D"),
        ("tracking", {"tracking": "T 2"}, " · tracking number T 2"),
        ("seals", {"seals": ()}, " · seals –"),
        ("carried_by", {"carried_by": ("B",)}, " · carried by B"),
        ("route", {"route": ""}, " · route –"),
        ("declared_value", {"declared_value": "2 EUR"}, " · declared value 2 EUR"),
        ("insurance", {"insurance": "I 1", "waiver": ""}, " · insurance I 1 · waiver –"),
        ("waiver", {"waiver": "tiny"}, " · waiver tiny"),
        ("condition", {"condition": "wet"}, " · condition wet"),
        ("documents", {"documents": (SCAN,)}, " · documents scan"),
    ],
    "collection": [
        ("missions", {"missions": (OPENED,)}, " · missions Chang'e-5, opened 2020-12-19"),
        (
            "missions",
            {"missions": (Mission(code="Chang'e-5", name="CE5"),)},
            " · missions CE5, formerly Chang'e-5",
        ),
        (
            "missions",
            {"missions": (OPENED, Mission(code="X", name=""))},
            " · missions Chang'e-5, opened 2020-12-19; X",
        ),
    ],
}
"""By kind of record: a field, what is stated otherwise than it is on record, and all that is told of it."""
HEADED = {
    "sample": "Changed line L-9/1 (T)",
    "number": "Changed details of shipment S-10 · number S-10",
    "carrier": "Changed shipment S-9: hand-carried · firm – · tracking number – · carried by A. Hand",
}
"""Sentences with a head of their own: of the piece a line now asks for, the new number, the new carrier."""
OTHERWISE = {"number": {"number": "S-10"}, "carrier": BY_HAND}
NAMES = {"line": ("line",), "loan": ("loan",), "shipment": ("shipment",), "collection": ("code",)}
FIXED = {"collection": {"name", "scheme", "title", "revives"}}
"""Fields of an act that never change of what is on record."""


class LoanLab(AgreedLab):
    """A lab with a loan of a line by weight, and a shipment, as `BASIS` states them."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        for number in "ST":
            mass = Mass.measured(2_000_000, 1)
            register = Register(collection="Chang'e-5", number=number, mission="Chang'e-5", mass=mass)
            self.post(replace(register, form="unsieved_soil"))
        term = {"since": BEGAN, "until": 20301231, "institution": HOUSE}
        self.post(DraftAgreement(number="A-G", person="Borrower A", **term))
        loan = {each.name: getattr(BASIS["loan"], each.name) for each in fields(ChangeLoan) if each.name != "loan"}
        self.post(RequestLoan(number="L-9", borrower="Borrower A", lines=(WISH,), **loan))
        self.post(replace(BASIS["shipment"], shipment=None))

    def do(self, *operations: Operation) -> Posted:
        reasons = tuple(Override(key=key, reason="so it is") for key in REASONS)
        acts = tuple(Act(operation=each, day=TODAY) for each in operations)
        return self.session.post(Posting(acts=acts, operator="A. Curator", overrides=reasons))

    def told(self, seq: int, words: Words = WORDS) -> str:
        return sentence_of(self.session, words, seq).replace("\u00a0", " ").replace("\u202f", "")


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LoanLab]:
    made = copied(LoanLab, tmp_path / "loans.lunar")
    yield made
    made.session.close()


def changed(act: Any, said: dict[str, Any]) -> Any:
    """Return an act that states all that is on record, but for this."""
    if isinstance(act, ChangeLine):
        return replace(act, wanted=replace(act.wanted, **said))
    return replace(act, **said)


@pytest.mark.parametrize("kind", BASIS)
def test_every_field_of_every_such_act_is_tried(kind: str) -> None:
    act = BASIS[kind].wanted if kind == "line" else BASIS[kind]
    tried = {field for field, _, _ in CHANGES[kind]} | (set(OTHERWISE) if kind == "shipment" else set())
    assert tried | set(NAMES[kind]) | FIXED.get(kind, set()) >= {each.name for each in fields(act)}


@pytest.mark.parametrize("kind", BASIS)
def test_a_change_tells_what_it_changed_and_nothing_that_it_only_states(lab: LoanLab, kind: str) -> None:
    for field, said, what in CHANGES[kind]:
        seq = lab.do(changed(BASIS[kind], said)).seq
        head = HEADED.get(field, HEADS[kind])
        assert lab.told(seq) == f"{head}{what}"
        chinese = lab.told(seq, CHINESE)
        assert chinese.startswith("更改")
        assert chinese.count(" · ") == what.count(" · "), chinese
        lab.session.post(Posting(acts=(Act(operation=Reverse(entry=str(seq)), day=TODAY),), operator="A. Curator"))


@pytest.mark.parametrize("field", OTHERWISE)
def test_another_carrier_or_number_of_a_shipment_heads_its_sentence(lab: LoanLab, field: str) -> None:
    seq = lab.do(changed(BASIS["shipment"], OTHERWISE[field])).seq
    assert lab.told(seq) == HEADED[field]
    assert lab.told(seq, CHINESE).startswith("更改货运")


def test_a_line_whose_decision_falls_says_which_does_not_hold_any_more(lab: LoanLab) -> None:
    granted = Decided(line="L-9/1", decision=Decision.APPROVED, granted_ug=70_000)
    lab.do(DecideLines(lines=(granted,), body="CNSA"))
    seq = lab.do(changed(BASIS["line"], {"use": "mapping"})).seq
    assert lab.told(seq) == "Changed line L-9/1 (S) · use mapping · no longer approved"
    assert "原决定（已批准）不再有效" in lab.told(seq, CHINESE)


def decided(lab: LoanLab, body: str = "CNSA", **granted: int | None) -> int:
    """Decide line 1 as asked, or with this mass, and line 2, where one is given for it, or decline that."""
    lines = [Decided(line="L-9/1", decision=Decision.APPROVED, granted_ug=granted.get("first"))]
    if "second" in granted:
        ug = granted["second"]
        decision, why = (Decision.APPROVED, "") if ug else (Decision.DECLINED, "too small")
        lines.append(Decided(line="L-9/2", decision=decision, granted_ug=ug or None, why=why))
    return lab.do(DecideLines(lines=tuple(lines), body=body)).seq


@pytest.mark.parametrize(
    ("granted", "sentence", "chinese"),
    [
        ({}, "CNSA: L-9/1 (S) 80 mg approved", "CNSA批准：L-9/1 (S) 80 mg"),
        (
            {"first": 70_000},
            "CNSA: L-9/1 (S) 70 mg instead of 80 mg approved",
            "CNSA批准：L-9/1 (S) 70 mg（申请 80 mg）",
        ),
        (
            {"first": 80_000, "second": 1_500_000},
            "CNSA: L-9/1 (S) 80 mg and L-9/2 (T) 1.5 g instead of 80 mg approved",
            "CNSA批准：L-9/1 (S) 80 mg 和 L-9/2 (T) 1.5 g（申请 80 mg）",
        ),
        (
            {"first": 70_000, "second": 0},
            "CNSA: L-9/1 (S) 70 mg instead of 80 mg approved and L-9/2 (T) declined",
            "CNSA：L-9/1 (S) 70 mg（申请 80 mg）：批准 和 L-9/2 (T)：不批准",
        ),
    ],
)
def test_a_decision_tells_the_mass_it_grants_and_the_one_asked_for_where_that_is_another(
    lab: LoanLab, granted: dict[str, int], sentence: str, chinese: str
) -> None:
    lab.do(AddLines(loan="L-9", lines=(replace(WISH, sample="T"),)))
    seq = decided(lab, **granted)
    assert lab.told(seq) == sentence
    assert lab.told(seq, CHINESE) == chinese


def test_what_a_body_only_recommends_is_told_with_its_mass_too(lab: LoanLab) -> None:
    lab.do(AddLines(loan="L-9", lines=(replace(WISH, sample="T"),)))
    one = decided(lab, "LESEC", first=70_000)
    both = decided(lab, "LESEC", first=60_000, second=0)
    end = "nothing is decided by it"
    assert lab.told(one) == f"Noted what LESEC said of L-9/1 (S) 70 mg instead of 80 mg: recommended; {end}"
    what = "L-9/1 (S) 60 mg instead of 80 mg recommended and L-9/2 (T) not recommended"
    assert lab.told(both) == f"Noted what LESEC said: {what}; {end}"


def test_what_goes_whole_is_decided_without_a_mass(lab: LoanLab) -> None:
    whole = replace(WISH, mode=LineMode.WHOLE, optimum_ug=None, minimum_ug=None)
    lab.do(ChangeLine(line="L-9/1", wanted=whole))
    assert lab.told(decided(lab)) == "CNSA: L-9/1 (S) approved"


def test_several_bodies_of_one_entry_are_each_told_with_what_they_granted(lab: LoanLab) -> None:
    acts = [
        DecideLines(lines=(Decided(line="L-9/1", decision=Decision.APPROVED, granted_ug=ug),), body=body)
        for body, ug in (("LESEC", 60_000), ("CNSA", 70_000))
    ]
    seq = lab.do(*acts).seq
    assert "60 mg instead of 80 mg" in lab.told(seq)


def test_an_agreement_that_only_lines_of_the_loan_lacked_is_told(lab: LoanLab) -> None:
    lab.do(ChangeLoan(loan="L-9", agreement="A-G"))
    undone = lab.do(AddLines(loan="L-9", lines=(WISH,))).seq
    assert (
        lab.told(lab.do(ChangeLoan(loan="L-9", agreement="A-A", plan="P 1")).seq)
        == f"{HEADS['loan']} to agreement A-A"
    )
    assert lab.told(undone) == "Added 1 line to loan L-9"


def test_several_changed_lines_are_told_alike_where_the_same_changed(lab: LoanLab) -> None:
    lab.do(AddLines(loan="L-9", lines=(WISH, WISH)))
    lines = [ChangeLine(line=f"L-9/{n}", wanted=replace(WISH, use=f"use {n}")) for n in (1, 2, 3)]
    assert lab.told(lab.do(*lines).seq) == "Changed line L-9/1 (S) · use use 1, and 2 more of the kind"


def test_the_undo_quotes_what_changed_and_a_menu_without_room_whose_line_it_was(lab: LoanLab) -> None:
    seq = lab.do(changed(BASIS["line"], {"use": "mapping"})).seq
    undo = Reverse(entry=str(seq))
    undone = lab.session.post(Posting(acts=(Act(operation=undo, day=TODAY),), operator="A. Curator"))
    assert lab.told(undone.seq) == "Undid “Changed line L-9/1 (S) · use mapping”"
    assert short_sentence_of(lab.session, WORDS, seq, 30) == "Changed line L-9/1 (S)"


def test_a_collection_that_is_opened_is_not_told_as_a_change(lab: LoanLab) -> None:
    opened = OpenCollection(code="B", name="Other", scheme="plain", missions=(OPENED,))
    assert lab.told(lab.do(opened).seq) == "Opened the collection Other: Chang'e-5"
