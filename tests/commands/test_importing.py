import io
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill

from tests.commands.conftest import Ended


def kept(path: str, *rows: str, encoding: str = "utf-8") -> str:
    Path(path).write_bytes(("\n".join(rows) + "\n").encode(encoding))
    return path


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_what_must_be_answered_is_listed_with_an_example_and_taken_from_the_command_line(
    run: Callable[..., Ended], store: str
) -> None:
    path = kept("cores.csv", "Site,Hole,Core,Section,TopDepth", "1,A,2,1,0.1")
    ended = run("import", path, "--into", store, "--accept-proposal")
    assert ended.code == 5
    assert "--answer “collection=" in ended.err
    ended = run("import", path, "--into", store, "--accept-proposal", "--answer", "collection=new:Lake cores")
    assert (ended.code, "1 row" in ended.out or "1 new" in ended.out) == (0, True)
    assert run("import", path, "--into", store, "--accept-proposal", "--collection", "Lake cores").code == 0


def test_a_question_without_choices_is_asked_with_an_open_answer(run: Callable[..., Ended], store: str) -> None:
    path = kept("freezer.csv", "Freezer,Position", "Cold 1234,A1")
    assert "within=…" in run("import", path, "--into", store, "--accept-proposal").err
    assert run("import", path, "--into", store, "--accept-proposal", "--answer", "within=Site A").code == 0


def test_a_mass_without_a_unit_is_refused_with_the_option_that_says_it(
    run: Callable[..., Ended], store: str
) -> None:
    path = kept("rocks.csv", "ID,Mission,Weight", "10017,Apollo 11,973", "10018,Apollo 11,27")
    ended = run("import", path, "--into", store, "--accept-proposal")
    assert ended.code == 5
    assert "--answer “unit:Weight=g”" in ended.err
    assert "    ug: µg: the column comes to 0.001\u00a0g" in ended.err.splitlines()
    assert run("import", path, "--into", store, "--accept-proposal", "--answer", "unit:Weight=stone").code == 5
    ended = run(
        "import",
        path,
        "--into",
        store,
        "--accept-proposal",
        "--answer",
        "unit:Weight=µg",
        "--save-profile",
        "dust",
    )
    assert ended.code == 0
    assert "0.000973\u00a0g" in run("show", store, "10017").out
    kept("rocks.csv", "ID,Mission,Weight", "10019,Apollo 11,5")
    assert run("import", path, "--into", store, "--accept-proposal").code == 0
    assert "0.000005\u00a0g" in run("show", store, "10019").out


def test_a_saved_unit_is_asked_again_where_cells_name_another(run: Callable[..., Ended], store: str) -> None:
    told = ("--answer", "unit:Weight=g", "--save-profile", "rocks")
    path = kept("rocks.csv", "ID,Mission,Weight", "10017,Apollo 11,973")
    assert run("import", path, "--into", store, "--accept-proposal", *told).code == 0
    rows = ("10018,Apollo 11,5 mg", "10019,Apollo 11,7 mg", "10020,Apollo 11,6")
    path = kept("more.csv", "ID,Mission,Weight", *rows)
    ended = run("import", path, "--into", store, "--accept-proposal")
    assert (ended.code, "--answer “unit:Weight=" in ended.err) == (5, True)
    assert run("import", path, "--into", store, "--answer", "unit:Weight=mg").code == 0
    assert "0.006\u00a0g" in run("show", store, "10020").out


@pytest.mark.parametrize(
    ("words", "question"),
    [("Destroyed in analysis", "titles"), ("All masses in mg", "unit:Mass (g)"), ("All masses in mg", "titles")],
)
def test_words_between_the_rows_of_a_saved_list_are_asked_about(
    run: Callable[..., Ended], store: str, words: str, question: str
) -> None:
    told = ("--collection", "Apollo", "--make-parents", "--save-profile", "ours")
    header = "Sample,Parent,Mass (g)"
    first = kept("first.csv", header, '"15555,1",15555,12.5', '"15555,2",15555,3.25')
    assert run("import", first, "--into", store, "--accept-proposal", *told).code == 0
    rows = ('"15556,1",15556,12.5', f"{words},,", '"15556,2",15556,325')
    ended = run("import", kept("next.csv", header, *rows), "--into", store)
    assert ended.code == 5
    assert f"3: {words}" in next(line for line in ended.err.splitlines() if line.startswith(question))


