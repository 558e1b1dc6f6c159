import io
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Override, Posting
from lunarcurator.domain.findings import Strength, find
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.services.commands.console import Console
from lunarcurator.services.commands.opening import acting
from lunarcurator.services.commands.override_options import tell_answered
from lunarcurator.services.people import People
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from tests.commands.conftest import Ended


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def console(words: Words, ask: Callable[[str], str] = lambda _: "") -> Console:
    return Console(words, io.StringIO(), Terminal(), Terminal(), ask)


def test_a_long_list_of_findings_is_cut_and_counted(words: Words) -> None:
    made = console(words)
    made.list_findings(find(Strength.WARN, "number.taken", "R1", number=str(each)) for each in range(60))
    lines = made.err.getvalue().splitlines()  # type: ignore[attr-defined]
    assert (len(lines), lines[-1]) == (51, "- and 10 more")


def test_what_was_posted_all_the_same_is_named_by_the_reason_that_answered_it(words: Words) -> None:
    made = console(words)
    found = [find(Strength.WARN, "number.taken", "R1", number="15555")]
    answer = Override(key="number.taken", reason=" as printed ")
    for overrides in ((), (answer,)):
        tell_answered(Posting(acts=(), operator=OperatorRef("#"), overrides=overrides), found, made)
    lines = made.err.getvalue().splitlines()  # type: ignore[attr-defined]
    assert [("as printed" in line) for line in lines] == [False, True, False]


def test_progress_is_shown_where_somebody_watches(words: Words) -> None:
    made = console(words)
    for done, total in ((5, 0), (5, 10), (10, 10)):
        made.progress(done, total)
    assert made.err.getvalue() == "\r5\r5 / 10\r10 / 10\n"  # type: ignore[attr-defined]


def test_a_pin_is_asked_at_the_terminal(words: Words, store: str) -> None:
    session = StoreSession.open(Path(store))
    people = People(session)
    (curator,) = people.operators()
    people.set_pin(curator.uid, "4711")
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return "4711"

    acting(session, console(words, ask), "", "", None)
    assert asked == ["PIN of A. Curator: "]
    session.close()


def test_a_copy_that_is_not_whole_is_told_with_its_flaws(run: Callable[..., Ended], rocks: str) -> None:
    import sqlite3

    from tests.commands.damage import spoil

    spoil(Path(rocks), sqlite3)
    made = run("backup", rocks, "--to", "kept")
    assert made.code == 4
    (flawed,) = Path("kept").glob("*flawed.lunar")
    assert run("restore", str(flawed), "--to", "again.lunar").code == 4
    assert not Path("again.lunar").exists()
    assert run("verify", rocks).code == 4


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("number", ["15555", "15555,46", "10002", "10092"])
def test_every_piece_of_the_demonstration_can_be_shown(run: Callable[..., Ended], number: str) -> None:
    shown = run("show", "d.lunar", number)
    assert shown.code == 0
    assert number in shown.out
    assert run("show", "d.lunar", number, "--json").code == 0
    assert "Total" in run("balance", "d.lunar").out


def test_a_witness_with_a_pin_proves_himself_from_the_file(run: Callable[..., Ended], rocks: str) -> None:
    person = {"kind": "set_up_operator", "operation": {"name": "W. Witness"}}
    Path("w.json").write_text(json.dumps(person), encoding="utf-8")
    assert run("post", rocks, "w.json").code == 0
    with closing(StoreSession.open(Path(rocks))) as session:
        people = People(session)
        for name, pin in (("A. Curator", "4711"), ("W. Witness", "0815")):
            who = people.named(name)
            assert who is not None
            people.set_pin(who.uid, pin)
    Path("sight.json").write_text('{"kind": "sight", "operation": {"samples": ["10017"]}}', encoding="utf-8")
    both = ("post", rocks, "sight.json", "--operator", "A. Curator", "--witness", "W. Witness", "--pin-file", "p")
    for lines in ("4711\n", "4711\n4711\n", "0815\n0815\n"):
        Path("p").write_text(lines, encoding="utf-8")
        refused = run(*both)
        assert refused.code == 3
        assert refused.err.count("\n") == 1
    Path("p").write_text("4711\n0815\n", encoding="utf-8")
    assert run(*both).code == 0


