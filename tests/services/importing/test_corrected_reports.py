"""A row left out and corrected in the report comes in as it would have from the list, however that is read."""

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.domain.acts import Act
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.importing import (
    ImportPlan,
    Profiles,
    Reading,
    Source,
    Told,
    Verdict,
    answered,
    guess_reading,
    keyed,
    mapped,
    plan_reading,
    post_import,
    profile_of,
    questions,
    unanswered,
    write_report,
)
from lunarcurator.services.importing.columns.mapping import MappingRefused
from lunarcurator.services.importing.profiles import Lasting
from lunarcurator.services.importing.read_as import ReadAs, read_as
from lunarcurator.services.importing.shapes import in_parts
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.services.importing.conftest import OPERATOR

WRONG = "wrong?!"


@dataclass(frozen=True)
class List:
    """A list in which `@` stands for what is wrong at first, and all that a person chooses of it."""

    text: str
    right: str
    said: Told = Told()  # noqa: RUF009 - a frozen tuple
    map: Mapping[str, str] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    parent_key: tuple[str, ...] = ()
    joints: tuple[str, ...] = (",",)
    answers: Mapping[str, str] = field(default_factory=lambda: {"collection": "Apollo"})
    makes_parents: bool = False
    effective: int | None = None
    part: int = 0
    again: Mapping[str, str] = field(default_factory=dict)

    def with_(self, text: str) -> str:
        return self.text.replace("@", text)


FAMILIES = Told(families=("A=#,#*",))

