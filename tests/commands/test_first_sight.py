"""A list that is seen for the first time is proposed as options; what the lab saved passes unasked."""

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.commands.conftest import Ended

ROCKS = ("ID,Mission,Weight (g),Note", "10017,Apollo 11,973,x", "10018,Apollo 11,213,")


def kept(name: str, *lines: str) -> str:
    Path(name).write_text("\n".join(lines), encoding="utf-8")
    return name


def options_in(told: str) -> list[str]:
    """Return the options of a proposal as a shell parts them."""
    return [word for line in told.splitlines() if line.startswith("  --") for word in shlex.split(line)]


def test_a_list_seen_for_the_first_time_is_proposed_and_not_brought_in(
    run: Callable[..., Ended], store: str
) -> None:
    path = kept("rocks.csv", *ROCKS)
    ended = run("import", path, "--into", store)
    assert (ended.code, "--accept-proposal" in ended.err) == (5, True)
    assert options_in(ended.out) == [
        *("--map", "ID=number", "--map", "Mission=mission", "--map", "Weight (g)=mass", "--map", "Note=remarks"),
        *("--collection", "Apollo"),
    ]
    piece = "10017 would stand as: mission Apollo 11, original mass 973 g, remarks x"
    assert piece in ended.out.replace("\xa0", " ")
    assert run("show", store, "10018").code != 0
    pasted = run("import", path, "--into", store, *options_in(ended.out))
    assert (pasted.code, "Imported 2" in pasted.out) == (0, True)
    again = run("import", path, "--into", store)
    assert (again.code, options_in(again.out)) == (0, [])


def test_a_dry_run_shows_the_proposal_and_accepting_takes_it(run: Callable[..., Ended], store: str) -> None:
    path = kept("rocks.csv", *ROCKS)
    dry = run("import", path, "--into", store, "--dry-run")
    assert (dry.code, len(options_in(dry.out)), "2 new" in dry.out) == (0, 10, True)
    assert options_in(run("import", path, "--into", store, "--dry-run", "--accept-proposal").out) == []
    assert run("import", path, "--into", store, "--accept-proposal").code == 0


def test_what_is_said_of_some_columns_leaves_the_others_open(run: Callable[..., Ended], store: str) -> None:
    path = kept("rocks.csv", *ROCKS)
    assert run("import", path, "--into", store, "--map", "ID=number", "--collection", "Apollo").code == 5
    maps = [
        word
        for name, target in (("ID", "number"), ("Mission", "mission"), ("Weight (g)", "mass"), ("Note", "other"))
        for word in ("--map", f"{name}={target}")
    ]
    assert run("import", path, "--into", store, *maps, "--answer", "collection=Apollo").code == 0


@pytest.mark.parametrize(
    "lines",
    [
        ("Site,Hole,Core,CoreType,Section,CuratedLength", "1,A,1,H,1,1.45"),
        ('Tray,"Sample ""no""",Words,Piece,Mass (g)', "1,10017,a,3,5", "1,10017,b,4,6"),
    ],
)
def test_columns_that_make_the_number_are_options_too(
    run: Callable[..., Ended], store: str, lines: tuple[str, ...]
) -> None:
    path = kept("list.csv", *lines)
    told = ("--collection", "new:Finds")
    if "Tray" in lines[0]:
        told += ("--key", "Tray", "--key", "Piece", "--joint", "-")
    else:
        told += ("--answer", "unit:CuratedLength=m")
    ended = run("import", path, "--into", store, *told)
    assert ended.code == 5
    pasted = options_in(ended.out)
    assert "--key" in pasted
    assert run("import", path, "--into", store, *pasted[: pasted.index("--collection")], *told).code == 0


def test_a_list_that_the_lab_saved_is_not_asked_again(run: Callable[..., Ended], store: str) -> None:
    path = kept("first.csv", "Tag,Grams", "10017,5")
    said = ("--map", "Tag=number", "--map", "Grams=mass_now", "--collection", "Apollo", "--answer", "unit:Grams=g")
    assert run("import", path, "--into", store, *said, "--save-profile", "tags").code == 0
    assert run("import", kept("next.csv", "Tag,Grams", "10018,5"), "--into", store).code == 0


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("Form,Number,Weight (g)", "chip,10018,5"), 0),
        (("Number,Mineral,Locality,Weight (g),Form,Depth (cm)", "10018,cassiterite,Cornwall,5,chip,3"), 5),
        (("Number,Weight (g),Form,Note", "10018,5,chip,"), 5),
        (("Number,Weight (g)", "10018,5"), 5),
        (("Number,Mass (g),Form", "10018,5,chip"), 5),
    ],
)
def test_what_was_saved_is_not_asked_again_for_just_its_columns(
    run: Callable[..., Ended], store: str, lines: tuple[str, ...], code: int
) -> None:
    said = ("--into", store, "--collection", "Apollo", "--accept-proposal", "--save-profile", "plain")
    assert run("import", kept("plain.csv", "Number,Weight (g),Form", "10017,5,chip"), *said).code == 0
    assert run("import", kept("next.csv", *lines), "--into", store).code == code
    assert (run("show", store, "10018").code == 0) == (code == 0)


