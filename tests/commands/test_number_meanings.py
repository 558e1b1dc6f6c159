"""An old number is read as it was meant on the day, and every command that reads tells what else it has meant."""

import json
from collections.abc import Callable
from csv import DictReader
from io import StringIO
from pathlib import Path

import pytest

from tests.commands.begun import begin
from tests.commands.conftest import Ended

type Run = Callable[..., Ended]

BY = ("--operator", "P. Processor (demo)")
SOURCE = "Swann et al. 1971"
NOW, THEN = "15555", "70215"
WAS = f"“{NOW}” was the number of {THEN} (1971-08-07 – 1975-03-02, entry 102, {SOURCE}).\n"
BECAME = (
    f"“{NOW}” became the number of the piece that is called so today (day: 1975-03-02, entry 102, {SOURCE}).\n"
)


@pytest.fixture
def switched(run: Run, demonstration: str) -> str:
    """The demonstration, in which two rocks were switched until a day that is invented."""

    def made() -> None:
        act = ("swap-numbers", demonstration, "--sample", NOW, "--other", THEN)
        ended = run("do", *act, "--day", "1975-03-02", "--source", SOURCE, *BY)
        assert (ended.code, ended.err) == (0, "")

    begin("switched", made)
    return demonstration


def test_a_number_is_read_as_it_was_meant_on_the_day(run: Run, switched: str) -> None:
    now = run("show", switched, NOW, "--json")
    assert now.err == "", "the piece itself tells it"
    told = json.loads(now.out)
    assert (told["number"], told["mission"]) == (NOW, "Apollo 17")
    (other,) = told["number_meanings"]
    assert {key: other[key] for key in ("text", "number", "kind", "since", "until", "source", "ended_by")} == {
        "text": NOW,
        "number": THEN,
        "kind": "official",
        "since": "1971-08-07",
        "until": "1975-03-02",
        "source": SOURCE,
        "ended_by": 102,
    }
    (former,) = [each for each in told["names"] if each["kind"] == "former"]
    assert (former["name"], former["until"], former["ended_by"]) == (THEN, "1975-03-02", 102)
    then = run("show", switched, NOW, "--as-of", "1974-01-01", "--json")
    assert json.loads(then.out)["mission"] == "Apollo 15"
    assert then.err == f"On 1974-01-01 “{NOW}” was the number of {THEN}.\n{BECAME}"
    assert run("show", switched, NOW, "--as-of", "1970-01-01").code == 3


def test_what_a_piece_was_called_is_shown_with_its_days(run: Run, switched: str) -> None:
    shown = run("show", switched, NOW)
    assert shown.err == ""
    assert f"Other names:         {THEN} (former number, until: 1975-03-02, entry 102, {SOURCE})\n" in shown.out
    assert f"Other meanings:      {WAS}" in shown.out


def test_every_command_that_reads_tells_the_other_meanings(run: Run, switched: str) -> None:
    sheet = ("print", "accession_sheet", "--from", switched, "--of", NOW, "--to", "a.html", "--replace")
    report = ("export", "inventory", "--from", switched, "--pieces", NOW, "--to", "a.csv", "--replace")
    for read in (("recall", switched, NOW), ("loan", "demand", switched, NOW), sheet, report):
        ended = run(*read)
        assert (ended.code, ended.err) == (0, WAS), read
    assert f"“{NOW}” was the number of {THEN}" in Path("a.html").read_text(encoding="utf-8")
    for read, of in ((sheet, "a.html"), (report, "a.csv")):
        ended = run(*read, "--as-of", "1974-01-01")
        assert ended.err == f"On 1974-01-01 “{NOW}” was the number of {THEN}.\n{BECAME}"
        assert "Apollo 15" in Path(of).read_text(encoding="utf-8-sig")


def test_whoever_acts_takes_the_number_in_force(run: Run, switched: str) -> None:
    ended = run("do", "describe", switched, "--sample", NOW, "--values", "field=remarks; value=x", *BY)
    assert (ended.code, ended.err) == (0, "")
    assert json.loads(run("show", switched, NOW, "--json").out)["remarks"] == "x"


