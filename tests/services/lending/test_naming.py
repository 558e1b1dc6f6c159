"""One resolver for what is on the loan desk: reads resolve any name in any spelling, acts ask once."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import LineRef, LoanRef, PersonRef, Uid, ref_of
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import AddName
from lunarcurator.domain.operations.borrowing import Affiliation, ConfirmContact, SetUpInstitution, SetUpPerson
from lunarcurator.domain.operations.issuing import ExtendLines, RecallLines
from lunarcurator.services.lending.line_names import line_named, what_lines_are_of
from lunarcurator.services.lending.naming import desk_meant, desk_to_act_on
from lunarcurator.services.lending.scanned_home import scanned_home
from lunarcurator.services.references import Meant, UnclearReference

from tests.services.lending.lent_lab import KNOWN, LentLab

HERE = Path(__file__).parents[3] / "lunarcurator"
TWINS = ("person.same_name",)
ASKED = {"asked_by": "Borrower A", "approved_by": "A. Curator", "why": "beam time"}


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[LentLab]:
    lab = LentLab(tmp_path / "lent.lunar")
    lab.post(SetUpInstitution(name="Institute B", names=("\u4e59\u6240",), country="CN"))
    lab.post(SetUpPerson(name="Borrower C", names=("\u4e19\u501f\u7528\u4eba", "C. the Elder")))
    yield lab
    lab.session.close()


def refusal(lab: LentLab, kind: Subject, text: str) -> UnclearReference:
    with pytest.raises(UnclearReference) as caught:
        desk_meant(lab.session, kind, text)
    return caught.value


@pytest.mark.parametrize(
    ("kind", "name", "spelled"),
    [
        (Subject.LOAN, "L-2021-001", ("l-2021-001", " L 2021 001 ", "\uff2c-2021-001", "'L-2021-001'")),
        (Subject.LINE, "L-2021-001/1", ("l-2021-001/1", "L 2021-001 / 1", "\uff2c-2021-001\uff0f1")),
        (Subject.PERSON, "Borrower A", ("borrower a", " Borrower  A ", "BORROWER A")),
        (Subject.INSTITUTION, "Institute B", ("institute b", "INSTITUTE  B")),
    ],
)
def test_a_name_in_any_spelling_is_that_name_to_who_reads_and_to_who_acts(
    lab: LentLab, kind: Subject, name: str, spelled: tuple[str, ...]
) -> None:
    there = lab.known(kind, name)
    assert there is not None
    for text in (name, *spelled, ref_of(there)):
        meant = desk_to_act_on(lab.session, kind, text)
        assert (meant.uid, meant.number, meant.otherwise) == (there, name, False)


def test_another_name_is_read_and_acting_on_it_asks_once(lab: LentLab) -> None:
    for kind, other, name in (
        (Subject.PERSON, "c. the ELDER", "Borrower C"),
        (Subject.PERSON, "\u4e19\u501f\u7528\u4eba", "Borrower C"),
        (Subject.INSTITUTION, "\u4e59\u6240", "Institute B"),
    ):
        assert desk_meant(lab.session, kind, other).number == name
        with pytest.raises(UnclearReference) as caught:
            desk_to_act_on(lab.session, kind, other)
        assert (caught.value.key, caught.value.facts["number"]) == ("ref.other_name", name)
    with pytest.raises(UnclearReference):
        lab.post(ConfirmContact(person=PersonRef("C. the Elder"), how="a letter"))
    lab.post(ConfirmContact(person=PersonRef("borrower c"), how="a letter"))


def test_a_line_is_named_by_its_piece_and_acting_on_another_name_of_it_asks_once(lab: LentLab) -> None:
    assert desk_meant(lab.session, Subject.LINE, KNOWN) == Meant(KNOWN, lab.line().uid, "L-2021-001/1")
    lab.post(RecallLines(lines=(LineRef(KNOWN),), by=20270101, why="needed"), day=20260101)
    assert lab.line().recalled == 20270101
    assert what_lines_are_of(lab.session, [KNOWN, "15999"]) == {KNOWN: KNOWN}
    lab.post(AddName(sample=KNOWN, name="Big Known"))
    with pytest.raises(UnclearReference) as caught:
        lab.post(ExtendLines(lines=(LineRef("big known"),), due=20270201, **ASKED))
    assert (caught.value.key, caught.value.facts["number"]) == ("ref.line_of_piece", "L-2021-001/1")
    assert refusal(lab, Subject.LINE, "15999").key == "ref.no_line"


def test_acts_take_what_is_on_the_desk_in_any_spelling(lab: LentLab) -> None:
    lab.post(RecallLines(lines=(LineRef("l 2021 001/1"),), by=20270101, why="needed"), day=20260101)
    assert lab.line().recalled == 20270101
    assert what_lines_are_of(lab.session, ["l-2021-001/1", "none"]) == {"l-2021-001/1": KNOWN}
    named = line_named(lab.session, "l-2021-001/1")
    assert named is not None
    assert named.code == "L-2021-001/1"
    assert line_named(lab.session, "none") is None
    (told,) = scanned_home(lab.session, ["l-2021-001/1"])
    assert told.code == "L-2021-001/1"


def test_what_names_nothing_is_refused(lab: LentLab) -> None:
    for kind in (Subject.LOAN, Subject.PERSON, Subject.ROUND, Subject.SHIPMENT, Subject.AGREEMENT):
        assert refusal(lab, kind, "none").key == f"ref.no_{kind}"
        assert refusal(lab, kind, " ").key == f"ref.no_{kind}"
    nobody = LoanRef(ref_of(Uid("0" * 32)))
    assert refusal(lab, Subject.LOAN, nobody).key == "ref.not_set_up"


def test_a_name_of_two_is_refused_with_what_tells_them_apart(lab: LentLab) -> None:
    there = Affiliation(institution="Institute B", since=20200101)
    lab.post(SetUpPerson(name="borrower c", affiliations=(there,)), accept=TWINS)
    told = refusal(lab, Subject.PERSON, "BORROWER C")
    assert (told.key, told.facts["names"]) == ("ref.several_named", "borrower c \u00b7 Institute B, Borrower C")
    assert desk_to_act_on(lab.session, Subject.PERSON, "Borrower C \u00b7 institute b").number == "borrower c"
    lab.post(SetUpPerson(name="Borrower A"), accept=TWINS)
    names = str(refusal(lab, Subject.PERSON, "Borrower A").facts["names"])
    for exact in re.findall("#[0-9a-f]{32}", names):
        assert desk_to_act_on(lab.session, Subject.PERSON, exact).number == "Borrower A"
    assert names.count("#") == 2


def test_what_was_not_there_at_a_moment_is_not_found_at_it(lab: LentLab) -> None:
    seq = lab.session.head().seq
    lab.post(SetUpPerson(name="Borrower D"))
    assert desk_meant(lab.session, Subject.PERSON, "borrower d").number == "Borrower D"
    with pytest.raises(UnclearReference):
        desk_meant(lab.session, Subject.PERSON, "borrower d", Moment(seq=seq))


def test_nobody_else_looks_up_by_name_what_is_on_the_desk() -> None:
    """Whoever asks the ledger state takes one spelling only.

    An import compares with what it sets up itself, a finding has the code as the book has it, and what looks for
    something while somebody types takes loans, lines and places as they are written.
    """
    kinds = "LOAN|LINE|PERSON|INSTITUTION|AGREEMENT|SHIPMENT|ROUND"
    asks = re.compile(rf"\bnamed\((?:Subject\.(?:{kinds})|kind)\b")
    mine = [*(HERE / "services").rglob("*.py"), *(HERE / "desktop").rglob("*.py")]
    found = {path.relative_to(HERE).as_posix() for path in mine if asks.search(path.read_text("utf-8"))}
    by_code = {f"services/lending/{each}.py" for each in ("historic", "line_pieces", "named")}
    assert found == {"services/references.py", *by_code}
