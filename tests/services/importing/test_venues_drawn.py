"""A placemark that draws a line is no venue, and several odd warnings of one row are told once."""

from collections.abc import Callable
from pathlib import Path

from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import Verdict, answered, plan_reading
from lunarcurator.services.words import Words

from tests.services.importing.steps import opened

type Sheet = Callable[..., Path]

POINT = "<Placemark><name>Hall</name><Point><coordinates>10,48,0</coordinates></Point></Placemark>"
BEYOND = "<Placemark><name>Far</name><Point><coordinates>216,99,0</coordinates></Point></Placemark>"
LINE = "<Placemark><name>Way</name><LineString><coordinates>1,2 3,4</coordinates></LineString></Placemark>"
KML = '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'


def test_a_line_on_a_map_is_no_venue(desk: Desk, sheet: Sheet, words: Words) -> None:
    source, reading = opened(desk, sheet(KML.format(POINT + LINE + BEYOND), name="venues.kml"))
    plan = plan_reading(desk, source, answered(reading, "taken_as", "places"))
    assert [row.verdict for row in plan.rows] == [Verdict.NEW, Verdict.REFUSED, Verdict.NEW]
    (why,) = plan.rows[1].reasons
    assert words.say_finding(why).startswith("“Way” is a line or an area on the map")
    assert plan.rows_warned(["import.latitude_beyond", "import.longitude_beyond"]) == 1


def test_a_map_of_points_alone_has_no_such_rows(desk: Desk, sheet: Sheet) -> None:
    source, reading = opened(desk, sheet(KML.format(POINT), name="venues.kml"))
    plan = plan_reading(desk, source, answered(reading, "taken_as", "places"))
    assert [row.verdict for row in plan.rows] == [Verdict.NEW]