LISTS = {
    "list": List(
        "TS|butt|depth (mm)\n14240,7|14240,1|4\n14240,@|14240,1|5",
        "8",
        Told(header=1),
        {"TS": "number", "butt": "parent", "depth (mm)": "depth_top_um"},
        makes_parents=True,
    ),
    "title above": List(
        "Sections of 14163\nRef|Old|What\n14163,5|A|x\n14163,@|B|y",
        "6",
        Told(header=2),
        {"Ref": "number", "Old": "names", "What": "remarks"},
    ),
    "no header": List(
        "14163,5|4\n14163,6|@",
        "7",
        Told(header=0),
        {"A": "number", "B": "mass"},
        answers={"collection": "Apollo", "unit:B": "mg"},
    ),
    "box": List(
        "|1|2|3\nA|70180,100|70180,101|70180,102\nB|70180,@||70180,104",
        "103",
        Told(shape="box"),
        answers={"collection": "Apollo", "place_columns": "yes", "within": "Lab > Room 1 > Box 12"},
    ),
    "box kept": List(
        "|1|2|3\nA|70180,100|70180,101|70180,102\nB|70180,@||70180,104",
        "103",
        Told(shape="box"),
        answers={"collection": "Apollo", "place_columns": "keep"},
    ),
    "beside": List(
        "ID|Weight (g)||ID|Weight (g)\n12002|1529.5||14310|@\n12021|5||14311|", "250", Told(shape="beside")
    ),
    "parts": List(
        "ID|Weight (g)||Chip|Mass (mg)\n12002|1529.5||14310|@\n12021|5||14311|7",
        "250",
        Told(header=1, shape="parts", blocks=("D",)),
        {"Chip": "number", "Mass (mg)": "original"},
        part=1,
    ),
    "turned": List("Sample|12002|12021|14310\nWeight (g)|1|@|3", "2", Told(shape="turned")),
    "families": List(
        "Sample|Mass (mg)\n10017,12 Butt|\n10017,60|3\n10017,61|@\nPotted: 12002,8|\n12002,70|5",
        "4",
        Told(families=("A=#,#*", "A=Potted: #,#*")),
        again={"from_book": "refuse"},
        makes_parents=True,
    ),
    "ends of families": List(
        "Split|Mass (mg)\n15445|\n,7|3\n,8|@\n15555,12|\n,9|5",
        "4",
        Told(families=("A=#*",)),
        {"Split": "specific"},
        again={"from_book": "refuse"},
        makes_parents=True,
    ),
    "families of a key": List(
        "Rock|Split|Of|Mass (mg)\n15016|||\n15016|130|15016,46|20\n15016|@||20",
        "131",
        Told(families=("A=#*",)),
        {"Of": "parent"},
        key=("Rock", "Split"),
        again={"from_book": "refuse"},
        makes_parents=True,
    ),
    "one family": List(
        "Piece|Pieces in\n,99|A\n,@|D",
        "100",
        Told(header=1),
        {"Piece": "specific"},
        answers={"collection": "Apollo", "family": "14163", "titles": "row"},
        again={"from_book": "refuse"},
        makes_parents=True,
    ),
    "several parts of a number": List(
        "Rock|No.|Weight\n10017|1|3\n10017|@|4",
        "2",
        Told(header=1),
        {},
        key=("Rock", "No."),
        answers={"collection": "Apollo", "unit:Weight": "mg"},
    ),
    "key of a parent": List(
        "Name|Rock|Of|g\n10017,5|10017|1|3\n10017,6|10017|@|4",
        "2",
        Told(header=1),
        {"Name": "number", "g": "mass"},
        parent_key=("Rock", "Of"),
        makes_parents=True,
        answers={"collection": "Apollo", "unit:g": "mg"},
    ),
    "unit by answer": List(
        "ID|Weight|Lustre\n10017|3|dull\n10018|@|dull",
        "4",
        answers={"collection": "new:Rocks", "unit:Weight": "mg"},
    ),
    "unit beside": List("ID|Weight|Unit\n10017|3|mg\n10018|@|g", "4"),
    "unit in a row": List("ID|Weight|Depth\n|mg|cm\n10017|3|2\n10018|@|3", "4"),
    "depths of one cell": List(
        "Split|Depth\n10017,1|0-1\n10017,2|1-@",
        "2",
        Told(header=1),
        {"Split": "number", "Depth": "depth_range"},
        answers={"collection": "Apollo", "unit:Depth": "cm"},
    ),
    "blanks that continue": List(
        "Parent|Number|Weight (g)\n10017|10017,1|1\n|10017,2|@\n",
        "2",
        answers={"collection": "Apollo", "fill:Parent": "yes"},
        makes_parents=True,
    ),
    "titles beside": List(
        "Number|Weight (g)\nFrom the vault\n10017,1|1\n10017,2|@\nFrom the lab\n10018,1|1",
        "2",
        Told(header=1),
        answers={"collection": "Apollo", "titles": "beside"},
    ),
    "collections": List(
        "Number|Collection|Mission|Weight (g)\n10002|Apollo|Apollo 11|1\n"
        "CE5C0400|Chang'e-5|Chang'e-5|@\n21000|Luna|Luna 16|1\nA 1|Practice||5",
        "2",
        answers={"rows_of": "Apollo + Chang'e-5 + Luna"},
    ),
    "loans": List(
        "Borrower|Institution|Sample|Mass (mg)|Issued\nBorrower A|Institute B|10018|25|1999-05-03\n"
        "Borrower A|Institute B|10019|@|1999-05-04",
        "30",
    ),
    "loans of a day": List(
        "Who|Rock|Split|Lent\nBorrower A|10018|1|25 mg\nBorrower A|10019|@|3 mg",
        "2",
        Told(header=1),
        {"Who": "borrower", "Lent": "issued"},
        key=("Rock", "Split"),
        answers={"collection": "Apollo", "lent_on": "1999-05-03"},
    ),
    "places of pieces": List(
        "Number|Room|Box|Weight (g)\n10002|R|1|1\n10003|R|2|@",
        "2",
        answers={"collection": "Apollo", "place_columns": "yes"},
    ),
    "a day for all": List("ID|Weight (g)\n10017|3\n10018|@", "4", effective=19720304),
    "masses with daughters": List(
        "Number|Parent|Weight (g)\n10017||9\n10017,1|10017|2\n10018||8\n10018,1|10018|@",
        "3",
        answers={"collection": "Apollo", "daughters": "with_daughters"},
    ),
}