def test_the_columns_that_make_a_number_together_are_said_with_an_example(
    run: Callable[..., Ended], store: str
) -> None:
    Path("cores.csv").write_text("Site,Hole,Core,Section,TopDepth\n1,A,2,1,0.1\n1,A,2,2,0.2\n")
    ended = run("import", "cores.csv", "--into", store, "--collection", "new:Lake")
    assert "1A-2-1 would stand as" in ended.out + ended.err
    assert "“Site” + “Hole” + “Core” + “Section” as the number" in ended.out + ended.err
    assert "“Site”, “Hole”" not in ended.out + ended.err


def test_a_second_list_of_numbers_and_igsn_adds_names(run: Callable[..., Ended], rocks: str) -> None:
    Path("igsn.csv").write_text("Sample,Other name,IGSN\n10017,Big one,IEABC0001\n12002,,IEABC0002\n")
    ended = run("import", "igsn.csv", "--into", rocks, "--accept-proposal")
    assert (ended.code, "2 changed" in ended.out + ended.err) == (0, True)
    assert "“Other name”, “IGSN” as other names" in ended.out + ended.err
    for name in ("IEABC0001", "Big one"):
        assert "10017" in run("show", rocks, name).out


def test_a_sheet_of_several_collections_comes_in_by_one_run_and_is_undone_at_once(
    run: Callable[..., Ended], store: str
) -> None:
    Path("all.csv").write_text(
        "Collection,ID,Mission,Weight (g)\nApollo,10017,Apollo 11,5\nLuna,21000,Luna 16,6\n"
    )
    ended = run("import", "all.csv", "--into", store)
    assert "--answer “rows_of=Apollo + Luna”" in ended.err
    words = ("import", "all.csv", "--into", store, "--answer", "rows_of=Apollo + Luna")
    ended = run(*words)
    assert (ended.code, "--collection" in ended.out + ended.err) == (5, False)
    ended = run(*words, "--accept-proposal")
    assert (ended.code, "into Apollo, Luna: 2 new" in ended.out + ended.err) == (0, True)
    assert ["6" in run("show", store, "21000").out, "5" in run("show", store, "10017").out] == [True, True]
    assert run("undo", store, "--reason", "Wrong file").code == 0
    assert "No piece" in run("show", store, "10017").err
    assert "No piece" in run("show", store, "21000").err


def test_the_column_that_says_the_collection_of_each_row_is_told_as_read_and_nothing_is_asked_twice(
    run: Callable[..., Ended], store: str
) -> None:
    rows = (
        "Sample,Collection,Mass (g)",
        "15556,Apollo,10",
        "CE5C0200YJFM009,Chang'e-5,1.1",
        "ALH 84001,Antarctic,3",
    )
    Path("all.csv").write_text("\n".join(rows), encoding="utf-8")
    ended = run("import", "all.csv", "--into", store)
    assert ("rows_of: " in ended.err, "collection: " in ended.err) == (True, False)
    answer = "rows_of=Apollo + Chang'e-5 + Antarctic"
    ended = run("import", "all.csv", "--into", store, "--dry-run", "--answer", answer)
    assert "“Collection” as collection" in ended.out
    assert "unread" not in ended.out


def test_colours_are_said_to_be_unread_and_those_of_a_header_are_not(
    run: Callable[..., Ended], store: str
) -> None:
    book = Workbook()
    page = book.worksheets[0]
    for row in (("ID", "Weight (g)"), ("10017", 1), ("10018", 2)):
        page.append(row)
    for at in ("A1", "B1"):
        page[at].fill = PatternFill("solid", fgColor="FFE4E7EB")
    book.save("plain.xlsx")
    page["A3"].fill = PatternFill("solid", fgColor="FFFFFF00")
    book.save("marked.xlsx")
    said = ("--into", store, "--dry-run", "--accept-proposal", "--collection", "Apollo")
    assert "Colours" not in run("import", "plain.xlsx", *said).out
    ended = run("import", "marked.xlsx", *said)
    assert "Colours of cells are not read. What they mean belongs in a column." in ended.out
    assert run("import", "marked.xlsx", *(each for each in said if each != "--dry-run")).code == 0
    assert "FFFF00" not in run("show", store, "10018").out
