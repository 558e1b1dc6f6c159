from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.commands.parsing import make_parser
from lunarcurator.services.commands.running import run as run_command
from lunarcurator.services.words import Words

from tests.commands.conftest import Ended

type Run = Callable[..., Ended]


def test_the_papers_are_listed_with_what_each_is_of(run: Run) -> None:
    ended = run("print")
    assert ended.code == 0
    lines = dict(line.split(maxsplit=1) for line in ended.out.splitlines())
    assert lines["genealogy"] == "Genealogy of a sample (piece)"
    assert lines["day_sheet"] == "Day sheet (day)"


@pytest.mark.parametrize("suffix", [".html", ".xlsx", ".pdf"])
def test_a_paper_is_written_without_a_window(run: Run, rocks: str, suffix: str) -> None:
    told = ("print", "accession_sheet", "--from", rocks, "--of", "12002", "--to", f"paper{suffix}")
    ended = run(*told)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == f"Wrote Accession sheet as paper{suffix}.\n"
    begin = {".html": b"<!DOCTYPE", ".xlsx": b"PK", ".pdf": b"%PDF"}
    assert Path(f"paper{suffix}").read_bytes().startswith(begin[suffix])


def test_a_paper_is_in_the_language_asked_for_and_of_the_day_asked_for(run: Run, rocks: str) -> None:
    told = (
        "print",
        "genealogy",
        "--from",
        rocks,
        "--of",
        "12002",
        "--to",
        "day.html",
        "--language",
        "zh_CN",
        "--as-of",
        "2026-01-01",
    )
    assert run(*told).code == 0
    text = Path("day.html").read_text(encoding="utf-8")
    assert "样品谱系" in text
    assert "截至 2026-01-01" in text


def test_a_paper_that_is_of_today_only_is_refused_for_another_day(run: Run, rocks: str) -> None:
    ended = run("print", "day_sheet", "--from", rocks, "--to", "day.html", "--as-of", "2026-01-01")
    assert (ended.code, Path("day.html").exists()) == (Exit.REFUSED, False)
    assert "Make it as of today." in ended.err


def test_what_is_wrong_is_one_sentence(run: Run, rocks: str) -> None:
    store = ("--from", rocks, "--to", "paper.html")
    asked = (
        (("print", "genealogy"), Exit.USAGE),
        (("print", "song", *store), Exit.REFUSED),
        (("print", "genealogy", *store), Exit.REFUSED),
        (("print", "genealogy", *store, "--of", "99999"), Exit.REFUSED),
        (("print", "genealogy", *store, "--of", "12002", "--language", "tlh"), Exit.USAGE),
        (("print", "genealogy", *store[:3], "paper.doc", "--of", "12002"), Exit.USAGE),
    )
    for told, code in asked:
        ended = run(*told)
        assert (ended.code, ended.out) == (code, "")
        assert ended.err.count("\n") == 1
    assert not Path("paper.html").exists()


@pytest.mark.parametrize("suffix", [".html", ".pdf"])
def test_a_folder_that_is_not_there_is_at_fault(run: Run, rocks: str, suffix: str) -> None:
    ended = run("print", "genealogy", "--from", rocks, "--of", "12002", "--to", f"gone/paper{suffix}")
    assert ended.code == Exit.FAULT
    assert ended.err.count("\n") == 1


def test_without_anything_that_knows_pages_there_is_no_pdf(run: Run, rocks: str, words: Words) -> None:
    console = Console(words, StringIO(), StringIO(), StringIO())
    told = make_parser(words).parse_args(
        ["print", "genealogy", "--from", rocks, "--of", "12002", "--to", "paper.pdf"]
    )
    assert run_command(told, console) is Exit.USAGE
    assert not Path("paper.pdf").exists()
    assert run_command(told, replace(console, press=lambda _paper, _path: "")) is Exit.DONE
    assert console.err.getvalue().count("boxes") == 0
    assert run_command(told, replace(console, press=lambda _paper, _path: "𓀀")) is Exit.DONE
    assert console.err.getvalue().endswith(words.say("print.boxes", {"file": "paper.pdf", "signs": "𓀀"}) + "\n")
