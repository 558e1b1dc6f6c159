from datetime import datetime
from pathlib import Path

import pytest
from lunarcurator.documents.model import ColumnKind, Document, MassFigure, Value
from lunarcurator.documents.reports.about import Circumstances
from lunarcurator.documents.reports.balance import BalanceRow, balance
from lunarcurator.documents.reports.inventory import LEVELS, InventoryRow, inventory
from lunarcurator.documents.reports.journal import JournalRow, journal
from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.known_mass import Booked
from lunarcurator.domain.mass import UnknownReason
from lunarcurator.domain.status import Access, BasicUse, Condition, Custody, Existence, Title
from lunarcurator.services.words import Words

from tests.documents.making import opened, rendered, say

CIRCUMSTANCES = Circumstances(
    store="apollo.lunar",
    as_of="2026-11-24",
    sequence=48_213,
    digest="ab" * 32,
    filters=("mission: Apollo 15",),
    who="A. Curator",
)


def rows_by_key(made: Document) -> list[dict[str, Value]]:
    (sheet,) = made.sheets
    keys = [column.key for column in sheet.columns]
    return [dict(zip(keys, row, strict=True)) for row in sheet.rows]


def about(made: Document) -> dict[str, str]:
    return dict(made.about)


FULL = InventoryRow(
    number="15405,91",
    quality=Quality.MEASURED,
    other_names=("B-1", "old 3"),
    parent="15405",
    collection="Apollo",
    mission="Apollo 15",
    form="chip",
    class_name="basalt",
    subclass="olivine",
    mass_now=MassFigure(5_020_000, 1000),
    mass_originally=MassFigure(5_310_000, 1000),
    existence=Existence.EXISTS,
    custody=Custody.HERE,
    condition=Condition.PRISTINE,
    access=Access.OPEN,
    basic_use=BasicUse.RESEARCH,
    title=Title.OURS,
    place=("Houston", "Vault P", "Cabinet 9"),
    pristinity_milli=88_360,
    remarks="seen",
    generic="15405",
)


def test_the_inventory_tells_everything_about_a_piece() -> None:
    (row,) = rows_by_key(inventory([FULL], say, CIRCUMSTANCES))
    levels = [str(row[f"place_{level}"]) for level in range(1, LEVELS + 1)]
    assert levels == ["Houston", "Vault P", "Cabinet 9", "", "", "", "", ""]
    assert row["generic"] == "15405"
    usual = inventory([FULL], say, CIRCUMSTANCES).usual()
    assert usual.usual() is usual
    assert rows_by_key(usual)[0] == {
        "number": "15405,91",
        "other_names": "B-1; old 3",
        "parent": "15405",
        "collection": "Apollo",
        "mission": "Apollo 15",
        "form": "chip",
        "class_name": "basalt",
        "subclass": "olivine",
        "mass_now": MassFigure(5_020_000, 1000),
        "mass_originally": MassFigure(5_310_000, 1000),
        "quality": "Quality.measured",
        "existence": "Existence.exists",
        "custody": "Custody.here",
        "condition": "Condition.pristine",
        "access": "Access.open",
        "basic_use": "Basic_use.research",
        "title": "Title.ours",
        "place": "Houston › Vault P › Cabinet 9",
        "pristinity": 88_360,
        "remarks": "seen",
    }


@pytest.mark.parametrize(
    ("quality", "reason", "known"),
    [
        (Quality.UNKNOWN, UnknownReason.EPOXY, "Quality.unknown: unknown_reason.epoxy"),
        (Quality.NOT_RECONCILED, UnknownReason.NOT_RECONCILED, "Quality.not_reconciled"),
        (Quality.UPPER_BOUND, "", "Quality.upper_bound"),
        (Quality.ESTIMATED, "", "Quality.estimated"),
    ],
)
def test_the_inventory_tells_how_a_mass_is_known_and_why_not(quality: Quality, reason: str, known: str) -> None:
    row = InventoryRow("1", quality, reason=reason)
    assert rows_by_key(inventory([row], say, CIRCUMSTANCES))[0]["quality"] == known


def test_a_mass_nobody_knows_is_an_empty_cell_and_not_zero() -> None:
    content = rendered(inventory([InventoryRow("1", Quality.UNKNOWN)], say, CIRCUMSTANCES).usual(), ".xlsx")
    sheet = opened(content).worksheets[1]
    assert [cell.value for cell in sheet[4]] == ["1"] + [None] * 9 + ["Quality.unknown"] + [None] * 9


def test_the_inventory_says_what_it_holds() -> None:
    rows = [
        FULL,
        InventoryRow("2", Quality.ESTIMATED, mass_now=MassFigure(150_000_000, 10_000_000)),
        InventoryRow("3", Quality.NOMINAL, mass_now=MassFigure(1000, 1000)),
        InventoryRow("4", Quality.UNKNOWN, reason=UnknownReason.SEALED),
        InventoryRow("5", Quality.UNKNOWN, existence=Existence.PLANNED),
    ]
    made = inventory(rows, say, CIRCUMSTANCES)
    rows_by_key(made)
    assert about(made) == {
        "about.what": "report.inventory",
        "about.filters": "mission: Apollo 15",
        "about.as_of": "2026-11-24",
        "about.sequence": "48213",
        "about.digest": "ab" * 32,
        "about.store": "apollo.lunar",
        "about.who": "A. Curator",
        "about.pieces": "5",
        "about.known_mass": "~155.020 g",
        "about.of_which_estimated": "~150 g",
        "about.unknown_pieces": "2",
    }


