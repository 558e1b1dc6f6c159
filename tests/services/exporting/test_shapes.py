"""Reports in other shapes: grouped, with further columns, as pages, as a batch sheet, by preset."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.documents.model import Column, ColumnKind, ColumnUnknown, MassFigure
from lunarcurator.documents.papers.blocks import Fields, Table
from lunarcurator.documents.rendering import RenderStopped
from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import AddName, Register
from lunarcurator.exchange.reading import read_book
from lunarcurator.services.commands.names import CHECK, REPORTS
from lunarcurator.services.exporting import (
    ListOnScreen,
    ListRead,
    Report,
    ReportNeeds,
    Scope,
    Wanted,
    export,
    opened_report,
    paper_of_report,
    title_of,
)
from lunarcurator.services.exporting import paper as papers
from lunarcurator.services.exporting.paper import TooLongForPaper, _telling_apart, parted
from lunarcurator.services.exporting.presets import (
    Preset,
    PresetError,
    codes_of,
    forget_preset,
    preset_named,
    preset_taken,
    presets,
    read_preset,
    save_preset,
)
from lunarcurator.services.journal import JournalFilter
from lunarcurator.services.lab_tables import store_folder
from lunarcurator.services.to_do.listing import Concern
from lunarcurator.services.words import Words
from lunarcurator.store.reads.filters import Axis, PieceFilter

from tests.services.ledgers.history import History, lived

CHIPS = (PieceFilter(Axis.FORM, "chip"),)


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    made = lived(tmp_path / "book.lunar")
    yield made
    made.session.close()


def cells(path: Path, sheet: int) -> list[list[str]]:
    rows = read_book(path).sheets[sheet].rows()
    return [["" if cell is None else str(cell) for cell in row.cells] for row in rows]


def test_every_report_has_its_name_on_the_command_line() -> None:
    assert {name.replace("-", "_") for name in REPORTS} == {*map(str, Report), CHECK} - {"on_screen"}


@pytest.mark.parametrize("report", Report)
def test_every_report_says_in_a_sentence_what_it_tells(words: Words, report: Report) -> None:
    assert words.say(f"report_says.{report}").endswith(".")
    assert title_of(words, report)[0].isupper()


def test_groups_are_sorted_and_summed_on_a_sheet_of_their_own(
    history: History, words: Words, tmp_path: Path
) -> None:
    wanted = Wanted(Report.INVENTORY, columns=("number", "mission", "mass_now"), group_by="mission")
    path = tmp_path / "grouped.xlsx"
    rows = export(history.session, words, wanted, path)
    table, sums = cells(path, 1)[3:], cells(path, 2)[2:]
    assert len(table) == rows
    assert [row[1] for row in table] == sorted(row[1] for row in table)
    assert sums[0] == ["Mission", "Rows", "Mass now (g)", "Mass now: no figure"]
    assert {int(row[3]) for row in sums[1:]} >= {0, 1}
    assert sum(int(row[1]) for row in sums[1:]) == rows
    by_mission = {row[0]: row for row in sums[1:]}
    assert by_mission["Apollo 14"][2] == "\u2265\u20098998"
    export(history.session, words, wanted, tmp_path / "grouped.csv")
    assert len(cells(tmp_path / "grouped.csv", 0)) == rows + 1
    with pytest.raises(ColumnUnknown):
        export(history.session, words, Wanted(Report.INVENTORY, group_by="colour"), path)


def test_groups_go_by_masses_and_days_too_and_nothing_said_comes_last(history: History, words: Words) -> None:
    by_mass = Wanted(Report.INVENTORY, group_by="mass_now")
    with opened_report(history.session, words, by_mass) as opened:
        at = [column.key for column in opened.document.sheets[0].columns].index("mass_now")
        said = [row[at] for row in opened.document.sheets[0].rows]
    figures = [each for each in said if isinstance(each, MassFigure)]
    assert said[: len(figures)] == sorted(figures, key=lambda each: each.ug)
    assert not any(said[len(figures) :])
    by_entry = Wanted(Report.JOURNAL, group_by="entry")
    with opened_report(history.session, words, by_entry) as opened:
        assert [row[0] for row in opened.document.sheets[0].rows] == [*range(1, history.session.head().seq + 1)]


def test_ancestors_and_levels_of_places_are_columns_that_are_asked_for(history: History, words: Words) -> None:
    scope = Scope((history.piece("15555,4"),))
    columns = ("number", "parent", "generic", "ancestors", "place_1", "place_2", "place_8")
    with opened_report(history.session, words, Wanted(Report.INVENTORY, scope=scope, columns=columns)) as opened:
        (row,) = opened.document.sheets[0].rows
    assert row[:4] == ("15555,4", "15555,1", "15555", "15555 › 15555,1")
    assert row[4:] == ("Lab", "Room 1", "")
    whole = Wanted(Report.INVENTORY, scope=Scope((history.piece("15555"),)), columns=("number", "ancestors"))
    with opened_report(history.session, words, whole) as opened:
        assert [*opened.document.sheets[0].rows] == [("15555", "")]
    with opened_report(history.session, words, Wanted(Report.INVENTORY, scope=scope)) as opened:
        assert "generic" not in [column.key for column in opened.document.sheets[0].columns]


def test_a_batch_sheet_begins_with_the_header_rows_of_the_registry(
    history: History, words: Words, tmp_path: Path
) -> None:
    rock, chip = history.piece("15555"), history.piece("15555,1")
    history.post(AddName(sample="15555", name="IGSN: XXL000001", kind=NameKind.FOREIGN))
    path = tmp_path / "batch.xlsx"
    export(history.session, words, Wanted(Report.SESAR, scope=Scope((rock, chip)), user_code="XXL"), path)
    head, columns, *rows = cells(path, 0)
    assert head[:4] == ["Object Type:", "Individual Sample", "User Code:", "XXL"]
    told = [dict(zip(columns, row, strict=False)) for row in rows]
    assert [row["Sample Name"] for row in told] == ["15555", "15555,1"]
    assert [row["IGSN"] for row in told] == ["XXL000001", ""]
    assert (told[1]["Parent IGSN"], told[1]["Material"], told[1]["Size unit"]) == ("XXL000001", "Rock", "g")
    assert "XXL000001" not in told[0]["Other name(s)"]
    assert {row["Current archive"] for row in told} == {"Lab"}
    for suffix in ("csv", "html"):
        export(history.session, words, Wanted(Report.SESAR), tmp_path / f"batch.{suffix}")
        assert (tmp_path / f"batch.{suffix}").read_text("utf-8-sig").count("User Code:") == 1


def test_soils_are_soil_in_the_batch_sheet_and_a_catalogue_mass_is_a_size(
    history: History, words: Words, tmp_path: Path
) -> None:
    told = {"collection": "Apollo", "mission": "Apollo 15"}
    mass = Mass.stated(125_800_000, 100_000)
    history.post(Register(number="15601", class_name="Soil", **told))
    history.post(Register(number="15602", form="unsieved_soil", original=mass, **told))
    path = tmp_path / "batch.xlsx"
    wanted = Scope((history.piece("15601"), history.piece("15602"), history.piece("14321")))
    export(history.session, words, Wanted(Report.SESAR, scope=wanted), path)
    _, columns, *rows = cells(path, 0)
    sheet = {row[0]: dict(zip(columns, row, strict=False)) for row in rows}
    assert {number: row["Material"] for number, row in sheet.items()} == {
        "14321": "Rock",
        "15601": "Soil",
        "15602": "Soil",
    }
    assert sheet["15602"]["Size"] == "125.8"


def test_where_a_piece_was_collected_is_a_location_in_the_batch_sheet_and_only_a_day_is_a_date(
    history: History, words: Words, tmp_path: Path
) -> None:
    for number, collected in (("15601", "Hadley Rille, station 9A"), ("15602", "1971-08-02"), ("15603", "9")):
        history.post(Register(number=number, collection="Apollo", mission="Apollo 15", collected=collected))
    path = tmp_path / "batch.xlsx"
    wanted = Scope(tuple(history.piece(number) for number in ("15601", "15602", "15603", "14321")))
    export(history.session, words, Wanted(Report.SESAR, scope=wanted), path)
    _, columns, *rows = cells(path, 0)
    sheet = {row[0]: dict(zip(columns, row, strict=False)) for row in rows}
    told = {number: (row["Collection date"], row["Location description"]) for number, row in sheet.items()}
    assert told == {
        "14321": ("", ""),
        "15601": ("", "Hadley Rille, station 9A"),
        "15602": ("1971-08-02", ""),
        "15603": ("", "9"),
    }


def test_labels_are_a_list_too(history: History, words: Words) -> None:
    wanted = Wanted(Report.LABELS, scope=Scope((history.piece("15555,2"),)))
    with opened_report(history.session, words, wanted) as opened:
        (row,) = opened.document.sheets[0].rows
    assert row[:2] == ("15555,2", "15555,2")
    assert str(row[3]).startswith("3.870")


def test_a_list_of_what_needs_a_hand_says_its_rule(history: History, words: Words) -> None:
    with opened_report(history.session, words, Wanted(Report.NOT_SEEN, unit="mg")) as opened:
        about = {line.label: line.value for line in opened.document.about}
        assert "years" in about["Filters"]
        assert [column.unit for column in opened.document.sheets[0].columns if column.unit] == ["mg"]
    with opened_report(history.session, words, Wanted(Report.ATTENTION)) as opened:
        assert opened.total == len(list(opened.document.sheets[0].rows)) == len(Concern)


def test_pages_have_all_columns_and_what_the_report_says(history: History, words: Words) -> None:
    seen: list[tuple[int, int]] = []
    paper = paper_of_report(
        history.session, words, Wanted(Report.INVENTORY, group_by="mission"), lambda *told: seen.append(told)
    )
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    assert {table.columns[0].key for table in tables} == {"number", "mission"}
    keys = [column.key for table in tables for column in table.columns]
    assert {"place", "remarks", "mass_now"} <= set(keys)
    about = next(block for block in paper.blocks if isinstance(block, Fields))
    assert history.session.head().chain in [entry.text for entry in about.entries]
    assert paper.foot.sequence == history.session.head().seq
    assert seen
    balance = paper_of_report(history.session, words, Wanted(Report.BALANCE))
    assert all(len(block.totals) == len(block.columns) for block in balance.blocks if isinstance(block, Table))


def test_columns_that_do_not_fit_go_on_with_the_first_again() -> None:
    assert parted([10, 60, 60, 60]) == [(0, 1, 2), (0, 3)]
    assert parted([10]) == [(0,)]
    assert parted([140, 30, 30]) == [(0, 1), (0, 2)]
    assert parted([20, 20, 50, 50, 50], (0, 1)) == [(0, 1, 2, 3), (0, 1, 4)]
    assert parted([20, 50, 50, 20, 50], (0, 3)) == [(0, 1, 2, 3), (0, 3, 4)]
    rows = [("B", "x", "L-1", "y", "1"), ("B", "x", "L-1", "y", "2")]
    assert _telling_apart(rows) == (0, 4)
    assert _telling_apart([*rows, rows[0]]) == (0,)
    assert _telling_apart([rows[0]]) == _telling_apart([]) == (0,)


def test_rows_that_share_their_first_column_are_told_apart_on_every_page(history: History, words: Words) -> None:
    wanted = Wanted(Report.INVENTORY, columns=("collection", "number", *COLUMNS_OF_TEXT))
    tables = [each for each in paper_of_report(history.session, words, wanted).blocks if isinstance(each, Table)]
    assert len(tables) > 1
    assert {tuple(each.key for each in table.columns[:2]) for table in tables} == {("collection", "number")}


def test_nobody_reads_endless_paper(history: History, words: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RenderStopped):
        paper_of_report(history.session, words, Wanted(Report.INVENTORY), should_stop=lambda: True)
    monkeypatch.setattr(papers, "MOST_ROWS", 3)
    with pytest.raises(TooLongForPaper):
        paper_of_report(history.session, words, Wanted(Report.INVENTORY))


COLUMNS_OF_TEXT = (
    *("other_names", "parent", "mission", "form", "class_name", "subclass", "mass_now", "mass_originally"),
    *("quality", "existence", "custody", "condition", "access", "basic_use", "title", "place", "remarks"),
)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "settings"
    monkeypatch.setattr("lunarcurator.services.exporting.presets.person_folder", lambda: folder)
    return folder


def test_a_preset_comes_back_as_it_was_kept(settings: Path, tmp_path: Path) -> None:
    wanted = Wanted(
        Report.INVENTORY, scope=Scope(filters=CHIPS), columns=("number", "place"), unit="mg", group_by="place"
    )
    preset = Preset.of("Chips by place", wanted, ".csv")
    path = save_preset(preset)
    assert path.parent == settings / "exports"
    assert preset_named("Chips by place") == preset_named(str(path)) == preset
    assert preset_named("chips by PLACE") == preset
    assert preset_taken("chips by PLACE")
    assert not preset_taken("Chips")
    assert read_preset(save_preset(preset, tmp_path / "Chips by place.json")) == preset
    assert presets() == {"Chips by place": preset}
    with pytest.raises(PresetError) as unknown:
        preset_named("Chips")
    assert (unknown.value.key, unknown.value.facts["known"]) == ("preset.unknown", ["Chips by place"])
    forget_preset("Chips by place")
    assert presets() == {}
    with pytest.raises(PresetError) as none:
        preset_named("Chips")
    assert none.value.key == "preset.none_kept"


def test_a_preset_of_a_collection_works_in_another_store(settings: Path, tmp_path: Path) -> None:
    wanted = Wanted(Report.INVENTORY, scope=Scope(filters=(PieceFilter(Axis.COLLECTION, "2"), *CHIPS)))
    preset = Preset.of("Apollo chips", wanted, ".xlsx", {1: "Luna", 2: "Apollo"})
    assert preset_named(str(save_preset(preset))) == preset
    assert preset.filters[0] == PieceFilter(Axis.COLLECTION, "Apollo")
    assert preset.filters_in({7: "Apollo"}) == (PieceFilter(Axis.COLLECTION, "7"), *CHIPS)
    with pytest.raises(PresetError) as none:
        preset.filters_in({1: "Luna"})
    assert (none.value.key, none.value.facts["collection"]) == ("preset.no_collection", "Apollo")
    older = {**preset.told(), "format": 1, "filters": [["collection", "2"]]}
    (tmp_path / "older.json").write_text(json.dumps(older), encoding="utf-8")
    with pytest.raises(PresetError) as of_one:
        read_preset(tmp_path / "older.json")
    assert of_one.value.key == "preset.of_one_store"
    assert settings.is_dir()


def test_the_list_on_screen_is_no_preset_and_no_report_of_a_command(history: History, words: Words) -> None:
    with pytest.raises(PresetError) as kept:
        Preset.of("Mine", Wanted(Report.ON_SCREEN), ".xlsx")
    assert kept.value.key == "preset.of_screen"
    with pytest.raises(ReportNeeds) as none, opened_report(history.session, words, Wanted(Report.ON_SCREEN)):
        pass
    assert none.value.key == "report.only_on_screen"


def test_a_list_on_screen_keeps_its_columns_and_its_moment_and_takes_the_unit(
    history: History, words: Words
) -> None:
    columns = (Column("number", "Number"), Column("held", "Held", ColumnKind.MASS, "g"))
    rows = [("15555,1", MassFigure(1_500, 100))]
    listed = ListOnScreen(
        "mine", "Mine", lambda _connection: ListRead(columns, rows, 1), ("out",), Moment(19720101)
    )
    wanted = Wanted(Report.ON_SCREEN, unit="mg", listed=listed)
    with opened_report(history.session, words, wanted) as opened:
        (sheet,) = opened.document.sheets
        assert [each.header for each in sheet.columns] == ["Number", "Held (mg)"]
        assert [*sheet.rows] == rows
        about = [each.value for each in opened.document.about]
    assert {"out", "1972-01-01"} <= set(about)


def test_filters_are_told_in_words(history: History, words: Words) -> None:
    known = {code: id_ for id_, code in codes_of(history.session).items()}
    filters = (
        PieceFilter(Axis.COLLECTION, str(known["Apollo"])),
        PieceFilter(Axis.MASS, "unknown"),
        PieceFilter(Axis.CUSTODY, "loan"),
        PieceFilter(Axis.FORM, "gravel from home"),
    )
    with opened_report(history.session, words, Wanted(Report.INVENTORY, scope=Scope(filters=filters))) as opened:
        told = [each.value for each in opened.document.about]
    assert "filtered by collection Apollo, unknown, on loan and gravel from home" in told


def test_a_lab_keeps_presets_beside_its_store(settings: Path, tmp_path: Path) -> None:
    store = tmp_path / "book.lunar"
    mine = Preset.of("One", Wanted(Report.JOURNAL), ".xlsx")
    save_preset(mine)
    folder = store_folder(store) / "exports"
    folder.mkdir(parents=True)
    save_preset(Preset.of("Two", Wanted(Report.BALANCE), ".html"), folder / "Two.json")
    (folder / "Broken.json").write_text("{", encoding="utf-8")
    assert [*presets(store)] == ["One", "Two"]
    assert preset_named("Two", store).report is Report.BALANCE
    assert settings.is_dir()


@pytest.mark.parametrize("name", ["", "a/b", "x" * 61])
def test_a_preset_needs_a_name_a_file_can_have(name: str) -> None:
    with pytest.raises(PresetError):
        Preset.of(name, Wanted(Report.JOURNAL), ".xlsx")


def test_a_preset_that_is_none_is_refused(settings: Path, tmp_path: Path) -> None:
    good = Preset.of("Good", Wanted(Report.JOURNAL), ".xlsx").told()
    for told in ({**good, "format": 3}, {**good, "unit": "stone"}, {**good, "report": "?"}, [], "x"):
        (tmp_path / "bad.json").write_text(json.dumps(told), encoding="utf-8")
        with pytest.raises(PresetError):
            read_preset(tmp_path / "bad.json")
    with pytest.raises(PresetError):
        preset_named("nothing like it")
    assert not settings.exists()


def test_the_journal_is_narrowed_as_it_stands_on_the_screen(history: History, words: Words) -> None:
    entries = JournalFilter(text="15555", kinds=("split", "weigh"), undone=False)
    with opened_report(history.session, words, Wanted(Report.JOURNAL, entries=entries)) as opened:
        told = [str(row[3]) for row in opened.document.sheets[0].rows]
        about = {line.label: line.value for line in opened.document.about}
    assert told
    assert all("15555" in each for each in told)
    assert about["Filters"].startswith("with “15555”; filtered by ")
    with opened_report(
        history.session, words, Wanted(Report.JOURNAL, entries=JournalFilter(undone=True))
    ) as opened:
        assert len(list(opened.document.sheets[0].rows)) == 1
        assert "taken back" in [line.value for line in opened.document.about]
