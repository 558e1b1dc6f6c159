"""The tree of samples as services answer it: levels, filters, paths, totals, and the past."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import (
    Daughter,
    Mission,
    Move,
    OpenCollection,
    OtherName,
    Register,
    Reverse,
    SetUpPlace,
    Split,
    Weigh,
)
from lunarcurator.domain.operations.weighing import Reading
from lunarcurator.services.browsing import (
    TOP,
    Axis,
    Branch,
    Browsing,
    MassSum,
    Node,
    PieceFilter,
    PieceRow,
    Sort,
    Totals,
    TreeQuery,
    Unweighed,
)

from tests.store.making import Lab, chips, new_lab, rock

NOW = TreeQuery()
CHIPS = (PieceFilter(Axis.FORM, "chip"),)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    made = new_lab(tmp_path / "lab.lunar")
    made.post(rock("15555", names=(OtherName(name="Great Grey", source="a list"),)), rock("15016", 50))
    made.post(Split(parent="15555", daughters=chips(6, 7)), day=20200201)
    made.post(Split(parent="15555,1", daughters=chips(2)), day=20200301)
    yield made
    made.session.close()


@pytest.fixture
def browsing(lab: Lab) -> Browsing:
    return Browsing(lab.session)


def collection(browsing: Browsing) -> int:
    node = browsing.children([TOP], NOW)[TOP][0][0]
    assert isinstance(node, Branch)
    return node.collection


def below(browsing: Browsing, node: Node, query: TreeQuery = NOW) -> list[tuple[str, int, bool]]:
    children = browsing.children([node], query)[node]
    rows = browsing.rows([each for each, *_ in children if isinstance(each, int)], query.moment)
    return [
        (rows[each].number if isinstance(each, int) else each.name, count, hit) for each, count, _, hit in children
    ]


def piece(browsing: Browsing, number: str) -> int:
    found = _all(browsing, TOP)
    return next(row.id for row in found if row.number == number)


def _all(browsing: Browsing, node: Node) -> list[PieceRow]:
    children = [each for each, *_ in browsing.children([node], NOW)[node]]
    pieces = [each for each in children if isinstance(each, int)]
    return [*browsing.rows(pieces).values(), *(row for each in children for row in _all(browsing, each))]


def test_levels_are_collections_missions_generics_and_daughters_in_natural_order(browsing: Browsing) -> None:
    home = collection(browsing)
    assert below(browsing, TOP) == [("Apollo", 1, True)]
    assert below(browsing, Branch(home)) == [("Apollo 15", 1, True)]
    assert below(browsing, Branch(home, "Apollo 15")) == [("15016", 0, True), ("15555", 2, True)]
    assert below(browsing, piece(browsing, "15555")) == [("15555,1", 1, True), ("15555,2", 0, True)]


def test_missions_stand_in_the_order_of_their_opening_days_and_unknown_ones_last(
    lab: Lab, browsing: Browsing
) -> None:
    earlier = Mission(code="Apollo 11", name="Apollo 11", opened=19690725)
    lab.post(OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=(earlier,)))
    mass = Mass.measured(1_000_000, 1_000)
    lab.post(Register(collection="Apollo", number="20001", mission="", mass=mass, form="fines"))
    home = collection(browsing)
    assert [name for name, *_ in below(browsing, Branch(home))] == ["Apollo 11", "Apollo 15", ""]
    assert [name for name, *_ in below(browsing, Branch(home, ""))] == ["20001"]
    assert browsing.line_to(piece(browsing, "20001"))[:2] == [Branch(home), Branch(home, "")]


def test_a_collection_of_one_mission_of_its_own_name_has_no_level_of_missions(
    lab: Lab, browsing: Browsing
) -> None:
    lab.post(OpenCollection(code="Own", name="Own", scheme="plain"))
    lab.post(Register(collection="Own", number="A 1", mass=Mass.unknown("not_weighed"), form="fines"))
    home = next(each.id for each in browsing.collections() if each.code == "Own")
    assert below(browsing, Branch(home)) == [("A 1", 0, True)]
    own = browsing.children([Branch(home)], NOW)[Branch(home)][0][0]
    assert isinstance(own, int)
    assert browsing.line_to(own) == [Branch(home), own]
    assert browsing.parents_of([own])[0] == {own: Branch(home)}
    assert below(browsing, Branch(home), TreeQuery(moment=Moment(20201231))) == [("A 1", 0, True)]
    matches = TreeQuery((PieceFilter(Axis.MASS, "unknown"),))
    assert below(browsing, Branch(home), matches) == [("A 1", 0, True)]


def test_a_row_carries_names_sums_and_paths(browsing: Browsing) -> None:
    row = browsing.rows([piece(browsing, "15555")])[piece(browsing, "15555")]
    assert (row.name, row.place[-2:], row.short) == ("Great Grey", ("Vault", "Cabinet 8"), "15555")
    assert row.family is not None
    assert (row.family.pieces, row.family.ug, row.family.unweighed) == (4, 100_000_000, 0)
    daughter = browsing.rows([piece(browsing, "15555,1")])[piece(browsing, "15555,1")]
    assert (daughter.short, daughter.mass_ug, daughter.family) == (",1", 4_000_000, None)


@pytest.mark.parametrize("key", ["mass", "original", "left", "place", "custody", "form", "class_name", "weighed"])
def test_siblings_can_be_sorted_by_any_column_both_ways(browsing: Browsing, key: str) -> None:
    home = Branch(collection(browsing), "Apollo 15")
    up = below(browsing, home, TreeQuery(sort=Sort(key)))
    down = below(browsing, home, TreeQuery(sort=Sort(key, descending=True)))
    assert sorted(up) == sorted(down)
    if key == "mass":
        assert [number for number, *_ in up] == ["15016", "15555"]
        assert up == down[::-1]


def test_a_filter_keeps_ancestors_and_counts_the_matches_below(lab: Lab, browsing: Browsing) -> None:
    query = TreeQuery(CHIPS)
    home = collection(browsing)
    assert below(browsing, TOP, query) == [("Apollo", 3, False)]
    assert below(browsing, Branch(home), query) == [("Apollo 15", 3, False)]
    assert below(browsing, Branch(home, "Apollo 15"), query) == [("15555", 3, False)]
    assert below(browsing, piece(browsing, "15555"), query) == [("15555,1", 1, True), ("15555,2", 0, True)]
    assert below(browsing, piece(browsing, "15016"), query) == []


def test_filters_of_one_axis_add_up_and_axes_narrow_down(browsing: Browsing) -> None:
    rocks = PieceFilter(Axis.FORM, "whole_rock")
    here = PieceFilter(Axis.CUSTODY, "here")
    assert below(browsing, TOP, TreeQuery((*CHIPS, rocks)))[0][1] == 5
    assert below(browsing, TOP, TreeQuery((rocks, here)))[0][1] == 2
    assert below(browsing, TOP, TreeQuery((rocks, PieceFilter(Axis.CUSTODY, "loan")))) == []
    assert below(browsing, TOP, TreeQuery((PieceFilter(Axis.COLLECTION, str(collection(browsing))),)))[0][1] == 5


def test_matches_are_remembered_until_the_book_changes(lab: Lab, browsing: Browsing) -> None:
    query = TreeQuery(CHIPS)
    assert below(browsing, TOP, query)[0][1] == 3
    lab.post(Split(parent="15016", daughters=chips(1)), day=20200401)
    assert below(browsing, TOP, query)[0][1] == 3
    browsing.forget()
    assert below(browsing, TOP, query)[0][1] == 4
    browsing.stop()


def test_the_line_leads_from_the_collection_to_a_piece(browsing: Browsing) -> None:
    split = piece(browsing, "15555,3")
    home = collection(browsing)
    line = [Branch(home), Branch(home, "Apollo 15"), piece(browsing, "15555"), piece(browsing, "15555,1"), split]
    assert browsing.line_to(split) == line
    assert browsing.line_to(browsing.rows([split])[split].uid) == line
    assert browsing.line_to(Uid("0" * 32)) == []


def test_a_piece_out_of_the_book_stands_nowhere(lab: Lab, browsing: Browsing) -> None:
    posted = lab.post(Split(parent="15016", daughters=chips(1)), day=20200401)
    born = posted.changes.born[0]
    assert browsing.parents_of([born]) == (
        {born: piece(browsing, "15016")},
        {born: 0, piece(browsing, "15016"): 1},
    )
    lab.post(Reverse(entry=str(posted.seq)))
    assert browsing.parents_of([born])[0] == {born: None}
    assert browsing.line_to(born) == []
    assert browsing.rows([born]) == {}


def test_the_past_shows_children_mass_and_place_of_the_day(lab: Lab, browsing: Browsing) -> None:
    lab.post(
        Weigh(sample="15016", reading=Reading(net_ug=49_999_000, resolution_ug=1_000, balance="B3")), day=20200501
    )
    lab.post(Move(to="C9", samples=("15016",)), day=20200601)
    lab.post(Move(to="V2", places=("C9",)), day=20200701)
    home, stone, small = (
        Branch(collection(browsing), "Apollo 15"),
        piece(browsing, "15555"),
        piece(browsing, "15016"),
    )
    then = TreeQuery(moment=Moment(20200215))
    assert below(browsing, TOP, then) == [("Apollo", 1, True)]
    assert below(browsing, Branch(home.collection), then) == [("Apollo 15", 1, True)]
    assert below(browsing, home, then) == [("15016", 0, True), ("15555", 2, True)]
    assert below(browsing, stone, then) == [("15555,1", 0, True), ("15555,2", 0, True)]
    assert below(browsing, home, TreeQuery(moment=Moment(20191231))) == []
    assert below(browsing, Branch(home.collection), TreeQuery(moment=Moment(20191231))) == []
    row = browsing.rows([small, stone], Moment(20200215))
    assert (row[small].mass_ug, row[small].place[-1]) == (50_000_000, "Cabinet 8")
    assert row[stone].family is not None
    assert (row[stone].family.pieces, row[stone].family.ug, row[stone].name) == (3, 100_000_000, "Great Grey")
    later = browsing.rows([small], Moment(20200615))[small]
    assert (later.mass_ug, later.place[-2:]) == (49_999_000, ("Vault", "Cabinet 9"))
    assert browsing.rows([small], Moment(20200715))[small].place[-2:] == ("V2", "Cabinet 9")
    assert browsing.rows([small], Moment(20191231)) == {}


def test_what_was_learnt_later_does_not_count_at_a_sequence(lab: Lab, browsing: Browsing) -> None:
    before = lab.session.head().seq
    posted = lab.post(Split(parent="15016", daughters=chips(1)), day=20200105)
    lab.post(Reverse(entry=str(posted.seq)))
    lab.post(rock("15017", 5), day=20200102)
    home, small = Branch(collection(browsing), "Apollo 15"), piece(browsing, "15016")
    day = 20200110
    assert below(browsing, small, TreeQuery(moment=Moment(day, before))) == []
    assert below(browsing, Branch(home.collection), TreeQuery(moment=Moment(day, before))) == [
        ("Apollo 15", 1, True)
    ]
    known = browsing.children([small], TreeQuery(moment=Moment(day, posted.seq)))[small]
    assert [count for _, count, *_ in known] == [0]
    assert (
        browsing.rows([posted.changes.born[0]], Moment(day, posted.seq))[posted.changes.born[0]].number
        == "15016,1"
    )
    assert [n for n, *_ in below(browsing, home, TreeQuery(moment=Moment(day, before)))] == ["15016", "15555"]
    assert browsing.rows([small], Moment(day, posted.seq))[small].mass_ug == 49_000_000
    assert browsing.totals_at(Moment(day, posted.seq)).whole().ug == 150_000_000


def test_totals_count_by_slices_and_by_filter(lab: Lab, browsing: Browsing) -> None:
    lab.post(
        Register(
            collection="Apollo",
            number="15058",
            mission="Apollo 15",
            mass=Mass.unknown("not_reconciled"),
            original=Mass.stated(2_672_300_000, 100_000),
            form="whole_rock",
        ),
        Register(
            collection="Apollo", number="15059", mission="Apollo 15", mass=Mass.unknown("sealed"), form="fines"
        ),
    )
    counted, first = Totals(), 1
    while first:
        first = browsing.count(counted, first, size=2)
    whole = counted.whole()
    assert (whole.pieces, whole.ug, whole.suspense_ug, whole.unweighed) == (7, 150_000_000, 2_672_300_000, 2)
    assert whole.lacking == Unweighed(not_reconciled=1, unknown=1)
    assert counted.mission(collection(browsing), "Apollo 15") == whole
    assert counted.mission(collection(browsing), "Apollo 99").pieces == 0
    assert counted.whole(-1).pieces == 0
    assert counted.takes[CHIPS[0]] == 3
    assert counted.takes[PieceFilter(Axis.MASS, "not_reconciled")] == 1
    assert counted.takes[PieceFilter(Axis.MASS, "unknown")] == 1
    for wanted in (*CHIPS, PieceFilter(Axis.MASS, "unknown"), PieceFilter(Axis.MASS, "not_reconciled")):
        assert below(browsing, TOP, TreeQuery((wanted,)))[0][1] == counted.takes[wanted]


def test_totals_of_a_day_take_whole_years_from_their_sums(lab: Lab, browsing: Browsing) -> None:
    mass = Mass.measured(7_000_000, 1_000)
    lab.post(
        Register(collection="Apollo", number="15600", mission="Apollo 15", mass=mass, form="chip"), day=20191224
    )
    assert browsing.totals_at(Moment(20191231)).whole().ug == 7_000_000
    at_end = browsing.totals_at(Moment(20200131)).whole()
    assert (at_end.pieces, at_end.ug) == (3, 157_000_000)


def test_the_mass_of_a_selection_is_its_known_sum(lab: Lab, browsing: Browsing) -> None:
    lab.post(
        Register(
            collection="Apollo", number="15059", mission="Apollo 15", mass=Mass.unknown("sealed"), form="fines"
        )
    )
    ids = [piece(browsing, number) for number in ("15016", "15555,2", "15059")]
    assert browsing.mass_of(ids) == MassSum(3, 57_000_000, 0, Unweighed(unknown=1), 0, 1_000)
    assert browsing.mass_of(ids, Moment(20200105)) == MassSum(2, 50_000_000, 0, Unweighed(unknown=1), 0, 1_000)


def test_a_daughter_of_another_family_shows_its_whole_number(lab: Lab, browsing: Browsing) -> None:
    lab.post(
        Register(
            collection="Apollo",
            number="15999",
            mission="Apollo 15",
            parent="15016",
            mass=Mass.measured(1_000_000, 1_000),
            form="chip",
        ),
        day=20200401,
    )
    lab.post(
        Split(parent="15016", daughters=(Daughter(form="chip", mass=Mass.unknown("not_weighed")),)), day=20200402
    )
    assert browsing.rows([piece(browsing, "15999")])[piece(browsing, "15999")].short == "15999"
    lab.post(SetUpPlace(kind="cabinet", name="Last", parent="Vault", code="C77"), day=20200402)
    assert browsing.line_to(piece(browsing, "15999"))[2] == piece(browsing, "15016")


def test_sums_of_families_and_missions_say_that_they_contain_estimates(lab: Lab, browsing: Browsing) -> None:
    day = 20200301
    lab.post(
        Register(
            collection="Apollo",
            number="15070",
            mission="Apollo 15",
            mass=Mass.measured(9_000_000, 1_000),
            form="chip",
        ),
        day=day,
    )
    lab.post(Split(parent="15070", daughters=(Daughter(form="chip", mass=Mass.estimated(2_000_000)),)), day=day)
    root = piece(browsing, "15070")
    before, then = Moment(20200229), Moment(day)
    family = browsing.rows([root])[root].family
    assert family is not None
    assert (family.estimated, family.ug) == (1, 9_000_000)
    past = browsing.rows([root], then)[root].family
    assert past is not None
    assert past.estimated == 1
    assert [browsing.totals_at(each).whole().estimated for each in (before, then)] == [0, 1]
    counted = Totals()
    browsing.count(counted)
    assert counted.whole().estimated == 1
    assert browsing.mass_of([root, piece(browsing, "15070,1")]).estimated == 1
    lab.post(Weigh(sample="15070,1", reading=Reading(net_ug=2_000_000, resolution_ug=1_000)), day=20200302)
    assert browsing.rows([root])[root].family == replace(family, estimated=0)
    assert [browsing.totals_at(Moment(each)).whole().estimated for each in (day, 20200302)] == [1, 0]


def test_a_collection_opened_later_is_there_once_it_had_pieces(lab: Lab, browsing: Browsing) -> None:
    missions = (Mission(code="Luna 16", name="Luna 16"),)
    lab.post(OpenCollection(code="Luna", name="Luna", scheme="luna", missions=missions), day=20240101)
    lab.post(Register(collection="Luna", number="21000", mission="Luna 16"), day=20220101)
    for day, names in ((20210101, ["Apollo"]), (20230101, ["Apollo", "Luna"]), (20250101, ["Apollo", "Luna"])):
        assert [name for name, *_ in below(browsing, TOP, TreeQuery(moment=Moment(day)))] == names