def source_of(path: Path, each: List, text: str) -> Source:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for line in each.with_(text).splitlines():
        sheet.append([word or None for word in line.split("|")])
    book.save(path)
    return Source.open(path)


def reading_of(session: StoreSession, source: Source, each: List) -> tuple[Source, Reading]:
    profiles = Profiles.load()
    reading = guess_reading(session, source, profiles, said=each.said)
    source, said = in_parts(source, reading)
    if parts := source.parts(reading.sheet):
        reading = guess_reading(session, source, profiles, parts[each.part], said=said)
    for column, target in each.map.items():
        reading = mapped(reading, column, target)
    if each.key:
        reading = keyed(reading, each.key, each.joints)
    if each.parent_key:
        reading = keyed(reading, each.parent_key, each.joints, parent=True)
    for question, answer in each.answers.items():
        reading = answered(reading, question, answer)
    return source, replace(reading, makes_parents=each.makes_parents)


def plan_of(session: StoreSession, path: Path, each: List, text: str) -> ImportPlan:
    source, reading = reading_of(session, source_of(path, each, text), each)
    return plan_reading(session, source, reading, effective=each.effective)


def corrected(path: Path, right: str) -> Path:
    """Correct every wrong cell of the file in a report, in a spreadsheet program or an editor."""
    if path.suffix == ".csv":
        header, *rows = csv.reader(path.read_text(encoding="utf-8-sig").splitlines())
        rows = [[*row[:5], *(cell.replace(WRONG, right) for cell in row[5:])] for row in rows]
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows((header, *rows))
        return path
    book = load_workbook(path)
    for cell in (cell for row in book.worksheets[1].iter_rows(min_col=6) for cell in row):
        if WRONG in str(cell.value):
            cell.value = str(cell.value).replace(WRONG, right)
    book.save(path)
    return path


def back(session: StoreSession, path: Path) -> tuple[Source, Reading]:
    """Read a report as it reads by itself: nothing is said of it."""
    source = Source.open(path)
    reading = guess_reading(session, source, Profiles.load())
    assert (reading.report, reading.kept) == (True, True)
    assert unanswered(questions(session, source, reading), reading) == ()
    return source, reading


def coming(plan: ImportPlan) -> list[tuple[Any, ...]]:
    """Return the rows that come in, but for the name of the file and the row that they come from."""
    return [
        (row.number, row.mission, row.day, [*map(_said, row.acts)], [reason.key for reason in row.reasons])
        for row in plan.rows
        if row.verdict is Verdict.NEW
    ]


def _said(act: Act) -> str:
    return re.sub(r"source='[^']*'", "", repr(act))


@pytest.mark.parametrize(("ending", "language"), [("xlsx", "en"), ("csv", "zh_CN")])
@pytest.mark.parametrize("name", LISTS)
def test_a_corrected_row_comes_in_as_from_the_list(
    session: StoreSession, tmp_path: Path, name: str, ending: str, language: str
) -> None:
    each, words = LISTS[name], Words.load(language, resources_folder() / "languages")
    first = plan_of(session, tmp_path / "a.xlsx", each, WRONG)
    report = tmp_path / f"left.{ending}"
    write_report(first, report, words, bad_only=True)
    assert first.bad == 1
    post_import(session, first, OPERATOR, skip_bad=True)
    whole = replace(each, answers={**each.answers, **each.again})
    expected = plan_of(session, tmp_path / "b.xlsx", whole, each.right)
    found = plan_reading(session, *back(session, corrected(report, each.right)))
    assert coming(expected)
    assert coming(found) == coming(expected)
    assert (found.bad, found.kind, found.opening) == (0, first.kind, expected.opening)


SECTIONS = LISTS["title above"]


def report_of(
    session: StoreSession, path: Path, words: Words, each: List = SECTIONS, *, bad_only: bool = True
) -> Path:
    """Return the report of a list, nothing posted."""
    write_report(plan_of(session, path.with_name("list.xlsx"), each, WRONG), path, words, bad_only=bad_only)
    return path


