"""A change of a record of the desk is told by each field that changed, with its new value, and by no other."""

from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.domain.days import show_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import ref_of
from lunarcurator.domain.lending.terms import AgreementKind, InstitutionType, PersonRole
from lunarcurator.domain.operations import Reverse, SetUpBalance, SetUpOperator
from lunarcurator.domain.operations.agreeing import DraftAgreement, RenewAgreement
from lunarcurator.domain.operations.borrowing import Affiliation, ConfirmContact, SetUpInstitution, SetUpPerson
from lunarcurator.domain.status import Role
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.journal import JournalFilter, find_entries, journal_entries
from lunarcurator.services.journal_sentences import Teller, sentence_of, short_sentence_of
from lunarcurator.services.words import Words
from sqlalchemy import event

from tests.made_once import copied
from tests.services.lending.agreed_lab import BEGAN, COPY, HOUSE, AgreedLab

WORDS = Words.load("en", resources_folder() / "languages", strict=True)
CHINESE = Words.load("zh_CN", resources_folder() / "languages", strict=True)
OTHER_HOUSE = "Museum C"
THERE = Affiliation(institution=HOUSE, since=BEGAN)
COSIGNS = Affiliation(institution=OTHER_HOUSE, role=PersonRole.COSIGNER)
LEFT = replace(THERE, until=20260301)
AT_HOUSE = f"affiliations {HOUSE}, responsible person, since 2021-01-01"

ACTS: dict[str, Any] = {
    "person": SetUpPerson(
        name="R. Lender", names=("甲", "R. L."), affiliations=(THERE,), contacts=("r@example.org",), remarks="new"
    ),
    "institution": SetUpInstitution(
        name="Institute R", names=("乙",), country="DE", type=InstitutionType.MUSEUM, address="Way 1", remarks="x"
    ),
    "agreement": DraftAgreement(
        number="A-R",
        kind=AgreementKind.DISPLAY,
        person="Borrower A",
        institution=HOUSE,
        cosigner="Borrower B",
        since=20260101,
        until=20270101,
        approved=20251201,
        security_plan="plan 1",
        plan_review=20260601,
        official="O. Fficial",
        co_official="S. Econd",
        renews="A-A",
        remarks="x",
    ),
    "balance": SetUpBalance(
        name="B9",
        resolution_ug=10,
        uncertainty_ug=20,
        calibrated=20260101,
        calibration_due=20270101,
        certificate="C 1",
    ),
    "operator": SetUpOperator(name="P. Operator"),
}
"""A record of each kind with all its fields, as it is entered."""
ENTERED = {
    "person": "Entered person R. Lender",
    "institution": "Entered institution Institute R",
    "agreement": "Agreement A-R with Borrower A drafted, from 2026-01-01 to 2027-01-01",
    "balance": "Set up the balance B9, which reads 0.00001 g",
    "operator": "Set up the operator P. Operator, curator",
}
HEADS = {
    "person": "Changed person R. Lender",
    "institution": "Changed institution Institute R",
    "agreement": "Changed draft agreement A-R",
    "balance": "Changed the balance B9",
    "operator": "Changed the operator P. Operator",
}
CHANGES: dict[str, list[tuple[str, Any, str]]] = {
    "person": [
        ("names", ("甲", "Lender, R.", "L. R."), "other names 甲; Lender, R.; L. R."),
        ("names", (), "other names –"),
        ("contacts", ("by post", "by hand"), "contacts by post, by hand"),
        ("contacts", (), "contacts –"),
        ("remarks", "seen", "remarks seen"),
        ("remarks", " ", "remarks –"),
        ("affiliations", (COSIGNS,), f"affiliations {OTHER_HOUSE}, co-signer"),
        ("affiliations", (LEFT,), f"{AT_HOUSE}, until 2026-03-01"),
    ],
    "institution": [
        ("names", ("乙", "Ins"), "other names 乙, Ins"),
        ("names", (), "other names –"),
        ("country", "CN", "country CN"),
        ("country", "", "country –"),
        ("type", InstitutionType.AGENCY, "type space agency"),
        ("address", "Way 2", "address Way 2"),
        ("address", "", "address –"),
        ("remarks", "y", "remarks y"),
        ("remarks", "", "remarks –"),
        ("retired", True, "retired yes"),
    ],
    "agreement": [
        ("kind", AgreementKind.EDUCATION, "kind education"),
        ("person", "Borrower C", "person Borrower C"),
        ("institution", OTHER_HOUSE, f"institution {OTHER_HOUSE}"),
        ("cosigner", "Borrower D", "co-signer Borrower D"),
        ("cosigner", None, "co-signer –"),
        ("since", 20260201, "since 2026-02-01"),
        ("until", 20270201, "until 2027-02-01"),
        ("approved", 20251101, "approved on 2025-11-01"),
        ("approved", 0, "approved on –"),
        ("security_plan", "plan 2", "security plan plan 2"),
        ("security_plan", "", "security plan –"),
        ("plan_review", 20260701, "plan reviewed on 2026-07-01"),
        ("plan_review", 0, "plan reviewed on –"),
        ("official", "N. Ew", "official N. Ew"),
        ("official", "", "official –"),
        ("co_official", "N. Ew", "second official N. Ew"),
        ("co_official", "", "second official –"),
        ("renews", "A-B", "renews A-B"),
        ("renews", None, "renews –"),
        ("remarks", "y", "remarks y"),
        ("remarks", "", "remarks –"),
    ],
    "balance": [
        ("resolution_ug", 100, "last place stated 0.1 mg"),
        ("uncertainty_ug", 200, "uncertainty 0.2 mg"),
        ("uncertainty_ug", 0, "uncertainty –"),
        ("calibration_due", 20270201, "calibration due 2027-02-01"),
        ("calibration_due", None, "calibration due –"),
        ("certificate", "C 2", "certificate C 2"),
        ("certificate", "", "certificate –"),
        ("calibrated", None, "calibrated on –"),
    ],
    "operator": [("role", Role.MANAGER, "role manager")],
}
"""By kind of record: a field, its new value, and how that is told; an emptied one is a dash."""
WHOLE = {
    "balance": {
        "calibrated": (20260201, "Recorded the calibration of B9 on 2026-02-01"),
        "retired": (True, "Retired the balance B9"),
    },
    "operator": {"retired": (True, "Retired the operator P. Operator")},
}
"""Changes that are told by a sentence of their own."""
NAMES = {"agreement": "number"}


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[AgreedLab]:
    made = copied(AgreedLab, tmp_path / "agreed.lunar")
    made.post(SetUpInstitution(name=OTHER_HOUSE))
    yield made
    made.session.close()


