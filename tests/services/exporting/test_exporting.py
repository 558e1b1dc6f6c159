from collections.abc import Iterator
from pathlib import Path

import pytest
from lunarcurator.documents.model import ColumnUnknown
from lunarcurator.documents.rendering import RenderStopped, UnknownFormatError
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import EntryRef, OperatorRef, Uid
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.operations import (
    AddName,
    Daughter,
    Mission,
    Move,
    OpenCollection,
    Operation,
    Register,
    Reverse,
    SetUpOperator,
    SetUpPlace,
    Split,
)
from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.reading import read_book
from lunarcurator.services.exporting import (
    REPORTS,
    Report,
    ReportUnknown,
    Scope,
    Takes,
    Wanted,
    export,
    opened_report,
    report_named,
)
from lunarcurator.services.importing import Verdict
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.reads.inventory import pieces_in_order
from lunarcurator.store.reads.rows import piece_rows

from tests.plain_tables import find_table
from tests.services.importing.plans import plan_import

A = OperatorRef("A. Curator")
G = 1_000_000


@pytest.fixture
def session(tmp_path: Path) -> Iterator[StoreSession]:
    made = StoreSession.make(tmp_path / "a.lunar")

    def do(day: int, *operations: Operation) -> None:
        made.post(
            Posting(acts=tuple(Act(operation=each, day=day) for each in operations), operator=A, reason="why")
        )

    missions = (Mission(code="Apollo 11", name="Apollo 11", opened=19690726),)
    do(19690101, SetUpOperator(name="A. Curator"))
    do(19690101, OpenCollection(code="Apollo", name="Apollo", scheme="apollo", missions=missions))
    do(19690101, SetUpPlace(kind="site", name="Site"), SetUpPlace(kind="room", name="Room 1", parent="Site"))
    do(
        19690726,
        Register(
            collection="Apollo",
            number="10017",
            mission="Apollo 11",
            mass=Mass.measured(973 * G, 1000),
            form="whole_rock",
            class_name="Basalt",
            subclass="Ilmenite",
            place="Room 1",
            pristinity_milli=43_710,
        ),
        Register(
            collection="Apollo",
            number="10003",
            mission="Apollo 11",
            mass=Mass.unknown("not_reconciled"),
            original=Mass.stated(213 * G, G),
        ),
    )
    do(
        19700303,
        Split(
            parent="10017",
            daughters=(
                Daughter(number=",2", form="chip", mass=Mass.measured(3 * G, 1000)),
                Daughter(number=",10", form="thin_section", mass=Mass.nominal(10_000)),
            ),
        ),
    )
    do(19700404, AddName(sample="10017,2", name="Chip two"))
    do(19710505, SetUpPlace(kind="room", name="Room 2", parent="Site"))
    do(19710606, Move(to="Room 2", samples=("10017",)))
    yield made
    made.close()


def number_of(session: StoreSession, number: str) -> Uid:
    with session.database.connect() as connection:
        found = piece_rows(connection, pieces_in_order(connection, Moment()))
    return next(row.uid for row in found.values() if row.number == number)


def rows(path: Path, sheet: int = 0) -> list[dict[str, object]]:
    table = find_table(read_book(path).sheets[sheet])
    return [dict(zip(table.columns, row.cells, strict=False)) for row in table.rows()]


def numbers(path: Path) -> list[object]:
    return [str(row["Number"]) for row in rows(path)]


def test_the_inventory_lists_every_piece_in_natural_order(
    session: StoreSession, words: Words, tmp_path: Path
) -> None:
    path = tmp_path / "inventory.csv"
    assert export(session, words, Wanted(Report.INVENTORY), path) == 4
    assert numbers(path) == ["10003", "10017", "10017,2", "10017,10"]
    by_number = {row["Number"]: row for row in rows(path)}
    rock, chip = by_number["10017"], by_number["10017,2"]
    assert rock["Place"] == "Site › Room 2"
    assert (rock["Form"], rock["Class"], rock["Subclass"]) == ("Whole rock", "Basalt", "Ilmenite")
    assert (str(rock["Mass now (g)"]), str(rock["Pristinity (%)"])) == ("970.000", "43.71")
    assert (chip["Parent"], chip["Other names"], str(chip["Mass now (g)"])) == ("10017", "Chip two", "3.000")
    assert (by_number["10003"]["Mass now (g)"], str(by_number["10003"]["Original mass (g)"])) == (None, "213")
    assert str(by_number["10017,10"]["Mass now (g)"]) == "0.01"


def test_the_inventory_of_a_day_shows_what_was_there_then(
    session: StoreSession, words: Words, tmp_path: Path
) -> None:
    path = tmp_path / "inventory.csv"
    export(session, words, Wanted(Report.INVENTORY, Moment(day=19700310)), path)
    told = {row["Number"]: row for row in rows(path)}
    assert [*told] == ["10003", "10017", "10017,2", "10017,10"]
    assert told["10017"]["Place"] == "Site › Room 1"
    assert told["10017,2"]["Other names"] is None
    export(session, words, Wanted(Report.INVENTORY, Moment(day=19700101)), path)
    assert numbers(path) == ["10003", "10017"]
    export(session, words, Wanted(Report.INVENTORY, Moment(seq=4)), path)
    assert numbers(path) == ["10003", "10017"]


