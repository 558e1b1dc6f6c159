import hashlib
from pathlib import Path

import pytest
from lunarcurator.exchange.cells import NumberCell
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.reading import read_book

from tests.plain_tables import find_table

# For each file: kind, and for each sheet whether it is hidden, its rows, and the row of its header (0: none).
FILES = {
    "MoonDB_0623.xls": (
        "xls",
        {
            "TABLE_TITLES": (False, 3, 1),
            "SAMPLES": (False, 15, 1),
            "METHODS": (False, 40, 1),
            "ROCKS": (False, 1110, 1),
            "MINERALS": (False, 1109, 1),
            "INCLUSIONS": (False, 1197, 1),
        },
    ),
    "apollo17_field_bags.psv": ("csv", {"apollo17_field_bags": (False, 145, 0)}),
    "ce5_round2_allocations_blank_continuation.csv": (
        "csv",
        {"ce5_round2_allocations_blank_continuation": (False, 45, 1)},
    ),
    "ce5_round2_allocations_merged.xlsx": ("xlsx", {"第二次发放": (False, 45, 1)}),
    "ce5_rounds_summary.csv": ("csv", {"ce5_rounds_summary": (False, 5, 1)}),
    "core_sections_utf8_bom_blanklines.csv": ("csv", {"core_sections_utf8_bom_blanklines": (False, 15, 1)}),
    "essdive_sesar_sampleTemplate.xls": ("xls", {"Worksheet": (False, 2, 2)}),
    "glad9_core_section_summary.csv": ("csv", {"glad9_core_section_summary": (False, 1615, 1)}),
    "icdp5071_dive_children_cores.csv": ("csv", {"icdp5071_dive_children_cores": (False, 5, 1)}),
    "icdp5071_dive_parent_boreholes.csv": ("csv", {"icdp5071_dive_parent_boreholes": (False, 2, 1)}),
    "imlgs_sample_conflicting_igsns.xlsx": ("xlsx", {"Data Input": (False, 6, 1), "key": (True, 889, 0)}),
    "imlgs_sample_good.xlsx": ("xlsx", {"Data Input": (False, 1105, 1), "key": (True, 889, 0)}),
    "jsc_thin_section_splits.csv": ("csv", {"jsc_thin_section_splits": (False, 176, 1)}),
    "lsc_mass_strings.csv": ("csv", {"lsc_mass_strings": (False, 276, 1)}),
    "lsc_sample_headings.csv": ("csv", {"lsc_sample_headings": (False, 868, 1)}),
    "lsc_split_tables_open.xlsx": (
        "xlsx",
        {
            "15445 thin sections": (False, 18, 0),
            "14220 dissection": (False, 34, 2),
            "14220 PB-TS": (False, 8, 2),
            "15425 rake": (False, 21, 2),
            "14163 coarse fines": (False, 12, 0),
            "70215 displays": (False, 9, 0),
        },
    ),
    "lunar_display_loans.csv": ("csv", {"lunar_display_loans": (False, 60, 1)}),
    "lunar_meteorites_landings_subset.csv": ("csv", {"lunar_meteorites_landings_subset": (False, 166, 1)}),
    "lunarsoil_final_out.csv": ("csv", {"lunarsoil_final_out": (False, 949, 1)}),
    "lunarsoil_out_prepare.csv": ("csv", {"lunarsoil_out_prepare": (False, 949, 1)}),
    "meteorite_collection_holdings.csv": ("csv", {"meteorite_collection_holdings": (False, 2653, 1)}),
    "rocksamples.csv": ("csv", {"rocksamples": (False, 2230, 1)}),
}
REFUSED = {"Lunar_Samples_displays.kml": "sheet.is_markup", "jsc_lunarapi_three_soils.json": "sheet.is_json"}


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_is_read_whole(shared_data: Path, name: str) -> None:
    kind, sheets = FILES[name]
    book = read_book(shared_data / name)
    found = {
        sheet.name: (sheet.hidden, sum(1 for _ in sheet.rows()), find_table(sheet).header_row)
        for sheet in book.sheets
    }
    assert (book.kind, found) == (kind, sheets)
    assert book.sha256 == hashlib.sha256((shared_data / name).read_bytes()).hexdigest()


def test_every_real_file_is_tried(shared_data: Path) -> None:
    assert {path.name for path in shared_data.iterdir()} == {*FILES, *REFUSED, "README.md"}


@pytest.mark.parametrize("name", REFUSED)
def test_a_real_file_that_is_no_table_is_refused(shared_data: Path, name: str) -> None:
    with pytest.raises(SheetError) as refused:
        read_book(shared_data / name)
    assert refused.value.key == REFUSED[name]


def test_the_catalogue_is_read_as_published(shared_data: Path) -> None:
    (sheet,) = read_book(shared_data / "rocksamples.csv").sheets
    table = find_table(sheet)
    assert table.columns == ("ID", "Mission", "Type", "Subtype", "Weight (g)", "Pristine (%)")
    rows = list(table.rows())
    assert (len(rows), rows[0].number, rows[0].cells[0], rows[-1].number) == (2229, 2, "10001", 2230)


def test_blank_rows_of_a_file_with_bom_and_bare_carriage_returns_are_skipped(shared_data: Path) -> None:
    book = read_book(shared_data / "core_sections_utf8_bom_blanklines.csv")
    table = find_table(book.sheets[0])
    assert book.encoding == "utf-8-sig"
    assert table.columns[0] == "Site"
    assert len(list(table.rows())) == 4


def test_chinese_codes_and_masses_are_read_from_a_workbook(shared_data: Path) -> None:
    (sheet,) = read_book(shared_data / "ce5_round2_allocations_merged.xlsx").sheets
    row = next(row for row in find_table(sheet).rows() if row.number == 3)
    assert row.cells[2:] == ("CE5C0800YJYX015GP", NumberCell("18.4"))