def told(lab: AgreedLab, seq: int, words: Words = WORDS) -> str:
    return sentence_of(lab.session, words, seq).replace("\u00a0", " ").replace("\u202f", "")


def entered(lab: AgreedLab, kind: str) -> Any:
    """Enter a record and return the act that states it as it is."""
    lab.post(ACTS[kind])
    name = getattr(ACTS[kind], NAMES.get(kind, "name"))
    return replace(ACTS[kind], **{kind: ref_of(lab.uid(Subject(kind), name))})


def test_every_field_of_every_such_act_is_tried() -> None:
    for kind, act in ACTS.items():
        tried = {field for field, _, _ in CHANGES[kind]} | set(WHOLE.get(kind, ()))
        assert tried | {kind, NAMES.get(kind, "name")} == {each.name for each in fields(act)}, kind


@pytest.mark.parametrize("kind", ACTS)
def test_what_is_entered_is_told_so_without_its_fields(lab: AgreedLab, kind: str) -> None:
    assert told(lab, lab.post(ACTS[kind]).seq) == ENTERED[kind]
    chinese = told(lab, lab.session.head().seq, CHINESE)
    assert " · " not in chinese
    assert "更改" not in chinese


@pytest.mark.parametrize("kind", ACTS)
def test_a_change_names_the_field_that_changed_and_no_other(lab: AgreedLab, kind: str) -> None:
    as_it_is = entered(lab, kind)
    for field, value, what in CHANGES[kind]:
        seqs = [lab.post(replace(as_it_is, **{field: value})).seq]
        assert told(lab, seqs[0]) == f"{HEADS[kind]} · {what}"
        if field not in {"affiliations", "calibrated"}:
            seqs.append(lab.post(as_it_is).seq)
        for seq, words in product(seqs, (WORDS, CHINESE)):
            sentence = told(lab, seq, words)
            assert f" · {word_of(words, as_it_is.KIND, field)} " in sentence
            assert sentence.count(" · ") == 1
    for field, (value, sentence) in WHOLE.get(kind, {}).items():
        as_it_is = replace(as_it_is, **{field: value})
        assert told(lab, lab.post(as_it_is).seq) == sentence


def word_of(words: Words, act: str, field: str) -> str:
    keys = (f"act_field.{act}.{field}", f"act_field.{field}", f"field.{field}")
    return next(words.say(key) for key in keys if words.has(key))


@pytest.mark.parametrize("kind", ACTS)
def test_a_changed_name_is_told_with_the_one_before(lab: AgreedLab, kind: str) -> None:
    as_it_is, field = entered(lab, kind), NAMES.get(kind, "name")
    before = getattr(as_it_is, field)
    seq = lab.post(replace(as_it_is, **{field: "R. Renamed"})).seq
    head = HEADS[kind].replace(before, "R. Renamed")
    assert told(lab, seq) == f"{head}, formerly {before}"
    assert f"{before}）" in told(lab, seq, CHINESE)
    for name in (before, "R. Renamed"):
        assert seq in find_entries(lab.session, JournalFilter(text=name))


