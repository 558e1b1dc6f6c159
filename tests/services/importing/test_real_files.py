"""Every public table comes in by at most three choices, or is refused with a sentence; `pytest -s` prints it all.

The printed table of butts with their sections side by side (15445) is no such list yet.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from time import monotonic
from types import MappingProxyType
from typing import Final, NamedTuple

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.operations import SetUpOperator
from lunarcurator.services.importing import Source, Told, Unanswered, Verdict, plan_reading, post_import
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import verify

from tests.services.importing.conftest import OPERATOR
from tests.services.importing.steps import answer_all, chosen, opened

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


class Run(NamedTuple):
    """A sheet and what a person chooses on the columns page: what comes of it, and what is asked.

    `counts` are new, same, changed, conflict, refused; none where the whole sheet is refused.
    """

    file: str
    sheet: str
    kind: str
    counts: tuple[int, ...] = ()
    asked: tuple[str, ...] = ()
    choices: Mapping[str, str] = NOTHING
    key: tuple[str, ...] = ()
    collection: str = ""
    said: Told = Told()


COLLECTION = ("collection",)
FAMILY = ("family", "collection")
BULK = ("collection", "mass_now", "unit:Bulk Weight")
MOONDB, PRINTED = "MoonDB_0623.xls", "lsc_split_tables_open.xlsx"
CE5 = ("ce5_round2_allocations_blank_continuation.csv", "ce5_round2_allocations_merged.xlsx")
HOLDINGS = ("catalogId", "sourceName", "sourceRecordLabel")
NO_NUMBER = "import.ask.number"
RUNS = (
    Run("rocksamples.csv", "rocksamples", "catalogue", (2229, 0, 0, 0, 0)),
    Run(
        "icdp5071_dive_parent_boreholes.csv",
        "icdp5071_dive_parent_boreholes",
        "registry",
        (1, 0, 0, 0, 0),
        COLLECTION,
    ),
    Run(
        "icdp5071_dive_children_cores.csv",
        "icdp5071_dive_children_cores",
        "registry",
        (0, 0, 0, 4, 0),
        COLLECTION,
    ),
    Run(MOONDB, "TABLE_TITLES", NO_NUMBER, said=Told(header=1)),
    # Its second row says what is to be filled in, and is no piece that could be refused.
    Run(
        MOONDB,
        "SAMPLES",
        "catalogue",
        (5, 0, 0, 0, 8),
        (*COLLECTION, "titles"),
        {"SAMPLE_ID": "number"},
        (),
        "Apollo",
    ),
    Run(MOONDB, "METHODS", NO_NUMBER, said=Told(header=1)),
    Run(MOONDB, "ROCKS", NO_NUMBER, asked=("outside",), choices={"SAMPLE NAME": "other"}),
    Run(
        MOONDB,
        "MINERALS",
        NO_NUMBER,
        asked=("outside",),
        choices={"SAMPLE DATA / SAMPLE NAME": "other"},
        said=Told(header=7),
    ),
    Run(
        MOONDB,
        "INCLUSIONS",
        NO_NUMBER,
        choices={"SAMPLE NAME": "other"},
        said=Told(header=7),
    ),
    Run(
        "apollo17_field_bags.psv",
        "apollo17_field_bags",
        "catalogue",
        (0, 12, 10, 0, 123),
        COLLECTION,
        {"F": "number", "C": "collected"},
        collection="Apollo",
    ),
    Run(CE5[0], "ce5_round2_allocations_blank_continuation", "loans", (44, 0, 0, 0, 0), ("lent_on",)),
    Run(CE5[1], "第二次发放", "loans", (0, 44, 0, 0, 0), ("lent_on",)),
    Run("ce5_rounds_summary.csv", "ce5_rounds_summary", NO_NUMBER),
    Run(
        "core_sections_utf8_bom_blanklines.csv",
        "core_sections_utf8_bom_blanklines",
        "cores",
        (4, 0, 0, 0, 0),
        COLLECTION,
    ),
    Run("essdive_sesar_sampleTemplate.xls", "Worksheet", "import.no_rows"),
    Run("glad9_core_section_summary.csv", "glad9_core_section_summary", "cores", (1609, 0, 0, 0, 5), COLLECTION),
    Run("imlgs_sample_conflicting_igsns.xlsx", "Data Input", "registry", (3, 0, 0, 2, 0), BULK),
    Run("imlgs_sample_good.xlsx", "Data Input", "registry", (1101, 3, 0, 0, 0), BULK),
    Run(
        "jsc_thin_section_splits.csv",
        "jsc_thin_section_splits",
        "sections",
        (175, 0, 0, 0, 0),
        ("collection", "unit:WEIGHT"),
        collection="Apollo",
    ),
    Run("lsc_mass_strings.csv", "lsc_mass_strings", NO_NUMBER),
    Run("lsc_sample_headings.csv", "lsc_sample_headings", NO_NUMBER),
    Run(
        PRINTED,
        "14220 dissection",
        "list",
        (31, 0, 0, 0, 0),
        FAMILY,
        {"depth (cm)": "depth_range"},
        collection="Apollo",
    ),
    # The butts first, then the sections that were cut from them.
    Run(
        PRINTED,
        "14220 PB-TS",
        "list",
        (6, 0, 0, 0, 0),
        ("unit:depth", *FAMILY),
        {"depth": "depth_range"},
        said=Told(header=2),
        collection="Apollo",
    ),
    Run(
        PRINTED,
        "14220 PB-TS",
        "list",
        (6, 0, 0, 0, 0),
        FAMILY,
        {"TS": "specific", "PB": "parent"},
        said=Told(header=2),
        collection="Apollo",
    ),
    Run(
        PRINTED,
        "15425 rake",
        "catalogue",
        (4, 14, 0, 0, 0),
        ("collection", "titles", "unit:weight"),
        {"A": "number"},
        collection="Apollo",
        said=Told(header=2),
    ),
    Run(
        PRINTED,
        "14163 coarse fines",
        "list",
        (9, 0, 0, 0, 0),
        ("titles", *FAMILY),
        {"A": "class_name"},
        collection="Apollo",
    ),
    Run(PRINTED, "70215 displays", "list", (8, 0, 0, 0, 0), ("titles", *FAMILY), collection="Apollo"),
    Run(
        "lunar_display_loans.csv",
        "lunar_display_loans",
        "loans",
        (59, 0, 0, 0, 0),
        ("collection", "lent_on"),
        {"venue": "institution", "on display (as printed)": "number"},
        collection="Apollo",
    ),
    Run(
        "lunar_meteorites_landings_subset.csv",
        "lunar_meteorites_landings_subset",
        "catalogue",
        (165, 0, 0, 0, 0),
        COLLECTION,
    ),
    Run(
        "lunarsoil_final_out.csv",
        "lunarsoil_final_out",
        "catalogue",
        (8, 0, 926, 0, 14),
        ("unit:ORIGINALWEIGHT",),
        said=Told(shape="list"),
    ),
    Run(
        "lunarsoil_out_prepare.csv",
        "lunarsoil_out_prepare",
        "catalogue",
        (0, 934, 0, 0, 14),
        ("unit:ORIGINALWEIGHT",),
    ),
    Run(
        "meteorite_collection_holdings.csv",
        "meteorite_collection_holdings",
        "catalogue",
        (1382, 339, 0, 931, 0),
        ("collection", "unit:massGrams"),
        {"massGrams": "mass"},
        HOLDINGS,
    ),
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreSession]:
    made = StoreSession.make(tmp_path_factory.mktemp("lab") / "a.lunar")
    made.post(Posting(acts=(Act(operation=SetUpOperator(name="A. Curator"), day=19690701),), operator=OPERATOR))
    yield made
    made.close()


@pytest.mark.slow
def test_every_real_file_comes_in_without_being_edited(lab: StoreSession, shared_data: Path) -> None:
    found = []
    for run in RUNS:
        assert len(run.choices) + bool(run.key) + (run.said != Told()) <= 3
        began = monotonic()
        found.append(told := brought(lab, shared_data / run.file, run))
        print(f"{run.file[:44]:44} {run.sheet[:20]:20} {monotonic() - began:5.1f} s  {told[2:5]}")
    assert found == [*RUNS]
    assert verify(lab).sound


def brought(session: StoreSession, path: Path, run: Run) -> Run:
    source, reading = opened(session, Source.open(path), run.sheet, run.said)
    collection = run.collection or f"new:{path.stem[:12]}"
    reading, asked = answer_all(
        session,
        source,
        chosen(reading, run.choices, run.key),
        unit="cm",
        lent_on="2021-10-20",
        collection=collection,
        family=run.sheet[:5],
    )
    try:
        plan = plan_reading(session, source, reading)
    except (MappingRefused, Unanswered) as refused:
        return run._replace(kind=refused.key, counts=(), asked=tuple(asked))
    assert all(row.reasons for row in plan.rows if row.verdict in (Verdict.CONFLICT, Verdict.REFUSED))
    if plan.writes:
        post_import(session, plan, OPERATOR, skip_bad=True)
    return run._replace(kind=plan.kind, counts=tuple(plan.counts.values()), asked=tuple(asked))
