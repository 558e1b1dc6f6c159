"""Samples whose title passed on: to a museum, in exchange at once and over two years, as gifts; told apart daily.

Facts: "China has gifted lunar samples retrieved by the Chang'e 5 mission to Russia and France" (spacechina.com)
and TASS of 24 April 2023 (1.5 g to Russia in February 2022, Luna 16 soil in return in March 2023, 1.5 g to France
in April 2023); Hong Kong Commercial Daily of 27 February 2021 and ithome.com of the day before (sample 001, 100 g,
National Museum of China, its object GB93484); NASA photograph 71-H-980 (Moscow, 10 June 1971: 3 g of Luna 16
against 6 g of Apollo 11 and 12) and anecdotes-spatiales.com (3 g of each). Numbers of pieces, documents and
authorities are invented; which parts of which bottles were given is not published.
"""

import csv
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.domain.accounts import Account
from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations import (
    AddName,
    ComeBack,
    Compose,
    Daughter,
    Part,
    Register,
    Split,
    TransferKind,
    TransferTitle,
)
from lunarcurator.domain.status import Title
from lunarcurator.domain.transfers import TransferWay
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.balances import Level, drill_down, inexact_masses
from lunarcurator.services.exporting import Report, Wanted, export
from lunarcurator.services.undoing import undo_state
from lunarcurator.services.words import Words

from tests.scenarios.lab import GRAM, NOT_RECONCILED, NOT_WEIGHED, Lab, stated

CE5, LUNA = "Chang'e-5", "Luna"
BOTTLE, MUSEUM, RUSSIA, FRANCE, SOIL = (
    "CE5C0001",
    "CE5C0001YJFM001",
    "CE5C0001YJFM002",
    "CE5C0001YJFM003",
    "21000",
)
COUNTER = "the Russian side"


def title(kind: TransferKind, counterpart: str, *samples: str, **more: Any) -> TransferTitle:
    """A transfer of title by an invented document."""
    return TransferTitle(samples=samples, kind=kind, counterpart=counterpart, document="Deed (invented)", **more)


def luna_soil(number: str, grams: float) -> Register:
    """Soil of Luna 16."""
    return Register(
        collection=LUNA, number=number, mission="Luna 16", mass=stated(grams), form="fines", place="Cabinet 1"
    )


def by_way(lab: Lab, collection: str, day: int | None = None) -> dict[str, float]:
    """Return what of a collection was transferred by way on a day, and received by exchange, in grams."""
    lines = [each for each in lab.balance(day).lines() if each.level is Level.COLLECTION]
    found = next((each.by_way() for each in lines if each.collection == collection), {})
    return {str(way): booked.ug / GRAM for way, booked in found.items()}


def received(lab: Lab, collection: str, day: int | None = None) -> float:
    """Return what was received of a collection by a day, in grams."""
    return -lab.account(Account.RECEIVED, day, collection) + 0.0


def enter_2020(lab: Lab) -> None:
    """About 1731 g of Chang'e-5 were received, and the parts that went since were taken of it."""
    bottle = Register(
        collection=CE5, number=BOTTLE, mission=CE5, mass=stated(1731, GRAM), form="fines", place="Cabinet 1"
    )
    lab.post(bottle, day=20201219, source="CNSA")
    parts = tuple(
        Daughter(number=number, form="fines", mass=stated(grams))
        for number, grams in ((MUSEUM, 100), (RUSSIA, 1.5), (FRANCE, 1.5))
    )
    lab.post(Split(parent=BOTTLE, daughters=parts), day=20201220, stated="not published")