@pytest.mark.parametrize("more", [("--sheet", "pairs", "--block", "D"), ("--all-sheets",)])
def test_the_ways_of_several_tables_are_not_kept_under_one_name(
    run: Callable[..., Ended], store: str, more: tuple[str, ...]
) -> None:
    book = Workbook()
    book.worksheets[0].title = "pairs"
    book.worksheets[0].append(["Number", "Weight (g)", None, "Number", "Form"])
    book.worksheets[0].append(["10017", 5, None, "10018", "chip"])
    book.create_sheet("second").append(["Number"])
    book["second"].append(["10019"])
    book.save("two.xlsx")
    said = ("import", "two.xlsx", "--into", store, "--collection", "Apollo", "--accept-proposal")
    ended = run(*said, *more, "--save-profile", "twin")
    assert (ended.code, "--sheet" in ended.err, "pairs" in ended.err) == (2, True, True)
    assert run("show", store, "10017").code != 0
    assert [*Path(store).parent.rglob("twin.json")] == []
    assert run(*said, "--sheet", "pairs!D:E", "--save-profile", "right").code == 0
    assert len([*Path(store).parent.rglob("right.json")]) == 1


STACKED = ("ID,Weight (g)", "10017,5", "10018,6", "", "Sample,Mission,Weight (g),Remarks", "15016,Apollo 15,924,x")


@pytest.mark.parametrize("name", ["stacked.csv", "stacked.xlsx"])
def test_no_table_above_another_is_left_out_unasked_nor_a_profile_kept_of_the_rest(
    run: Callable[..., Ended], store: str, name: str
) -> None:
    if name.endswith("csv"):
        kept(name, *STACKED)
    else:
        book = Workbook()
        for line in STACKED:
            book.worksheets[0].append(line.split(","))
        book.save(name)
    said = ("import", name, "--into", store, "--collection", "Apollo")
    parts = run(*said, "--shape", "parts", "--save-profile", "half")
    assert (parts.code, options_in(parts.out)) == (5, ["--block", "5"])
    header = run(*said, "--header-row", "5", "--save-profile", "half")
    assert (header.code, options_in(header.out)) == (5, ["--block", "5"])
    one = ("--accept-proposal", "--shape", "list")
    listed = run(*said, *one, "--save-profile", "half")
    assert (listed.code, "outside=leave" in listed.err, "2: 10017" in listed.err) == (5, True, True)
    assert [*Path(store).parent.rglob("half.json")] == []
    assert run(*said, "--accept-proposal", "--shape", "parts", "--block", "5").code == 0
    assert {run("show", store, number).code for number in ("10017", "10018", "15016")} == {0}
    again = run(*said, *one, "--answer", "outside=leave")
    assert (again.code, "kept with no piece: 1, 2, 3" in again.out) == (0, True)


def test_an_open_question_ends_with_the_code_of_its_own(run: Callable[..., Ended], store: str) -> None:
    path = kept("rocks.csv", "ID,Weight", "10017,5")
    said = ("import", path, "--into", store, "--accept-proposal")
    ended = run(*said)
    assert (ended.code, "unit:Weight=g" in ended.err, "collection=Apollo" in ended.err) == (5, True, True)
    assert run(*said, "--answer", "unit:Weight=g", "--answer", "collection=Apollo").code == 0


def test_places_step_by_step_are_taken_by_accepting_them(run: Callable[..., Ended], store: str) -> None:
    path = kept("freezer.csv", "Freezer,Position", "Cold 1234,A1")
    told = ("--answer", "within=Site A")
    ended = run("import", path, "--into", store, *told)
    assert (ended.code, options_in(ended.out)) == (5, [])
    assert run("import", path, "--into", store, *told, "--accept-proposal").code == 0


def test_sheets_that_wait_do_not_stop_the_others(run: Callable[..., Ended], store: str) -> None:
    book = Workbook()
    book.worksheets[0].append(["ID", "Weight (g)"])
    book.worksheets[0].append(["10017", 5])
    book.create_sheet("second").append(["ID", "Weight"])
    book["second"].append(["10018", 5])
    book.save("two.xlsx")
    ended = run(
        "import", "two.xlsx", "--into", store, "--all-sheets", "--accept-proposal", "--collection", "Apollo"
    )
    assert (ended.code, "Imported 1" in ended.out, "1 of 2" in ended.err) == (5, True, True)


def test_the_shape_of_what_is_no_plain_list_is_an_option_too(run: Callable[..., Ended], store: str) -> None:
    path = kept("box.csv", "Box 4,1,2,3", 'A,"12021,5","12021,6",', 'B,"12021,7",,"12021,8"')
    told = ("--answer", "place_columns=keep", "--collection", "Apollo")
    ended = run("import", path, "--into", store, *told)
    pasted = options_in(ended.out)
    assert (ended.code, pasted[:2]) == (5, ["--shape", "box"])
    done = run("import", path, "--into", store, *pasted)
    assert (done.code, "Imported 4" in done.out) == (0, True)


def test_a_dry_run_shows_what_each_part_of_a_sheet_holds(run: Callable[..., Ended], store: str) -> None:
    table = ("Number,Weight (g),,Number,Weight (g)", '"10059,1",5,,"10059,5",1.5', '"10059,2",6,,"10059,6",2.5')
    path = kept("beside.csv", *table)
    dry = run("import", path, "--into", store, "--collection", "Apollo", "--dry-run")
    assert (dry.code, options_in(dry.out)[:2], dry.out.count("Weight (g)=mass")) == (0, ["--block", "D"], 2)
    seen = [line.split()[0] for line in dry.out.splitlines() if " would stand as: " in line]
    assert seen == ["10059,1", "10059,2", "10059,5", "10059,6"]
    assert "shape" not in options_in(dry.out)
    assert run("import", path, "--into", store).code == 5
