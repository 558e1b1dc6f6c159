from pathlib import Path

import pytest
from lunarcurator.exchange.errors import SheetError
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.importing import Source, TextForm, guess_reading, plan_reading, unread, write_report
from lunarcurator.services.importing.profiles import Profiles
from lunarcurator.services.posting import Cancelled
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from openpyxl import Workbook

from tests.services.importing.steps import opened


@pytest.fixture
def two_sheets(tmp_path: Path) -> Path:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "hidden"
    first.sheet_state = "hidden"
    book.create_sheet("notes").append(["Just words", "and more"])
    sheet = book.create_sheet("list")
    for row in (("ID", "Mission", "Weight (g)"), ("10017", "Apollo 11", 5), ("1001X", "Apollo 11", 6)):
        sheet.append(row)
    path = tmp_path / "a.xlsx"
    book.save(path)
    return path


def test_visible_sheets_come_first_and_the_first_that_names_pieces_is_read(
    session: StoreSession, two_sheets: Path
) -> None:
    source, reading = opened(session, two_sheets)
    assert [(offer.name, offer.hidden) for offer in source.sheets] == [
        ("notes", False),
        ("list", False),
        ("hidden", True),
    ]
    assert reading.sheet == "list"
    assert opened(session, two_sheets, "notes")[1].sheet == "notes"
    with pytest.raises(SheetError) as refused:
        source.sheet("elsewhere")
    assert refused.value.key == "sheet.no_sheets"


def test_a_file_of_hidden_sheets_only_and_one_of_no_pieces_are_still_read(
    session: StoreSession, tmp_path: Path
) -> None:
    source = Source.pasted("Just words\tand more")
    assert guess_reading(session, source, Profiles.load()).sheet == "clipboard"


def test_a_file_that_changed_since_gives_no_report(session: StoreSession, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("ID,Mission\n1001X,Apollo 11\n10017,Apollo 11\n10019,Apollo 11\n")
    source, reading = opened(session, path)
    plan = plan_reading(session, source, reading)
    write_report(plan, tmp_path / "out.csv", Words.load("en", resources_folder() / "languages"), bad_only=True)
    assert "1001X" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    path.write_text("ID,Mission\n10018,Apollo 11\n")
    with pytest.raises(SheetError) as refused:
        write_report(plan, tmp_path / "out.csv", Words.load("en", resources_folder() / "languages"))
    assert refused.value.key == "sheet.changed_while_read"


def test_a_text_that_cannot_be_read_is_opened_in_another_form(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("ID;Remarks\n10017;Größe\n".encode("cp1252"))
    with pytest.raises(SheetError) as refused:
        Source.open(path)
    found = unread(path, TextForm(), refused.value)
    assert found is not None
    assert (found.path, found.form, found.why) == (path, TextForm(), refused.value)
    source = Source.open(path, form=TextForm("cp1252"))
    assert (source.is_text, source.found) == (True, ("cp1252", ";", '"'))
    assert source.formed(TextForm("cp1252", ",")).book.delimiter == ","
    assert Source.pasted("a;b").formed(TextForm(None, ",", "")).found == ("utf-8", ",", "")
    assert unread(tmp_path / "a.xlsx", TextForm(), refused.value) is None
    assert unread(path, TextForm(), SheetError("sheet.empty_file", file="a.csv")) is None


def test_an_encoding_that_somebody_says_is_used_again_for_the_report(
    session: StoreSession, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("ID;Remarks\n10017;Größe\n".encode("cp1252"))
    source = Source.open(path, form=TextForm("cp1252", ";"))
    reading = guess_reading(session, source, Profiles.load())
    assert source.again().book.sha256 == source.book.sha256
    assert reading.columns == ("ID", "Remarks")


def test_a_plan_is_called_off_before_it_is_made(session: StoreSession) -> None:
    source, reading = opened(session, "ID|Mission\n10017|Apollo 11")
    with pytest.raises(Cancelled):
        plan_reading(session, source, reading, should_stop=lambda: True)