def test_a_column_is_taken_for_what_the_command_line_says(run: Callable[..., Ended], store: str) -> None:
    path = kept("rocks.csv", "Tag,Mission,Weight (g)", "10017,Apollo 11,973")
    ended = run("import", path, "--into", store, "--accept-proposal", "--map", "Tag=number", "--dry-run")
    assert ended.code == 0
    ended = run("import", path, "--into", store, "--accept-proposal", "--map", "Tag=nonsense", "--dry-run")
    assert (ended.code, "nonsense" in ended.err) == (4, True)


def test_what_is_no_table_is_refused_with_what_can_be_done(run: Callable[..., Ended], store: str) -> None:
    path = Path(store).parent / "list.txt"
    for text, told in (
        ('[{"ID": "10017"}]', "Export what it holds as csv or xlsx"),
        ('<kml xmlns="http://www.opengis.net/kml/2.2"></kml>', "Export what it holds as csv or xlsx"),
    ):
        path.write_text(text)
        ended = run("import", str(path), "--into", store, "--accept-proposal", "--dry-run")
        assert (ended.code, told in ended.err) == (4, True)


def test_an_encoding_and_a_delimiter_may_be_said(run: Callable[..., Ended], store: str) -> None:
    path = kept("rocks.csv", "ID;Mission;Remarks", "10017;Apollo 11;Größe", encoding="cp1252")
    assert "0xF6" in run("import", path, "--into", store, "--accept-proposal").err
    ended = run("import", path, "--into", store, "--accept-proposal", "--encoding", "cp1252", "--delimiter", ";")
    assert ended.code == 0


def test_a_number_of_several_columns_is_said_and_kept(run: Callable[..., Ended], store: str) -> None:
    path = kept("boxes.csv", "Name,Piece,Bin", "Alpha,1,x", "Alpha,2,x", "Alpha,2,y")
    told = ("--key", "Name", "--key", "Piece", "--joint", "/", "--collection", "new:Boxes")
    ended = run("import", path, "--into", store, "--accept-proposal", *told, "--dry-run")
    assert "“Name” + “Piece” as the number" in ended.out
    assert "Alpha/2 stands also in row 3 and says otherwise" in ended.err
    kept("boxes.csv", "Name,Piece,Bin", "Alpha,1,x", "Alpha,2,x")
    assert run("import", path, "--into", store, "--accept-proposal", *told, "--save-profile", "boxes").code == 0
    assert run("show", store, "Alpha/1").code == 0
    kept("boxes.csv", "Name,Piece,Bin", "Alpha,3,x")
    assert run("import", path, "--into", store, "--accept-proposal", "--collection", "Boxes").code == 0
    assert run("show", store, "Alpha/3").code == 0
    below = kept("parts.csv", "Of,No,Part", "Alpha,3,a")
    mine = ("--key", "Of", "--key", "No", "--key", "Part", "--joint", "/", "--joint", "-")
    above = (
        "--parent-key",
        "Of",
        "--parent-key",
        "No",
        "--parent-joint",
        "/",
        "--collection",
        "Boxes",
        "--header-row",
        "1",
    )
    assert run("import", below, "--into", store, "--accept-proposal", *mine, *above).code == 0
    assert "Alpha/3" in run("show", store, "Alpha/3-a").out
    assert run("import", path, "--into", store, "--accept-proposal", "--key", "Nowhere").code == 4


def test_a_quote_and_a_tab_may_be_said_in_words(run: Callable[..., Ended], store: str) -> None:
    path = kept("rocks.csv", "ID\tMission\tRemarks", '10017\tApollo 11\t"long', "10018\tApollo 11\tx")
    assert run("import", path, "--into", store, "--accept-proposal").code == 4
    assert (
        run("import", path, "--into", store, "--accept-proposal", "--delimiter", "tab", "--quote", "none").code
        == 0
    )
    assert run("import", path, "--into", store, "--accept-proposal", "--delimiter", ";;").code == 4


