"""Parents that a list names otherwise than by their number."""

from collections.abc import Callable

import pytest
from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.operations import AddName, Mission, OpenCollection, Register
from lunarcurator.services.importing import ImportPlan, Verdict, answered, mapped, plan_reading
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import opened, planned

type Do = Callable[..., object]
SAID = {"collection": "Apollo", "from_book": "take_out", "daughters": "with_daughters"}


@pytest.fixture(autouse=True)
def book(do: Do) -> None:
    missions = (Mission(code="Apollo 17", name="Apollo 17", opened=19721219),)
    do(OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=missions), day=19690101)
    for number, name in (("72415", "IGSN: IECUR0001"), ("72416", "Grey one"), ("72417", "Grey two")):
        do(Register(collection="Apollo", number=number, mission="Apollo 17"), day=19721219)
        do(AddName(sample=number, name=name, source="p. 1", kind=NameKind.FOREIGN))
    for number in ("72416", "72417"):
        do(AddName(sample=number, name="Grey", source="p. 1", kind=NameKind.INFORMAL))


def parents(plan: ImportPlan) -> list[str]:
    return [str(row.acts[0].operation.parent or "") if row.acts else "-" for row in plan.rows]  # type: ignore[union-attr]


def planned_below(session: StoreSession, header: str, rows: str) -> ImportPlan:
    source, reading = opened(session, f"Sample|{header}|Parent {header}|Mass (g)\n{rows}")
    reading = mapped(mapped(reading, header, "names"), f"Parent {header}", "parent")
    reading = answered(reading, "collection", "Apollo")
    return plan_reading(session, source, answered(reading, "from_book", "take_out"))


@pytest.mark.parametrize("header", ["IGSN", "Lab ID"])
def test_the_file_names_the_parent_as_another_column_names_pieces(session: StoreSession, header: str) -> None:
    plan = planned_below(session, header, "72435|XX1||3\n72435,1|XX2|XX1|1")
    assert parents(plan) == ["", "Apollo:72435"]


@pytest.mark.parametrize("name", ["IECUR0001", "igsn: iecur0001"])
def test_the_book_names_the_parent(session: StoreSession, name: str) -> None:
    plan = planned_below(session, "IGSN", f"72415,1|XX2|{name}|1")
    assert plan.rows[0].verdict is Verdict.NEW
    assert parents(plan)[0].startswith("#")


@pytest.mark.parametrize("name", ["Grey", "nobody"])
def test_a_name_of_two_or_of_none_is_refused(session: StoreSession, name: str) -> None:
    plan = planned(session, f"Sample|Parent|Mass (g)\n72416,1|{name}|1", SAID)
    assert [each.key for each in plan.rows[0].reasons] == ["number.not_in_scheme"]


def test_what_two_rows_of_the_file_are_called_is_refused(session: StoreSession) -> None:
    rows = "Sample|Other names|Parent|Mass (g)\n72435|XX||3\n72436|XX||3\n72435,1||XX|1"
    plan = planned(session, rows, SAID)
    assert [row.verdict for row in plan.rows] == [Verdict.NEW, Verdict.NEW, Verdict.REFUSED]


def test_a_number_in_the_book_goes_before_another_name(session: StoreSession, do: Do) -> None:
    do(AddName(sample="72416", name="72418", source="p. 1", kind=NameKind.FORMER))
    do(Register(collection="Apollo", number="72418", mission="Apollo 17"), day=19721219)
    plan = planned(session, "Sample|Parent|Mass now (g)\n72418,1|72418|1", SAID)
    assert plan.rows[0].verdict is Verdict.NEW
    assert not plan.rows[0].reasons


def test_a_row_without_number_and_parent_stays_as_bad_as_it_was(session: StoreSession) -> None:
    plan = planned(session, "Sample|Parent|Mass (g)\nx|nobody|1", SAID)
    assert plan.rows[0].verdict is Verdict.REFUSED