def test_the_name_before_is_the_one_in_force_when_the_change_was_made(lab: AgreedLab) -> None:
    as_it_is = entered(lab, "person")
    second = lab.post(replace(as_it_is, name="Second"))
    undone = lab.post(Reverse(entry=str(second.seq)))
    third = lab.post(replace(as_it_is, name="Third"))
    assert told(lab, third.seq) == "Changed person Third, formerly R. Lender"
    lab.post(Reverse(entry=str(third.seq)))
    lab.post(Reverse(entry=str(undone.seq)))
    fourth = lab.post(replace(as_it_is, name="Fourth", names=(*as_it_is.names, "R. Lender")))
    assert told(lab, fourth.seq) == "Changed person Fourth, formerly Second"
    lab.post(Reverse(entry=str(fourth.seq)))
    lab.post(Reverse(entry=str(second.seq)))
    assert told(lab, fourth.seq) == "Changed person Fourth, formerly Second"


def test_an_undo_and_a_redo_quote_what_changed(lab: AgreedLab) -> None:
    changed = lab.post(replace(entered(lab, "person"), remarks="", names=()))
    undo = lab.post(Reverse(entry=str(changed.seq)))
    redo = lab.post(Reverse(entry=str(undo.seq)))
    what = "“Changed person R. Lender · other names – · remarks –”"
    assert told(lab, undo.seq) == f"Undid {what}"
    assert told(lab, redo.seq) == f"Did again {what}"


def test_a_menu_names_who_was_changed_where_there_is_no_room_for_what(lab: AgreedLab) -> None:
    seq = lab.post(replace(entered(lab, "person"), remarks="", names=())).seq
    assert short_sentence_of(lab.session, WORDS, seq, 80) == told(lab, seq)
    assert short_sentence_of(lab.session, WORDS, seq, 40) == "Changed person R. Lender"


def test_several_fields_and_several_records_of_one_entry_are_all_told(lab: AgreedLab) -> None:
    person, house = entered(lab, "person"), entered(lab, "institution")
    renamed = replace(person, name="Lender", contacts=())
    seq = lab.post(renamed, replace(person, person=ref_of(lab.uid(Subject.PERSON, "Borrower F")), name="F")).seq
    sentence = told(lab, seq)
    assert sentence.startswith("Changed person Lender, formerly R. Lender · contacts –")
    assert "Changed person F, formerly Borrower F · other names 甲, R. L., Borrower F · affiliations" in sentence
    both = lab.post(replace(house, country=""), replace(house, country="", address="")).seq
    once, twice = f"{HEADS['institution']} · country –", f"{HEADS['institution']} · country – · address –"
    assert told(lab, both) == WORDS.say("journal.batch_both", {"front": once, "next": twice})


def test_an_act_of_which_nothing_is_on_record_is_told_without_what_changed() -> None:
    teller = Teller(WORDS, {}, {})
    assert teller.tell_act(replace(ACTS["person"], person=f"#{'1' * 32}")) == HEADS["person"]
    assert teller.tell_act(replace(ACTS["balance"], balance="B9", retired=True)) == "Retired the balance B9"
    assert teller.tell_act(replace(ACTS["operator"], retired=True)) == "Retired the operator P. Operator"


def test_a_renewal_tells_the_new_day_on_which_the_plan_is_reviewed(lab: AgreedLab) -> None:
    for until, what in ((20320101, " · plan reviewed on 2027-01-01"), (20330101, "")):
        renewal = RenewAgreement(agreement="A-A", until=until, copy=COPY, plan_review=20270101)
        assert told(lab, lab.post(renewal).seq) == f"Agreement A-A renewed until {show_day(until)}{what}"


def test_a_page_of_the_journal_reads_all_changes_at_once(lab: AgreedLab) -> None:
    as_it_is = entered(lab, "person")
    for at in range(6):
        lab.post(replace(as_it_is, name=f"Name {at}"))
    head = lab.session.head().seq
    heard = lab.post(ConfirmContact(person=as_it_is.person, how="call")).seq
    asked: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    with lab.session.database.connect() as connection:
        engine = connection.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        (one,) = journal_entries(lab.session, WORDS, [head])
        for_one, asked[:] = len(asked), []
        page = journal_entries(lab.session, WORDS, range(head - 5, head + 1))
        for_many, asked[:] = len(asked), []
        journal_entries(lab.session, WORDS, [heard])
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert one.what == page[0].what == "Changed person Name 5, formerly Name 4 · other names 甲, R. L., Name 4"
    assert for_one == for_many == len(asked) + 3