def test_sheets_are_listed_the_visible_ones_first(run: Callable[..., Ended], store: str) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title, first.sheet_state = "key", "hidden"
    book.create_sheet("list")
    book.save("a.xlsx")
    assert run("import", "a.xlsx", "--into", store, "--accept-proposal", "--list-sheets").out.splitlines() == [
        "list",
        "key (hidden)",
    ]


def test_a_table_comes_through_standard_input(
    run: Callable[..., Ended], store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("ID\tMission\tWeight (g)\n10017\tApollo 11\t973\n"))
    assert run("import", "-", "--into", store, "--accept-proposal").code == 0
    assert run("show", store, "10017").code == 0


def test_how_a_list_is_read_is_kept_and_known_next_time(run: Callable[..., Ended], store: str) -> None:
    path = kept("rocks.csv", "Tag,Flight,Weight (g)", "10017,Apollo 11,973")
    told = ("--map", "Tag=number", "--map", "Flight=mission", "--save-profile", "Tags")
    assert "Tags.json" in run("import", path, "--into", store, "--accept-proposal", *told, "--dry-run").out
    assert run("import", path, "--into", store, "--accept-proposal").code == 0
    assert "Apollo 11" in run("show", store, "10017").out


def test_no_rows_are_said_to_be_left_out_where_none_was(run: Callable[..., Ended], store: str) -> None:
    path = kept("rocks.csv", "ID,Mission,Weight (g)", "10017,Apollo 11,973", "10018,Apollo 11,heavy")
    ended = run(
        "import", path, "--into", store, "--accept-proposal", "--skip-bad", "--report", "left.csv", "--dry-run"
    )
    assert "The rows left out, with their reasons, are in left.csv." in ended.out
    assert "heavy" in ended.err
    kept("rocks.csv", "ID,Mission,Weight (g)", "10017,Apollo 11,973")
    ended = run(
        "import", path, "--into", store, "--accept-proposal", "--skip-bad", "--report", "left.csv", "--replace"
    )
    assert ended.code == 0
    assert "No row had to be left out: left.csv lists none." in ended.out
    assert "left out, with" not in ended.out


@pytest.mark.parametrize(
    "header", [",Storage,", "Sample,SiO2 (wt%),", "Table 2,,Area mm2", "Probe mount,,Number of grains"]
)
def test_what_may_be_another_header_is_asked_about(run: Callable[..., Ended], store: str, header: str) -> None:
    first = ("ID,Shelf no,Weight (g)", "10017,,973", "10018,,27")
    path = kept("rocks.csv", *first, header, "10019,,5", "10020,,6")
    said = ("import", path, "--into", store, "--accept-proposal", "--collection", "Apollo")
    ended = run(*said)
    assert (ended.code, f"4: {' '.join(filter(None, header.split(',')))}" in ended.err) == (5, True)
    assert run(*said, "--answer", "titles=set_aside").code == 0
    assert run("show", store, "10019").code == 0


def test_rows_of_other_collections_are_in_the_report_of_rows_left_out(
    run: Callable[..., Ended], store: str
) -> None:
    rows = ("10017,Apollo,973", "21000,Luna,5", "10018,,7")
    told = ("--answer", "rows_of=Apollo", "--skip-bad", "--report", "left.csv")
    path = kept("rocks.csv", "ID,Collection,Weight (g)", *rows)
    ended = run("import", path, "--into", store, "--accept-proposal", *told)
    assert ended.code == 0
    assert "The rows left out, with their reasons, are in left.csv." in ended.out
    lines = Path("left.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [line.partition(",")[0] for line in lines] == ["3", "4"]


def test_hidden_columns_that_are_left_out_are_not_said_to_be_kept(run: Callable[..., Ended], store: str) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("ID", "Mission", "Sort of box", "Place"), ("10017", "Apollo 11", "tin", "Vault")):
        sheet.append(row)
    for letter in "CD":
        sheet.column_dimensions[letter].hidden = True
    book.save("rocks.xlsx")
    told = ("--answer", "hidden_columns=leave", "--dry-run")
    said = run("import", "rocks.xlsx", "--into", store, "--accept-proposal", *told).out
    assert "Hidden in the file, and left out as answered: “Sort of box” and “Place”." in said
    assert "Kept aside" not in said
    assert said.count("“Place”") == 1


