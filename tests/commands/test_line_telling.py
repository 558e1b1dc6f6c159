"""A line tells its equation, its document and its trouble; a piece that is out tells with whom and until when."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import Record
from lunarcurator.domain.lending.lines import Line
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.commands.line_texts import difference_text
from lunarcurator.services.words import Words

from tests.commands.begun import begin
from tests.commands.conftest import Ended
from tests.commands.lab_that_lends import BY, SANCTION, lab_that_lends
from tests.commands.test_lending import LOAN, POWDER, SECTION, done, issued, plain, refused

type Run = Callable[..., Ended]
_PART = "CE5C0400YJFM001"
_SIGNED = ("--signed-by", "Borrower A", "--confirmed-by", "Rep", "--plan", "P 1", "--video", "v.mp4")


@pytest.fixture
def out(run: Run, store: str) -> str:
    begin("out", lambda: _out(run, store))
    return store


def _out(run: Run, store: str) -> None:
    lab_that_lends(run, store, day="2026-03-01")
    issued(run, store)
    done(run, "receive", store, "S-2026-001", "--by", "Borrower A", "--receipt", "r1", "--day", "2026-05-04")


def shown(run: Run, store: str) -> str:
    return plain(run("loan", "show", store, LOAN).out)


def test_a_line_tells_its_equation_and_what_closed_it(run: Run, out: str) -> None:
    told = (*_SIGNED, "--sha256", "ab" * 32, "--because", "asked", *SANCTION)
    used = ("report", out, "use", POWDER, "--report", "u 1", "--how", "ICP-MS", "--day", "2026-06-01")
    done(run, *used, "--mass", "30", *told)
    text = shown(run, out)
    assert "out since 2026-05-03" in text
    assert "issued 80.00 mg = held 50.00 mg + consumed 30 mg" in text
    assert "held not weighed: 1 piece" in text
    assert "mass: section  due 2027-05-03" in text
    done(run, *used, *told)
    text = shown(run, out)
    assert "closed 2026-06-01 by consumption report u 1" in text
    lines = {each["line"]: each for each in json.loads(run("loan", "show", out, LOAN, "--json").out)["lines"]}
    powder = lines[POWDER]
    assert (powder["issued_ug"], powder["held_ug"], powder["consumed_ug"], powder["lost_ug"]) == (
        80_000,
        0,
        80_000,
        0,
    )
    assert (powder["closed"], powder["closed_by"], powder["closed_document"]) == (
        "2026-06-01",
        "consumption_report",
        "u 1",
    )
    assert (lines[SECTION]["unweighed"], lines[SECTION]["standing"]) == (1, None)
    listed = plain(run("loans", out).out)
    assert "1 line, 1 piece of unknown mass held" in listed


def test_a_line_that_comes_home_as_a_mount_differs_by_nothing_and_names_the_sheet_it_was_given(
    run: Run, out: str
) -> None:
    told = (*_SIGNED, "--sha256", "ab" * 32, "--because", "asked", *SANCTION)
    used = ("report", out, "use", POWDER, "--report", "u 1", "--how", "ICP-MS", "--day", "2026-06-01")
    done(run, *used, "--mass", "30", *told)
    lent = _count(run, out)
    back = (
        "return",
        out,
        POWDER,
        "--sheet",
        "sheet 9",
        "--form",
        "grain_mount",
        "--confirmed",
        "--place",
        "Vault",
    )
    back = (*back, "--place-why", "set in epoxy here")
    short = (*back, "--back", "m1=40.000", "--day", "2026-06-01", "--because", "kept", *SANCTION)
    assert "10.000 mg is not accounted for" in refused(run, *short)
    home = done(run, *back, "--back", "m1=50.000", "--day", "2026-06-01", "--because", "kept", *SANCTION)
    assert "less came back" not in home
    text = shown(run, out)
    assert "issued 80.00 mg = held 0 g + consumed 30 mg + returned 50.000 mg" in text
    assert "difference" not in text
    assert "closed 2026-06-01 by return receipt sheet 9" in text
    assert run("verify", out).code == 0
    assert _count(run, out) == lent - 1, "what was divided is with nobody any more"
    assert json.loads(run("show", out, _PART, "--json").out)["custody"] is None


def test_what_a_mount_without_a_mass_takes_of_a_line_is_told_before_it_is_posted_and_ever_after(
    run: Run, out: str
) -> None:
    back = ("return", out, POWDER, "--sheet", "sheet 9", "--back", "m1", "--form", "grain_mount", "--confirmed")
    there = ("--place", "Vault", "--place-why", "set in epoxy here")
    back = (*back, *there, "--day", "2026-06-01", "--because", "kept")
    asked = refused(run, *back)
    assert f"80 mg of line {POWDER} ({_PART}) is not accounted for by what came back" in plain(asked)
    told = f"80.00 mg of what came back on line {POWDER} was neither weighed nor stated."
    assert told in plain(done(run, *back, *SANCTION))
    assert told in shown(run, out)
    (line,) = (
        each
        for each in json.loads(run("loan", "show", out, LOAN, "--json").out)["lines"]
        if each["line"] == POWDER
    )
    assert (line["returned_ug"], line["returned_unweighed_ug"], line["difference_ug"]) == (80_000, 80_000, 0)
    assert run("verify", out).code == 0


def _count(run: Run, store: str) -> int:
    told = ("--from", store, "--to", "lent.csv", "--replace", "--filter", "custody=loan")
    ended = run("export", "inventory", *told)
    assert ended.code == 0, ended.err
    with Path("lent.csv").open(encoding="utf-8-sig", newline="") as stream:
        return len([*csv.DictReader(stream)])


def test_a_line_tells_that_it_is_recalled_overdue_or_disputed(run: Run, out: str) -> None:
    done(run, "recall", out, SECTION, "--by", "2027-04-01", "--why", "wanted", "--day", "2026-06-02")
    assert "Recalled" in shown(run, out)
    done(run, "recall", out, SECTION, "--by", "2026-07-01", "--why", "wanted", "--day", "2026-06-02")
    assert "Overdue" in plain(run("loans", out, "--overdue").out)
    for told in (plain(run("loans", out, "--overdue").out), shown(run, out)):
        (row,) = (each for each in told.splitlines() if each.startswith(SECTION))
        assert "Recalled  Overdue" in row
        assert "asked back by 2026-07-01" in row
    Path("letter.pdf").write_bytes(b"letter")
    disputed = ("dispute", out, SECTION, "--day", "2026-06-03")
    done(run, *disputed, "--text", "says it came back", "--paper", "letter.pdf")
    assert "disputed: says it came back" in shown(run, out)
    (line,) = json.loads(run("loans", out, "--overdue", "--json").out)["lines"]
    assert line["standing"] == "disputed"
    done(run, *disputed, "--text", "it came", "--settled")
    assert "disputed: " not in shown(run, out)


def test_a_line_tells_what_is_prepared_for_it_and_what_was_made_of_it(run: Run, store: str) -> None:
    lab_that_lends(run, store, day="2026-03-01")
    issued(run, store)
    done(run, "receive", store, "S-2026-001", "--by", "Borrower A", "--receipt", "r1", "--day", "2026-05-04")
    made = ("sub-samples", POWDER, "--report", "r 8", "--made", "a=2", "--made", "b", "--day", "2026-06-01")
    done(run, "report", store, *made)
    text = shown(run, store)
    assert "reported sub-sample a: 2 mg" in text
    assert "reported sub-sample b: no mass stated" in text
    (powder, section) = json.loads(run("loan", "show", store, LOAN, "--json").out)["lines"]
    assert [(each["name"], each["ug"]) for each in powder["sub_samples"]] == [("a", 2_000), ("b", None)]
    assert (section["sub_samples"], section["prepared_ug"]) == ([], None)
    assert "prepared 80.00 mg" in plain(run("loan", "show", store, LOAN, "--as-of", "2026-05-01").out)


def test_a_piece_that_is_out_tells_with_whom_since_when_until_when_and_its_home(run: Run, out: str) -> None:
    text = plain(run("show", out, _PART).out)
    assert "Borrower A, Institute B" in text
    assert f"{POWDER}, since 2026-05-03" in text
    assert "2027-05-03" in text
    told = json.loads(run("show", out, _PART, "--json").out)["on_loan"]
    assert (told["line"], told["borrower"], told["since"], told["due"]) == (
        POWDER,
        "Borrower A",
        "2026-05-03",
        "2027-05-03",
    )
    assert told["home"] == "Lab \u203a Vault"
    assert json.loads(run("show", out, "CE5C0400", "--json").out)["on_loan"] is None


def test_a_piece_that_was_recalled_tells_by_when_beside_its_due_day(run: Run, out: str) -> None:
    done(run, "recall", out, POWDER, "--by", "2026-11-01", "--why", "wanted", "--day", "2026-06-02")
    assert "2027-05-03; asked back by 2026-11-01" in plain(run("show", out, _PART, "--as-of", "2026-06-03").out)
    told = json.loads(run("show", out, _PART, "--as-of", "2026-06-03", "--json").out)["on_loan"]
    assert (told["due"], told["asked_back"]) == ("2027-05-03", "2026-11-01")


def test_a_piece_lent_long_ago_tells_that_nobody_knows_since_when(run: Run, store: str) -> None:
    lab_that_lends(run, store, day="2026-03-01")
    number = "CE5C0000YJYX03501GP"
    told = (
        "--borrower",
        "Borrower A",
        "--source",
        "card",
        "--line",
        number,
        "--day",
        "unknown",
        "--because",
        "old",
    )
    done(run, "enter", store, *told, "--number", "L-1")
    text = plain(run("show", store, number).out)
    assert "L-1/1, since unknown" in text
    assert "no due day" in text
    text = plain(run("loan", "show", store, "L-1").out)
    assert "out since: unknown" in text
    assert "asked on:        unknown" in text
    assert run("verify", store).code == 0


def test_a_piece_without_a_place_has_no_home_to_tell(run: Run, store: str) -> None:
    lab_that_lends(run, store, day="2026-03-01")
    rock = {"collection": "Chang'e-5", "number": "CE5C0000YJYX036", "mission": "CE5", "form": "clast"}
    sealed = {**rock, "mass": {"kind": "unknown", "reason": "sealed"}}
    act = [{"kind": "register", "day": "2026-03-02", "operation": sealed}]
    Path("rock.json").write_text(json.dumps(act), encoding="utf-8")
    assert run("post", store, "rock.json", *BY).code == 0
    told = ("--borrower", "Borrower A", "--source", "card", "--line", rock["number"], "--day", "2026-03-03")
    done(run, "enter", store, *told, "--number", "L-1", "--because", "old")
    text = plain(run("show", store, rock["number"]).out)
    assert "Borrower A" in text
    assert not any(line.startswith("Home") for line in text.splitlines())


def test_an_act_that_comes_too_early_or_too_late_says_which_comes_next(run: Run, out: str) -> None:
    done(run, "new", out, "--borrower", "Borrower A", "--line", "CE5C0400=10", "--number", "L-2", "--because", "x")
    assert "L-2/1 (CE5C0400) is requested. Decide it first." in refused(run, "prepare", out, "L-2/1")
    done(run, "decide", out, "L-2/1", "--body", "CNSA", "--because", "heard")
    issue = ("issue", out, "L-2/1", "--in", "S-2026-001")
    assert "L-2/1 (CE5C0400) is approved. Prepare it first." in refused(run, *issue)
    told = refused(run, "decide", out, POWDER, "--body", "CNSA")
    assert f"{POWDER} (CE5C0400YJFM001) is out. It has left: take it back, or account for it by a report." in told


def test_what_the_balance_cannot_tell_apart_is_weighed_out_without_a_question(run: Run, store: str) -> None:
    lab_that_lends(run, store, day="2026-03-01")
    done(
        run,
        "new",
        store,
        "--borrower",
        "Borrower A",
        "--line",
        "CE5C0400=100",
        "--number",
        "L-2",
        "--because",
        "x",
    )
    done(run, "decide", store, "L-2/1", "--body", "CNSA", "--because", "heard")
    told = ("prepare", store, "L-2/1", "--balance", "B1", "--place", "Vault")
    assert "less than the 100 mg granted" in refused(run, *told, "--weighed", "99.4")
    done(run, *told, "--weighed", "99.9")


def test_a_difference_is_told_with_what_was_allowed() -> None:
    words = Words.load("en", resources_folder() / "languages", strict=True)
    fields = {"code": "L-1/1", "return_allowed_ug": 1_000}
    line = Line.of(Record(Uid("1"), fields))
    told = plain(difference_text(words, line, -3_000, "Director"))
    assert "3 mg more came back" in told
    assert "more than the 1 mg allowed, taken with the authority of Director." in told
    assert plain(difference_text(words, line, -3_000, "")).endswith("more than the 1 mg allowed.")


@pytest.mark.parametrize(
    "told",
    [
        ("return", "--sheet", "s", "--back", "itself=50", "--balance", "15555"),
        ("return", "--sheet", "s", "--back", "itself=50/", "--balance", "15555"),
        ("return", "--sheet", "s", "--kept", "rest", "--balance", "15555"),
        ("find-again", "--report", "r", "--mass", "1", "--balance", "15555"),
        ("prepare", "--balance", "15555"),
    ],
)
def test_a_balance_that_reads_nothing_is_refused_and_never_ignored(
    run: Run, out: str, told: tuple[str, ...]
) -> None:
    ended = run("loan", told[0], out, POWDER, *told[1:], *BY)
    assert (ended.code, "--balance 15555 goes with a reading" in ended.err) == (2, True), ended.err


@pytest.mark.parametrize(
    ("what", "over"),
    [
        ("mass", ("--plan", "p")),
        ("mass", ("--made", "a=1")),
        ("use", ("--stolen",)),
        ("loss", ("--signed-by", "A")),
        ("sub-samples", ("--mass", "3")),
    ],
)
def test_what_a_report_does_not_take_is_refused(run: Run, out: str, what: str, over: tuple[str, ...]) -> None:
    ended = run("loan", "report", out, what, POWDER, "--report", "r", "--how", "x", *over, *BY)
    assert (ended.code, f"does not take {over[0]}" in ended.err) == (2, True), ended.err


def test_the_number_of_a_piece_is_nobody_who_gives_takes_or_allows(run: Run, out: str) -> None:
    given = ("hand-over", out, "S-2026-001", "--day", "2026-05-04")
    for rest in (("--from", "CE5C0400", "--to", "Rep"), ("--from", "Rep", "--to", _PART.lower())):
        assert "and no name of a person or institution" in refused(run, *given, *rest)
    signed = (*_SIGNED, "--sha256", "ab" * 32, "--because", "asked", "--document", "d", "--witness", "W. Witness")
    used = ("report", out, "use", POWDER, "--report", "u 1", "--how", "ICP-MS", "--mass", "30", *signed)
    assert "and no name of a person or institution" in refused(run, *used, "--authority", "CE5C0400")
