"""What came of a line as one text: nothing that may be a mass ends in a name, and no name is lost."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunarcurator.services.commands.back_texts import PartText, ReturnText, label_told, part_text, return_text
from lunarcurator.services.commands.console import Exit, UsageRefused

from tests.services.lending.lent_lab import LentLab

THERE = ("--place", "Room", "--place-why", "there is no other", "--confirmed", "--because", "seen")
DAY = ("--day", "2022-01-01", "--operator", "A. Curator")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("itself", ReturnText(itself=True, name="", stated="", read="")),
        (" Itself ", ReturnText(itself=True, name="", stated="", read="")),
        ("itself/5.5", ReturnText(itself=True, name="", stated="", read="5.5")),
        ("itself／5.5", ReturnText(itself=True, name="", stated="", read="5.5")),
        ("itself=6／5.5", ReturnText(itself=True, name="", stated="6", read="5.5")),
        ("itself＝6", ReturnText(itself=True, name="", stated="6", read="")),
        ("itself/", ReturnText(itself=True, name="", stated="", read="")),
        ("itself=6/5.5", ReturnText(itself=True, name="", stated="6", read="5.5")),
        ("itself=/5.5", ReturnText(itself=True, name="", stated="", read="5.5")),
        ("S-3/6", ReturnText(itself=False, name="S-3", stated="", read="6")),
        ("S-3/6 mg", ReturnText(itself=False, name="S-3", stated="", read="6 mg")),
        ("S-3=6/5.5", ReturnText(itself=False, name="S-3", stated="6", read="5.5")),
        ("A/b/6", ReturnText(itself=False, name="A/b", stated="", read="6")),
        ("A/b", ReturnText(itself=False, name="A/b", stated="", read="")),
        ("A/b=6", ReturnText(itself=False, name="A/b", stated="6", read="")),
        ("12", ReturnText(itself=False, name="12", stated="", read="")),
        ("S-3/6=/", ReturnText(itself=False, name="S-3/6", stated="", read="")),
        ("S-3/6=5/", ReturnText(itself=False, name="S-3/6", stated="5", read="")),
        ("S-3/6=5/4", ReturnText(itself=False, name="S-3/6", stated="5", read="4")),
        ("5.5=/", ReturnText(itself=False, name="5.5", stated="", read="")),
    ],
)
def test_what_came_back_is_read_as_it_is_written(text: str, told: ReturnText) -> None:
    assert return_text(text) == told


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("S-3/6/5", "cli.back_two_ways"),
        ("S-3/6=5", "cli.back_two_ways"),
        ("S-3/2b", "cli.back_two_ways"),
        ("S-3/~", None),
        ("S-3/-6", "cli.back_two_ways"),
        ("S-3/6±1", "cli.back_two_ways"),
        ("itself/5.5 oz", "cli.back_two_ways"),
        ("itself/b", "cli.itself_is_no_name"),
        ("itself 5.5", "cli.itself_is_no_name"),
        ("itself:5.5", "cli.itself_is_no_name"),
        ("itself/5=6/", "cli.itself_is_no_name"),
        ("ITSELF2=6", "cli.itself_is_no_name"),
        ("5.5", "cli.back_without_name"),
        ("200 mg", "cli.back_without_name"),
    ],
)
def test_what_can_be_a_mass_or_a_piece_of_a_name_is_refused(text: str, key: str | None) -> None:
    if key is None:
        assert return_text(text).name == text
        return
    with pytest.raises(UsageRefused) as refused:
        return_text(text)
    assert refused.value.key == key


@given(
    name=st.sampled_from(["itself", "S-1", "A/b", "子样"]),
    stated=st.sampled_from(["", "6", "6.10"]),
    read=st.sampled_from(["", "5.5", "5.5 mg", "0.0055 g"]),
)
def test_no_mass_that_is_typed_is_dropped(name: str, stated: str, read: str) -> None:
    sign = "=" if stated else ""
    told = return_text(f"{name}{sign}{stated}{'/' if read else ''}{read}")
    assert (told.name or "itself", told.stated, told.read) == (name, stated, read)


def test_a_sub_sample_is_read_in_the_same_way() -> None:
    assert part_text("S-1=6") == PartText("S-1", "6")
    assert part_text(" S-1 ") == PartText("S-1", "")
    assert part_text("S-1/6=") == PartText("S-1/6", "")
    assert part_text("A/b=6") == PartText("A/b", "6")
    for text, key in (
        ("S-1/6", "cli.made_two_ways"),
        ("5.5", "cli.made_two_ways"),
        ("itself=5", "cli.itself_is_no_name"),
    ):
        with pytest.raises(UsageRefused) as refused:
            part_text(text)
        assert refused.value.key == key


def test_a_label_is_read_by_the_name_it_is_of() -> None:
    assert label_told("Itself=15555,12") == ("itself", "15555,12")
    assert label_told("S-1＝15555,12") == ("S-1", "15555,12")
    assert label_told("S-1") == ("S-1", "")


@pytest.fixture
def say(run: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    """Run `loan ACT` on a store with two lines out."""
    path = tmp_path / "lent.lunar"
    LentLab(path).session.close()
    return lambda act, *more: run("loan", act, str(path), *more)


def test_a_reading_alone_is_the_mass_of_the_piece_that_came_back(say: Callable[..., Any]) -> None:
    refused = say("return", "L-2021-001/2", "--back", "itself 5.5", "--sheet", "s 1", *THERE, *DAY)
    assert (refused.code, "which stands for the piece of the line" in refused.err) == (Exit.USAGE, True)
    unclear = say("return", "L-2021-001/2", "--back", "S-4/6=5", "--sheet", "s 1", *THERE, *DAY)
    assert (unclear.code, "write S-4/6=/ or S-4/6=STATED/." in unclear.err) == (Exit.USAGE, True)
    done = say(
        "return", "L-2021-001/2", "--back", "itself/5.5", "--label", "itself=X 1", "--sheet", "s 1", *THERE, *DAY
    )
    assert done.code == Exit.DONE, done.err
    assert "returned 5.5 mg" in say("show", "L-2021-001").out.replace("\xa0", " ")


def test_a_label_that_says_nothing_or_is_the_second_is_refused(say: Callable[..., Any]) -> None:
    back = ("--back", "a/2", "--kept", "rest", "--sheet", "s 1", *THERE, *DAY)
    empty = say("return", "L-2021-001/1", *back, "--label", "a=")
    assert (empty.code, "says no label" in empty.err) == (Exit.USAGE, True)
    twice = say("return", "L-2021-001/1", *back, "--label", "a=X 1", "--label", "a=X 2")
    assert (twice.code, "twice" in twice.err) == (Exit.USAGE, True)


@pytest.mark.parametrize("back", ["itself=0", "itself/0.000", "S-1=0"])
def test_a_mass_of_zero_is_refused_with_what_to_do(say: Callable[..., Any], back: str) -> None:
    kept = () if back.startswith("itself") else ("--kept", "rest")
    refused = say("return", "L-2021-001/1", "--back", back, *kept, "--sheet", "s 1", *THERE, *DAY)
    assert (refused.code, "leave out the mass of what nobody weighed" in refused.err) == (Exit.REFUSED, True)


def test_the_help_says_the_unit_with_an_example(run: Callable[..., Any]) -> None:
    told = " ".join(run("loan", "return", "--help").out.split())
    assert ("in mg" in told, "itself/94.9" in told) == (True, True)


def test_a_part_without_a_mass_is_told_by_every_command(run: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "lent.lunar"
    LentLab(path).session.close()
    back = ("--back", "S-1=4", "--back", "S-2", "--kept", "rest", "--sheet", "s 1", *THERE, *DAY)
    done = run("loan", "return", str(path), "L-2021-001/1", *back)
    assert done.code == Exit.DONE, done.err

    def told(*words: str) -> str:
        return str(run(*words).out).replace("\xa0", " ").replace("\u2009", " ")

    shown = told("loan", "show", str(path), "L-2021-001")
    assert "issued 9.000 mg = held ≤ 5.000 mg + returned 4 mg and 1 piece not weighed" in shown
    assert "held ≤ 5.000 mg" in told("loans", str(path)).splitlines()[0]
    line = json.loads(run("loan", "show", str(path), "L-2021-001", "--json").out)["lines"][0]
    assert (line["held_ug"], line["held_at_most"], line["returned_unweighed"]) == (5_000, True, 1)
    assert "Holds 2 lines" in told("borrowers", str(path), "Borrower A")
    listed = json.loads(run("borrowers", str(path), "--json").out)["borrowers"]
    assert [each["held_at_most_ug"] for each in listed] == [5_000, 0]
    rest = ("--back", "itself=1", "--sheet", "s 2", *THERE, *DAY)
    assert "needs authority: 4 mg of line" in told_err(run("loan", "return", str(path), "L-2021-001/1", *rest))
    agreed = ("--authority", "M. Manager", "--document", "memo", "--witness", "W. Witness")
    act = ("loan", "return", str(path), "L-2021-001/1", "--back", "itself=1", "--sheet", "s 2", *THERE[:-2], *DAY)
    everything = (*agreed, *THERE[-2:])
    for n in range(0, len(everything), 2):
        given = (*everything[:n], *everything[n + 2 :])
        assert f"What needs authority still lacks {everything[n]}." in told_err(run(*act, *given))
    assert run("loan", "return", str(path), "L-2021-001/1", *rest, *agreed).code == Exit.DONE
    shown = told("loan", "show", str(path), "L-2021-001")
    assert "issued 9.000 mg = held 0 g + returned 9.000 mg, 1 piece of it not weighed" in shown
    assert "difference" not in shown
    blind = ("--back", "S-1", "--kept", "rest", "--sheet", "s 3", *THERE, *DAY)
    assert run("loan", "return", str(path), "L-2021-001/2", *blind).code == Exit.DONE
    shown = told("loan", "show", str(path), "L-2021-001")
    assert "issued (mass not known) = held 1 piece not weighed + returned 1 piece not weighed" in shown


def told_err(done: Any) -> str:
    return str(done.err).replace("\xa0", " ")


@pytest.mark.parametrize("text", ["", "=5", "/5", " =5/6", "“”=5", "\u200b=5", "''"])
def test_a_part_without_a_name_is_refused(text: str) -> None:
    with pytest.raises(UsageRefused) as refused:
        return_text(text)
    assert refused.value.key in {"cli.no_part_name", "cli.back_two_ways", "cli.back_without_name"}
    with pytest.raises(UsageRefused):
        part_text(text)


@pytest.mark.parametrize("text", ["“itself”/5.5", '"itself"/5.5', "„itself“/5.5", "'itself'/5.5", "«Itself»/5.5"])
def test_quotation_marks_of_the_help_are_no_part_of_a_name(text: str) -> None:
    assert return_text(text) == ReturnText(itself=True, name="", stated="", read="5.5")