def test_what_a_comma_cut_off_is_not_said_to_be_kept(run: Callable[..., Ended], store: str) -> None:
    path = kept("rocks.csv", "ID,Mission,Weight (g)", "10017,Apollo 11,973", "10018,Apollo 11,1,5")
    told = ("--skip-bad", "--report", "left.csv")
    ended = run("import", path, "--into", store, "--accept-proposal", *told)
    assert "1 refused" in ended.out
    assert "Kept aside" not in ended.out


def test_a_file_of_which_no_row_is_good_fails_and_says_so(run: Callable[..., Ended], store: str) -> None:
    told = ("--into", store, "--accept-proposal", "--skip-bad", "--report", "left.csv", "--replace")
    told += ("--collection", "Apollo")
    ended = run("import", kept("rocks.csv", "ID,Weight (g)", "foo bar,1", "x y,2"), *told)
    assert ended.code == 3
    assert "No row of rocks.csv can come in" in ended.out + ended.err
    assert "knows everything" not in ended.out
    good = ("ID,Mission,Weight (g)", "10017,Apollo 11,973")
    assert run("import", kept("good.csv", *good), *told).code == 0
    ended = run("import", kept("mixed.csv", *good, "foo bar,,1"), *told)
    assert ended.code == 0
    assert "Nothing was written: 1 row of mixed.csv cannot come in, and the book knows the others" in ended.out


def test_what_marks_that_repeat_the_row_above_are_is_asked(run: Callable[..., Ended], store: str) -> None:
    path = kept("rocks.csv", "ID,Mission,Weight (g),Type", "10017,Apollo 11,973,Basalt", "10020,Apollo 11,425,〃")
    ended = run("import", path, "--into", store, "--accept-proposal", "--dry-run")
    assert (ended.code, "--answer “fill:Type=yes”" in ended.err) == (5, True)
    told = ("import", path, "--into", store, "--accept-proposal", "--dry-run", "--answer", "fill:Type=yes")
    assert run(*told).code == 0


def test_a_number_that_repeats_comes_in_by_all_columns_that_make_it(run: Callable[..., Ended], store: str) -> None:
    path = kept("two.csv", "Sample,Piece,Wt (g)", "10017,1,1", "10017,2,2", "10018,1,3")
    said = ("import", path, "--into", store, "--accept-proposal", "--collection", "Apollo")
    assert run(*said).code == 3
    unknown = run(*said, "--answer", "colur:Sample=keep")
    assert "Nothing is asked by the name “colur:Sample”" in unknown.err
    assert unknown.code == 4
    assert run(*said, "--key", "Sample", "--key", "Piece").code == 0


def test_a_list_of_places_names_no_collection(run: Callable[..., Ended], store: str) -> None:
    path = kept("freezer.csv", "Building,Room,Freezer,Position", "B31N,1120,FZ-1,A1")
    assert "freezer.csv, a list of places: 1 new." in run("import", path, "--into", store, "--accept-proposal").out


def test_warnings_are_counted_by_rows_and_agree_with_their_verbs(run: Callable[..., Ended], store: str) -> None:
    rows = ("15555,Apollo 11,3,1960-01-01", "15556,Apollo 15,0,", "15557,Apollo 15,0,")
    path = kept("list.csv", "Number,Mission,Weight (g),Received on", *rows)
    ended = run("import", path, "--into", store, "--accept-proposal", "--dry-run")
    assert "2 rows with mass 0 come in as unknown." in ended.out
    assert ended.out.count("1 row carries another warning") == 1