def enter_transfers(lab: Lab) -> None:
    """The museum, the exchange, what came in for it a year later, and the gift."""
    museum = title(TransferKind.MUSEUM, "National Museum of China", MUSEUM)
    lab.allowed(museum, day=20210227, accept=["transfer.needs_authority"])
    given = title(TransferKind.EXCHANGE, COUNTER, RUSSIA)
    accept = ["transfer.needs_authority", "transfer.nothing_received"]
    lab.allowed(given, day=20220200, stated="February 2022", accept=accept)
    back = title(TransferKind.EXCHANGE, COUNTER, received=(luna_soil(SOIL, 1.5),), given_before=(RUSSIA,))
    lab.post(back, day=20230300, stated="March 2023", source="TASS")
    gift = title(TransferKind.GIFT, "France", FRANCE)
    lab.allowed(gift, day=20230400, stated="April 2023", accept=["transfer.needs_authority"])


def test_a_museum_an_exchange_of_two_years_and_a_gift_are_told_apart_on_each_day(told: Lab) -> None:
    lab = told
    enter_2020(lab)
    enter_transfers(lab)
    assert by_way(lab, CE5, 20210226) == {}
    assert by_way(lab, CE5, 20210227) == {"museum": 100}
    assert by_way(lab, CE5, 20220228) == {"museum": 100, "exchange": 1.5}
    assert by_way(lab, CE5) == {"gift": 1.5, "museum": 100, "exchange": 1.5}
    assert lab.account(Account.TRANSFERRED, None, CE5) == 103
    assert received(lab, CE5) == 1731
    # What came in for it is received in its own book, and no negative transfer.
    assert by_way(lab, LUNA, 20230228) == {}
    assert by_way(lab, LUNA, 20230331) == {"by_exchange": 1.5}
    assert (received(lab, LUNA), lab.account(Account.TRANSFERRED, None, LUNA)) == (1.5, 0)
    assert {SOIL, BOTTLE} <= set(lab.held_in("Cabinet 1"))
    total = lab.balance().total
    assert (total.received_ug, total.held_ug) == (1_732_500_000, 1_629_500_000)
    passed = {each: (lab.dossier(each).owner, lab.dossier(each).passed_by) for each in (MUSEUM, RUSSIA, FRANCE)}
    assert passed == {
        MUSEUM: ("National Museum of China", "museum"),
        RUSSIA: (COUNTER, "exchange"),
        FRANCE: ("France", "gift"),
    }
    assert [each.number for each in lab.dossier(SOIL).exchanged_for] == [RUSSIA]
    assert lab.dossier(RUSSIA).exchanged_for == ()
    flow = lab.view(SOIL).flow
    assert flow is not None
    assert (flow.received, flow.began_ug, flow.changes, flow.closes) == (True, 1_500_000, (), True)
    lab.post(AddName(sample=MUSEUM, name="GB93484", kind=NameKind.FOREIGN, source="the museum"), day=20210228)
    assert lab.found("GB93484")[0][0] == MUSEUM


def listed(lab: Lab, folder: Path, day: int | None = None) -> list[tuple[str, ...]]:
    """Return day, number, way and mass of each row of the report."""
    words = Words.load("en", resources_folder() / "languages", strict=True)
    path = folder / "transfers.csv"
    export(lab.session, words, Wanted(Report.TRANSFERS, Moment(day)), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(row[0], row[1], row[4], row[5]) for row in csv.reader(file)][1:]


def test_a_report_lists_each_of_them_with_its_day_as_stated(told: Lab, tmp_path: Path) -> None:
    lab = told
    enter_2020(lab)
    enter_transfers(lab)
    museum = ("2021-02-27", MUSEUM, "Transfer to a museum", "100.000000")
    assert listed(lab, tmp_path, 20210301) == [museum]
    rows = [
        museum,
        ("February 2022", RUSSIA, "Exchange", "1.500000"),
        ("March 2023", SOIL, "By exchange", "1.500000"),
        ("April 2023", FRANCE, "Gift", "1.500000"),
    ]
    assert listed(lab, tmp_path) == rows
    lab.last_act_is_undone_and_done_again()
    assert listed(lab, tmp_path) == rows
    held = title(TransferKind.TITLE_ONLY, "A museum", BOTTLE, stays=True, title=Title.HELD_FOR, owner="A museum")
    lab.allowed(held, day=20240101, accept=["transfer.needs_authority"])
    back = ComeBack(
        samples=(MUSEUM,), place="Cabinet 1", title=Title.OURS, document="Deed (invented)", confirmed=True
    )
    lab.allowed(back, day=20240102, accept=["come_back.needs_authority"])
    assert listed(lab, tmp_path)[4:] == [
        ("2024-01-01", BOTTLE, "Change of title", "1628.000000"),
        ("2024-01-02", MUSEUM, "Came back", "-100.000000"),
    ]


