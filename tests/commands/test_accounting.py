"""The command line of what borrowers account for: a loan of long ago, reports, the way home, and the inventory."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.domain.mass import Mass
from lunarcurator.domain.operations import Move, Register, SetUpPlace
from lunarcurator.services.commands.console import Exit
from openpyxl import load_workbook

from tests.commands.test_lending import plain
from tests.services.lending.lent_lab import KNOWN, OTHER, UNKNOWN, LentLab

LINE, DAY = "L-2021-001/1", ("--day", "2022-01-01", "--operator", "A. Curator")
SANCTIONED = (
    "--because",
    "so it is",
    "--authority",
    "M. Manager",
    "--document",
    "memo",
    "--witness",
    "W. Witness",
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "lent.lunar"
    LentLab(path).session.close()
    return path


@pytest.fixture
def say(run: Callable[..., Any], store: Path) -> Callable[..., Any]:
    """Run `loan ACT` on the store, with the day and who acts."""

    def said(act: str, *more: str, command: str = "loan") -> Any:
        return run(command, act, str(store), *more)

    return said


def test_a_loan_of_long_ago_and_its_way_home(say: Callable[..., Any]) -> None:
    lent = say("enter", "--borrower", "Borrower A", "--source", "list", "--line", KNOWN, *DAY)
    assert lent.code == Exit.REFUSED
    used = ("use", LINE, "--report", "report 7", "--how", "dissolved", "--mass", "1", "--met", "solvent")
    assert say("report", *used, *DAY).code == Exit.REFUSED
    seal = ("--video", "v.mp4", "--sha256", "ab" * 32)
    done = say("report", *used, *seal, "--because", "asked", *DAY)
    assert (done.code, "dissolved" in done.out) == (Exit.DONE, True)
    named = say("report", "sub-samples", LINE, "--report", "r 8", "--made", "a=2", "--made", "b", *DAY)
    assert named.code == Exit.DONE
    Path("list.xlsx").write_bytes(b"a list")
    weighs = say("report", "mass", LINE, "--report", "list.xlsx", "--mass", "3.5", *DAY)
    assert (weighs.code, "3.5\xa0mg" in weighs.out, "list.xlsx" in weighs.out) == (Exit.DONE, True, True)
    there = ("--place", "Room", "--place-why", "there is no other")
    back = ("--back", "a=2/1.999", "--kept", "rest", *there, "--confirmed", "--sheet", "sheet 1")
    assert say("return", LINE, *back, *DAY).code == Exit.DONE
    closing = ("--back", "itself", "--sheet", "sheet 2", *there, "--because", "seen")
    done = say("return", LINE, *closing, *DAY)
    asked = "comes back neither weighed nor stated, with 6.001 mg by the record"
    assert (done.code, asked in plain(done.out + done.err)) == (Exit.DONE, True)
    # One reason answers all that is found: each finding is named with it.
    answered = plain(done.err).partition("Gone on in spite of what was found, with the reason \u201cseen\u201d:")[
        2
    ]
    assert "says nothing of b, which the borrower made" in answered
    assert "Nobody compared" in answered
    assert f"Line {LINE} was closed without a word of what became of b" in plain(say("show", "L-2021-001").out)
    assert say("return", LINE, *closing, *DAY).code == Exit.REFUSED
    unweighed = f"6.001 mg of what came back on line {LINE} was neither weighed nor stated."
    assert unweighed in plain(done.out)
    assert unweighed in plain(say("show", "L-2021-001").out)
    assert unweighed not in plain(say("show", "L-2021-001", "--as-of", "2021-12-31").out)
    told = json.loads(say("show", "L-2021-001", "--json").out)
    assert [each["returned_unweighed_ug"] for each in told["lines"]] == [6_001, 0]


def test_a_sub_sample_that_was_used_up_is_said_to_be_on_the_sheet(say: Callable[..., Any]) -> None:
    say("report", "sub-samples", LINE, "--report", "r 8", "--made", "R-mount=2", *DAY)
    seal = ("--method", "dissolved", "--sheet", "sheet 2", "--video", "v.mp4", "--sha256", "ab" * 32)
    sheet = ("--back", "itself=7/7", "--used", "2", "--confirmed", "--place-why", "none", *seal)
    told = say("return", LINE, *sheet, *DAY)
    assert (told.code, "says nothing of R-mount" in plain(told.out + told.err)) == (Exit.REFUSED, True)
    assert "sub-sample R-mount: 2 mg\n" in plain(say("show", "L-2021-001").out)
    told = say("return", LINE, *sheet, "--gone", "r-mount", "--because", "as planned", *DAY)
    assert (told.code, "says nothing of" in plain(told.out + told.err)) == (Exit.DONE, False)
    shown = plain(say("show", "L-2021-001").out)
    assert "without a word" not in shown
    assert "sub-sample R-mount: 2 mg, used up or lost\n" in shown
    told = json.loads(say("show", "L-2021-001", "--json").out)
    assert [each["became"] for line in told["lines"] for each in line["sub_samples"]] == ["gone"]


@pytest.mark.parametrize("kind", ["use", "loss"])
def test_a_reason_for_an_authority_says_nothing_of_a_sub_sample(say: Callable[..., Any], kind: str) -> None:
    """Two questions have two answers, as in the window: who allows a loss does not say where a part is."""
    say("report", "sub-samples", LINE, "--report", "r 8", "--made", "R-mount=2", *DAY)
    seal = ("--video", "v.mp4", "--sha256", "ab" * 32) if kind == "use" else ()
    report = (kind, LINE, "--report", "r 9", "--how", "all of it", *seal)
    told = say("report", *report, *SANCTIONED, *DAY)
    # A use needs no authority: then the one reason answers the one question there is.
    assert told.code == (Exit.DONE if kind == "use" else Exit.REFUSED)
    if kind == "loss":
        assert "--untold" in told.err
        assert say("report", *report, *SANCTIONED, "--untold", "nobody looked", *DAY).code == Exit.DONE
    assert "without a word of what became of R-mount" in plain(say("show", "L-2021-001").out)


@pytest.mark.parametrize("kind", ["use", "loss"])
def test_a_report_says_which_sub_samples_went_with_it(say: Callable[..., Any], kind: str) -> None:
    say("report", "sub-samples", LINE, "--report", "r 8", "--made", "R-mount=2", *DAY)
    seal = ("--video", "v.mp4", "--sha256", "ab" * 32) if kind == "use" else ()
    report = (kind, LINE, "--report", "r 9", "--how", "all of it", "--gone", "r-mount", *seal)
    assert say("report", *report, *SANCTIONED, *DAY).code == Exit.DONE
    shown = plain(say("show", "L-2021-001").out)
    assert ("without a word" in shown, "R-mount: 2 mg, used up or lost" in shown) == (False, True)
    refused = say("report", "mass", LINE, "--report", "r 10", "--mass", "1", "--gone", "R-mount", *DAY)
    assert "--gone" in refused.err


def test_the_checksum_of_a_video_is_one_and_that_of_the_file_here(say: Callable[..., Any], tmp_path: Path) -> None:
    used = ("use", LINE, "--report", "report 7", "--how", "dissolved", "--mass", "1", "--because", "asked", *DAY)
    short = say("report", *used, "--video", "v.mp4", "--sha256", "abc")
    assert (short.code, "is no SHA-256" in short.err) == (Exit.REFUSED, True)
    alone = say("report", *used, "--sha256", "ab" * 32)
    assert (alone.code, "--video" in alone.err) == (Exit.REFUSED, True)
    video = tmp_path / "here.mp4"
    video.write_bytes(b"work")
    other = say("report", *used, "--video", str(video), "--sha256", "ab" * 32)
    assert (other.code, "here.mp4 is here and its checksum is" in other.err) == (Exit.REFUSED, True)
    assert say("report", *used, "--video", str(video)).code == Exit.DONE


def test_a_number_of_another_piece_is_no_name_of_what_came_back(say: Callable[..., Any]) -> None:
    there = ("--place", "Room", "--place-why", "there is no other", "--confirmed", *DAY, "--because", "seen")
    for number, said in ((OTHER, "which is out on line L-2021-002/1"), (KNOWN, "of the piece itself")):
        for back in (number, f"{number}=2/2", f" '{number}=2"):
            told = say("return", LINE, "--back", back, "--sheet", "s 1", *there)
            assert (told.code, said in told.err) == (Exit.REFUSED, True), told.err
        told = say("report", "sub-samples", LINE, "--report", "r 8", "--made", f"{number}=2", *DAY)
        assert (told.code, said in told.err) == (Exit.REFUSED, True), told.err
    assert "back" not in say("show", "L-2021-001").out


def test_what_a_wrong_label_says_is_kept_as_found(
    say: Callable[..., Any], run: Callable[..., Any], store: Path
) -> None:
    there = ("--place", "Room", "--place-why", "there is no other", "--confirmed", *DAY, "--because", "seen")
    back = ("--back", "a=2/2", "--kept", "rest", "--sheet", "s 1")
    for wrong in ("b=15555", "15555"):
        told = say("return", LINE, *back, "--label", wrong, *there)
        assert (told.code, "names nothing that came back" in told.err) == (Exit.USAGE, True), told.err
    done = say("return", LINE, *back, "--label", "a=never seen before", *there)
    assert done.code == Exit.DONE, done.err
    assert run("verify", str(store)).code == Exit.DONE
    shown = run("show", str(store), "15555,1").out
    assert "Label as found" in shown
    assert "Other names" not in shown
    found = run("find", str(store), "never seen before")
    assert (found.code, "15555,1" in found.out) == (run("find", str(store), "not in the book").code, False)


def test_a_difference_that_is_taken_with_a_return_is_told(say: Callable[..., Any]) -> None:
    there = ("--place", "Room", "--place-why", "there is no other", "--confirmed", *DAY, "--because", "seen")
    back = ("--kept", "rest", "--back", "a=2/2", "--sheet", "s 1")
    first = say("return", LINE, *back, *there)
    assert (first.code, "came back than" in first.out) == (Exit.DONE, False)
    done = say("return", LINE, "--back", "itself=7/6.5", "--sheet", "s 2", *there)
    assert done.code == Exit.DONE, done.err
    told = "0.500 mg less came back than was held, which is booked as a difference: up to 0.87 mg are allowed."
    assert told in done.out.replace("\xa0", " ")
    assert told in say("show", "L-2021-001").out.replace("\xa0", " ")


@pytest.mark.parametrize("back", ["itself=12.3", "itself=/12.3"])
def test_a_line_of_unknown_mass_that_comes_home_with_one_does_not_differ(
    say: Callable[..., Any], back: str
) -> None:
    there = ("--place", "Room", "--place-why", "there is no other", "--confirmed", *DAY, "--because", "seen")
    done = say("return", "L-2021-001/2", "--back", back, "--sheet", "s 1", *there)
    assert (done.code, "differ" in done.out) == (Exit.DONE, False), done.err
    text = say("show", "L-2021-001").out.replace("\xa0", " ")
    assert "issued (mass not known) = held 0 g + returned 12.3 mg" in text
    assert "differ" not in text
    line = json.loads(say("show", "L-2021-001", "--json").out)["lines"][1]
    assert (line["issued_ug"], line["returned_ug"], line["difference_ug"]) == (None, 12_300, 0)


def test_a_line_of_unknown_mass_that_comes_home_without_one_is_told_by_its_piece(say: Callable[..., Any]) -> None:
    there = ("--place", "Room", "--place-why", "there is no other", "--confirmed", *DAY, "--because", "seen")
    done = say("return", "L-2021-001/2", "--back", "itself", "--sheet", "s 1", *there)
    assert (done.code, "differ" in done.out) == (Exit.DONE, False), done.err
    told = say("show", "L-2021-001").out.replace("\xa0", " ")
    assert "issued (mass not known) = held 0 g + returned 1 piece not weighed" in told


def test_a_loss_needs_its_authority_and_a_transfer_its_agreement(say: Callable[..., Any]) -> None:
    lost = ("loss", "L-2021-001/2", "--report", "r 9", "--how", "not found")
    assert say("report", *lost, *DAY).code == Exit.REFUSED
    assert say("report", *lost, *SANCTIONED, *DAY).code == Exit.DONE
    passed = (LINE, "--agreement", "A-9", "--approved-by", "M", "--receipt", "r", "--due", "none")
    assert say("transfer", *passed, *DAY).code == Exit.REFUSED
    assert say("transfer", *passed[:-2], *DAY).code == Exit.REFUSED
    assert say("transfer", *passed[:-1], "2030-01-01", "--to-loan", "L-9", *DAY).code == Exit.REFUSED
    unread = ("--back", "itself=1/unknown", "--sheet", "s")
    shipped = ("--back", "itself", "--sheet", "s", "--shipment", "S-9")
    assert say("return", LINE, *shipped, *DAY).code == Exit.REFUSED
    assert say("return", LINE, *unread, *DAY).code in {Exit.USAGE, Exit.REFUSED, Exit.FAULT}


def test_a_part_reported_lost_is_found_again(say: Callable[..., Any]) -> None:
    lost = ("loss", LINE, "--report", "r 9", "--how", "dropped", "--mass", "1.5")
    assert say("report", *lost, *SANCTIONED, *DAY).code == Exit.DONE
    some = ("find-again", LINE, "--mass", "0.5", "--there", "--report", "letter 1")
    assert "is less than half of the" in say(*some, *DAY).err
    there = say(*some, "--because", "a crumb", *DAY)
    assert (there.code, "with the borrower" in there.out) == (Exit.DONE, True)
    there = ("--place", "Room", "--place-why", "there is no other")
    told = ("--weighed", "1.000", *there, "--confirmed", "--report", "letter 2", "--because", "seen")
    home = say("find-again", LINE, *told, *DAY)
    assert (home.code, "15555,1" in home.out) == (Exit.DONE, True)
    assert say("find-again", LINE, *told, *DAY).code == Exit.REFUSED


def test_what_weighs_otherwise_than_was_said_to_be_found_is_asked_about_or_told_as_allowed(
    say: Callable[..., Any],
) -> None:
    lost = ("loss", LINE, "--report", "r 9", "--how", "dropped", "--mass", "6")
    assert say("report", *lost, *SANCTIONED, *DAY).code == Exit.DONE
    there = ("--place", "Room", "--place-why", "there is no other", "--confirmed", "--report", "letter 2")
    far = ("find-again", LINE, "--mass", "2", "--weighed", "3.0", *there, "--because", "a slip")
    asked = say(*far, *DAY)
    assert (asked.code, "balances explain 0.00087 g" in plain(asked.err)) == (Exit.REFUSED, True), asked.err
    near = say("find-again", LINE, "--mass", "3", "--weighed", "3.2", *there, "--because", "seen", *DAY)
    told = f"Line {LINE}: what was found weighs 0.2 mg more than was said of it, which is booked as a difference: "
    told += "up to 0.87 mg are allowed."
    assert (near.code, told in plain(near.out)) == (Exit.DONE, True), near.err
    assert told in plain(say("show", "L-2021-001").out)
    beyond = say(*far, *SANCTIONED, *DAY)
    assert (beyond.code, "do not close" in plain(beyond.err)) == (Exit.DONE, True), beyond.err
    assert "more than the 0.87 mg allowed, taken with the authority of M. Manager." in plain(beyond.out)
    shown = json.loads(say("show", "L-2021-001", "--json").out)
    (line,) = (each for each in shown["lines"] if each["line"] == LINE)
    assert [each["difference_ug"] for each in line["found_otherwise"]] == [-200, -1_000]


def test_nothing_of_what_is_out_is_said_to_be_left_to_promise(say: Callable[..., Any]) -> None:
    told = json.loads(say("demand", KNOWN, "--json").out)
    assert (told["left_ug"], told["nothing_left"]) == (0, "out")


def test_a_part_lost_is_answered_for_once_the_rest_is_back(
    say: Callable[..., Any], run: Callable[..., Any], store: Path
) -> None:
    lost = ("loss", LINE, "--report", "r 9", "--how", "dropped", "--mass", "1.5")
    assert say("report", *lost, *SANCTIONED, *DAY).code == Exit.DONE
    back = say("return", LINE, "--back", "itself", "--sheet", "s 1", "--because", "seen", *DAY)
    assert back.code == Exit.DONE, back.err
    told = say("show", "L-2021-001").out
    assert f"a part reported lost on {DAY[1]}; the borrower still answers for it" in told
    assert "Answers for the lost part: Borrower A" in run("show", str(store), "15555").out
    assert json.loads(run("show", str(store), "15555", "--json").out)["lost_on_loan"]["part"] is True
    assert say("release", LINE, "--release", "letter 12", *SANCTIONED, *DAY).code == Exit.DONE
    told = say("show", "L-2021-001").out
    assert f"a part reported lost on {DAY[1]}\n" in told
    assert f"closed {DAY[1]} by release letter 12" in told


def test_a_borrower_answers_for_what_was_lost_until_released(say: Callable[..., Any]) -> None:
    line = "L-2021-001/2"
    lost = ("loss", line, "--report", "r 9", "--how", "stolen from a car", "--stolen")
    assert say("report", *lost, *SANCTIONED, *DAY).code == Exit.DONE
    told = say("show", "L-2021-001").out
    assert "reported lost" in told
    assert f"reported lost on {DAY[1]}; the borrower still answers for it" in told
    assert "went out on" in told
    assert say("close", "L-2021-001", *DAY).code == Exit.REFUSED
    back = say("return", line, "--back", "itself", "--sheet", "s 1", *DAY)
    assert (back.code, "is reported lost, so nothing of it is out" in back.err) == (Exit.REFUSED, True)
    release = ("release", line, "--release", "letter 12")
    assert say(*release, *DAY).code == Exit.REFUSED
    assert say(*release, *SANCTIONED, *DAY).code == Exit.DONE
    told = say("show", "L-2021-001").out
    assert f"closed {DAY[1]} by release letter 12" in told
    assert say(*release, *SANCTIONED, *DAY).code == Exit.REFUSED


def test_an_old_loan_with_its_mass_and_due_day(say: Callable[..., Any]) -> None:
    told = ("--borrower", "Borrower B", "--source", "list", "--due", "2030", "--line", f"{UNKNOWN}=5")
    entered = say("enter", *told, *DAY)
    assert entered.code == Exit.REFUSED
    assert "L-2021-001/2" in entered.err
    unknown = say("enter", *told[:-1], "15999", "--agreement", "A-9", *DAY)
    assert unknown.code == Exit.REFUSED


def test_the_day_of_a_loan_of_long_ago_is_asked_and_may_be_unknown(say: Callable[..., Any]) -> None:
    told = ("--borrower", "Borrower B", "--source", "list", "--line", "15999", "--operator", "A. Curator")
    for day in ((), ("--day", " ")):
        asked = say("enter", *told, *day)
        assert asked.code == Exit.USAGE
        assert "--day" in asked.err
        assert "--day unknown" in asked.err
    # Said, it is no longer what stands in the way.
    assert "--day unknown" not in say("enter", *told, "--day", "unknown").err


def test_an_inventory_names_whom_it_may_not_reach(say: Callable[..., Any], tmp_path: Path) -> None:
    def on_round(act: str, *more: str) -> Any:
        return say(act, *more, command="inventory-round")

    assert on_round("new", "--frozen", "2022-01-01", "--deadline", "2022-03-01", *DAY).code == Exit.DONE
    ended = ("--how", "died", "--recall-by", "2022-06-01", *DAY)
    assert say("end", "Borrower A", *ended, command="borrower").err == ""
    written = on_round("export", "R-2022-01", "--to", str(tmp_path / "books"))
    assert "Borrower A died on 2022-01-01, and this letter" in written.err.replace("\u2010", "-"), written
    assert "Borrower B" not in written.err
    for more in ((), ("--differences",)):
        assert "Borrower A (died on 2022-01-01)" in on_round("show", "R-2022-01", *more).out
    people = json.loads(on_round("show", "R-2022-01", "--json").out)["people"]
    assert [(each["ended"], each["ended_how"]) for each in people] == [("2022-01-01", "died"), (None, None)]


def test_an_inventory_from_its_opening_to_its_close(say: Callable[..., Any], tmp_path: Path) -> None:
    def on_round(act: str, *more: str) -> Any:
        return say(act, *more, command="inventory-round")

    def on_loan(act: str, *more: str) -> Any:
        return say(act, *more, command="loan")

    opened = on_round("new", "--frozen", "2022-01-01", "--deadline", "2022-03-01", *DAY)
    assert (opened.code, "R-2022-01" in opened.out) == (Exit.DONE, True)
    folder = tmp_path / "books"
    assert on_round("export", "R-2022-01", "--to", str(folder)).code == Exit.DONE
    Path("taken").write_text("no folder", encoding="utf-8")
    assert on_round("export", "R-2022-01", "--to", "taken").code == Exit.FAULT
    path = folder / "R-2022-01 Borrower A.xlsx"
    workbook = load_workbook(path)
    sheet = workbook.active
    row = next(cell.row for cell in sheet["A"] if str(cell.value).startswith("line "))
    sheet.cell(row, 8, "seen")
    sheet.cell(row, 9, 8.5)
    sheet.cell(row + 2, 3, "15999")
    signing = next(cell.row for cell in sheet["A"] if cell.value == "signing 1")
    sheet.cell(signing, 3, "31.02.2022")
    workbook.save(path)
    compared = on_round("import", str(path), *DAY)
    assert (compared.code, "differs" in compared.out) == (Exit.DONE, True)
    # Borrowers date what they sign, and a day that is none is said before anything is posted, and after.
    said = "Beside the signature of Borrower A on the answer to inventory R-2022-01 stands \u201c31.02.2022\u201d"
    assert said in plain(compared.err)
    assert on_round("import", str(path), "--accept", "all", *DAY).code == Exit.REFUSED
    signed = ("--signed-by", "Borrower A", "--witnessed-by", "Witness A")
    assert on_round("import", str(path), "--accept", "agreeing", *signed, *DAY).code == Exit.DONE
    undated = on_round("import", str(path), "--accept", "all", *signed, *DAY)
    assert (undated.code, said in plain(undated.out + undated.err)) == (Exit.REFUSED, True)
    signed = (*signed, "--because", "the 1st of March, by telephone")
    assert on_round("import", str(path), "--accept", "all", *signed, *DAY).code == Exit.DONE
    shown = on_round("show", "R-2022-01")
    assert "delinquent" in shown.out
    assert shown.out.split()[:3] == ["Borrower", "Lines", "Unanswered"]
    assert on_round("show", "R-2022-01", "--differences").out.split()[:3] == ["Borrower", "Line", "Number"]
    differing = on_round("show", "R-2022-01", "--differences").out.replace("\u2009", " ").replace("\xa0", " ")
    assert "another mass" in differing
    assert re.search(r"L-2021-001/1 +15555 +9.000 mg +seen +8.5 mg", differing)
    told = json.loads(on_round("show", "R-2022-01", "--json").out)
    assert [person["unanswered"] for person in told["people"]] == [1, 1]
    assert {each["why"] for person in told["people"] for each in person["differences"]} == {
        "mass",
        "unanswered",
        "besides",
    }
    (mass,) = (each for each in told["people"][0]["differences"] if each["why"] == "mass")
    assert [mass[key] for key in ("answer", "held_ug", "held_sign", "found_ug")] == ["seen", 9_000, "", 8_500]
    (named,) = (each for each in told["people"][0]["differences"] if each["why"] == "besides")
    assert [named[key] for key in ("answer", "held_ug", "held_sign", "found_ug")] == ["", None, "", None]
    assert [person["delinquent"] for person in told["people"]] == [True, True]
    of_line = on_loan("show", "L-2021-001").out.replace("\xa0", " ")
    assert "inventory R-2022-01, 2022-01-01: seen  8.5 mg" in of_line
    lines = json.loads(on_loan("show", "L-2021-001", "--json").out)["lines"]
    assert [[each["found_ug"] for each in line["inventories"]] for line in lines] == [[8_500], []]
    (folder / "broken.xlsx").write_bytes(b"PK nothing")
    for unclear, said in (
        ("L-2021-009/7=why", "L-2021-009/7"),
        ("L-2021-001/1", "Say after"),
        ("L-2021-001/1= ", "Say"),
    ):
        wrong = on_round("import", str(folder), "--set-aside", unclear, "--round", "R-2022-01", *signed, *DAY)
        assert (wrong.code, said in wrong.err) == (Exit.USAGE, True)
    aside = ("--set-aside", "L-2021-001/1=which balance?", "--round", "R-2022-01")
    again = on_round("import", str(folder), *aside, *signed, *DAY)
    assert (again.code, "broken.xlsx" in again.out) == (Exit.DONE, True)
    assert "which balance?" in on_round("show", "R-2022-01", "--differences").out
    assert "Answer set aside: which balance?" in on_loan("show", "L-2021-001").out
    assert on_round("close", "R-2022-01", "--because", "over", "--day", "2022-03-02", *DAY[2:]).code == Exit.DONE
    assert on_round("show", "R-9").code == Exit.REFUSED


def test_a_borrowers_workbook_goes_out_and_comes_back(run: Callable[..., Any], store: Path) -> None:
    def take(*more: str) -> Any:
        return run("take-back", "edit.xlsx", "--into", str(store), *more)

    sent = run("export-to-edit", "--from", str(store), "--to", "edit.xlsx", "--for", "Borrower A")
    assert sent.code == Exit.DONE
    book = load_workbook("edit.xlsx")
    header = [cell.value for cell in book.worksheets[0][1]]
    numbers = [row[1].value for row in book.worksheets[0].iter_rows(min_row=2)]
    at = 2 + numbers.index(KNOWN)
    book.worksheets[0].cell(at, header.index("Mass (g)") + 1).value = 0.0035
    book.save("edit.xlsx")
    dry = take("--dry-run")
    assert "Word of Borrower A" in dry.out
    assert "(changed there; Borrower A, reported)" in dry.out
    assert "(changed there; the lab, stated)" in take("--dry-run", "--ours").out
    posted = take("--borrower", "Borrower A", "--operator", "A. Curator")
    assert posted.code == Exit.DONE, posted
    assert "changed alike on both sides" in take("--dry-run").out
    nobody = run("export-to-edit", "--from", str(store), "--to", "b.xlsx", "--for", "Nobody")
    assert (nobody.code, Path("b.xlsx").exists()) == (Exit.REFUSED, False)


def test_a_return_names_its_balance_which_says_how_much_may_differ(
    say: Callable[..., Any], run: Callable[..., Any], store: Path, tmp_path: Path
) -> None:
    known = {"resolution_ug": 10, "uncertainty_ug": 20, "calibrated": 20210101}
    acts = tmp_path / "acts.json"
    made = {"kind": "set_up_balance", "day": "2021-01-01"}
    balances = [{**made, "operation": {"name": name, **known}} for name in ("B1", "B2")]
    acts.write_text(json.dumps({"acts": balances}), encoding="utf-8")
    posted = run("post", str(store), str(acts), "--operator", "A. Curator")
    assert posted.code == Exit.DONE, posted.err + posted.out
    there = ("--place", "Room", "--place-why", "there is no other", "--confirmed", *DAY, "--because", "seen")
    sheet = (LINE, "--sheet", "s 1", "--balance", "B1", *there)
    for typed in ("8", "8.0", "8.000"):
        refused = say("return", "--back", f"itself={typed}/{typed}", *sheet)
        assert refused.code == Exit.REFUSED
        assert "1.000 mg is not accounted for, and 0.022 mg is allowed." in refused.err.replace("\xa0", " ")
    done = say("return", "--back", "itself=8.99/8.99", *sheet)
    assert done.code == Exit.DONE, done.err
    told = done.out.replace("\xa0", " ")
    assert "Balance B1 reads to 0.01 mg, certain to 0.02 mg, calibrated 2021-01-01." in told
    assert "0.010 mg less came back" in told
    assert "B2" not in told
    shown = json.loads(say("show", "L-2021-001", "--json").out)["lines"]
    allowed = [(each["difference_allowed_ug"], each["difference_allowed_by"]) for each in shown]
    assert allowed == [(22, None), (None, None)]


@pytest.mark.parametrize(
    ("back", "place", "said"),
    [
        ("itself", "Tray", "Tray is where 15558 stood before it left. Give a reason, or choose"),
        ("A1=2/2", "Tray", "Tray is where 15558 stood before it left. Give a reason for “A1”, or choose"),
        ("itself", "C1", "Cabinet is the home place of 15558. Give a reason, or choose"),
        ("itself", "Room", ""),
    ],
)
def test_where_a_piece_stood_is_told_from_its_home_place(
    run: Callable[..., Any], tmp_path: Path, back: str, place: str, said: str
) -> None:
    path = tmp_path / "moved.lunar"
    lab = LentLab(path)
    lab.post(SetUpPlace(kind="cabinet", name="Cabinet", parent="Room", code="C1"))
    lab.post(SetUpPlace(kind="tray", name="Tray", parent="C1"))
    mass = Mass.measured(9_000, 1)
    lab.post(Register(collection="A", number="15558", mission="M", mass=mass, form="chip", place="C1"))
    lab.post(Move(to="Tray", samples=("15558",)))
    lab.lend("Borrower B", "15558")
    lab.session.close()
    sheet = ("--back", back, "--kept", "rest" if "=" in back else "0", "--sheet", "sheet 1", "--confirmed")
    ended = run("loan", "return", str(path), "L-2021-003/1", *sheet, "--place", place, "--because", "seen", *DAY)
    told = plain(ended.out + ended.err)
    assert said in told
    assert ("Give a reason" in told) == bool(said)
    assert ended.code == (Exit.REFUSED if said else Exit.DONE), told


def test_what_was_reported_lost_is_told_with_who_answers_for_it(
    say: Callable[..., Any], run: Callable[..., Any], store: Path
) -> None:
    lost = ("loss", "L-2021-001/2", "--report", "r 9", "--how", "stolen from a car", "--stolen")
    assert say("report", *lost, *SANCTIONED, *DAY).code == Exit.DONE
    listed = run("loans", str(store))
    assert "reported lost, and the borrower answers for it: 1 line" in listed.out + listed.err
    assert "L-2021-001/2" in listed.out
    shown = run("show", str(store), UNKNOWN).out
    assert "Answers for it:      Borrower A" in shown
    assert f"Loan line:           L-2021-001/2, reported lost on {DAY[1]}" in shown
    as_json = json.loads(run("show", str(store), UNKNOWN, "--json").out)
    lost_on = {"line": "L-2021-001/2", "person": "Borrower A", "reported": DAY[1], "part": False}
    assert as_json["lost_on_loan"] == lost_on
    assert as_json["on_loan"] is None
    (line,) = json.loads(run("loans", str(store), "--json").out)["reported_lost"]
    assert (line["state"], line["lost"]) == ("lost", DAY[1])