def test_a_report_without_filter_says_so() -> None:
    plain = Circumstances("s", "2026-11-24", 1, "ab")
    assert about(journal([], say, plain))["about.filters"] == "about.no_filter"


def books_of(**told: int) -> dict[Account, Booked]:
    return {Account(account): Booked(ug) for account, ug in told.items()}


BOOKS = [
    BalanceRow(
        "Apollo",
        "Apollo 15",
        Title.OURS,
        books_of(received=100, here=60, loan=10, attrition=2, unreconciled=28),
        unknown_pieces=3,
    ),
    BalanceRow("Apollo", "Apollo 16", Title.OURS, books_of(received=50, here=40, consumed=11, adjustment=-1), 1),
]


def test_the_balance_shows_every_account_and_the_difference() -> None:
    first, second = rows_by_key(balance(BOOKS, say, CIRCUMSTANCES))
    assert list(first) == [
        *("collection", "mission", "title", "received", "here", "loan", "display", "remote"),
        *("attrition", "consumed", "lost", "transferred", "adjustment", "unmeasured", "unreconciled"),
        *("difference", "unknown_pieces", "not_known"),
    ]
    assert (first["title"], first["received"], first["difference"]) == ("Title.ours", 100, 0)
    assert (second["adjustment"], second["difference"], second["unknown_pieces"]) == (-1, 0, 1)


def test_a_book_that_does_not_close_shows_by_how_much() -> None:
    assert BalanceRow("A", "1", None, books_of(received=100, here=99)).difference == 1


def test_the_balance_says_beside_a_figure_what_it_leaves_open_and_never_nought_for_unweighed_pieces() -> None:
    booked = {Account.HERE: Booked(10, 2, 4, 1), Account.LOAN: Booked(0, 3)}
    made = balance([BalanceRow("A", "1", None, booked, 5)], say, CIRCUMSTANCES)
    (row,) = rows_by_key(made)
    assert (row["received"], row["here"], row["loan"]) == (0, 10, "booked.unweighed count=3")
    assert row["not_known"] == (
        "report.here: booked.unweighed count=2, booked.at_most mass=0.000004\u00a0g, booked.estimates count=1;"
        " report.loan: booked.unweighed count=3"
    )
    totals = tuple(made.sheets[0].totals)
    assert (totals[4], totals[5], totals[-1]) == (10, "booked.unweighed count=3", row["not_known"])


def test_the_balance_adds_up_its_books_to_the_microgram() -> None:
    made = balance(BOOKS, say, CIRCUMSTANCES)
    rows_by_key(made)
    totals = tuple(made.sheets[0].totals)
    assert totals == ("report.total", None, None, 150, 100, 10, 0, 0, 2, 11, 0, 0, -1, 0, 28, 0, 4, "")
    sheet = opened(rendered(balance(BOOKS, say, CIRCUMSTANCES), ".xlsx")).worksheets[1]
    assert (sheet["D6"].value, sheet["D6"].number_format) == (0.00015, "0.000000")


def test_the_journal_tells_who_did_what_when_and_why() -> None:
    recorded = datetime.fromisoformat("2026-11-24T15:26:57")
    entry = JournalRow(
        7, recorded, 19740100, "15405 split into 3", "A. Curator", "B. Curator", "order 12", "ab" * 32
    )
    made = journal([entry, entry], say, CIRCUMSTANCES)
    rows = rows_by_key(made)
    assert rows[0] == {
        "entry": 7,
        "recorded": recorded,
        "day": 19740100,
        "what": "15405 split into 3",
        "by": "A. Curator",
        "witness": "B. Curator",
        "reason": "order 12",
        "digest": "ab" * 32,
    }
    assert about(made)["about.entries"] == "2"


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".html"])
def test_every_report_can_be_written_in_every_format(suffix: str) -> None:
    recorded = datetime.fromisoformat("2026-11-24T15:26:57")
    for made in (
        inventory([FULL], say, CIRCUMSTANCES),
        balance(BOOKS, say, CIRCUMSTANCES),
        journal([JournalRow(1, recorded, 0, "x", "y")], say, CIRCUMSTANCES),
    ):
        assert rendered(made, suffix)


def test_labels_carry_the_unit_asked_for() -> None:
    (sheet,) = inventory([], say, CIRCUMSTANCES, unit="mg").sheets
    masses = [column.header for column in sheet.columns if column.kind is ColumnKind.MASS]
    assert masses == ["report.mass_now (mg)", "report.mass_originally (mg)"]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_report_has_its_words(resources: Path, language: str) -> None:
    words = Words.load(language, resources / "languages", strict=True)
    recorded = datetime.fromisoformat("2026-11-24T15:26:57")
    unknown = InventoryRow("2", Quality.UNKNOWN, reason=UnknownReason.EPOXY)
    for made in (
        inventory([FULL, unknown], words.say, CIRCUMSTANCES, language=language),
        balance(BOOKS, words.say, CIRCUMSTANCES, language=language),
        journal([JournalRow(1, recorded, 0, "x", "y")], words.say, CIRCUMSTANCES, language=language),
    ):
        assert len(rendered(made, ".xlsx")) > 5000
        assert made.wording.page.count("&P") == made.wording.page.count("&N") == 1
