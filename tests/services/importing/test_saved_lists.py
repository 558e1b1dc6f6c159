"""What a lab saved is taken unasked for a list of just the columns that were saved, and for no other."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import platformdirs
import pytest
from lunarcurator.exchange.layout_guess import Told
from lunarcurator.services.importing import (
    Profile,
    Profiles,
    Reading,
    Source,
    answered,
    guess_reading,
    mapped,
    profile_of,
    questions,
    save_profile,
    unanswered,
)
from lunarcurator.services.importing.columns.units import unit_of
from lunarcurator.services.importing.profiles import read_profile
from lunarcurator.services.store_session import StoreSession
from openpyxl import Workbook

SAVED = ("Number", "Weight (g)", "Form", "Shelf no")
FAMILIES = "Split|Mass (g)\nParent: 10017,12|\n10017,30|1\nParent: 10017,13|\n10017,31|1"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platformdirs, "user_config_dir", lambda *_: str(tmp_path / "home"))


def book(path: Path, *headers: str, sheet: str = "rocks", above: tuple[str, ...] = ()) -> Source:
    made = Workbook()
    table = made.worksheets[0]
    table.title = sheet
    for row in (above, headers, *((f"1001{at}", "5", "chip", "B3")[: len(headers)] for at in range(7, 10))):
        if row:
            table.append(row)
    made.save(path)
    return Source.open(path)


def again(session: StoreSession, source: Source, profile: Profile) -> Reading:
    """Return how a list reads where a profile was kept in a file and is read again."""
    save_profile(profile, session.path)
    return guess_reading(session, source, Profiles.load(session.path))


@pytest.fixture
def saved(session: StoreSession, tmp_path: Path) -> Profile:
    reading = guess_reading(session, book(tmp_path / "first.xlsx", *SAVED), Profiles.load())
    return profile_of(answered(reading, "collection", "Apollo"), "ours")


def pasted(session: StoreSession, text: str, *families: str, **said: object) -> Reading:
    source = Source.pasted(text.replace("|", "\t"))
    return guess_reading(session, source, Profiles.load(), said=replace_told(families, said))


def replace_told(families: tuple[str, ...], said: dict[str, object]) -> Told:
    return Told(families=families)._replace(**said)


@pytest.mark.parametrize(
    ("headers", "sheet"),
    [(SAVED, "rocks"), (SAVED, "another"), (SAVED[::-1], "rocks"), ((*SAVED[2:], *SAVED[:2]), "third")],
)
def test_the_same_columns_in_any_order_on_any_sheet_pass_unasked(
    session: StoreSession, tmp_path: Path, saved: Profile, headers: tuple[str, ...], sheet: str
) -> None:
    reading = again(session, book(tmp_path / "next.xlsx", *headers, sheet=sheet), saved)
    assert (reading.kept, reading.profile, reading.collection) == (True, "ours", "Apollo")


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param((*SAVED, "Depth (cm)"), id="one more that is read"),
        pytest.param((*SAVED, "Zq"), id="one more that nobody reads"),
        pytest.param((*SAVED, "Form"), id="one twice"),
        pytest.param(SAVED[:3], id="one less that nobody reads"),
        pytest.param((*SAVED[:2], SAVED[3]), id="one less that is read"),
        pytest.param(("Number", "Weight (g)", "Form", "Zq"), id="one renamed that nobody reads"),
        pytest.param(("Number", "Weight (mg)", "Form", "Shelf no"), id="another unit"),
        pytest.param(("Number", "Mineral", "Locality", "Weight (g)", "Form", "Depth (cm)"), id="another list"),
    ],
)
def test_other_columns_are_asked_about(
    session: StoreSession, tmp_path: Path, saved: Profile, headers: tuple[str, ...]
) -> None:
    assert not again(session, book(tmp_path / "next.xlsx", *headers), saved).kept


def test_what_an_earlier_version_saved_is_proposed_and_never_taken_unasked(
    session: StoreSession, tmp_path: Path, saved: Profile
) -> None:
    reading = again(session, book(tmp_path / "next.xlsx", *SAVED), replace(saved, columns=()))
    assert (reading.kept, reading.profile, reading.mapping["Weight (g)"]) == (False, "ours", "mass")


def test_of_two_saved_lists_the_one_of_just_these_columns_is_taken(
    session: StoreSession, tmp_path: Path, saved: Profile
) -> None:
    wider = replace(saved, code="wider", needs=("number", "weight", "form"), columns=(*SAVED, "Depth (cm)"))
    save_profile(wider, session.path)
    assert again(session, book(tmp_path / "next.xlsx", *SAVED), saved).profile == "ours"


def test_a_rule_and_a_column_are_kept_and_a_row_is_not(session: StoreSession) -> None:
    reading = pasted(session, FAMILIES, "A=Parent: #,#*", shape="list")
    profile = profile_of(reading, "ours")
    assert (profile.families, profile.asked) == (("A=Parent: #,#*",), False)
    further = "Split|Mass (g)\n10017,29|1\nParent: 10017,14|\n10017,32|1"
    next_one = again(session, Source.pasted(further.replace("|", "\t")), profile)
    assert (next_one.kept, [each.row for each in next_one.families]) == (True, [3])


@pytest.mark.parametrize(
    "told",
    [
        {"families": ("2", "A=Parent: #,#*")},
        {"families": ("2", " 4 ")},
        {"end": 4},
        {"shape": "parts", "blocks": ("A=Parent: #,#*",)},
        {"shape": "parts", "blocks": ("4",), "families": ("A=Parent: #,#*",)},
    ],
)
def test_what_was_said_by_rows_or_parts_is_asked_again(session: StoreSession, told: dict[str, object]) -> None:
    profile = profile_of(mapped(pasted(session, FAMILIES, **told), "Split", "number"), "ours")
    assert profile.asked
    assert not any(each.strip().isdigit() for each in (*profile.families, *profile.blocks))
    assert (profile.shape, profile.blocks) == ("", ())
    reading = again(session, Source.pasted(FAMILIES.replace("|", "\t")), profile)
    assert (reading.kept, reading.profile) == (False, "ours")
    ruled = "A=Parent: #,#*" in told.get("families", ())  # type: ignore[operator]
    assert [each.row for each in reading.families] == ([2, 4] if ruled else [])


def test_a_header_that_was_said_is_found_again_and_need_not_be_said(session: StoreSession) -> None:
    text = "Vault 3\nMinta|Osztály|Polc\n10017|chip|upper"
    assert pasted(session, text).guess.perhaps_header
    reading = pasted(session, text, header=2, units=0)
    profile = profile_of(answered(mapped(reading, "Minta", "number"), "collection", "Apollo"), "ours")
    assert not profile.asked
    for further, kept in ((text, True), (text.replace("Vault 3\n", ""), True), (text.replace("Polc", ""), False)):
        assert again(session, Source.pasted(further.replace("|", "\t")), profile).kept == kept


def test_a_shape_is_proposed_for_no_other_list(session: StoreSession, sheet: Callable[..., Path]) -> None:
    two = Source.open(sheet("Number,Weight (g),Number,Weight (g)", "10017,5,10018,6", "10019,5,10020,6"))
    reading = guess_reading(session, two, Profiles.load(), said=Told(shape="beside", blocks=("C",)))
    profile = profile_of(answered(reading, "collection", "Apollo"), "pairs")
    assert (profile.blocks, again(session, two, profile).kept) == (("C",), True)
    wider = Source.pasted("Number\tWeight (g)\tNumber\tWeight (g)\tForm\n10017\t5\t10018\t6\tchip")
    assert (again(session, wider, profile).told, again(session, wider, profile).kept) == (Told(), False)
    other = Source.pasted("Number\tMass (g)\tPlace\n10017\t5\tx")
    assert (again(session, other, profile).told, again(session, other, profile).kept) == (Told(), False)


def test_families_are_proposed_for_no_other_list(session: StoreSession) -> None:
    text = FAMILIES.replace("Mass (g)", "Mass (g)|Shelf no").replace("|", "\t")
    first = Source.pasted(text)
    reading = guess_reading(session, first, Profiles.load(), said=Told(families=("A=Parent: #,#*",)))
    reading = answered(mapped(reading, "Shelf no", "remarks"), "collection", "Apollo")
    profile = profile_of(reading, "dissections")
    assert again(session, first, profile).families
    wider = again(session, Source.pasted(text.replace("Shelf no", "Shelf no\tForm")), profile)
    assert (wider.profile, wider.kept, wider.families) == (profile.code, False, ())


def test_it_is_written_and_read_again_with_its_columns(session: StoreSession, saved: Profile) -> None:
    assert saved.columns == SAVED
    assert read_profile(save_profile(replace(saved, asked=True), session.path)) == replace(saved, asked=True)


@pytest.mark.parametrize("column", ["Remarks", "Weight (g)", "Received"])
def test_a_column_that_was_said_to_be_nothing_stays_nothing(session: StoreSession, column: str) -> None:
    source = Source.pasted(f"Number\t{column}\n10017\t5\n10018\t6")
    profile = profile_of(mapped(guess_reading(session, source, Profiles.load()), column, "other"), "ours")
    reading = again(session, source, profile)
    assert (reading.kept, reading.mapping[column], profile.needs) == (True, "other", ("number",))


def test_columns_that_differ_by_their_unit_alone_are_asked_about_again(session: StoreSession) -> None:
    source = Source.pasted("Number\tWeight (g)\tWeight (mg)\n10017\t5\t5000")
    assert not again(session, source, profile_of(guess_reading(session, source, Profiles.load()), "ours")).kept


def test_a_list_saved_without_its_collection_is_asked_for_it(
    session: StoreSession, saved: Profile, tmp_path: Path
) -> None:
    source = book(tmp_path / "next.xlsx", *SAVED)
    reading = again(session, source, replace(saved, collection=""))
    assert "collection" in [each.id for each in unanswered(questions(session, source, reading), reading)]


def test_what_was_answered_of_such_lists_is_kept_and_what_was_said_of_one_is_not(session: StoreSession) -> None:
    source = Source.pasted("Number\tParent\tMass (g)\n10017,30\t10017\t1\n10017,31\t10017\t1")
    reading = guess_reading(session, source, Profiles.load())
    for question, answer in (("from_book", "take_out"), ("titles", "beside"), ("decimals:Mass (g)", "comma")):
        reading = answered(reading, question, answer)
    profile = profile_of(reading, "ours")
    assert dict(again(session, source, profile).answers) == {"from_book": "take_out"}
    assert not again(session, Source.pasted("Number\tParent\tMass (g)\tX\n10017,30\t10017\t1\t"), profile).answers
    assert profile_of(again(session, source, profile), "ours") == profile


@pytest.mark.parametrize("earlier", [{}, {"titles": "set_aside"}, {"titles": "beside"}])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("10017,30|10017|1\nDestroyed in analysis||\n10017,31|10017|2", "3: Destroyed in analysis"),
        ("10017,30|10017|1\nDaughters of 10017,30||\n10017,31||2", "3: Daughters of 10017,30"),
        ("10017,30|10017|1\n10017,31|10017|2\nOn loan to MIT||", "4: On loan to MIT"),
    ],
)
def test_rows_of_words_are_asked_about_each_time(
    session: StoreSession, text: str, words: str, earlier: dict[str, str]
) -> None:
    header = "Number|Parent|Mass (g)\n"
    first = pasted(session, f"{header}10017,28|10017|1\nBoxed by Linda||\n10017,29|10017|1")
    first = answered(answered(first, "collection", "Apollo"), "titles", "set_aside")
    profile = replace(profile_of(first, "ours"), fill=("parent",))
    profile = replace(profile, answers={**profile.answers, **earlier})
    source = Source.pasted(f"{header}{text}".replace("|", "\t"))
    reading = again(session, source, profile)
    asked = {each.id: each for each in unanswered(questions(session, source, reading), reading)}
    assert reading.kept
    assert words in str(asked["titles"].facts)


def test_the_unit_that_words_of_one_file_say_against_the_header_is_not_kept(session: StoreSession) -> None:
    text = "All masses in mg||\nNumber|Mass (g)|Form\n10017|1|chip"
    said = answered(answered(pasted(session, text), "collection", "Apollo"), "unit:Mass (g)", "mg")
    assert unit_of(said, "Mass (g)") == "mg"
    profile = profile_of(said, "ours")
    plain, worded = (Source.pasted(each.replace("|", "\t")) for each in (text.partition("\n")[2], text))
    reading = again(session, plain, profile)
    assert (reading.kept, unit_of(reading, "Mass (g)")) == (True, "g")
    assert unanswered(questions(session, plain, reading), reading) == ()
    reading = again(session, worded, profile)
    assert [each.id for each in unanswered(questions(session, worded, reading), reading)] == ["unit:Mass (g)"]


UNITS = "Number|Weight|Depth\n{}15445,33|1600|1\n15445,34|2600|2"


@pytest.mark.parametrize("target", ["other", "depth_top_um"])
@pytest.mark.parametrize(
    "row", ["-|mg|cm", "|mg|", "|[mg]|", "–|(mg)|-", "ID|mg|", "ID|text|cm\n|mg|", "no|mg|no", "-|g|cm"]
)
def test_a_row_of_units_that_the_saved_list_had_not_makes_it_a_first_sight(
    session: StoreSession, target: str, row: str
) -> None:
    plain = pasted(session, UNITS.format(""))
    for question, answer in (("unit:Weight", "g"), ("unit:Depth", "cm"), ("collection", "Apollo")):
        plain = answered(mapped(plain, "Depth", target), question, answer)
    profile = profile_of(plain, "ours")
    assert again(session, Source.pasted(UNITS.format("").replace("|", "\t")), profile).kept
    for header in (None, 1):
        source = Source.pasted(UNITS.format(f"{row}\n").replace("|", "\t"))
        reading = guess_reading(session, source, Profiles.load(session.path), said=Told(header))
        weight = reading.columns[1]
        unit = "g" if row == "-|g|cm" else "mg"
        open_now = {each.id for each in unanswered(questions(session, source, reading), reading)}
        assert not reading.kept
        assert (unit_of(reading, weight) == unit) or ("unit:Weight" in open_now)


@pytest.mark.parametrize("below", ["||mg", "||g"])
def test_a_row_of_units_that_says_what_the_header_does_not_is_asked_about_each_time(
    session: StoreSession, below: str
) -> None:
    first = f"Number|Form|Weight (g)\n{below}\n15445,33|chip|1600"
    profile = profile_of(answered(pasted(session, first), "unit:Weight (g)", "g"), "ours")
    assert again(session, Source.pasted(first.replace("|", "\t")), profile).kept == (below == "||g")
    for other in ("||kg", "||g"):
        source = Source.pasted(first.replace(below, other).replace("|", "\t"))
        assert again(session, source, profile).kept == (other == "||g")


def test_a_saved_row_of_units_passes_unasked_and_another_one_does_not(session: StoreSession) -> None:
    first = UNITS.format("-|mg|cm\n").replace("|", "\t")
    profile = profile_of(answered(pasted(session, first), "collection", "Apollo"), "ours")
    assert (again(session, Source.pasted(first), profile).kept, profile.columns) == (
        True,
        ("Number", "Weight (mg)", "Depth (cm)"),
    )
    for other in ("-|g|cm\n", "-|mg|m\n", ""):
        assert not again(session, Source.pasted(UNITS.format(other).replace("|", "\t")), profile).kept


OWN = "Number|Weight|Depth\n15445,33|{}|1\n15445,34|{}|2"


@pytest.mark.parametrize(
    ("target", "column", "cells", "asks"),
    [
        ("other", "Weight", ("5 mg", "6"), True),
        ("other", "Weight", ("6", "7mg"), True),
        ("other", "Weight", ("6", "~7 \u00b5g"), True),
        ("other", "Weight", ("6", "7 g"), False),
        ("other", "Weight", ("5 mg", "6 mg"), False),
        ("other", "Weight", ("5 mg", ""), False),
        ("other", "Weight", ("5", "6 of them"), False),
        ("depth_top_um", "Depth", ("5", "6"), False),
        ("depth_top_um", "Depth", ("5 mm", "6"), True),
        ("depth_top_um", "Depth", ("5 cm", "6"), False),
        ("depth_top_um", "Depth", ("5 mm", "6 mm"), False),
    ],
)
@pytest.mark.parametrize("above", [0, 300])
def test_a_saved_unit_is_asked_again_where_a_cell_names_another(
    session: StoreSession, target: str, column: str, cells: tuple[str, str], asks: bool, above: int
) -> None:
    text = OWN if column == "Weight" else OWN.replace("|{}|1", "|1|{}").replace("|{}|2", "|2|{}")
    plain = pasted(session, text.format("1", "2"))
    for question, answer in (("unit:Weight", "g"), ("unit:Depth", "cm"), ("collection", "Apollo")):
        plain = answered(mapped(plain, "Depth", target), question, answer)
    profile = profile_of(plain, "ours")
    header, *rows = text.format(*cells).split("\n")
    lines = [header, *(f"15445,{at}||" for at in range(35, 35 + above)), *rows]
    source = Source.pasted("\n".join(lines).replace("|", "\t"))
    reading = again(session, source, profile)
    open_now = [each.id for each in unanswered(questions(session, source, reading), reading)]
    assert open_now == ([f"unit:{column}"] if asks else [])
    for unit in ("mg", "g") if asks and column == "Weight" else ():
        said = answered(reading, "unit:Weight", unit)
        assert unanswered(questions(session, source, said), said) == ()
        assert unit_of(said, "Weight") == unit
