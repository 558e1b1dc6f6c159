"""Scenarios 3 and 15: 15555 "Great Scott", its slabs and displays, and a display that came back."""

import csv
import re
from pathlib import Path

from lunarcurator.domain.accounts import Account
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import (
    Daughter,
    Register,
    SendToDisplay,
    SetUpPlace,
    Split,
    TakeDown,
)
from lunarcurator.services.browsing import Browsing, TreeQuery

from tests.scenarios.lab import GRAM, LSC, Lab, stated

RETURNED, SAWN, SHOWN = 19710807, 19710000, 19740101
SOURCE = LSC + "15555"
DISPLAYS = "Lunar sample display locations, data.nasa.gov"
ABOUT_150_G = Mass.estimated(150 * GRAM)
"""What the Compendium says of displays in general; the mass of each is not published."""


def enter_rock(lab: Lab) -> None:
    """The rock, its first slab, and the second slab at right angles, cut from what was left beside the first."""
    lab.post(
        Register(
            collection="Apollo",
            number="15555",
            mission="Apollo 15",
            mass=stated(9_614, GRAM),
            form="whole_rock",
            place="Cabinet 1",
        ),
        day=RETURNED,
        source=SOURCE,
    )
    lab.post(
        Split(
            parent="15555",
            daughters=(Daughter(number="15555,46", form="slab"), Daughter(number="15555,48", form="butt_end")),
            method="saw",
        ),
        day=SAWN,
        stated="1971",
        source=SOURCE,
    )
    lab.post(
        Split(parent="15555,48", daughters=(Daughter(number="15555,57", form="slab"),), method="saw"),
        day=19720000,
        stated="1972",
        source=SOURCE,
    )


def venues(folder: Path) -> list[tuple[str, str]]:
    """Return each venue that shows a piece of this rock with the number shown, as published."""
    with (folder / "lunar_display_loans.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    return [
        (row["venue"], number)
        for row in rows
        for number in re.findall(r"15555,\d+", row["on display (as printed)"])
    ]


def test_each_piece_on_display_is_found_by_its_venue(told: Lab, shared_data: Path) -> None:
    lab = told
    enter_rock(lab)
    shown = venues(shared_data)
    assert len(shown) == 16
    names = list(dict.fromkeys(venue for venue, _ in shown))
    lab.places(*(("venue", name, "") for name in names))
    nitrogen = "Glass case of 15555,160"
    lab.post(
        SetUpPlace(
            kind="display_case",
            name=nitrogen,
            parent="The Richard Nixon Library & Birthplace",
            atmosphere="nitrogen",
        ),
        day=SHOWN,
    )
    pieces = tuple(Daughter(number=number, form="display_piece", mass=ABOUT_150_G) for _, number in shown)
    lab.post(Split(parent="15555", daughters=pieces), day=SHOWN, stated="not published", source=DISPLAYS)
    for venue, number in shown:
        place = nitrogen if number == "15555,160" else venue
        lab.post(SendToDisplay(samples=(number,), place=place), day=SHOWN, source=DISPLAYS)

    assert lab.account(Account.DISPLAY) == 16 * 150
    assert lab.account(Account.DISPLAY, 19731231) == 0
    assert lab.place("15555,160") == nitrogen
    assert lab.view("15555,160").stays[0].atmosphere == "nitrogen"
    assert set(lab.held_in("Air Zoo")) == {"15555,54", "15555,170"}
    assert set(lab.held_in("Clark Planetarium")) == {"15555,244", "15555,464"}
    assert lab.view("15555,884").row.custody == "display"
    assert "piece.not_at_hand" in lab.refusal(
        Split(parent="15555,884", daughters=(Daughter(form="chip"),)), day=19800101
    )
    assert lab.account(Account.RECEIVED) == -9_614


def test_hundreds_of_splits_at_depth_four_are_one_tree(told: Lab) -> None:
    """The highest split number seen is ,884; which piece each one came from is published of a few only."""
    lab = told
    enter_rock(lab)
    taken = {46, 48, 57}
    many = tuple(
        Daughter(number=f"15555,{number}", form="chip") for number in range(100, 885) if number not in taken
    )
    lab.post(Split(parent="15555", daughters=many), day=19740000, stated="by then", source=SOURCE)
    lab.post(Split(parent="15555,57", daughters=(Daughter(number="15555,60", form="chip"),)), day=19740000)
    lab.post(Split(parent="15555,60", daughters=(Daughter(number="15555,61", form="chip"),)), day=19750000)
    browsing = Browsing(lab.session)
    line = [node for node in browsing.line_to(lab.uid("15555,61")) if isinstance(node, int)]
    assert len(line) == 5, "15555, then ,48 ,57 ,60 ,61"
    rock = lab.view("15555").id
    assert len(browsing.children([rock], TreeQuery())[rock]) == len(many) + 2
    assert lab.view("15555").daughters_in_all == len(many) + 2
    assert lab.balance().total.unweighed_pieces == len(many) + 5
    assert lab.grams("15555") == 9_614, "an upper bound until somebody weighs it again"
    assert lab.view("15555").state.quality == "upper_bound"


def test_a_display_is_demounted_and_returned_changed(told: Lab) -> None:
    """12072, the whole piece, was a public display, then demounted and re-entered into the collection."""
    lab = told
    source = LSC + "12072"
    lab.places(("venue", "Venue of 12072 (not published)", ""))
    lab.post(
        Register(
            collection="Apollo",
            number="12072",
            mission="Apollo 12",
            mass=stated(103.6, 100_000),
            form="whole_rock",
            condition="pristine",
            place="Cabinet 2",
        ),
        day=19691125,
        source="Apollo sample catalogue, NASA JSC",
    )
    lab.post(
        SendToDisplay(samples=("12072",), place="Venue of 12072 (not published)"),
        day=19750000,
        stated="not published",
        source=source,
    )
    lab.post(
        TakeDown(samples=("12072",), to="Returned vault", remarks="Demounted"),
        day=19900000,
        stated="not published",
        source=source,
    )
    assert lab.view("12072").state.condition == "returned"
    assert lab.view("12072", 19760101).state.condition == "pristine"
    assert (lab.place("12072"), lab.place("12072", 19760101), lab.place("12072", 19700101)) == (
        "Returned vault",
        "Venue of 12072 (not published)",
        "Cabinet 2",
    )
    assert lab.account(Account.DISPLAY, 19760101) == 103.6
    assert lab.account(Account.DISPLAY) == 0
    assert [stay.custody for stay in lab.view("12072").stays] == ["here", "display", "here"]
    assert lab.grams("12072") == 103.6