def numbers(session: StoreSession, path: Path) -> list[str]:
    return [row.number for row in plan_reading(session, *back(session, corrected(path, "6"))).rows]


def test_places_that_were_corrected_are_set_up(session: StoreSession, tmp_path: Path, words: Words) -> None:
    rows = "Freezer|Shelf|Box|Notes\nNorth|1|17|cold\nNorth|2|17|\n|2|18|warm\nNorth|2|19|"
    each = List(rows, "", answers={"place_columns": "yes", "within": "Building 5"})
    report = report_of(session, tmp_path / "left.xlsx", words, each)
    post_import(session, plan_of(session, tmp_path / "a.xlsx", each, WRONG), OPERATOR, skip_bad=True)
    book = load_workbook(report)
    book.worksheets[1]["F4"] = "North"
    book.save(report)
    plan = plan_reading(session, *back(session, report))
    whole = plan_of(session, tmp_path / "b.xlsx", replace(each, text=rows.replace("\n|", "\nNorth|")), "")
    assert coming(plan) == coming(whole)
    assert "remarks='warm'" in str(plan.rows[0].acts[-1].operation)


def test_a_profile_of_the_lab_does_not_read_the_report_of_its_list(
    session: StoreSession, tmp_path: Path, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    each = LISTS["families"]
    _, reading = reading_of(session, source_of(tmp_path / "a.xlsx", each, WRONG), each)
    report = corrected(report_of(session, tmp_path / "left.xlsx", words, each), "4")
    profiles = Profiles([profile_of(reading, "butts")], [profile_of(reading, "butts")])
    monkeypatch.setattr(Profiles, "load", lambda _store=None: profiles)
    rows = plan_reading(session, *back(session, report)).rows
    assert ("10017,61", Verdict.NEW) in [(row.number, row.verdict) for row in rows]


@pytest.mark.parametrize("name", ["titles beside", "collections"])
def test_the_report_of_all_rows_has_those_set_aside_that_were(
    session: StoreSession, tmp_path: Path, words: Words, name: str
) -> None:
    each = LISTS[name]
    first = plan_of(session, tmp_path / "list.xlsx", each, WRONG)
    report = report_of(session, tmp_path / "all.csv", words, each, bad_only=False)
    again = plan_reading(session, *back(session, report))
    assert [(row.number, row.verdict) for row in again.rows] == [(row.number, row.verdict) for row in first.rows]
    assert len(again.aside.rows) == len(first.aside.rows) > 0
    if not first.aside.records:
        assert {each.reason(words) for each in again.aside.rows} == {"set aside when the report was written"}


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_corrected_report_can_leave_rows_out_again(
    session: StoreSession, tmp_path: Path, words: Words, ending: str
) -> None:
    each = LISTS["families"]
    report = report_of(session, tmp_path / f"left.{ending}", words, each)
    write_report(plan_reading(session, *back(session, report)), tmp_path / f"again.{ending}", words, bad_only=True)
    rows = plan_reading(session, *back(session, corrected(tmp_path / f"again.{ending}", "4"))).rows
    assert ("10017,61", Verdict.NEW) in [(row.number, row.verdict) for row in rows]


def in_about(old: str, new: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        book = load_workbook(path)
        for cell in (cell for row in book.worksheets[0].iter_rows() for cell in row):
            cell.value = str(cell.value).replace(old, new) if cell.value else None
        book.save(path)

    return change


def in_header(path: Path) -> None:
    book = load_workbook(path)
    book.worksheets[1]["F3"] = "What"
    book.save(path)


def another_column(path: Path) -> None:
    book = load_workbook(path)
    book.worksheets[1]["J3"] = "Weight (g)"
    book.save(path)


def another_behind_it(path: Path) -> None:
    header, *rows = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join((f"{header},Weight (g)", *rows)), encoding="utf-8")


def half_of_it(path: Path) -> None:
    book = load_workbook(path)
    cell = next(row[1] for row in book.worksheets[0].iter_rows() if "{" in str(row[1].value))
    cell.value = str(cell.value)[:50]
    book.save(path)


@pytest.mark.parametrize(
    "change",
    [
        in_about('"0": "number"', '"1": "number"'),
        in_about('"2": "remarks"', ""),
        in_about("{", ""),
        in_header,
        another_column,
        half_of_it,
    ],
)
def test_a_report_that_does_not_say_any_more_what_was_written_is_refused(
    session: StoreSession, tmp_path: Path, words: Words, change: Callable[[Path], None]
) -> None:
    report = report_of(session, tmp_path / "left.xlsx", words)
    change(report)
    with pytest.raises(MappingRefused) as refused:
        guess_reading(session, Source.open(report), Profiles.load())
    assert refused.value.key == "import.report_changed"
    assert "is a report of this program" in words.say(refused.value.key, refused.value.facts)


@pytest.mark.parametrize(
    "said", [Told(header=1), Told(end=4), Told(units=4), Told(shape="box"), Told(families=("4",))]
)
def test_of_a_report_nothing_else_is_said_than_it_says(
    session: StoreSession, tmp_path: Path, words: Words, said: Told
) -> None:
    source = Source.open(report_of(session, tmp_path / "left.xlsx", words))
    with pytest.raises(MappingRefused) as refused:
        guess_reading(session, source, Profiles.load(), "Import report", said=said)
    assert refused.value.key == "import.report_says_itself"
    same = Told(header=3, shape="list")
    assert guess_reading(session, source, Profiles.load(), "Import report", said=same).report


def test_a_text_changed_behind_what_it_says_is_refused_too(
    session: StoreSession, tmp_path: Path, words: Words
) -> None:
    report = report_of(session, tmp_path / "left.csv", words)
    with report.open("a", encoding="utf-8") as stream:
        stream.write("4,,,,,14163,,6,C,y\n")
    refused = plan_reading(session, *back(session, report)).rows[-1]
    assert [reason.key for reason in refused.reasons] == ["import.beyond_header"]
    another_behind_it(report)
    with pytest.raises(MappingRefused):
        guess_reading(session, Source.open(report), Profiles.load())


def test_a_report_without_what_it_says_of_itself_is_shown_like_any_list(
    session: StoreSession, tmp_path: Path, words: Words
) -> None:
    report = report_of(session, tmp_path / "left.xlsx", words)
    book = load_workbook(report)
    del book["About"]
    book.save(report)
    reading = guess_reading(session, Source.open(report), Profiles.load())
    assert (reading.report, reading.kept) == (False, False)
    plan = replace(plan_of(session, tmp_path / "list.xlsx", SECTIONS, WRONG), read_as=None)
    write_report(plan, tmp_path / "former.html", words)
    write_report(plan, tmp_path / "former.csv", words)
    assert not guess_reading(session, Source.open(tmp_path / "former.csv"), Profiles.load()).report


def test_a_page_to_read_does_not_say_how_it_is_read(session: StoreSession, tmp_path: Path, words: Words) -> None:
    report = report_of(session, tmp_path / "left.html", words)
    assert "lasting" not in report.read_text(encoding="utf-8").partition("</table>")[0]


WHAT = Lasting(kind="list", mapping={"0": "number"}, constants={"remarks": "two  blanks\n{}"})


def test_what_was_written_of_a_reading_is_read_again_with_its_blanks() -> None:
    text = ReadAs(WHAT, {"collection": "Apollo"}, {"": 19690724}).written(["A", "B"])
    assert text == " ".join(text.split())
    assert read_as(text, ["A", "B"]) == ReadAs(WHAT, {"collection": "Apollo"}, {"": 19690724})
    assert read_as(text, ["A", "C"]) is None


@pytest.mark.parametrize(
    "lasting",
    [
        replace(WHAT, kind="elephants"),
        replace(WHAT, mapping={"0": "elephant"}),
        replace(WHAT, constants={"elephant": "grey"}),
        replace(WHAT, key=(7,)),  # type: ignore[arg-type]
    ],
)
def test_nonsense_that_is_well_sealed_is_no_reading(lasting: Lasting) -> None:
    assert read_as(ReadAs(lasting).written([]), []) is None
