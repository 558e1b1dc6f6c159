"""What a paper must say before it is signed is settled, or said to be not yet set; no default is a choice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.documents.papers import template as parts
from lunarcurator.documents.papers.blocks import Text
from lunarcurator.domain.acts import Override
from lunarcurator.domain.lending.terms import Decision, DocumentKind, Owed
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Register
from lunarcurator.domain.operations.accounting import CameBack, EnterLoan, OldLine, ReturnLine
from lunarcurator.domain.operations.issuing import NoteOwed, Owing
from lunarcurator.domain.operations.requesting import ChangeLine, Decided, DecideLines, RequestLoan, Wanted
from lunarcurator.services.papers.making import templates

from tests.services.papers.loan_lab import AGREED, DAY, HEARD, LoanLab, document, lent
from tests.services.papers.papers import column, made, said, tables

WORDS = {"en": "Not yet set", "zh_CN": "尚未确定"}
NUMBER = "CE5C0900YJYX00104"
SIGNED_BY_BORROWERS = {
    "assignment_form": {
        *("use", "borrower", "institution", "agreement", "agreement_until", "due", "destructive"),
        *("granted", "category"),
    },
    "loan_agreement": {"borrower", "institution", "since", "until", "security_plan", "due"},
    "sample_certificate": {"borrower", "institution", "agreement", "purpose", "due", "issued_on"},
}
"""What somebody binds himself to by signing."""


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LoanLab]:
    made_lab = lent(tmp_path / "lent.lunar")
    yield made_lab
    made_lab.session.close()


def musts(blocks: tuple[parts.Part, ...]) -> set[str]:
    found = set()
    for each in blocks:
        if isinstance(each, parts.EachPart):
            found |= musts(each.blocks)
        elif isinstance(each, parts.FieldsPart):
            found |= {field.fact for field in each.fields if field.must}
        elif isinstance(each, parts.TablePart):
            found |= {key.key for key in each.columns if key.must}
    return found


@pytest.mark.parametrize("paper", SIGNED_BY_BORROWERS)
def test_what_somebody_binds_himself_to_is_settled_or_said_not_to_be(paper: str) -> None:
    assert musts(templates()[paper].blocks) >= SIGNED_BY_BORROWERS[paper]


def ask(lab: LoanLab, destructive: bool | None) -> None:
    """Ask for a particle and grant it, without a due day, a use or a security plan."""
    told = {"collection": "Chang'e-5", "mission": "Chang'e-5", "form": "particle"}
    lab.post(Register(number=NUMBER, mass=Mass.unknown("not_weighed"), **told), day=20210101)
    wanted = (Wanted(sample=NUMBER, destructive=destructive),)
    lab.post(RequestLoan(number="L-9", borrower="Borrower A", agreement="A-1", lines=wanted), day=DAY)
    granted = (Decided(line="L-9/1", decision=Decision.APPROVED),)
    lab.post(DecideLines(lines=granted, body="expert committee", final=False), day=DAY, **AGREED)
    lab.post(DecideLines(lines=granted, body="CNSA"), day=DAY, **HEARD)


@pytest.mark.parametrize("language", sorted(WORDS))
def test_the_assignment_form_prints_nothing_nobody_chose(lab: LoanLab, language: str) -> None:
    ask(lab, None)
    paper = made(lab, "assignment_form", "L-9", language)
    (one,) = tables(paper)
    assert column(one, "due") == [WORDS[language]]
    assert column(one, "destructive") == [WORDS[language]]
    assert [column(one, key) for key in ("granted", "category")] == [[WORDS[language]], [WORDS[language]]]
    assert WORDS[language] in said(paper).values()


@pytest.mark.parametrize(("chosen", "word"), [(True, "Destructive"), (False, "Non-destructive")])
def test_what_somebody_chose_is_printed(lab: LoanLab, chosen: bool, word: str) -> None:
    ask(lab, chosen)
    assert column(tables(made(lab, "assignment_form", "L-9"))[0], "destructive") == [word]
    (asked, *_) = [each for each in tables(made(lab, "request_summary", "L-9")) if "destructive" in keys(each)]
    assert column(asked, "destructive") == [word]


def keys(table: object) -> list[str]:
    return [each.key for each in table.columns]  # type: ignore[attr-defined]


def test_a_choice_can_be_withdrawn(lab: LoanLab) -> None:
    told = {"collection": "Chang'e-5", "mission": "Chang'e-5", "form": "particle"}
    lab.post(Register(number=NUMBER, mass=Mass.unknown("not_weighed"), **told), day=20210101)
    wanted = (Wanted(sample=NUMBER, destructive=False),)
    lab.post(RequestLoan(number="L-9", borrower="Borrower A", agreement="A-1", lines=wanted), day=DAY)
    for chosen, word in ((None, "Not yet set"), (True, "Destructive"), (False, "Non-destructive")):
        lab.post(ChangeLine(line="L-9/1", wanted=Wanted(sample=NUMBER, destructive=chosen)), day=DAY)
        (asked, *_) = [each for each in tables(made(lab, "request_summary", "L-9")) if "destructive" in keys(each)]
        assert column(asked, "destructive") == [word]


def test_a_loan_of_long_ago_has_no_use_nobody_chose(lab: LoanLab) -> None:
    told = {"collection": "Chang'e-5", "mission": "Chang'e-5", "form": "particle"}
    lab.post(Register(number=NUMBER, mass=Mass.unknown("not_weighed"), **told), day=20210101)
    old = EnterLoan(number="L-8", borrower="Borrower A", lines=(OldLine(sample=NUMBER),), source="a list")
    reasons = (Override(key="enter_loan.without_agreement", reason="an old list"),)
    lab.post(old, day=20210201, overrides=reasons, reason="history")
    (one,) = tables(made(lab, "assignment_form", "L-8"))
    assert (column(one, "due"), column(one, "destructive")) == (["No due day"], ["Not yet set"])
    (certified,) = tables(made(lab, "sample_certificate", "L-8"))
    assert column(certified, "due") == ["No due day"]


@pytest.mark.parametrize(
    ("paper", "of"), [("assignment_form", "L-8"), ("sample_certificate", "L-8"), ("loan_agreement", "A-1")]
)
def test_no_paper_says_of_what_left_without_a_due_day_that_one_is_not_yet_set(
    lab: LoanLab, paper: str, of: str
) -> None:
    told = {"collection": "Chang'e-5", "mission": "Chang'e-5", "form": "particle", "place": "Cabinet 1"}
    lab.post(Register(number=NUMBER, mass=Mass.unknown("not_weighed"), **told), day=20210101)
    old = EnterLoan(
        number="L-8", borrower="Borrower A", agreement="A-1", lines=(OldLine(sample=NUMBER),), source="a list"
    )
    lab.post(old, day=20260201, reason="history", overrides=())
    lines = [table for table in tables(made(lab, paper, of)) if "due" in keys(table)]
    before = [str(each) for table in lines for each in column(table, "due")]
    assert (before.count("No due day"), before.count("Not yet set")) == (1, 0)
    back = (CameBack(itself=True, confirmed=True, place="Cabinet 1", place_why="there is no other"),)
    sheet = document(DocumentKind.RETURN_SHEET, "sheet")
    lab.post(ReturnLine(line="L-8/1", pieces=back, sheet=sheet), day=20260601, **AGREED)
    lines = [table for table in tables(made(lab, paper, of)) if "due" in keys(table)]
    after = [str(each) for table in lines for each in column(table, "due")]
    assert "Not yet set" not in after
    assert ("No due day" in after) is (paper != "loan_agreement")


def test_what_is_owed_without_a_day_is_owed_without_one(lab: LoanLab) -> None:
    lab.post(NoteOwed(loan="L-1", owed=(Owing(what=Owed.PAPERS, text="a paper"),)), day=20260601)
    owed = next(
        each for each in tables(made(lab, "return_receipt", "L-1")) if keys(each) == ["what", "text", "due"]
    )
    assert "no due day" in [str(each).lower() for each in column(owed, "due")]


BINDING = {
    "due",
    "use",
    "destructive",
    "agreement",
    "agreement_until",
    "since",
    "until",
    "security_plan",
    "deadline",
}
"""Facts by which a borrower is bound, on whatever paper he signs."""


def signers(blocks: tuple[parts.Part, ...]) -> set[str]:
    found = set()
    for each in blocks:
        if isinstance(each, parts.EachPart):
            found |= signers(each.blocks)
        elif isinstance(each, parts.SignaturesPart):
            found |= {line.name for line in each.lines}
    return found


def binding(blocks: tuple[parts.Part, ...]) -> set[str]:
    found = set()
    for each in blocks:
        if isinstance(each, parts.EachPart):
            found |= binding(each.blocks)
        elif isinstance(each, parts.FieldsPart):
            found |= {field.fact for field in each.fields if not field.when}
        elif isinstance(each, parts.TablePart):
            found |= {key.key for key in each.columns if not key.optional}
    return found & BINDING


@pytest.mark.parametrize("paper", sorted(templates()))
def test_every_paper_a_borrower_signs_says_what_of_it_is_not_set(paper: str) -> None:
    blocks = templates()[paper].blocks
    if "signer" in signers(blocks):
        assert binding(blocks) <= musts(blocks)


KNOWN_OR_OTHER = {
    # Nothing is lent without who borrows.
    *("borrower", "institution"),
    # Of a piece as it comes in, and of an inventory: other facts of the same name.
    *("condition", "since", "until"),
}
"""Facts of one name that are settled on one paper and not on another, for a reason."""


def fields_of(blocks: tuple[parts.Part, ...]) -> Iterator[parts.FieldPart]:
    for each in blocks:
        if isinstance(each, parts.EachPart):
            yield from fields_of(each.blocks)
        elif isinstance(each, parts.FieldsPart):
            yield from each.fields


def test_a_fact_that_is_not_set_is_told_one_way_on_every_paper_that_is_signed() -> None:
    """Not as a dash, nor left out, on one paper where another says that it is not yet set."""
    signed = {key: each.blocks for key, each in templates().items() if signers(each.blocks)}
    fields = [(key, field) for key, blocks in signed.items() for field in fields_of(blocks)]
    must = {field.fact for _, field in fields if field.must} - KNOWN_OR_OTHER
    assert {"purpose", "agreement", "insurance"} <= must
    assert [(key, field.fact) for key, field in fields if field.fact in must and not field.must] == []


HANDED = ("issued", "is lent", "received")
"""What English papers say of a piece that left the lab."""


@pytest.mark.parametrize("paper", ["assignment_form", "sample_certificate", "request_summary", "pick_list"])
def test_no_paper_of_a_loan_says_that_a_piece_left_before_it_did(lab: LoanLab, paper: str) -> None:
    told = {"collection": "Chang'e-5", "mission": "Chang'e-5", "form": "particle"}
    lab.post(Register(number=NUMBER, mass=Mass.measured(9_000, 100), **told), day=20210101)
    wanted = (Wanted(sample=NUMBER, destructive=True),)
    lab.post(RequestLoan(number="L-9", borrower="Borrower A", agreement="A-1", lines=wanted), day=DAY)
    granted = (Decided(line="L-9/1", decision=Decision.APPROVED),)
    lab.post(DecideLines(lines=granted, body="expert committee", final=False), day=DAY, **AGREED)
    lab.post(DecideLines(lines=granted, body="CNSA"), day=DAY, **HEARD)
    sheet = made(lab, paper, "L-9")
    for table in tables(sheet):
        for each in table.columns:
            if "issued" in each.label.lower():
                assert column(table, each.key) == [WORDS["en"]]
    texts = " ".join(each.text for each in sheet.blocks if isinstance(each, Text))
    assert not [word for word in HANDED if word in texts]


def test_what_left_is_said_to_have_left(lab: LoanLab) -> None:
    for paper, word in (("assignment_form", "I received"), ("sample_certificate", "is lent")):
        texts = [each.text for each in made(lab, paper, "L-1").blocks if isinstance(each, Text)]
        assert any(word in each for each in texts)


@pytest.mark.parametrize("paper", ["request_summary", "assignment_form"])
def test_a_column_of_the_use_is_not_that_of_what_it_destroys(paper: str) -> None:
    def columns(blocks: tuple[parts.Part, ...]) -> dict[str, str]:
        found = {}
        for each in blocks:
            if isinstance(each, parts.EachPart):
                found |= columns(each.blocks)
            elif isinstance(each, parts.TablePart):
                found |= {column.key: column.label for column in each.columns}
        return found

    heads = columns(templates()[paper].blocks)
    assert heads["destructive"] == "Destructive or not"
    assert heads.get("use", "Use") == "Use"


def test_a_request_summary_says_the_use_asked_for(lab: LoanLab) -> None:
    lines = tables(made(lab, "request_summary", "L-1"))[0]
    assert column(lines, "use") == ["Not yet set", "ion probe"]
    assert column(lines, "destructive") == ["Destructive", "Not yet set"]
