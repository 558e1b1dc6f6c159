"""Every file of the public data goes through the wizard's steps as it is; `pytest -s` prints the table."""

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.operations import SetUpOperator
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing import Source, Verdict, plan_reading, post_import
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.verifying import verify

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import answer_all, opened

NO_TABLES = ("Lunar_Samples_displays.kml", "jsc_lunarapi_three_soils.json", "README.md")
# For each file and visible sheet: kind, rows, new, same, changed, conflict, refused, and what a person answers.
TABLE = {
    ("rocksamples.csv", "rocksamples"): ("catalogue", 2229, (2229, 0, 0, 0, 0), ()),
    ("icdp5071_dive_parent_boreholes.csv", "icdp5071_dive_parent_boreholes"): (
        "registry",
        1,
        (1, 0, 0, 0, 0),
        ("collection",),
    ),
    ("MoonDB_0623.xls", "TABLE_TITLES"): ("catalogue", 2, (0, 0, 0, 0, 2), ("number",)),
    ("MoonDB_0623.xls", "SAMPLES"): ("list", 13, (0, 0, 0, 12, 1), ("collection",)),
    ("MoonDB_0623.xls", "METHODS"): ("catalogue", 38, (0, 0, 0, 0, 38), ("number",)),
    ("MoonDB_0623.xls", "ROCKS"): ("catalogue", 1102, (12, 0, 0, 2, 1088), ("collection",)),
    ("MoonDB_0623.xls", "MINERALS"): ("catalogue", 1102, (1, 0, 0, 0, 1101), ("collection",)),
    ("MoonDB_0623.xls", "INCLUSIONS"): ("catalogue", 1189, (0, 1, 0, 0, 1188), ("collection",)),
    ("apollo17_field_bags.psv", "apollo17_field_bags"): ("bags", 774, (5, 17, 674, 78, 0), ()),
    ("ce5_round2_allocations_blank_continuation.csv", "ce5_round2_allocations_blank_continuation"): (
        "loans",
        44,
        (44, 0, 0, 0, 0),
        ("lent_on",),
    ),
    ("ce5_round2_allocations_merged.xlsx", "第二次发放"): ("loans", 44, (0, 44, 0, 0, 0), ("lent_on",)),
    ("ce5_rounds_summary.csv", "ce5_rounds_summary"): ("catalogue", 4, (0, 0, 0, 0, 4), ("number",)),
    ("core_sections_utf8_bom_blanklines.csv", "core_sections_utf8_bom_blanklines"): (
        "cores",
        4,
        (4, 0, 0, 0, 0),
        ("collection",),
    ),
    ("essdive_sesar_sampleTemplate.xls", "Worksheet"): ("import.no_rows", 0, (), ()),
    ("glad9_core_section_summary.csv", "glad9_core_section_summary"): (
        "cores",
        1614,
        (1605, 0, 0, 0, 9),
        ("collection",),
    ),
    ("icdp5071_dive_children_cores.csv", "icdp5071_dive_children_cores"): (
        "registry",
        4,
        (0, 0, 0, 4, 0),
        ("collection",),
    ),
    ("imlgs_sample_conflicting_igsns.xlsx", "Data Input"): ("registry", 5, (3, 0, 0, 2, 0), ("collection",)),
    ("imlgs_sample_good.xlsx", "Data Input"): ("registry", 1104, (1101, 3, 0, 0, 0), ("collection",)),
    ("jsc_thin_section_splits.csv", "jsc_thin_section_splits"): (
        "sections",
        175,
        (175, 0, 0, 0, 0),
        ("unit:WEIGHT",),
    ),
    ("lsc_mass_strings.csv", "lsc_mass_strings"): ("list", 275, (0, 0, 81, 180, 14), ()),
    ("lsc_sample_headings.csv", "lsc_sample_headings"): ("list", 867, (2, 0, 404, 428, 33), ()),
    ("lsc_split_tables_open.xlsx", "15445 thin sections"): ("sections", 38, (0, 0, 0, 38, 0), ()),
    ("lsc_split_tables_open.xlsx", "14220 dissection"): ("list", 31, (31, 0, 0, 0, 0), ()),
    ("lsc_split_tables_open.xlsx", "14220 PB-TS"): ("sections", 6, (0, 0, 0, 6, 0), ("unit:depth",)),
    ("lsc_split_tables_open.xlsx", "15425 rake"): ("catalogue", 19, (4, 14, 0, 0, 1), ("unit:weight",)),
    ("lsc_split_tables_open.xlsx", "14163 coarse fines"): ("list", 9, (9, 0, 0, 0, 0), ()),
    ("lsc_split_tables_open.xlsx", "70215 displays"): ("list", 8, (8, 0, 0, 0, 0), ()),
    ("lunar_display_loans.csv", "lunar_display_loans"): ("loans", 59, (59, 0, 0, 0, 0), ("lent_on",)),
    ("lunar_meteorites_landings_subset.csv", "lunar_meteorites_landings_subset"): (
        "catalogue",
        165,
        (165, 0, 0, 0, 0),
        ("collection",),
    ),
    ("lunarsoil_final_out.csv", "lunarsoil_final_out"): (
        "catalogue",
        948,
        (7, 0, 926, 1, 14),
        ("unit:ORIGINALWEIGHT",),
    ),
    ("lunarsoil_out_prepare.csv", "lunarsoil_out_prepare"): (
        "catalogue",
        948,
        (0, 933, 0, 1, 14),
        ("unit:ORIGINALWEIGHT",),
    ),
    ("meteorite_collection_holdings.csv", "meteorite_collection_holdings"): (
        "catalogue",
        2652,
        (2032, 620, 0, 0, 0),
        ("collection",),
    ),
}


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = Desk.make(tmp_path_factory.mktemp("lab") / "a.lunar")
    made.post(Posting(acts=(Act(operation=SetUpOperator(name="A. Curator"), day=19690701),), operator=OPERATOR))
    yield made
    made.close()


