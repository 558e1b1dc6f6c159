from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.reading import read_book
from lunarcurator.services.importing import write_report
from lunarcurator.services.importing.columns.mapping import Aliases, split_unit, targets
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words

from tests.plain_tables import find_table
from tests.services.importing.plans import plan_import

ROWS = ("ID,Mission,Weight (g)", "10017,Apollo11,973", "10018,Apollo11,heavy", "10019,Apollo11,0")


def rows(path: Path, sheet: int) -> list[tuple[object, ...]]:
    return [row.cells for row in find_table(read_book(path).sheets[sheet]).rows()]


def test_the_report_gives_every_row_back_with_its_reasons(
    session: StoreSession, sheet: Callable[..., Path], tmp_path: Path, words: Words
) -> None:
    plan = plan_import(session, sheet(*ROWS))
    report = tmp_path / "report.xlsx"
    write_report(plan, report, words)
    told = rows(report, 1)
    assert [row[2] for row in told] == ["new", "refused", "new"]
    assert told[1][1:2] == ("10018",)
    assert "heavy" in str(told[1][3])
    assert told[1][5:8] == ("10018", "Apollo11", "heavy")
    write_report(plan, report, words, bad_only=True)
    assert [row[0] for row in rows(report, 1)] == [3]


def test_a_file_that_changed_since_is_not_reported_on(
    session: StoreSession, sheet: Callable[..., Path], tmp_path: Path, words: Words
) -> None:
    plan = plan_import(session, sheet(*ROWS))
    sheet(*ROWS, "10020,Apollo11,5")
    with pytest.raises(SheetError) as refused:
        write_report(plan, tmp_path / "report.xlsx", words)
    assert refused.value.key == "sheet.changed_while_read"
    assert not (tmp_path / "report.xlsx").exists()


@pytest.mark.parametrize(
    ("header", "bare", "unit"),
    [
        ("Weight (g)", "weight", "g"),
        ("Mass [mg]", "mass", "mg"),
        ("Weight, kg", "weight", "kg"),
        ("mass_ug", "mass", "ug"),
        ("Pristine (%)", "pristine", "%"),
        ("Other name(s)", "other name(s)", ""),
        ("Colour", "colour", ""),
    ],
)
def test_a_unit_in_a_header_is_told_apart(header: str, bare: str, unit: str) -> None:
    assert split_unit(header) == (bare, unit)


def test_each_target_is_taken_by_the_first_column_that_fits() -> None:
    known, taken = Aliases(), list[str]()
    for name in ("Sample ID", "Weight (g)", "Mass (mg)", "Lustre"):
        taken.append(known.target(name, taken))
    assert taken == ["number", "mass", "other", "other"]
    assert {*taken} <= {*targets()}


def test_a_zero_split_of_a_collection_not_open_yet_is_its_generic(
    session: StoreSession, sheet: Callable[..., Path]
) -> None:
    plan = plan_import(session, sheet("ID,Mission,Type,Condition", "10017.0,Apollo11,,"))
    assert (plan.rows[0].number, plan.rows[0].verdict) == ("10017", "new")