def test_a_row_struck_through_is_asked_about_and_a_colour_is_not(run: Callable[..., Ended], store: str) -> None:
    book = Workbook()
    page = book.worksheets[0]
    for row in (("ID", "Mission"), ("10017", "Apollo 11"), ("10018", "Apollo 11")):
        page.append(row)
    page["A2"].fill = PatternFill("solid", fgColor="FFFFFF00")
    page["A3"].font = Font(strike=True)
    book.save("marked.xlsx")
    ended = run("import", "marked.xlsx", "--into", store, "--accept-proposal")
    assert (ended.code, "struck=keep" in ended.err, "colour" in ended.err) == (5, True, False)
    ended = run("import", "marked.xlsx", "--into", store, "--accept-proposal", "--answer", "struck=leave")
    assert ended.code == 0


def test_the_command_says_what_columns_are_taken_for_and_which_rows_are_set_aside(
    run: Callable[..., Ended], store: str
) -> None:
    rows = ("ID,Mission,Weight (g),Tag", "10017,Apollo 11,973,x", "Total,,973,")
    ended = run("import", kept("rocks.csv", *rows), "--into", store, "--accept-proposal", "--dry-run")
    said = ended.out.splitlines()
    assert "Read: “ID” as the number, “Mission” as mission and “Weight (g)” as the original mass." in said
    assert "Kept aside as they stand, unread: “Tag”." in said
    assert "Set aside, as no records: 1 row (a total: 3)." in said
    now = kept("now.csv", "Sample,Mission,Parent,Mass (g)", "10017,Apollo 11,,973")
    ended = run("import", now, "--into", store, "--accept-proposal", "--dry-run")
    assert "“Mass (g)” as the mass now." in ended.out
    assert "Kept aside" not in ended.out


def test_sums_and_titles_of_a_list_are_told_and_what_titles_are_is_asked(
    run: Callable[..., Ended], store: str
) -> None:
    rows = (
        "Sample,Type,Mass (g)",
        "Apollo 12,,",
        "12002,basalt,1.0",
        "Subtotal Apollo 12,,1.0",
        "-- end of data --,,",
    )
    path = kept("list.csv", *rows)
    said = ("import", path, "--into", store, "--accept-proposal", "--collection", "Apollo")
    ended = run(*said)
    assert (ended.code, "--answer “titles=set_aside”" in ended.err) == (5, True)
    ended = run(*said, "--answer", "titles=beside")
    assert ended.code == 0
    told = ended.out.replace("\xa0", " ")
    assert "1 row (a total: 4)" in told
    assert "2 rows (a title or a note: 2, 5)" in told
    assert "Kept aside as they stand, unread: “title”." in told


def test_pieces_move_to_places_of_the_book_once_somebody_says_so(run: Callable[..., Ended], store: str) -> None:
    path = kept("places.csv", "Sample,Mission,Ort", "12002,Apollo 12,Room 2")
    said = ("import", path, "--into", store, "--accept-proposal")
    assert "    move: Move the pieces there, and refuse rows whose place" in run(*said).err
    refused = run(*said, "--answer", "places=move")
    assert (refused.code, "No place is called" in refused.out + refused.err) == (3, True)
    assert run(*said, "--answer", "places=keep").code == 0


def test_a_second_header_that_begins_with_an_unknown_word_begins_a_part(
    run: Callable[..., Ended], store: str
) -> None:
    rows = (
        "Sample,Mission,Current mass (g)",
        "12002,Apollo 12,5",
        "Specimen tag,Mission,Current mass (mg)",
        "15016,Apollo 15,900",
    )
    path = kept("two.csv", *rows)
    ended = run("import", path, "--into", store)
    assert (ended.code, '--block "3"' in ended.out) == (5, True)
    # What a header nobody knows says is asked of its part.
    assert run("import", path, "--into", store, "--accept-proposal").code == 5
    part = ("--sheet", "two!3:4", "--block", "3", "--map", "Specimen tag=number")
    assert run("import", path, "--into", store, "--accept-proposal", *part).code == 0
    assert "0.900\u00a0g" in run("show", store, "15016").out


