from pathlib import Path

import pytest
from lunarcurator.domain.operations import SetUpPlace
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import (
    Unanswered,
    Verdict,
    answered,
    plan_reading,
    post_import,
    write_report,
)
from lunarcurator.services.importing.place_rows import place_of
from lunarcurator.services.verifying import verify
from lunarcurator.services.words import Words

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import asked, opened, planned

FREEZER = """Freezer|Shelf|Rack|Drawer|Box|Position|Notes
Freezer North|1|A|3|Box 17|A1|kept cold
Freezer North|1|A|3|Box 17|A2|
Freezer North|2|A|||B7|
Freezer North|1|A|3|Box 17|A1|
||||||nothing here"""


def test_six_levels_become_places_once_each(desk: Desk) -> None:
    assert asked(desk, FREEZER)["within"].must
    with pytest.raises(Unanswered):
        planned(desk, FREEZER)
    plan = planned(desk, FREEZER, {"within": "Building 5"})
    assert plan.kind == "places"
    assert [row.verdict for row in plan.rows] == [
        Verdict.NEW,
        Verdict.NEW,
        Verdict.NEW,
        Verdict.SAME,
        Verdict.REFUSED,
    ]
    assert [len(row.acts) for row in plan.rows] == [7, 1, 3, 0, 0]
    assert plan.rows[0].number == (
        "Building 5 > Freezer North > Shelf 1 > Rack A > Drawer 3 > Box 17 > Position A1"
    )
    last = plan.rows[0].acts[-1].operation
    assert isinstance(last, SetUpPlace)
    assert (last.kind, last.name, last.remarks) == ("container", "Position A1", "Notes: kept cold")
    post_import(desk, plan, OPERATOR, skip_bad=True)
    assert place_of(desk, "Building 5 > Freezer North > Shelf 2 > Rack A > Position B7") is not None
    again = planned(desk, FREEZER, {"within": "Building 5"})
    assert again.counts[Verdict.SAME] == 4
    assert verify(desk).sound


def test_samples_in_a_freezer_list_come_in_where_they_stand(desk: Desk) -> None:
    text = "Freezer|Box|Position|Sample ID|Mass (mg)\nCold 1234|Box 17|A1|Probe A|5\nCold 1234|Box 17|A2|Probe B|6"
    source, reading = opened(desk, text)
    reading = answered(answered(reading, "within", "Site A"), "collection", "new:Cold")
    plan = plan_reading(desk, source, reading)
    assert [(row.number, row.verdict) for row in plan.rows] == [("Probe A", Verdict.NEW), ("Probe B", Verdict.NEW)]
    post_import(desk, plan, OPERATOR)
    assert place_of(desk, "Site A > Cold 1234 > Box 17 > Position A2") is not None
    assert plan_reading(desk, source, reading).counts[Verdict.SAME] == 2
    assert verify(desk).sound


def test_the_refused_rows_of_a_place_list_come_back_as_a_workbook(desk: Desk, tmp_path: Path) -> None:
    source, reading = opened(desk, FREEZER)
    plan = plan_reading(desk, source, answered(reading, "within", "Building 5"))
    write_report(plan, tmp_path / "bad.csv", Words.load("en", resources_folder() / "messages"), bad_only=True)
    text = (tmp_path / "bad.csv").read_text(encoding="utf-8-sig")
    assert "nothing here" in text
    assert "kept cold" not in text