def in_order(folder: Path) -> list[Path]:
    """The catalogue first, parents before what hangs under them."""
    first = ("rocksamples.csv", "icdp5071_dive_parent_boreholes.csv")
    rest = sorted(path for path in folder.iterdir() if path.name not in (*first, *NO_TABLES))
    return [*(folder / name for name in first), *rest]


@pytest.mark.slow
def test_every_real_file_comes_in_without_being_edited(lab: Desk, shared_data: Path) -> None:
    found = {}
    for path in in_order(shared_data):
        source = Source.open(path)
        for offer in source.sheets:
            if not offer.hidden:
                began = monotonic()
                found[path.name, offer.name] = told = brought(lab, source, offer.name)
                print(f"{path.name[:44]:44} {offer.name[:20]:20} {monotonic() - began:5.1f} s  {told}")
    assert {key: told[:2] for key, told in found.items()} == {key: told[:2] for key, told in TABLE.items()}
    assert found == TABLE
    assert verify(lab).sound


def brought(desk: Desk, source: Source, sheet: str) -> tuple[object, ...]:
    _, reading = opened(desk, source, sheet)
    reading, asked = answer_all(
        desk,
        source,
        reading,
        number="none",
        unit="cm",
        lent_on="2021-10-20",
        collection=f"new:{source.path.stem[:12]}",
    )
    try:
        plan = plan_reading(desk, source, reading)
    except MappingRefused as refused:
        return (refused.key, 0, (), tuple(asked))
    assert all(row.reasons for row in plan.rows if row.verdict in (Verdict.CONFLICT, Verdict.REFUSED))
    if plan.writes:
        post_import(desk, plan, OPERATOR, skip_bad=True)
    return (plan.kind, len(plan.rows), tuple(plan.counts.values()), tuple(asked))