def test_parents_that_are_nowhere_are_hinted_at_and_made_on_demand(run: Callable[..., Ended], store: str) -> None:
    path = Path("butts.csv")
    path.write_text("Sample,Parent,Mass (mg)\n" + '"12002,60","12002,8",3\n', encoding="utf-8")
    told = ("import", str(path), "--into", store, "--accept-proposal", "--collection", "Apollo")
    ended = run(*told)
    assert (ended.code, "12002,8. To have them made" in ended.out) == (3, True)
    ended = run(*told, "--make-parents")
    assert (ended.code, "1 piece named only as a parent is made" in ended.out) == (0, True)
    assert "named only as a parent" in run("show", store, "12002,8").out


PARTED = ("ID,Mission,Weight (g)", "10017,Apollo 11,973", "Vial,Sample,Mass (mg)", "7,12002,250")


def test_a_sheet_of_several_tables_is_proposed_in_parts_and_comes_in_part_by_part(
    run: Callable[..., Ended], store: str
) -> None:
    Path("two.csv").write_text("\n".join(PARTED), encoding="utf-8")
    told = ("import", "two.csv", "--into", store, "--collection", "Apollo")
    ended = run(*told)
    assert (ended.code, '  --block "3"' in ended.out) == (5, True)
    one = run(*told, "--sheet", "two!3:4", "--accept-proposal", "--dry-run")
    assert (one.code, "1 new" in one.out) == (0, True)
    ended = run(*told, "--block", "3", "--accept-proposal")
    assert (ended.code, ended.out.replace("\xa0", " ").count("Imported 1")) == (0, 2)
    again = run(*told, "--accept-proposal")
    assert (again.code, again.out.count("in the book")) == (0, 2)
    # As one list its second header is a row that names another unit than the first.
    as_list = (*told, "--shape", "list", "--accept-proposal", "--dry-run")
    assert (run(*as_list).code, run(*as_list, "--answer", "unit:Weight (g)=g").code) == (5, 3)
    assert "is no place in a sheet" in run(*told, "--block", "row 3").err


STACKED = ("Butts of 15445", "Number;Weight (g)", "15445,1;1.5", ";", "Number;Weight (mg)", "15445,10;15")


@pytest.mark.parametrize(
    ("said", "imported"),
    [
        (("--header-row", "2"), 2),
        (("--header-row", "5"), 2),
        (("--header-row", "5", "--shape", "parts"), 2),
        (("--header-row", "5", "--block", "5"), 2),
        (("--header-row", "5", "--sheet", "stacked!5:6"), 1),
    ],
)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_header_row_of_one_of_several_tables_is_that_of_its_part(
    run: Callable[..., Ended], store: str, said: tuple[str, ...], imported: int, kind: str
) -> None:
    if kind == "csv":
        Path("stacked.csv").write_text("\n".join(STACKED), encoding="utf-8")
    else:
        book = Workbook()
        book.worksheets[0].title = "stacked"
        for row in STACKED:
            book.worksheets[0].append(row.strip(";").split(";"))
        book.save("stacked.xlsx")
    told = ("import", f"stacked.{kind}", "--into", store, "--collection", "Apollo", *said)
    assert run(*told).code == 5
    ended = run(*told, "--accept-proposal")
    assert (ended.code, ended.out.replace("\xa0", " ").count("Imported 1")) == (0, imported), ended.err
    shown = [run("show", store, number).out.replace("\xa0", " ") for number in ("15445,1", "15445,10")]
    assert ["1.5 g" in shown[0], "0.015 g" in shown[1]] == [imported == 2, True]


@pytest.mark.parametrize("row", ["4", "70"])
def test_a_header_row_that_is_blank_or_not_there_is_refused(
    run: Callable[..., Ended], store: str, row: str
) -> None:
    Path("stacked.csv").write_text("\n".join(STACKED), encoding="utf-8")
    ended = run("import", "stacked.csv", "--into", store, "--header-row", row)
    assert (ended.code, f"Row {row} of stacked is blank or not there" in ended.err) == (4, True), ended.err


