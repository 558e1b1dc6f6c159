"""The shape of a sheet is a choice: a list, a box, blocks side by side, a sheet in parts; and families."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lunarcurator.domain.operations import Register
from lunarcurator.exchange.errors import SheetError
from lunarcurator.services.importing import (
    ImportPlan,
    Profiles,
    Reading,
    Source,
    Told,
    Unanswered,
    Verdict,
    answered,
    guess_reading,
    keyed,
    mapped,
    plan_reading,
    profile_of,
    questions,
    unanswered,
)
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.importing.import_draft import gone_on, import_draft
from lunarcurator.services.importing.non_record_rows.families import number_in
from lunarcurator.services.importing.shapes import in_parts, tables_begin
from lunarcurator.services.importing.source import is_part
from lunarcurator.services.store_session import StoreSession

TWO = "ID|Mission|Weight (g)\n10017|Apollo 11|973\n10018|Apollo 11|213\n{}\n10017,1||250\n10017,2||120"
BESIDE = "ID|Weight (g)||ID|Weight (g)\n12002|1529.5||14310|250\n12021|5||14311|"


def read(session: StoreSession, text: str, *answers: tuple[str, str], **said: object) -> tuple[Source, Reading]:
    source = Source.pasted(text.replace("|", "\t"))
    reading = guess_reading(session, source, Profiles.load(), said=Told(**said))  # type: ignore[arg-type]
    for question, answer in (("collection", "Apollo"), *answers):
        reading = answered(reading, question, answer)
    return source, reading


def masses(plan: ImportPlan) -> dict[str, int | None]:
    found = {}
    for row in plan.rows:
        for act in row.acts if row.verdict is Verdict.NEW else ():
            assert isinstance(act.operation, Register)
            made = act.operation
            found[row.number] = made.original.ug if made.original else made.mass.ug
    return found


def parents(plan: ImportPlan) -> dict[str, str]:
    acts = [act.operation for row in plan.rows for act in row.acts if row.verdict is Verdict.NEW]
    return {act.number: act.parent or "" for act in acts if isinstance(act, Register)}


@pytest.mark.parametrize(
    "row",
    ["ID|Mission|Weight (mg)", "ID|Mission|Mass (mg)", "ID|Mission|Weight\n||(mg)", "Remarks|Vial|ID|Weight (g)"],
)
def test_a_row_that_names_columns_anew_is_proposed_as_the_beginning_of_a_part(
    session: StoreSession, row: str
) -> None:
    source, reading = read(session, TWO.format(row))
    assert (tables_begin(source, reading), questions(session, source, reading)) == (("4",), ())
    with pytest.raises(MappingRefused) as refused:
        plan_reading(session, source, reading)
    assert (refused.value.key, refused.value.facts["places"]) == ("import.in_parts", ["4"])
    cut, told = in_parts(source, reading)
    names = cut.parts(reading.sheet)
    assert (len(names), [offer.name for offer in cut.sheets], is_part(cut, names[0])) == (2, names, True)
    part = answered(guess_reading(session, cut, Profiles.load(), names[0], said=told), "collection", "Apollo")
    assert masses(plan_reading(session, cut, part)) == {"10017": 973_000_000, "10018": 213_000_000}
    assert in_parts(cut, part) == (cut, part.told)
    assert cut.cut(names[0], ("2",)) is cut


def test_each_part_is_read_by_its_own_header(session: StoreSession) -> None:
    source, reading = read(
        session, "ID|Mission|Weight (g)\n10017|Apollo 11|973\nVial|Sample|Mass (mg)\n7|12002|250"
    )
    cut, told = in_parts(source, reading)
    second = guess_reading(session, cut, Profiles.load(), cut.parts(reading.sheet)[1], said=told)
    second = answered(mapped(second, "Mass (mg)", "original"), "collection", "Apollo")
    assert second.columns == ("Vial", "Sample", "Mass (mg)")
    assert masses(plan_reading(session, cut, second)) == {"12002": 250_000}


WIDE = "Sample|Mission|Weight (g)|Remarks\n15016|Apollo 15|924|x\n15058|Apollo 15|2|y"
NARROW = "ID|Weight (g)\n10017|973\n10018|213"
GRID = "|1|2|3\nA|15555,7|15555,8|\nB|60025,1||60025,2"


@pytest.mark.parametrize("said", [{}, {"shape": "parts"}, {"header": 5}])
@pytest.mark.parametrize("between", ["\n", "Second table\n"])
def test_a_table_above_the_one_whose_header_is_used_is_a_part(
    session: StoreSession, between: str, said: dict[str, object]
) -> None:
    source, reading = read(session, f"{NARROW}\n{between}{WIDE}", **said)
    assert (reading.guess.layout.header_rows, tables_begin(source, reading)) == ((5,), ("5",))
    with pytest.raises(MappingRefused, match=r"import\.in_parts"):
        plan_reading(session, source, reading)
    cut, told = in_parts(source, reading)
    found = {}
    for name in cut.parts(reading.sheet):
        part = guess_reading(session, cut, Profiles.load(), name, said=told)
        for question, answer in (("collection", "Apollo"), ("titles", "set_aside"), ("mass_now", "original")):
            part = answered(part, question, answer)
        found |= masses(plan_reading(session, cut, part))
    assert {number: ug // 1_000_000 for number, ug in found.items() if ug} == {
        "10017": 973,
        "10018": 213,
        "15016": 924,
        "15058": 2,
    }


def test_each_header_below_rows_of_another_one_begins_a_part(session: StoreSession) -> None:
    two_headers = NARROW.replace("\n", "\nNumber|Mass (g)\n", 1)
    tables = f"{two_headers}\n{NARROW.replace('(g)', '(mg)')}\n{WIDE}\n{NARROW}"
    assert tables_begin(*read(session, tables)) == ("5", "8", "11")
    named = "ID|Place\nAlpha glass|Lab\n\n" + WIDE
    assert tables_begin(*read(session, named)) == ("4",)


@pytest.mark.parametrize(
    ("text", "shape", "rows", "shown"),
    [
        (f"{NARROW}\n\n{WIDE}", "list", 2, "2: 10017; 3: 10018"),
        (f"Stück|Gewichtchen\nX-1|5\nX-2|6\n\n{WIDE}", "", 2, "2: X-1; 3: X-2"),
        (f"{'X-1|5\n' * 7}\n{WIDE}", "", 7, "1: X-1; 2: X-1; 3: X-1; 4: X-1; 5: X-1; …"),
        (f"Owner:|Room 3\nInventory|2024\n\n{WIDE}", "", 1, "2: Inventory"),
        (f"{NARROW}\n\n{GRID}", "", 2, "2: 10017; 3: 10018"),
        (f"{GRID}\n\n{NARROW}", "box", 2, "6: 10017; 7: 10018"),
    ],
)
def test_rows_outside_the_table_that_may_be_records_are_left_out_only_as_answered(
    session: StoreSession, text: str, shape: str, rows: int, shown: str
) -> None:
    source, reading = read(session, text, ("place_columns", "keep"), shape=shape)
    found = next(each for each in questions(session, source, reading) if each.id == "outside")
    assert dict(found.facts) == {"count": rows, "rows": shown}
    with pytest.raises(Unanswered, match=r"import\.ask\.outside"):
        plan_reading(session, source, reading)
    reading = answered(reading, "outside", "leave")
    plan = plan_reading(session, source, reading)
    assert sum(each.why in ("above", "below_grid") for each in plan.aside.rows) >= rows
    # What was said of such a list holds for the next one.
    assert profile_of(reading, "ours").answers == {"outside": "leave"}


@pytest.mark.parametrize("above", ["", "Stück|Gewichtchen\nX-1|5\n\n"])
def test_a_sheet_said_to_be_in_parts_is_refused_where_nobody_says_and_nothing_shows_where_they_begin(
    session: StoreSession, above: str
) -> None:
    source, reading = read(session, above + WIDE, shape="parts")
    assert in_parts(source, reading)[0] is source
    with pytest.raises(MappingRefused, match=r"import\.one_part"):
        plan_reading(session, source, answered(reading, "outside", "leave"))


def test_said_to_be_one_list_the_row_is_one_like_the_others(session: StoreSession) -> None:
    text = TWO.format("ID|Mission|Weight (mg)")
    plan = plan_reading(session, *read(session, text, ("unit:Weight (g)", "g"), shape="list"))
    assert [row.number for row in plan.rows if row.verdict is Verdict.REFUSED] == ["ID"]


def test_the_same_header_again_is_no_new_part(session: StoreSession) -> None:
    source, reading = read(session, TWO.format("ID|Mission|Weight (g)"))
    assert tables_begin(source, reading) == ()
    assert (reading.shape, len(plan_reading(session, source, reading).rows)) == ("list", 4)


@pytest.mark.parametrize("said", [{"shape": "beside"}, {"shape": "beside", "blocks": ("D",)}])
def test_blocks_that_are_said_to_be_one_list_are_one(session: StoreSession, said: dict[str, object]) -> None:
    source, reading = read(session, BESIDE, **said)
    assert (reading.shape, reading.columns) == ("beside", ("ID", "Weight (g)", "C"))
    assert masses(plan_reading(session, source, reading)) == {
        "12002": 1_529_500_000,
        "14310": 250_000_000,
        "12021": 5_000_000,
        "14311": None,
    }


@pytest.mark.parametrize("header", ["ID|Weight (g)", "ID|Weight (mg)", "ID|Colour", "Sieve|ID", "Rock|Shade"])
def test_blocks_are_proposed_as_parts(session: StoreSession, header: str) -> None:
    source, reading = read(session, BESIDE.replace("ID|Weight (g)\n", f"{header}\n"))
    assert tables_begin(source, reading) == ("D",)
    cut, told = in_parts(source, reading)
    first, second = cut.parts(reading.sheet)
    assert (first.rpartition("!")[2], second.rpartition("!")[2]) == ("A:C", "D:E")
    assert guess_reading(session, cut, Profiles.load(), first, said=told).columns[:2] == ("ID", "Weight (g)")


def test_tables_below_and_beside_each_other_are_proposed_one_after_the_other(session: StoreSession) -> None:
    above = "Rocks\nID|Mass (g)||Section|Butt|Weight (mg)\n15016|5||15016,30|15016,9|20\n{}\n"
    text = above.format("Chips") + "Chip|Cut from|Weight (mg)\n15017,4|15017|50"
    source, reading = read(session, text)
    assert tables_begin(source, reading) == ("5",)
    cut, told = in_parts(source, reading)
    first = guess_reading(session, cut, Profiles.load(), cut.parts(reading.sheet)[0], said=told)
    assert tables_begin(cut, first) == ("D",)
    names = [name.rpartition("!")[2] for name in source.cut(reading.sheet, ("5", "D")).parts(reading.sheet)]
    assert names == ["A1:C4", "D1:F4", "A5:C6"]
    both = above.format("Sample|Mission|||Weight (g)|") + "15018|Apollo 15|||7|"
    assert tables_begin(*read(session, both)) == ("4", "D")


def test_blocks_that_are_said_to_be_one_list_have_one_header(session: StoreSession) -> None:
    text = "butt|section||butt||\n,7|,60|A|,101|,143|\n||B||,144|ST"
    _, reading = read(session, text, shape="beside", blocks=("D",), header=1)
    assert reading.columns == ("butt", "section", "C")
    for other in ("ID|Weight (mg)", "ID|Place", "ID|Weight (g)|Place"):
        with pytest.raises(MappingRefused, match=r"import\.blocks_differ"):
            read(session, f"ID|Weight (g)|{other}\n12002|1|14310|2", shape="beside", blocks=("C",))


def test_a_part_that_holds_a_further_table_is_refused_until_it_is_cut_there(session: StoreSession) -> None:
    text = TWO.format("ID|Mission|Weight (mg)\n10020||1\nForm|Sample|Mass (kg)\nx|10021|2")
    source, reading = read(session, text, shape="parts", blocks=("4",))
    cut, told = in_parts(source, reading)
    second = guess_reading(session, cut, Profiles.load(), cut.parts(reading.sheet)[1], said=told)
    assert tables_begin(cut, second) == ("6",)
    assert in_parts(cut, second) == (cut, told)
    with pytest.raises(MappingRefused, match=r"import\.in_parts"):
        plan_reading(session, cut, second)
    whole = cut.cut(reading.sheet, ())
    assert [offer.name for offer in whole.sheets] == [reading.sheet]
    assert len(whole.cut(reading.sheet, ("4", "6")).parts(reading.sheet)) == 3


def test_a_box_is_one_unless_it_is_said_to_be_a_list(session: StoreSession) -> None:
    text = "|1|2|3\nA|10017,1|10017,2|10017,3\nB|10017,4|10017,5|10017,6"
    assert read(session, text)[1].shape == "box"
    assert read(session, text, shape="box")[1].columns == ("Sample", "Position")
    assert read(session, text, shape="list")[1].shape == "list"


FAMILIES = (
    "Sample|Mass (mg)\n10017,12 Butt|\n10017,60|3\n10017,61|4\nPotted: 12002,8|\n12002,70|5\n10017,13|\n12002,71|6"
)


def test_rows_that_look_alike_change_the_family_of_the_rows_below(session: StoreSession) -> None:
    source, reading = read(session, FAMILIES, families=("A=#,#*", "A=Potted: #,#*"))
    assert [(each.row, each.said) for each in reading.families] == [
        (2, "10017,12 Butt"),
        (5, "Potted: 12002,8"),
        (7, "10017,13"),
    ]
    assert (reading.kind, reading.says_parents) == ("list", True)
    plan = plan_reading(session, source, reading)
    assert {row.row: str(row.reasons[0].key) for row in plan.rows} == {
        3: "import.parent_missing",
        4: "import.parent_missing",
        6: "import.parent_missing",
        8: "import.family_another",
    }
    assert [(each.row, each.why) for each in plan.aside.rows] == [(2, "family"), (5, "family"), (7, "family")]
    plan = plan_reading(session, source, replace(reading, makes_parents=True))
    assert parents(plan) == {
        "10017,60": "Apollo:10017,12",
        "10017,61": "Apollo:10017,12",
        "12002,70": "Apollo:12002,8",
        **dict.fromkeys(("10017,12", "12002,8"), ""),
    }
    assert masses(plan)["10017,61"] == 4_000


def test_a_family_with_more_to_say_is_a_piece_itself(session: StoreSession) -> None:
    text = "Sample|Mass (mg)\n10017,60|9\n10017|50\n10017,1|3\n10017,2|4"
    source, reading = read(session, text, families=("3",))
    with pytest.raises(Unanswered):
        plan_reading(session, source, reading)
    plan = plan_reading(session, source, answered(reading, "daughters", "left_over"))
    assert parents(plan) == {"10017,60": "", "10017": "", "10017,1": "Apollo:10017", "10017,2": "Apollo:10017"}


def test_ends_of_numbers_are_those_of_the_family_above(session: StoreSession) -> None:
    text = "Split|Mass (mg)\n15445|\n,7|3\n,8|4\n15555,12|\n,9|5"
    source, reading = read(session, text, families=("A=#*",))
    assert "family" not in {each.id for each in questions(session, source, reading)}
    plan = plan_reading(session, source, replace(reading, makes_parents=True))
    assert parents(plan) == {
        "15445,7": "Apollo:15445",
        "15445,8": "Apollo:15445",
        "15445": "",
        "15555,9": "Apollo:15555,12",
        "15555,12": "",
    }


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        (
            "Section|Butt|Mass (mg)\n15555||\n15555,130|15555,46|20\n15016||\n15016,201|15016,12|10",
            {},
            {"15555,130": "15555,46", "15016,201": "15016,12"},
        ),
        (
            "Section|Butt|Mass (mg)\n15555||\n,130|,46|20\n15016||\n,201|,12|10\n,202||9",
            {},
            {"15555,130": "15555,46", "15016,201": "15016,12", "15016,202": "15016"},
        ),
        (
            "Section|Butt|Mass (mg)\n15555,46 Butt||\n15555,130|47|20\n15555,131||10",
            {},
            {"15555,130": "15555,47", "15555,131": "15555,46"},
        ),
        (
            "Section|Butt|Butt|Mass (mg)\n15555|||\n15555,130||,46|20\n15555,131|,47|,47|5\n15555,132|||4",
            {},
            {"15555,130": "15555,46", "15555,131": "15555,47", "15555,132": "15555"},
        ),
        (
            "Generic|Specific|Parent|Mass (mg)\n15555|||\n15555|130|46|20\n15555|131||20",
            {},
            {"15555,130": "15555,46", "15555,131": "15555"},
        ),
        (
            "Specific|Parent|Mass (mg)\n15555||\n130|46|20\n131||20",
            {},
            {"15555,130": "15555,46", "15555,131": "15555"},
        ),
        (
            "Section|Rock|Of|Mass (mg)\n15016|||\n15555,130|15555|46|20\n15016,131|||20",
            {"parent_key": ("Rock", "Of"), "parent_joints": (",",)},
            {"15555,130": "15555,46", "15016,131": "15016"},
        ),
        (
            "Rock|Split|Of|Mass (mg)\n15016|||\n15016|130|15016,46|20\n15016|131||20",
            {"key": ("Rock", "Split"), "joints": (",",)},
            {"15016,130": "15016,46", "15016,131": "15016"},
        ),
    ],
)
def test_a_family_fills_only_what_rows_do_not_say_of_their_parents(
    session: StoreSession, text: str, said: dict[str, tuple[str, ...]], expected: dict[str, str]
) -> None:
    source, reading = read(session, text, families=("A=#*", "A=#,# Butt"))
    reading = mapped(reading, reading.columns[0], "specific" if "Specific" in reading.columns[0] else "number")
    reading = replace(reading, makes_parents=True)
    for column in reading.columns:
        if column.startswith(("Butt", "Parent", "Of")) and "parent_key" not in said:
            reading = mapped(reading, column, "parent")
    if "Generic" in reading.columns:
        reading = mapped(mapped(reading, "Generic", "generic"), "Specific", "specific")
    for parent in (False, True):
        name = "parent_" * parent
        if f"{name}key" in said:
            reading = keyed(reading, said[f"{name}key"], said[f"{name}joints"], parent=parent)
    for asked in unanswered(questions(session, source, reading), reading):
        reading = answered(reading, asked.id, "left_over")
    plan = plan_reading(session, source, reading)
    made = parents(plan)
    assert {number: made[number].removeprefix("Apollo:") for number in expected} == expected
    unread = {column.name for column in plan.columns if column.target == "other"}
    assert not unread & {"Butt", "Butt (2)", "Parent"}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("10017,12 Butt", "10017,12"),
        ("Parent: (12002,8)", "12002,8"),
        ("NWA 5000 main mass", "NWA 5000"),
        ("box 3 of it", "3"),
        ("12002,8 or 10017,12", "12002,8 or 10017,12"),
        ("12002,8 (again 12002,8)", "12002,8"),
        ("a stone", "a stone"),
    ],
)
def test_the_number_in_a_family_is_what_a_numbering_reads(text: str, number: str) -> None:
    known = {"10017,12", "12002,8", "NWA 5000"}
    assert number_in(text, known.__contains__) == number


def test_shape_and_families_are_kept_with_a_profile_and_a_draft(session: StoreSession) -> None:
    source, reading = read(session, FAMILIES, families=("A=#,#*", "A=Potted: #,#*"), shape="list")
    profiles = Profiles([], [profile_of(reading, "ours")])
    again = guess_reading(session, source, profiles)
    assert (again.kept, again.told, again.families) == (True, reading.told, reading.families)
    left = import_draft(source, reading, reading.told, 2, {})
    assert left is not None
    assert left.said.told == reading.told
    assert gone_on(read(session, FAMILIES, families=reading.told.families, shape="list")[1], left.said).fits
    assert guess_reading(session, source, profiles, said=Told(shape="box")).families == ()


def test_what_holds_for_each_part_is_said_of_no_row_of_another() -> None:
    told = Told(2, 3, 9, "parts", ("D", "G"))
    assert told.of_parts == told
    assert told._replace(blocks=("4",)).of_parts == Told(None, None, None, "parts", ("4",))


def test_a_number_in_a_range_is_no_family(session: StoreSession, sheet: Callable[..., Path]) -> None:
    source = Source.open(sheet("Split,Mass (g)", '",7",3', '",8",4'))
    reading = guess_reading(session, source, Profiles.load(), "rows!1:10017")
    assert "generic" not in reading.constants


@pytest.mark.parametrize("name", ["header", "units"])
@pytest.mark.parametrize("row", [4, 9])
def test_a_row_that_is_blank_or_not_there_names_nothing(session: StoreSession, name: str, row: int) -> None:
    with pytest.raises(SheetError) as refused:
        read(session, f"{NARROW}\n\n{WIDE}", **{name: row})
    assert (refused.value.key, refused.value.facts) == ("sheet.row_nowhere", {"sheet": "clipboard", "row": row})


def test_a_row_of_one_part_is_said_of_no_other() -> None:
    told = Told(7, 8, 9, "parts", ("5",))
    assert told.within(range(7, 10)) == told
    assert told.within(range(1, 5)) == told._replace(header=None, units=None)
    assert Told(0, 0).within(()) == Told(0, 0)
