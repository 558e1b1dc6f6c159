"""The command `export`: of which pieces, in which columns and units, grouped, by preset, and as pages."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.begun import begin
from tests.commands.conftest import Ended

type Run = Callable[..., Ended]


@pytest.fixture
def splits(run: Run, rocks: str) -> str:
    begin("splits", lambda: _splits(run, rocks))
    return rocks


def _splits(run: Run, rocks: str) -> None:
    Path("splits.csv").write_text(
        "Sample,Parent,Weight (g),Form\n"
        '"10017,2",10017,3.25,chip\n"10017,10",10017,5.5,chip\n"12002,4",12002,1.5,chip\n',
        encoding="utf-8",
    )
    done = run("import", "splits.csv", "--into", rocks, "--accept-proposal", "--collection", "Apollo")
    assert done.code == 0, done.err


def written(run: Run, store: str, *options: str, report: str = "inventory") -> list[dict[str, str]]:
    done = run("export", report, "--from", store, "--to", "out.csv", "--replace", *options)
    assert done.code == 0, done.err
    with Path("out.csv").open(encoding="utf-8-sig", newline="") as stream:
        return [*csv.DictReader(stream)]


def numbers(rows: list[dict[str, str]]) -> list[str]:
    return [row["Number"] for row in rows]


def test_pieces_are_named_one_by_one_or_with_all_below_them(run: Run, splits: str) -> None:
    assert numbers(written(run, splits, "--pieces", "12002; 10017,2")) == ["10017,2", "12002"]
    assert numbers(written(run, splits, "--pieces", "10017,2,10017,10")) == ["10017,2", "10017,10"]
    assert numbers(written(run, splits, "--below", "12002")) == ["12002", "12002,4"]
    assert numbers(written(run, splits, "--filter", "form=chip")) == ["10017,2", "10017,10", "12002,4"]
    assert len(written(run, splits, "--filter", "collection=Apollo")) == 5
    unknown = run("export", "inventory", "--from", splits, "--to", "x.csv", "--pieces", "10017,99")
    assert (unknown.code, Path("x.csv").exists()) == (3, False)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("form=Chips", 3),
        ("custody=Here", 5),
        ("custody=on display", 0),
        ("existence=exists", 5),
        ("condition=Not stated", 5),
        ("mass=not reconciled", 2),
        ("never=saw", 0),
        ("not_known=saw", 5),
    ],
)
def test_a_filter_is_typed_by_code_or_by_word(run: Run, splits: str, typed: str, found: int) -> None:
    assert len(written(run, splits, "--filter", typed)) == found


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("custody=red", "“red” is no value of custody. There are here, remote, loan, transit and display."),
        ("form=zebra", "“zebra” is no value of form. There are "),
        ("mass=heavy", "“heavy” is no value of mass. There are unknown and not_reconciled."),
        ("never=rain", "“rain” is no value of never. There are air, saw and cold."),
        ("collection=Mars", "“Mars”"),
        ("colour=red", "is no filter. Write AXIS=VALUE"),
        ("form=", "is no filter. Write AXIS=VALUE"),
    ],
)
def test_a_value_that_no_piece_can_have_is_refused(run: Run, splits: str, typed: str, said: str) -> None:
    refused = run("export", "inventory", "--from", splits, "--to", "x.csv", "--filter", typed)
    assert (refused.code, Path("x.csv").exists()) == (2, False)
    assert said in refused.err


def test_a_form_of_a_table_the_lab_has_no_more_is_still_found(run: Run, splits: str) -> None:
    folder = Path(splits).with_suffix(".tables") / "vocabularies"
    folder.mkdir(parents=True)
    table = {"format": 1, "forms": [{"key": "wafer", "label": {"en": "wafer"}, "codes": ["WF"]}]}
    (folder / "forms.json").write_text(json.dumps(table), encoding="utf-8")
    Path("more.csv").write_text("ID,Mission,Form,Weight (g)\n10018,Apollo11,wafer,5\n", encoding="utf-8")
    assert run("import", "more.csv", "--into", splits, "--accept-proposal").code == 0
    (folder / "forms.json").unlink()
    assert numbers(written(run, splits, "--filter", "form=wafer")) == ["10018"]


def test_what_a_count_found_is_of_today(run: Run, splits: str) -> None:
    refused = run("export", "check", "--from", splits, "--to", "x.csv", "--as-of", "1970")
    assert (refused.code, Path("x.csv").exists()) == (2, False)


def test_columns_units_and_groups_are_asked_for_by_key(run: Run, splits: str) -> None:
    options = ("--columns", "number,mass_now,generic", "--unit", "mg", "--group-by", "number")
    rows = written(run, splits, *options)
    assert [*rows[0]] == ["Number", "Mass now (mg)", "Generic"]
    assert {row["Number"]: row["Mass now (mg)"] for row in rows}["10017,2"] == "3250"


@pytest.mark.parametrize(
    "wrong",
    [
        ("--unit", "stone"),
        ("--columns", "colour"),
        ("--group-by", "colour"),
        ("--filter", "colour=red"),
        ("--filter", "form"),
        ("--filter", "never=rain"),
        ("--filter", "collection=Mars"),
        ("--preset", "nothing like it"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(run: Run, splits: str, wrong: tuple[str, str]) -> None:
    ended = run("export", "inventory", "--from", splits, "--to", "x.csv", *wrong)
    assert (ended.code, Path("x.csv").exists()) == (2, False)
    assert ended.err.count("\n") == 1


def test_a_report_that_is_not_of_pieces_takes_none(run: Run, splits: str) -> None:
    assert run("export", "loans", "--from", splits, "--to", "x.csv", "--below", "10017").code == 2
    assert run("export", "genealogy", "--from", splits, "--to", "x.csv").code == 2
    assert len(written(run, splits, "--pieces", "10017", report="genealogy")) == 3
    assert written(run, splits, "--replace", report="overdue") == []


def test_a_place_nobody_knows_is_refused(run: Run, splits: str) -> None:
    nowhere = run("export", "contents", "--from", splits, "--to", "x.csv", "--place", "Room 9")
    assert (nowhere.code, "Room 9" in nowhere.err) == (3, True)


def test_a_preset_is_a_file_that_can_be_shared(run: Run, splits: str) -> None:
    told = {
        "format": 1,
        "report": "inventory",
        "columns": ["number", "form"],
        "unit": "g",
        "group_by": "",
        "filters": [["form", "chip"]],
        "suffix": ".csv",
    }
    Path("Chips.json").write_text(json.dumps(told), encoding="utf-8")
    done = run("export", "--from", splits, "--to", "out.csv", "--replace", "--preset", "Chips.json")
    assert done.out == "Wrote 3 rows to out.csv.\n"
    assert Path("out.csv").read_text("utf-8-sig").startswith("Number,Form\n")
    assert run("export", "journal", "--from", splits, "--to", "x.csv", "--preset", "Chips.json").code == 2
    by_code = {**told, "format": 2, "filters": [["collection", "Apollo"], ["form", "chip"]]}
    Path("Chips.json").write_text(json.dumps(by_code), encoding="utf-8")
    done = run("export", "--from", splits, "--to", "out.csv", "--replace", "--preset", "Chips.json")
    assert done.out == "Wrote 3 rows to out.csv.\n"
    Path("Chips.json").write_text(json.dumps(by_code).replace("Apollo", "Luna"), encoding="utf-8")
    other = run("export", "--from", splits, "--to", "out.csv", "--preset", "Chips.json")
    assert (other.code, "collection Luna" in other.err) == (2, True)
    assert run("export", "--from", splits, "--to", "x.csv").code == 2
    Path("Chips.json").write_text("[]", encoding="utf-8")
    assert run("export", "--from", splits, "--to", "x.csv", "--preset", "Chips.json").code == 2


def test_a_report_is_put_on_pages(run: Run, splits: str) -> None:
    done = run("export", "inventory", "--from", splits, "--to", "out.pdf")
    assert (done.code, done.out) == (0, "Wrote the pages to out.pdf.\n")
    assert Path("out.pdf").read_bytes().startswith(b"%PDF")