def test_header_units_and_families_are_said_by_command(run: Callable[..., Ended], store: str) -> None:
    Path("tags.csv").write_text(
        "Table 7;;\nTag;Heavy\n;mg\n10017,12 butt;\n10017,60;3\n12002,8 butt;\n12002,9;4\nend;;",
        encoding="utf-8",
    )
    told = ("import", "tags.csv", "--into", store, "--collection", "Apollo", "--accept-proposal")
    rows = ("--header-row", "2", "--units-row", "3", "--end-row", "7", "--family", "A=#,#*")
    said = ("--map", "Tag=number", "--map", "Heavy (mg)=mass_now", "--make-parents")
    ended = run(*told, *rows, *said)
    assert (ended.code, "Imported 4" in ended.out.replace("\xa0", " ")) == (0, True)
    assert "the parent of the rows below it: 4, 6" in ended.out
    assert "10017,12" in run("show", store, "10017,60").out


def test_a_parent_that_a_row_names_itself_is_its_own_also_below_a_family(
    run: Callable[..., Ended], store: str
) -> None:
    Path("butts.csv").write_text(
        'Section;Butt;Mass (mg)\n10017;;\n"10017,130";"10017,46";20\n"10017,131";",46";20\n"10017,132";;20\n',
        encoding="utf-8",
    )
    told = ("import", "butts.csv", "--into", store, "--collection", "Apollo", "--family", "A=#*", "--make-parents")
    said = ("--map", "Section=number", "--map", "Butt=parent", "--map", "Mass (mg)=mass_now")
    ended = run(*told, *said, "--answer", "daughters=left_over")
    assert ended.code == 0, ended.err
    assert "Kept aside, unread" not in ended.out
    for number, parent in (("10017,130", "10017,46"), ("10017,131", "10017,46"), ("10017,132", "10017")):
        (line,) = [each for each in run("show", store, number).out.splitlines() if each.startswith("Parent")]
        assert line.split()[-1] == parent


def test_a_proposal_pasted_reads_the_list_as_it_was_read(run: Callable[..., Ended], store: str) -> None:
    Path("cut.csv").write_text(
        'Table 7;;\nTag;Butt;Mass;Type\n10017;;;\n"10017,130";"10017,46";20;x\n"10017,131";",46";20;\n',
        encoding="utf-8",
    )
    told = ("import", "cut.csv", "--into", store)
    rows = ("--header-row", "2", "--delimiter", ";", "--family", "A=#*", "--make-parents")
    said = ("--map", "Tag=number", "--map", "Butt=parent", "--map", "Type=other")
    answers = ("--answer", "unit:Mass=mg", "--answer", "daughters=left_over", "--answer", "collection=new:Cuts")
    shown = run(*told, *rows, *said, *answers, "--dry-run")
    assert shown.code == 0, shown.err
    lines = [line for line in shown.out.splitlines() if line.startswith("  --")]
    assert "  --make-parents" in lines
    assert '  --collection "new:Cuts"' in lines
    pasted = shlex.split(" ".join(lines))
    again = run(*told, *pasted, "--dry-run")
    assert again.code == 0, again.err
    told_again = again.out.splitlines()[:-1]
    assert told_again == shown.out.splitlines()[: len(told_again)]
    assert run(*told, *pasted).code == 0
    assert "10017,46" in run("show", store, "10017,131").out


def test_rows_left_out_below_a_family_keep_their_parent_in_the_report(
    run: Callable[..., Ended], store: str
) -> None:
    Path("bad.csv").write_text(
        'Sample,Mass (mg)\n"10017,12 Butt",\n"10017,60",3\n"10017,61",x\n', encoding="utf-8"
    )
    told = ("--into", store, "--collection", "Apollo", "--accept-proposal")
    families = ("--family", "A=#,#*", "--make-parents", "--skip-bad", "--report", "left.xlsx")
    assert run("import", "bad.csv", *told, *families).code == 0
    report = load_workbook("left.xlsx")
    (cell,) = [cell for page in report for row in page.iter_rows() for cell in row if cell.value == "x"]
    cell.value = 4
    report.save("left.xlsx")
    assert run("import", "left.xlsx", *told).code == 0
    assert "10017,12" in run("show", store, "10017,61").out


