"""The parts of the models by themselves: merging, keeping rows, and cells of every kind."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.desktop.lanes import Lanes
from lunarcurator.desktop.models.sample_cells import Cell, CellWriter
from lunarcurator.desktop.models.sample_columns import COLUMNS, SampleColumn
from lunarcurator.desktop.models.tree_merging import TreeMerger
from lunarcurator.desktop.models.tree_rows import KEPT, RowStore
from lunarcurator.desktop.models.tree_shape import ROOT, NodeKeys, TreeShape
from lunarcurator.desktop.rooms.samples.row_painter import number_for_eyes
from lunarcurator.desktop.rooms.samples.summing import selection_in_words, totals_in_words
from lunarcurator.domain.identity import Uid
from lunarcurator.services.browsing import Branch, Family, MassSum, PieceRow, Total, Unweighed
from lunarcurator.services.words import Words
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

ROW = PieceRow(
    id=1,
    uid=Uid("0" * 32),
    number="15555,1",
    short=",1",
    name="",
    root=1,
    parent=2,
    daughters=0,
    collection=1,
    mission="Apollo 15",
    custody="here",
    mass_ug=4_106_000,
    unweighed=0,
    suspense_ug=0,
    place=("Lab", "Room", "Vault", "Cabinet 8", "Tray 2"),
    holder=(),
    values=MappingProxyType({"existence": "exists", "mass_quality": "measured", "resolution_ug": 1_000}),
)


class Flat(QAbstractItemModel):
    """One level of keys over a shape, as the tree has many."""

    def __init__(self, keys: Sequence[int]) -> None:
        super().__init__()
        self.shape = TreeShape(NodeKeys())
        self.shape.put(ROOT, 0, list(keys))

    def index(self, row: int, column: int, parent: QModelIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        held = self.shape.children(ROOT)
        fits = not parent.isValid() and 0 <= row < len(held) and column == 0
        return self.createIndex(row, 0, held[row]) if fits else QModelIndex()

    def parent(self, index: QModelIndex) -> QModelIndex:  # type: ignore[override]
        return QModelIndex()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shape.children(ROOT))

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: QModelIndex, role: int = 0) -> object:
        return index.internalId() if role == 0 else None


KEYS = st.lists(st.integers(1, 60), unique=True, max_size=40)


@given(held=KEYS, wanted=KEYS)
def test_merging_makes_any_children_of_any_others(held: list[int], wanted: list[int]) -> None:
    model = Flat(held)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    kept = {key: QPersistentModelIndex(model.index(row, 0)) for row, key in enumerate(held)}
    TreeMerger(model, model.shape).merge(ROOT, QModelIndex(), wanted)
    assert list(model.shape.children(ROOT)) == wanted
    for key, index in kept.items():
        assert index.isValid() == (key in wanted)
        if index.isValid():
            assert (index.row(), index.internalId()) == (wanted.index(key), key)
    del tester


def test_one_piece_that_moves_far_is_one_move() -> None:
    model = Flat(range(1, 101))
    moves: list[int] = []
    model.rowsMoved.connect(lambda *_: moves.append(1))
    laid_out: list[int] = []
    model.layoutChanged.connect(lambda *_: laid_out.append(1))
    TreeMerger(model, model.shape).merge(ROOT, QModelIndex(), [*range(2, 91), 1, *range(91, 101)])
    assert (len(moves), len(laid_out)) == (1, 0)
    TreeMerger(model, model.shape).merge(ROOT, QModelIndex(), list(range(100, 0, -1)))
    assert len(laid_out) == 1


def test_keys_of_nodes_stay_and_learn_their_names() -> None:
    keys = NodeKeys()
    nameless = keys.key(Branch(3, "Apollo 15"))
    assert keys.key(Branch(3, "Apollo 15", "Fifteen")) == nameless
    assert keys.node(nameless) == Branch(3, "Apollo 15")
    branch = keys.branch(nameless)
    assert branch is not None
    assert branch.name == "Fifteen"
    assert (keys.key(7), keys.node(7), keys.branch(7)) == (7, 7, None)


def test_a_shape_forgets_what_was_below_what_it_loses() -> None:
    shape = TreeShape(NodeKeys())
    shape.put(ROOT, 0, [1, 2])
    shape.put(1, 0, [11, 12])
    shape.put(11, 0, [111])
    assert list(shape.line(111)) == [11, 1]
    shape.put(2, 0, [12])
    shape.take(ROOT, 0, 0)
    assert 111 not in shape
    assert 12 in shape
    assert shape.read_nodes() == [ROOT, 2]


def test_rows_are_asked_for_once_and_kept_in_bounds(qtbot: QtBot, words: Words) -> None:
    lanes = Lanes()
    asked: list[list[int]] = []

    def read(ids: list[int]) -> dict[int, PieceRow]:
        asked.append(ids)
        return {id_: replace(ROW, id=id_) for id_ in ids}

    store = RowStore(lanes, read, CellWriter(words))
    with qtbot.waitSignal(store.arrived):
        assert store.get(1) is None
        store.get(1)
        store.get(2)
    assert asked == [[1, 2]]
    first = store.get(1)
    assert first is not None
    store.age()
    assert store.get(1) is first
    qtbot.waitUntil(lambda: len(asked) == 2 and not lanes.busy)
    assert store.get(1) is first
    store.put(store.prepare(replace(ROW, id=id_) for id_ in range(KEPT + 10)))
    assert store.peek(1) is None
    assert store.peek(KEPT + 9) is not None
    store.clear()
    assert store.peek(KEPT + 9) is None
    lanes.close()


def test_the_cells_that_are_shown_are_made_where_a_row_is_read(qtbot: QtBot, words: Words) -> None:
    lanes, made = Lanes(), []

    class Noting(CellWriter):
        def cell(self, row: PieceRow, column: SampleColumn) -> Cell:
            made.append((column.key, threading.current_thread()))
            return super().cell(row, column)

    store = RowStore(lanes, lambda ids: {id_: replace(ROW, id=id_) for id_ in ids}, Noting(words))
    store.shown = (COLUMNS["number"], COLUMNS["mass"])
    with qtbot.waitSignal(store.arrived):
        store.get(1)
    assert [key for key, _ in made] == ["number", "mass"]
    assert threading.current_thread() not in {thread for _, thread in made}
    row = store.get(1)
    assert row is not None
    assert row.cell(COLUMNS["mass"]).plain == "4.106"
    assert len(made) == 2
    lanes.close()


NOT_KNOWN = ("reason", "unknown", "unknown", "text")


def cell(words: Words, column: str, **more: object) -> tuple[str, str, str, str]:
    values = {**ROW.values, **more.pop("values", {})}  # type: ignore[dict-item]
    row = replace(ROW, values=MappingProxyType(values), **more)  # type: ignore[arg-type]
    made = CellWriter(words).cell(row, COLUMNS[column])
    return made.kind, made.text + made.fraction, made.plain, made.tone


@pytest.mark.parametrize(
    ("column", "more", "expected"),
    [
        ("mass", {}, ("mass", "4.106", "4.106", "text")),
        (
            "mass",
            {"values": {"mass_quality": "estimated", "resolution_ug": None}, "mass_ug": 150_000_000},
            ("mass", "~150", "~150", "text"),
        ),
        (
            "mass",
            {"values": {"mass_quality": "upper_bound"}, "mass_ug": 68_000_000},
            ("mass", "≤\u200968.000", "≤\u200968.000", "text"),
        ),
        ("mass", {"values": {"mass_quality": "not_applicable"}}, ("text", "", "", "text")),
        (
            "mass",
            {"values": {"mass_quality": "nominal", "mass_reason": "section"}, "mass_ug": 0, "unweighed": 1},
            ("reason", "section", "section", "text"),
        ),
        (
            "mass",
            {"values": {"mass_quality": "unknown", "mass_reason": "other"}, "mass_ug": 0, "unweighed": 1},
            ("reason", "unknown", "unknown", "text"),
        ),
        ("mass", {"family": Family(3, 9_561_380_000, 0, 1)}, ("rollup", "9\u202f561.38", "9561.38", "text")),
        (
            "mass",
            {"family": Family(3, 9_561_380_000, 1, 1)},
            ("rollup", "\u2265\u20099\u202f561.38", "\u2265\u20099561.38", "text"),
        ),
        (
            "mass",
            {"family": Family(3, 9_561_380_000, 0, 1, 0, 61_000_000)},
            ("rollup", "\u2264\u20099\u202f561.38", "\u2264\u20099561.38", "text"),
        ),
        (
            "mass",
            {"family": Family(3, 9_561_380_000, 1, 1, 0, 61_380_000)},
            ("rollup", "\u2265\u20099\u202f500", "\u2265\u20099500", "text"),
        ),
        ("mass", {"family": Family(2, 150_000_000, 0, 1, 1)}, ("rollup", "~150", "~150", "text")),
        ("mass", {"family": Family(3, 0, 3, 1)}, ("mass", "4.106", "4.106", "text")),
        (
            "original",
            {"values": {"original_ug": 9_614_000_000, "original_resolution_ug": 1_000_000}},
            ("mass", "9\u202f614", "9614", "text2"),
        ),
        ("left", {"values": {"original_ug": 5_000_000}}, ("share", "82.1\u00a0%", "82.1\u00a0%", "text")),
        ("left", {"values": {"original_ug": 5_000_000}, "unweighed": 1}, ("text", "", "", "text")),
        ("left", {"values": {"original_ug": 5_000_000, "mass_quality": "upper_bound"}}, NOT_KNOWN),
        ("left", {"values": {"original_ug": 5_000_000}, "family": Family(2, 0, 1, 1)}, NOT_KNOWN),
        ("left", {"values": {"original_ug": 5_000_000}, "family": Family(2, 2_500_000, 1, 1)}, NOT_KNOWN),
        (
            "left",
            {"values": {"original_ug": 5_000_000}, "family": Family(2, 2_500_000, 0, 1)},
            ("share", "50\u00a0%", "50\u00a0%", "text"),
        ),
        (
            "left",
            {"values": {"original_ug": 5_000_000, "existence": "lost"}, "mass_ug": 0},
            ("text", "", "", "text"),
        ),
        ("left", {}, ("text", "", "", "text")),
        ("custody", {"custody": "loan"}, ("badge", "On loan", "On loan", "blue")),
        ("custody", {"values": {"existence": "consumed"}}, ("badge", "Consumed", "Consumed", "grey")),
        ("custody", {"custody": ""}, ("text", "", "", "text")),
        ("condition", {"values": {"condition": "air_exposed"}}, ("badge", "Air-exposed", "Air-exposed", "amber")),
        ("condition", {"values": {"condition": "not_stated"}}, ("text", "", "", "text")),
        ("place", {}, ("text", "Vault › Cabinet 8 › Tray 2", "Lab › Room › Vault › Cabinet 8 › Tray 2", "text2")),
        ("place", {"place": (), "holder": ("Museum",)}, ("text", "Museum", "Museum", "text2")),
        ("place", {"place": ()}, ("text", "not stated", "not stated", "text3")),
        ("place", {"place": (), "values": {"existence": "lost"}}, ("text", "", "", "text")),
        ("place", {"family": Family(3, 1, 0, 14)}, ("text", "14 places", "14 places", "text2")),
        ("weighed", {"values": {"weighed": 19740100}}, ("text", "1974-01", "1974-01", "text2")),
        ("weighed", {"values": {"weighed": 0}}, ("text", "unknown", "unknown", "text2")),
        ("sighted", {}, ("text", "", "", "text")),
        ("pristinity_milli", {"values": {"pristinity_milli": 46_600}}, ("count", "46.6", "46.6", "text")),
        (
            "pristinity_day",
            {"values": {"pristinity_day": 20150311}},
            ("text", "2015-03-11", "2015-03-11", "text2"),
        ),
        ("count", {"values": {"count": 1_200}}, ("count", "1\u202f200", "1200", "text")),
        ("area_um2", {"values": {"area_um2": 2_000_000}}, ("count", "2", "2", "text")),
        ("nominal_ug", {"values": {"nominal_ug": 1_000}}, ("mass", "0.001", "0.001", "text2")),
        ("access", {"values": {"access": "open"}}, ("text", "Open", "Open", "text2")),
        ("mass_quality", {}, ("text", "Measured", "Measured", "text")),
        (
            "remarks",
            {"values": {"remarks": "olivine 橄榄石"}},
            ("text", "olivine 橄榄石", "olivine 橄榄石", "text"),
        ),
        (
            "retired_reason",
            {"values": {"retired_reason": "fully divided"}},
            ("text", "fully divided", "fully divided", "text"),
        ),
    ],
)
def test_cells_of_every_kind(
    words: Words, column: str, more: dict[str, object], expected: tuple[str, str, str, str]
) -> None:
    assert cell(words, column, **more) == expected


def test_numbers_of_daughters_are_short_and_keep_their_telling_end() -> None:
    assert number_for_eyes("15555,46", ",46") == ",46"
    assert number_for_eyes("CE5C0800YJYX132GP", "YJYX132GP") == "…YJYX132GP"
    assert number_for_eyes("15555", "15555") == "15555"


def test_totals_say_only_what_there_is() -> None:
    assert totals_in_words(Total(1, 2_000_000)) == "1 piece · 2\u00a0g known"
    blind = Total(3, 0, 0, 3, lacking=Unweighed(unknown=3))
    assert totals_in_words(blind) == "3 pieces · 3 of unknown mass"
    assert totals_in_words(Total(3, 1, 0, 2), past=True) == "3 numbers · 0.000001\u00a0g known · 2 unweighed"
    assert totals_in_words(Total(2, 2_345_678_900, estimated=1)) == "2 pieces · ~2\u202f345.6789\u00a0g known"
    assert totals_in_words(Total(9, 0, 0, 0, 2)).startswith("9 numbers · 7 pieces")
    assert totals_in_words(Total(9, 0, 375_035_990_000_000 // 1000)).endswith(
        "375\u202f035.99\u00a0g not reconciled"
    )
    assert selection_in_words(2, MassSum(2, 0, 0, Unweighed(unknown=2))) == "2 selected · 2 of unknown mass"
    mixed = MassSum(4, 150_000_000, 1, Unweighed(2, 1, 0))
    told = "4 selected · \u2265\u2009~150\u00a0g · 3 unweighed (2 not reconciled, 1 nominal)"
    assert selection_in_words(4, mixed) == told
    assert selection_in_words(1, MassSum(1, 0, 0, Unweighed(1))) == "1 selected · 1 unweighed (not reconciled)"


def test_the_sum_of_what_is_no_piece_any_more_is_not_nought() -> None:
    assert selection_in_words(2, MassSum(2)) == "2 selected"
