"""Two columns taken for one field: a row in which they differ is refused."""

from collections.abc import Callable

from lunarcurator.domain.operations import Mission, OpenCollection
from lunarcurator.services.importing import Verdict, mapped, plan_reading
from lunarcurator.services.store_session import StoreSession

from tests.services.importing.steps import opened


def test_two_columns_taken_for_one_field_must_agree(session: StoreSession, do: Callable[..., object]) -> None:
    missions = (Mission(code="Apollo 11", name="Apollo 11", opened=19690726),)
    do(OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=missions), day=19690101)
    text = "ID|Mission|Flight|Pass\n10017|Apollo 11|A11|1\n10018|Apollo 11|Apollo 12|1\n10019||A11|1"
    source, reading = opened(session, text)
    plan = plan_reading(session, source, mapped(reading, "Flight", "mission"))
    assert [row.verdict for row in plan.rows] == [Verdict.NEW, Verdict.REFUSED, Verdict.NEW]
    assert plan.rows[1].reasons[0].key == "import.said_twice"
    assert plan.rows[2].mission == "Apollo 11"


def test_other_names_and_remarks_of_two_columns_are_kept_all(session: StoreSession) -> None:
    text = "ID|Mission|Other names|Alias|Remarks|Note\n10017|Apollo 11|A|B|chipped|dusty"
    source, reading = opened(session, text)
    plan = plan_reading(session, source, mapped(reading, "Note", "remarks"))
    made = plan.rows[0].acts[0].operation
    assert [each.name for each in made.names] == ["A", "B"]  # type: ignore[union-attr]
    assert made.remarks == "chipped; dusty"  # type: ignore[union-attr]