def test_a_statement_about_an_act_is_kept_by_its_entry(run: Run, switched: str) -> None:
    said = ("state-fact", switched, "--sample", NOW, "--about", "102", "--field", "day", "--value", "about 1974")
    ended = run("do", *said, "--source", "A letter (invented)", "--chosen", *BY)
    assert (ended.code, ended.out) == (
        0,
        f"Entry 103: Kept what A letter (invented) says of “day” of entry 102 about {NOW}: about 1974\n",
    )
    (statement,) = json.loads(run("show", switched, NOW, "--json").out)["statements"]
    assert statement == {
        "field": "day",
        "of_entry": 102,
        "value": "about 1974",
        "source": "A letter (invented)",
        "chosen": True,
        "compared_with": None,
        "difference_ug": None,
    }
    shown = run("show", switched, NOW).out
    assert "Day, entry 102:      1975-03-02 (in the record)\n" in shown
    assert "Day, entry 102:      about 1974 (A letter (invented), chosen)\n" in shown
    assert run("undo", switched, "102", *BY).code == 3, "the statement rests on it"
    assert run("undo", switched, *BY).code == 0
    assert json.loads(run("show", switched, NOW, "--json").out)["statements"] == []


def test_stated_masses_are_compared_in_show(run: Run, demonstration: str) -> None:
    act = ("state-fact", demonstration, "--sample", "15016", "--field", "original_ug")
    assert run("do", *act, "--value", "953.7 g", "--source", "A list (invented)", *BY).code == 0
    (statement,) = json.loads(run("show", demonstration, "15016", "--json").out)["statements"]
    assert (statement["compared_with"], statement["difference_ug"]) == ("recorded", 30_000_000)
    told = run("show", demonstration, "15016").out.replace("\N{NO-BREAK SPACE}", " ")
    assert "Original mass:       953.7 g (A list (invented), 30 g more than the record)\n" in told


def test_what_few_pieces_have_is_filtered_and_has_its_columns(run: Run, demonstration: str) -> None:
    statement = ("state-fact", demonstration, "--sample", "15016", "--field", "collected", "--value", "9", *BY)
    assert run("do", *statement, "--source", "A list (invented)").code == 0
    said = ("describe", demonstration, "--sample", "15016", "--values", "field=count; value=3", *BY)
    assert run("do", *said).code == 0
    doubted = ("describe", demonstration, "--sample", "15058", "--values", "field=identity_doubt; value=disputed")
    assert run("do", *doubted, *BY).code == 0
    columns = ("--columns", "number,count,identity_doubt,body,statements")
    wanted = {"statements": "15016", "counted": "15016", "identity in doubt": "15058"}
    for value, number in wanted.items():
        export = ("export", "inventory", "--from", demonstration, "--to", "a.csv", "--replace", *columns)
        assert run(*export, "--filter", f"marked={value}").code == 0
        rows = [*DictReader(StringIO(Path("a.csv").read_text(encoding="utf-8-sig")))]
        assert number in {row["Number"] for row in rows}, value
        if value == "statements":
            (row,) = [row for row in rows if row["Number"] == number]
            told = {"Number": number, "Count": "3", "Identity doubt": "", "Body": "", "Statements": "1"}
            assert row == told
    refused = run("export", "inventory", "--from", demonstration, "--to", "b.csv", "--filter", "marked=red")
    assert refused.err == ("“red” is no value of marked. There are doubt, statements, bodies and counted.\n")
    shown = run("show", demonstration, "15016")
    assert "Count:               3\n" in shown.out
    assert json.loads(run("show", demonstration, "15016", "--json").out)["count"] == 3


def test_a_paper_of_an_entry_tells_what_the_number_of_its_piece_has_meant(run: Run, switched: str) -> None:
    paper = ("print", "split_record", "--from", switched, "--to", "a.html", "--replace", "--of")
    assert run(*paper, NOW).err.startswith(WAS)
    assert WAS not in run(*paper, "#102").err
