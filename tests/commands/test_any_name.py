"""Whoever reads may call a piece by any of its names, in any spelling; whoever acts is asked once (R18)."""

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.commands.parsing import make_parser
from lunarcurator.services.words import Words
from openpyxl import load_workbook

from tests.commands.begun import begin
from tests.commands.conftest import Ended
from tests.commands.lab_that_lends import BY, lab_that_lends

type Run = Callable[..., Ended]
type Argument = tuple[str, str]

ROCK, CHIP, THEIRS, LINE = "Practice rock 1", "Practice rock 1,2", "Guest rock 7", "L-2026-001/1"
SPELT = {ROCK: ("practice  ROCK 1", "Practice:practice-rock-1"), CHIP: ("practice rock 1.2", "'PRACTICE ROCK 1-2")}
SPELT[THEIRS] = ("guest rock 7", "GUEST-ROCK 7")
OTHER = {ROCK: ("old stone", "Great  GREY"), CHIP: ("the-chip",), THEIRS: ("theirs / 7",)}
"""The names of the pieces besides their numbers: a former number and informal names, in some spelling."""

READS: dict[Argument, tuple[str, ...]] = {
    ("show", "number"): ("show", "a.lunar", "{}"),
    ("recall", "number"): ("recall", "a.lunar", "{}"),
    ("loan demand", "number"): ("loan", "demand", "a.lunar", "{}"),
    ("print", "--of"): (
        "print",
        "accession_sheet",
        "--from",
        "a.lunar",
        "--of",
        "{}",
        "--to",
        "a.html",
        "--replace",
    ),
    ("export", "--pieces"): (
        "export",
        "inventory",
        "--from",
        "a.lunar",
        "--pieces",
        "{}",
        "--to",
        "a.csv",
        "--replace",
    ),
    ("export", "--below"): (
        "export",
        "inventory",
        "--from",
        "a.lunar",
        "--below",
        "{}",
        "--to",
        "a.csv",
        "--replace",
    ),
    ("export-to-edit", "--pieces"): (
        "export-to-edit",
        "--from",
        "a.lunar",
        "--to",
        "a.xlsx",
        "--replace",
        "--pieces",
        "{}",
    ),
    ("export-to-edit", "--below"): (
        "export-to-edit",
        "--from",
        "a.lunar",
        "--to",
        "a.xlsx",
        "--replace",
        "--below",
        "{}",
    ),
}
ACTS: dict[Argument, tuple[str, tuple[str, ...]]] = {
    ("loan new", "--line"): (ROCK, ("new", "a.lunar", "--borrower", "Borrower A", "--line", "{}=10")),
    ("loan add-lines", "--line"): (CHIP, ("add-lines", "a.lunar", "L-2026-001", "--line", "{}=10")),
    ("loan change-line", "what"): (CHIP, ("change-line", "a.lunar", LINE, "{}=20")),
    ("loan take-in", "--piece"): (
        THEIRS,
        ("take-in", "a.lunar", "--lender", "Institute B", "--piece", "{}", "--paper", "p", "--number", "IN-1"),
    ),
    ("loan give-back", "--piece"): (
        THEIRS,
        ("give-back", "a.lunar", "IN-1", "--piece", "{}", "--taken-by", "Mrs B", "--receipt", "r"),
    ),
    ("loan enter", "--line"): (
        CHIP,
        (
            "enter",
            "a.lunar",
            "--day",
            "unknown",
            "--borrower",
            "Borrower A",
            "--source",
            "ledger",
            "--line",
            "{}=1",
            "--because",
            "so written",
        ),
    ),
}
_LEFT = ("take-back", "--leave")
"""It names rows of a workbook, and is tried with one."""
WITHOUT_PIECE = frozenset(
    {
        ("borrower end", "--agreement"),
        ("agreement draft", "--number"),
        ("agreement draft", "--renews"),
        ("agreement sign", "number"),
        ("agreement renew", "number"),
        ("agreement end", "number"),
        ("loan new", "--agreement"),
        ("loan change", "--agreement"),
        ("loan transfer", "--agreement"),
        ("loan enter", "--agreement"),
        ("inventory-round new", "--number"),
        ("loan report", "--met"),
        ("loan return", "--met"),
        # What the borrower calls a part is no name of a known piece: tried in `test_accounting.py`.
        ("loan return", "--back"),
        ("loan return", "--label"),
        ("loan report", "--made"),
    }
)
"""Arguments that look like those which name a piece, and name something else."""
_MAY_NAME_A_PIECE = {"NUMBER", "NUMBER;NUMBER", "WHAT", "SUBJECT", "NAME=MASS", "NAME=LABEL"}
_NAMES_NONE = {
    *("None", "FILE", "STORE", "NAME", "CODE", "OUT.xlsx", "DAY", "ID=ANSWER", "COLUMN=FIELD", "COLUMN", "TEXT"),
    *("SIGN", "REPORT", "AXIS=VALUE", "PLACE", "KEY,KEY", "KEY", "UNIT", "CHECK", "FINDING=TEXT", "PAPER"),
    *("OUT.pdf", "LANGUAGE", "FOLDER", "DAYS", "LOAN", "LINE", "MASS", "WHY", "SHIPMENT", "HH:MM", "SUM", "ROUND"),
    "PERCENT",
    # What is written after `do ACT` has a parser of its own, and is tried below.
    *("ACT", "STORE --FIELD VALUE"),
    *("FILE_OR_FOLDER", "LINE=REASON", "FILE.json", "ENTRY", "FILE|DIGEST", "DIR", "BACKUP", "ROW"),
}