def test_the_figures_lead_to_their_lines(lab: Lab) -> None:
    enter_2020(lab)
    enter_transfers(lab)
    luna = next(each for each in lab.balance().lines() if each.collection == LUNA)
    behind = drill_down(lab.session, luna.books, Account.RECEIVED)
    assert [(each.number, each.ug) for each in behind.lines] == [(SOIL, -1_500_000)]
    assert drill_down(lab.session, luna.books, Account.TRANSFERRED).count == 0
    whole = lab.balance().total.books
    gone = drill_down(lab.session, whole, Account.TRANSFERRED)
    assert sorted(each.number for each in gone.lines) == [MUSEUM, RUSSIA, FRANCE]
    # More lines than are listed are counted all the same.
    assert drill_down(lab.session, whole, Account.TRANSFERRED, most=1).count == 3
    assert drill_down(lab.session, whole, Account.RECEIVED, most=2).count == 2


def test_an_exchange_at_once_is_undone_and_done_again(told: Lab) -> None:
    """3 g each of Apollo 11 and 12 against 3 g of Luna 16 in Moscow."""
    lab = told
    soils = (("10084", "Apollo 11"), ("12070", "Apollo 12"))
    for number, mission in soils:
        soil = Register(
            collection="Apollo", number=number, mission=mission, mass=stated(3), form="fines", place="Cabinet 1"
        )
        lab.post(soil, day=19710101, stated="not published")
    exchange = title(
        TransferKind.EXCHANGE,
        "Academy of Sciences of the USSR",
        *(number for number, _ in soils),
        received=(luna_soil(SOIL, 3),),
    )
    posted = lab.allowed(exchange, day=19710610, accept=["transfer.needs_authority"])
    assert (by_way(lab, "Apollo"), by_way(lab, LUNA)) == ({"exchange": 6}, {"by_exchange": 3})
    assert (lab.account(Account.TRANSFERRED), received(lab, LUNA)) == (6, 3)
    assert by_way(lab, LUNA, 19710609) == {}
    lab.last_act_is_undone_and_done_again()
    assert (by_way(lab, "Apollo"), by_way(lab, LUNA)) == ({"exchange": 6}, {"by_exchange": 3})
    assert undo_state(lab.session, posted.uid) is not None
    inexact = inexact_masses(lab.session)
    assert [line.booked(Account.RECEIVED, inexact).estimated for line in lab.balance().lines()][-1] == 0
    # What came in by exchange goes and comes back like any other piece, and stays received by exchange.
    lab.allowed(
        title(TransferKind.GIFT, "A museum (invented)", SOIL), day=20000101, accept=["transfer.needs_authority"]
    )
    assert by_way(lab, LUNA) == {"gift": 3, "by_exchange": 3}
    back = ComeBack(
        samples=(SOIL,), place="Cabinet 1", title=Title.OURS, document="Deed (invented)", confirmed=True
    )
    lab.allowed(back, day=20010101, accept=["come_back.needs_authority"])
    assert by_way(lab, LUNA) == {"gift": 3, "came_back": -3, "by_exchange": 3}
    held = title(
        TransferKind.TITLE_ONLY, "A museum (invented)", SOIL, stays=True, title=Title.HELD_FOR, owner="A museum"
    )
    lab.allowed(held, day=20020101, accept=["transfer.needs_authority"])
    books = [each for each in lab.balance().lines() if each.collection == LUNA and each.level is Level.TITLE]
    only = {each.title: each.by_way()[TransferWay.TITLE_ONLY].ug for each in books}
    assert only == {"ours": 3_000_000, "held_for": -3_000_000}
    assert by_way(lab, LUNA) == {"gift": 3, "came_back": -3, "by_exchange": 3}