def test_a_place_that_takes_no_row_is_refused(run: Callable[..., Ended], store: str) -> None:
    Path("butts.csv").write_text('Sample,Mass (mg)\n"10017,12 Butt",\n"10017,60",3\n', encoding="utf-8")
    book = Workbook()
    for name, first in (("Butts", "10017,12 Butt"), ("Potted", "Potted: 12002,8")):
        page = book.create_sheet(name)
        for row in (("Sample", "Mass (mg)"), (first, None), ("10017,60", 3)):
            page.append(row)
    book.remove(book.worksheets[0])
    book.save("two.xlsx")
    told = ("--into", store, "--collection", "Apollo", "--accept-proposal", "--make-parents", "--dry-run")
    families = ("--family", "A=#,# Butt", "--family", "A=Potted: #,#")
    ended = run("import", "butts.csv", *told, *families)
    assert (ended.code, "No row of butts changes the family by A=Potted: #,#." in ended.err) == (4, True)
    ended = run("import", "butts.csv", *told, "--block", "A=Table *")
    assert (ended.code, "butts has no A=Table * where a block could begin" in ended.err) == (4, True)
    ended = run("import", "two.xlsx", "--all-sheets", *told, *families, "--family", "A=Cut: #,#")
    assert (ended.code, "No row of Butts, Potted changes the family by A=Cut: #,#." in ended.err) == (4, True)
    ended = run("import", "two.xlsx", "--all-sheets", *told, *families)
    assert "No row of Butts changes the family by A=Potted: #,#." in ended.out
    assert "No row of Potted changes the family by A=#,# Butt." in ended.out


def test_families_that_a_profile_knows_and_a_list_has_not_are_told(run: Callable[..., Ended], store: str) -> None:
    rows = 'Sample,Mass (mg)\n"10017,12 Butt",\n"10017,60",3\n'
    Path("first.csv").write_text(rows + '"Potted: 12002,8",\n"12002,70",5\n', encoding="utf-8")
    Path("next.csv").write_text(rows, encoding="utf-8")
    told = ("--into", store, "--collection", "Apollo", "--make-parents", "--dry-run")
    families = (
        "--family",
        "A=#,# Butt",
        "--family",
        "A=Potted: #,#",
        "--accept-proposal",
        "--save-profile",
        "ours",
    )
    assert run("import", "first.csv", *told, *families).code == 0
    ended = run("import", "next.csv", *told)
    assert (ended.code, "No row of next changes the family by A=Potted: #,#." in ended.out) == (0, True)


def test_a_corrected_report_reads_back_unasked_as_the_list_was_read(run: Callable[..., Ended], store: str) -> None:
    path = kept("butts.csv", "TS,butt,depth (mm)", '"10017,31","10017,1",4', '10017x8,"10017,1",5')
    told = ("--collection", "Apollo", "--header-row", "1", "--key", "TS", "--parent-key", "butt", "--make-parents")
    left = ("--accept-proposal", "--skip-bad", "--report", "left.xlsx")
    assert run("import", path, "--into", store, *told, *left).code == 0
    report = load_workbook("left.xlsx")
    report["Import report"]["F4"] = "10017,8"
    report.save("left.xlsx")
    # The sheet about the report is no list.
    ended = run("import", "left.xlsx", "--into", store, "--all-sheets")
    assert (ended.code, "About" in ended.out) == (0, False), ended.err
    assert "10017,1" in run("show", store, "10017,8").out
    about = report["About"]
    (cell,) = [row[1] for row in about.iter_rows() if "{" in str(row[1].value)]
    cell.value = str(cell.value).replace('"number"', '"remarks"')
    report.save("left.xlsx")
    ended = run("import", "left.xlsx", "--into", store)
    assert (ended.code, "not as they were written" in ended.err) == (4, True)