def arguments(parser: argparse.ArgumentParser, path: tuple[str, ...] = ()) -> Iterator[tuple[Argument, str]]:
    """Every argument of every command, and what stands for it in the help."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield from arguments(inner, (*path, name))
        else:
            yield (" ".join(path), (action.option_strings or [action.dest])[0]), str(action.metavar)


def test_every_argument_that_may_name_a_piece_is_tried_here() -> None:
    known = dict(arguments(make_parser(Words.load("en", resources_folder() / "languages"))))
    assert set(known.values()) - _NAMES_NONE == _MAY_NAME_A_PIECE
    found = {each for each, metavar in known.items() if metavar in _MAY_NAME_A_PIECE}
    assert found == {*READS, *ACTS, _LEFT, *WITHOUT_PIECE}


def post(run: Run, *acts: tuple[str, dict[str, object]], because: str = "") -> None:
    told = [{"kind": kind, "day": "2026-03-02", "operation": operation} for kind, operation in acts]
    Path("acts.json").write_text(json.dumps(told), encoding="utf-8")
    ended = run("post", "a.lunar", "acts.json", *BY, *(("--because", because) if because else ()))
    assert ended.code == 0, ended.err


@pytest.fixture
def named(run: Run, store: str) -> str:
    """Pieces with a former number and informal names; in another collection the former number is only that too."""
    begin("named", lambda: _named(run, store))
    return store


def _named(run: Run, store: str) -> None:
    lab_that_lends(run, store, day="2026-03-01")
    missions = [{"code": "P", "name": "Practice", "opened": 20200101}]
    whole = {"collection": "Practice", "mission": "P", "form": "chip", "place": "Vault"}
    grams = {"kind": "measured", "ug": 50_000_000, "resolution_ug": 1000}
    guest = {**whole, "number": THEIRS, "title": "held_for", "owner": "Institute B", "mass": grams}
    post(
        run,
        ("open_collection", {"code": "Practice", "name": "Practice", "scheme": "plain", "missions": missions}),
        ("register", {**whole, "number": "Old stone", "mass": grams}),
        ("register", {**whole, "number": CHIP, "mass": grams}),
        ("register", guest),
    )
    post(run, ("renumber", {"sample": "Old stone", "number": ROCK}))
    post(
        run,
        ("add_name", {"sample": ROCK, "name": "great grey", "kind": "informal", "source": "a list"}),
        ("add_name", {"sample": CHIP, "name": "The chip", "kind": "informal", "source": "a list"}),
        ("add_name", {"sample": THEIRS, "name": "Theirs 7", "kind": "informal", "source": "a list"}),
    )


def filled(told: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(each.replace("{}", name) for each in told)


def test_whoever_reads_may_use_any_name(run: Run, named: str) -> None:
    for read in READS.values():
        for piece, name in ((ROCK, SPELT[ROCK][0]), (CHIP, SPELT[CHIP][1])):
            ended = run(*filled(read, name))
            assert (ended.code, ended.err) == (0, ""), (read, piece, name)
        for piece, name in ((ROCK, OTHER[ROCK][0]), (CHIP, OTHER[CHIP][0])):
            ended = run(*filled(read, name))
            assert (ended.code, ended.err) == (0, f"“{name}” is another name of {piece}.\n"), (read, name)
    assert named == "a.lunar"


def test_what_is_read_is_the_piece_that_is_meant(run: Run, named: str) -> None:
    for name in (CHIP, *SPELT[CHIP], *OTHER[CHIP]):
        assert json.loads(run("show", named, name, "--json").out)["number"] == CHIP
        assert json.loads(run("loan", "demand", named, name, "--json").out)["number"] == CHIP
        assert json.loads(run("recall", named, name, "--json").out)["number"] == CHIP
        assert run(*filled(READS["export", "--pieces"], name)).code == 0
        assert CHIP in Path("a.csv").read_text(encoding="utf-8-sig")
        assert run(*filled(READS["print", "--of"], name)).code == 0
        assert CHIP in Path("a.html").read_text(encoding="utf-8")
    both = run("export", "inventory", "--from", named, "--pieces", "old stone,the chip", "--to", "both.csv")
    assert both.out == "Wrote 2 rows to both.csv.\n"


def test_whoever_acts_is_asked_once(run: Run, named: str) -> None:
    for piece, act in ACTS.values():
        for name in OTHER[piece]:
            head = json.loads(run("balance", named, "--json").out)["digest"]
            ended = run("loan", *filled(act, name), *BY)
            assert ended.code == 3, act
            assert ended.err == f"“{name}” is another name of {piece}. Write {piece} to act on it.\n"
            assert json.loads(run("balance", named, "--json").out)["digest"] == head
        ended = run("loan", *filled(act, SPELT[piece][0]), *BY)
        assert ended.code == 0, (act, ended.err)


def test_whoever_does_any_act_is_asked_once(run: Run, named: str) -> None:
    for name in OTHER[CHIP]:
        ended = run("do", "describe", named, "--sample", name, "--values", "field=remarks; value=grey", *BY)
        assert (ended.code, CHIP in ended.err) == (3, True)
    written = ("--values", "field=remarks; value=grey")
    assert run("do", "describe", named, "--sample", SPELT[CHIP][0], *written, *BY).code == 0


def test_a_row_that_is_left_out_is_called_by_any_name(run: Run, named: str) -> None:
    assert (
        run("export-to-edit", "--from", named, "--to", "edit.xlsx", "--columns", "remarks", "--pieces", CHIP).code
        == 0
    )
    book = load_workbook("edit.xlsx")
    header = [cell.value for cell in book.worksheets[0][1]]
    book.worksheets[0].cell(2, header.index("Remarks") + 1).value = "looked at"
    book.save("edit.xlsx")
    for name in (CHIP, *SPELT[CHIP], *OTHER[CHIP]):
        ended = run("take-back", "edit.xlsx", "--into", named, "--dry-run", "--leave", name)
        assert (ended.code, ended.err) == (0, "")
        assert "Nothing would be posted.\n" in ended.out


def test_a_paper_of_something_else_looks_for_no_piece(run: Run, named: str) -> None:
    ended = run("print", "day_sheet", "--from", named, "--of", "2026-03-02", "--to", "day.html")
    assert (ended.code, ended.err) == (0, "")


def test_a_name_of_several_pieces_is_no_answer(run: Run, named: str) -> None:
    post(run, ("add_name", {"sample": CHIP, "name": "Great Grey", "kind": "informal", "source": "a list"}))
    ended = run("show", named, "great grey")
    assert ended.code == 3
    *choices, refused = ended.err.splitlines()
    assert refused == f"“great grey” is another name of several pieces: {ROCK}, {CHIP}. Write the number you mean."
    told = "“great grey” was put on record as informal name of "
    assert [each.partition(" (")[0] for each in choices] == [f"{told}{each}" for each in (ROCK, CHIP)]
    assert all("(day: 2026-03-02, entry " in each and each.endswith(", a list).") for each in choices)


def test_a_former_number_here_may_be_a_number_elsewhere(run: Run, named: str) -> None:
    missions = [{"code": "O", "name": "Other", "opened": 20200101}]
    post(
        run,
        ("open_collection", {"code": "Another", "name": "Another", "scheme": "plain", "missions": missions}),
        ("register", {"collection": "Another", "mission": "O", "number": "Old stone"}),
        because="two labs numbered alike",
    )
    ended = run("show", named, "Old stone")
    assert (ended.code, ended.err.count("\n")) == (0, 1)
    assert ended.err.startswith(f"“Old stone” was the number of {ROCK} (2026-03-02 – 2026-03-02, entry ")
    assert run("show", named, "another:OLD STONE").err == ""
    assert run("show", named, "practice:old stone").err == f"“practice:old stone” is another name of {ROCK}.\n"


def test_a_piece_that_was_merged_is_read_as_what_it_was(run: Run, demonstration: str) -> None:
    told, asks = "“78237” was merged into 78235.\n", "“78237” was merged into 78235. Write 78235 to act on it.\n"
    shown = run("show", demonstration, "78237", "--json")
    assert (shown.code, shown.err) == (0, told)
    piece = json.loads(shown.out)
    assert (piece["number"], piece["existence"]) == ("78237", "merged")
    reads = (
        ("recall", demonstration, "78237"),
        ("loan", "demand", demonstration, "78237"),
        ("print", "accession_sheet", "--from", demonstration, "--of", "78237", "--to", "a.html"),
        ("export", "mass-history", "--from", demonstration, "--pieces", "78237", "--to", "a.csv"),
    )
    for read in reads:
        ended = run(*read)
        assert (ended.code, ended.err) == (0, told), read
    assert "78237" in Path("a.html").read_text(encoding="utf-8")
    acted = run("do", "sight", demonstration, "--samples", "78237", "--operator", "P. Processor (demo)")
    assert (acted.code, acted.err) == (3, asks)