def test_the_workbook_says_what_it_is_and_how_far_the_journal_stood(
    session: StoreSession, words: Words, tmp_path: Path
) -> None:
    path = tmp_path / "inventory.xlsx"
    export(session, words, Wanted(Report.INVENTORY, Moment(day=19710606), who="A. Curator"), path)
    about = {str(row.cells[0]): row.cells[1] for row in read_book(path).sheets[0].rows() if len(row.cells) > 1}
    head = session.head()
    assert about["Head digest"] == head.chain
    assert str(about["As known at entry"]) == str(head.seq)
    assert str(about["As of"]) in {"1971-06-06", "1971-06-06 00:00:00"}
    assert (about["Store"], about["Made by"]) == ("a.lunar", "A. Curator")


def test_the_same_moment_gives_the_same_cells_after_later_entries(
    session: StoreSession, words: Words, tmp_path: Path
) -> None:
    moment = Moment(day=19710606, seq=session.head().seq)
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    for report in [each for each in Report if Takes.MOMENT in REPORTS[each].takes]:
        scope = Scope((number_of(session, "10017"),)) if Takes.ONE_PIECE in REPORTS[report].takes else Scope()
        export(session, words, Wanted(report, moment, scope), first)
        session.post(
            Posting(acts=(Act(operation=SetUpPlace(kind="site", name=report), day=19690101),), operator=A)
        )
        export(session, words, Wanted(report, moment, scope), second)
        assert first.read_bytes() == second.read_bytes(), report


def test_chosen_pieces_and_columns_narrow_a_report(session: StoreSession, words: Words, tmp_path: Path) -> None:
    chosen = (number_of(session, "10017,2"), number_of(session, "10017,10"))
    path = tmp_path / "some.csv"
    wanted = Wanted(Report.INVENTORY, scope=Scope(chosen), columns=("mass_now", "number"), unit="mg")
    assert export(session, words, wanted, path) == 2
    assert [[*row] for row in rows(path)] == [["Mass now (mg)", "Number"]] * 2
    with opened_report(session, words, wanted) as opened:
        assert opened.total == 2
        assert [line.value for line in opened.document.about if line.label == "Filters"] == ["2 chosen pieces"]
    with pytest.raises(ColumnUnknown):
        export(session, words, Wanted(Report.INVENTORY, columns=("colour",)), path)


def test_the_balance_closes_for_every_book(session: StoreSession, words: Words, tmp_path: Path) -> None:
    path = tmp_path / "balance.csv"
    export(session, words, Wanted(Report.BALANCE, columns=("mission", "received", "here", "difference")), path)
    (book,) = [row for row in rows(path) if row["Mission"] == "Apollo 11"]
    assert str(book["Received (g)"]) == "1186.000000"
    assert str(book["Here (g)"]) == "973.000000"
    assert str(book["Difference (g)"]) == "0.000000"


def test_the_journal_tells_every_entry_with_its_digest(
    session: StoreSession, words: Words, tmp_path: Path
) -> None:
    session.post(Posting(acts=(Act(operation=Reverse(entry=EntryRef("8")), day=0),), operator=A))
    path = tmp_path / "journal.xlsx"
    assert export(session, words, Wanted(Report.JOURNAL), path) == 9
    told = rows(path, 1)
    assert [row["Entry"] for row in told] == [*range(1, 10)]
    assert told[-1]["Digest"] == session.head().chain
    assert "Undid" in str(told[-1]["What happened"])
    assert told[3]["Reason"] == "why"
    assert export(session, words, Wanted(Report.JOURNAL, Moment(day=19700404)), path) == 6


def test_an_export_can_be_called_off_and_leaves_no_file(
    session: StoreSession, words: Words, tmp_path: Path
) -> None:
    path = tmp_path / "inventory.xlsx"
    with pytest.raises(RenderStopped):
        export(session, words, Wanted(Report.INVENTORY), path, should_stop=lambda: True)
    assert [*tmp_path.glob("*inventory*")] == []


def test_what_cannot_be_written_is_refused(session: StoreSession, words: Words, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError):
        export(session, words, Wanted(Report.INVENTORY), tmp_path / "a.pdf")
    with pytest.raises(SheetError):
        export(session, words, Wanted(Report.INVENTORY), tmp_path / "none" / "a.csv")
    with pytest.raises(ReportUnknown):
        report_named("nothing like it")


def test_progress_counts_up_to_all_rows(session: StoreSession, words: Words, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    export(session, words, Wanted(Report.INVENTORY), tmp_path / "a.html", lambda *told: seen.append(told))
    assert seen[-1] == (4, 4)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_an_inventory_brought_back_unchanged_says_nothing_new(
    session: StoreSession, words: Words, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"back{suffix}"
    export(session, words, Wanted(Report.INVENTORY), path)
    plan = plan_import(session, path)
    assert plan.counts[Verdict.SAME] == 4, [
        (row.number, row.verdict, [words.say_finding(each) for each in row.reasons], row.differences)
        for row in plan.rows
    ]
