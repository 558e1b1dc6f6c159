"""IGSNs of lists are kept as such, go out to the registry again, and are of one piece each."""

from collections.abc import Callable

import pytest
from lunarcurator.documents.model import Sheet
from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.operations import AddName, Mission, OpenCollection, Register
from lunarcurator.services.exporting import Report, Wanted, opened_report
from lunarcurator.services.importing import ImportPlan, Verdict, post_import
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import planned

HEADER = "Sample|IGSN|Mission|Mass (g)"


@pytest.fixture(autouse=True)
def book(do: Callable[..., object]) -> None:
    missions = (Mission(code="Apollo 15", name="Apollo 15", opened=19710807),)
    do(OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=missions), day=19690101)


def plan(session: StoreSession, *rows: str, header: str = HEADER) -> ImportPlan:
    return planned(session, "\n".join([header, *rows]))


def keys(made: ImportPlan) -> list[list[str]]:
    return [[reason.key for reason in row.reasons] for row in made.rows]


def sent(session: StoreSession, words: Words) -> list[dict[str, object]]:
    """The batch for the registry, by column."""
    with opened_report(session, words, Wanted(Report.SESAR, user_code="IEABC")) as opened:
        sheet: Sheet = opened.document.sheets[0]
        return [dict(zip([each.key for each in sheet.columns], row, strict=True)) for row in sheet.rows]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("IGSN", "IEABC0001"),
        ("IGSN", "10.58052/IEABC0001"),
        ("IGSN number", "igsn:IEABC0001"),
        ("Other names", "IGSN: IEABC0001"),
        ("Other names", "10.58052/IEABC0001"),
    ],
)
def test_an_igsn_comes_in_alike_goes_out_in_both_columns_and_is_the_same_again(
    session: StoreSession, words: Words, header: str, said: str
) -> None:
    beside = "Grey one; " if header == "Other names" else ""
    rows = (f"15555||{said}|5", f"15555,1|{said}|{beside}IGSN: IEABC0002|2")
    made = planned(
        session, "\n".join([f"Sample|Parent|{header}|Mass (g)", *rows]), {"daughters": "with_daughters"}
    )
    assert [row.verdict for row in made.rows] == [Verdict.NEW, Verdict.NEW], keys(made)
    (name,) = made.rows[0].acts[0].operation.names  # type: ignore[union-attr]
    assert (name.name, name.kind) == ("IGSN: IEABC0001", NameKind.FOREIGN)
    post_import(session, made, OPERATOR)
    told = sent(session, words)
    assert [row["igsn"] for row in told] == ["IEABC0001", "IEABC0002"]
    assert [row["parent_igsn"] for row in told] == ["", "IEABC0001"]
    assert [row["other_names"] for row in told] == ["", beside.removesuffix("; ")]
    again = plan(session, *(f"{row['number']}|{row['igsn']}" for row in told), header="Sample|IGSN")
    assert [row.verdict for row in again.rows] == [Verdict.SAME, Verdict.SAME]


def test_what_is_no_igsn_under_its_header_is_refused(session: StoreSession) -> None:
    made = plan(session, "15555|pending|Apollo 15|5", "15556||Apollo 15|5")
    assert (keys(made)[0], made.rows[1].verdict) == (["import.not_an_igsn"], Verdict.NEW)


def test_an_igsn_of_two_pieces_of_the_file_is_refused_on_both(session: StoreSession) -> None:
    made = plan(
        session, "15555|IEABC0001|Apollo 15|5", "15556|10.58052/ieabc0001|Apollo 15|heavy", "15557|XX2|Apollo 15|1"
    )
    assert [row.verdict for row in made.rows] == [Verdict.CONFLICT, Verdict.CONFLICT, Verdict.NEW]
    (why,) = made.rows[0].reasons
    assert (why.key, dict(why.facts)["others"]) == ("import.igsn_shared", "15556")


@pytest.mark.parametrize("name", ["IGSN: IEABC0001", "IGSN:ieabc0001", "10273/IEABC0001", "IEABC0001"])
def test_an_igsn_of_another_piece_of_the_book_is_refused(
    session: StoreSession, do: Callable[..., object], name: str
) -> None:
    for number in ("15555", "15556"):
        do(Register(collection="Apollo", number=number, mission="Apollo 15"), day=19710807)
    do(AddName(sample="15555", name=name, source="p. 1", kind=NameKind.FOREIGN))
    made = plan(session, "15555|IEABC0001", "15556|IEABC0001", header="Sample|IGSN")
    # What stood there as another name is told as an IGSN now.
    own = Verdict.CHANGED if name == "IEABC0001" else Verdict.SAME
    assert [row.verdict for row in made.rows] == [own, Verdict.CONFLICT]
    assert keys(made)[1] == ["import.igsn_shared"]
    alone = plan(session, "15556|IEABC0001", header="Sample|IGSN")
    assert dict(alone.rows[0].reasons[0].facts)["others"] == "15555"


@pytest.mark.parametrize("parent", ["IEABC0001", "10.58052/IEABC0001", "IGSN: IEABC0001"])
def test_a_parent_is_named_by_its_igsn_in_any_writing(session: StoreSession, parent: str) -> None:
    header = "Sample|IGSN|Parent|Mass (g)"
    rows = ("15555|IEABC0001||5", f"15555,1|IEABC0002|{parent}|2")
    made = planned(session, "\n".join([header, *rows]), {"daughters": "with_daughters"})
    assert made.rows[1].acts[0].operation.parent == "Apollo:15555"  # type: ignore[union-attr]