def test_what_is_made_of_pieces_of_two_missions_was_not_received_by_exchange(told: Lab) -> None:
    """The composite is invented: mass that goes from book to book inside the house is no transfer out of it."""
    lab = told
    for number, mission in (("10084", "Apollo 11"), ("12070", "Apollo 12")):
        soil = Register(
            collection="Apollo", number=number, mission=mission, mass=stated(3), form="fines", place="Cabinet 1"
        )
        lab.post(soil, day=19710101)
    parts = (Part(sample="10084", ug=GRAM), Part(sample="12070", ug=2 * GRAM))
    mixed = Compose(
        parts=parts, collection="Apollo", number="12071", mission="Apollo 12", mass=stated(3), place="Cabinet 1"
    )
    lab.post(mixed, day=19720101)
    assert by_way(lab, "Apollo") == {}
    books = {each.mission: each.by_way() for each in lab.balance().lines() if each.level is Level.MISSION}
    moved = {mission: {str(way): booked.ug for way, booked in ways.items()} for mission, ways in books.items()}
    assert moved == {"Apollo 11": {"between_books": GRAM}, "Apollo 12": {"between_books": -GRAM}}
    flow = lab.view("12071").flow
    assert flow is not None
    assert (flow.received, flow.began_ug, flow.changes, flow.closes) == (False, 3 * GRAM, (), True)


def test_what_is_open_about_a_counter_item_stands_with_what_was_received(told: Lab) -> None:
    """That what came in was weighed by nobody, estimated or stated by a list alone is invented."""
    lab = told
    enter_2020(lab)
    soil = {"collection": LUNA, "mission": "Luna 16", "form": "fines", "place": "Cabinet 1"}
    came = (
        Register(number="21001", mass=Mass.estimated(2 * GRAM, GRAM), **soil),
        Register(number="21002", mass=NOT_RECONCILED, original=stated(5), **soil),
        Register(number="21003", mass=NOT_WEIGHED, **soil),
    )
    exchange = title(TransferKind.EXCHANGE, COUNTER, RUSSIA, received=came)
    lab.allowed(exchange, day=20220204, accept=["transfer.needs_authority"])
    line = next(each for each in lab.balance().lines() if each.collection == LUNA)
    for moment in (NOW, Moment(20241231), Moment(None, lab.session.head().seq)):
        whole = line.booked(Account.RECEIVED, inexact_masses(lab.session, moment))
        way = line.by_way()[TransferWay.BY_EXCHANGE]
        assert (whole.ug, whole.unweighed, whole.without_figure, whole.estimated) == (7 * GRAM, 2, 1, 1)
        assert way == whole
        assert not any(line.booked(Account.TRANSFERRED, inexact_masses(lab.session, moment)))
    assert not inexact_masses(lab.session, Moment(20220203)).of(line.books, Account.RECEIVED).estimated


@pytest.mark.parametrize(
    ("kind", "more", "key"),
    [
        (TransferKind.EXCHANGE, {"given_before": (RUSSIA,)}, "transfer.not_passed_on"),
        (TransferKind.EXCHANGE, {"given_before": (MUSEUM,)}, "transfer.nothing_came"),
        (TransferKind.GIFT, {"given_before": (MUSEUM,)}, "transfer.received_without_exchange"),
    ],
)
def test_something_comes_in_for_what_was_given_and_by_exchange_alone(
    lab: Lab, kind: TransferKind, more: dict[str, Any], key: str
) -> None:
    enter_2020(lab)
    museum = title(TransferKind.MUSEUM, "National Museum of China", MUSEUM)
    lab.allowed(museum, day=20210227, accept=["transfer.needs_authority"])
    assert key in lab.refusal(title(kind, COUNTER, **more), day=20230301)
