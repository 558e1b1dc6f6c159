import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import jsonschema
import pytest
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.operations import Sight
from lunarcurator.services.clock import SystemClock
from lunarcurator.services.form_context import form_context
from lunarcurator.services.people import People
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.stores import open_session
from lunarcurator.services.witnesses import own_folder
from lunarcurator.store.histories import command_to_go_on
from lunarcurator.store.witness import NAME

from tests.commands.conftest import Ended
from tests.conftest import DATA_HOME
from tests.still_clock import StillClock
from tests.store.making import Lab

type Run = Callable[..., Ended]


def write(name: str, value: object) -> str:
    Path(name).write_text(json.dumps(value), encoding="utf-8")
    return name


def give_pin(store: str, name: str, pin: str) -> None:
    session = StoreSession.open(Path(store))
    people = People(session)
    operator = people.named(name)
    assert operator is not None
    people.set_pin(operator.uid, pin)
    session.close()


def test_a_new_store_has_its_first_operator_and_is_never_overwritten(run: Run, store: str) -> None:
    again = run("new", store)
    assert (again.code, again.err.count("\n")) == (4, 1)
    assert run("new", "no/folder/b.lunar").code == 4


def test_a_store_may_begin_in_the_past(run: Callable[..., Ended]) -> None:
    begun = ("new", "old.lunar", "--operator", "A. Curator", "--lab", "Lab A", "--opened", "1969-07")
    assert run(*begun).code == 0
    place = ("do", "set_up_place", "old.lunar", "--kind", "cabinet", "--name", "C1", "--parent", "Lab A")
    assert run(*place, "--day", "1969-07-24").code == 0
    assert run(*place[:-1], "Lab A", "--day", "1969-06-30").code != 0
    assert run("new", "b.lunar", "--opened", "sometime").code != 0
    assert run("new", "b.lunar", "--lab", "Lab A", "--opened", "2199-01-01").code != 0
    assert not Path("b.lunar").exists()


def test_a_sheet_comes_in_and_the_inventory_goes_out(run: Run, rocks: str) -> None:
    again = run("import", "rocks.csv", "--into", rocks, "--accept-proposal")
    assert (again.code, "nothing" in again.out.lower()) == (0, True)
    for name in ("inventory.xlsx", "inventory.csv", "inventory.html"):
        out = run("export", "inventory", "--from", rocks, "--to", name)
        assert out.code == 0
        assert Path(name).stat().st_size > 0
    assert "10017" in Path("inventory.csv").read_text(encoding="utf-8-sig")
    for report in ("balance", "journal"):
        assert run("export", report, "--from", rocks, "--to", f"{report}.csv", "--as-of", "1970").code == 0
    assert run("export", "inventory", "--from", rocks, "--to", "a.docx").code == 2
    assert run("export", "inventory", "--from", "none.lunar", "--to", "a.csv").code == 4
    assert run("export", "inventory", "--from", rocks, "--to", "a.csv", "--as-of", "1/2/70").code == 2


def test_rows_that_cannot_come_in_stop_the_import_unless_they_are_given_back(run: Run, store: str) -> None:
    Path("bad.csv").write_text("ID,Mission,Weight (g)\n10017,Apollo11,973\n10018,Apollo11,heavy\n", "utf-8")
    dry = run("import", "bad.csv", "--into", store, "--accept-proposal", "--dry-run")
    assert dry.code == 3
    assert "heavy" in dry.err
    refused = run("import", "bad.csv", "--into", store, "--accept-proposal")
    assert refused.code == 3
    assert run("verify", store).out.count("1 entry") == 1
    assert run("import", "bad.csv", "--into", store, "--accept-proposal", "--skip-bad").code == 2
    done = run("import", "bad.csv", "--into", store, "--accept-proposal", "--skip-bad", "--report", "back.xlsx")
    assert done.code == 0
    assert Path("back.xlsx").exists()
    assert run("show", store, "10017").code == 0


def test_a_dry_run_writes_nothing(run: Run, rocks: str) -> None:
    Path("more.csv").write_text("ID,Mission,Weight (g)\n10018,Apollo11,5\n10019,Apollo11,0\n", "utf-8")
    dry = run("import", "more.csv", "--into", rocks, "--accept-proposal", "--dry-run", "--effective", "1969-08-01")
    assert dry.code == 0
    assert "2 new" in dry.out
    assert run("show", rocks, "10018").code == 3


def test_a_day_in_doubt_is_no_effective_day(run: Run, rocks: str) -> None:
    Path("more.csv").write_text("ID,Mission,Weight (g)\n10018,Apollo11,5\n", "utf-8")
    for doubted in ("c. 1990", "about 1990-02-01"):
        refused = run("import", "more.csv", "--into", rocks, "--accept-proposal", "--effective", doubted)
        assert refused.code == 2
        assert f"“{doubted}” is not a certain day" in refused.err
    assert run("show", rocks, "10018").code == 3


def test_a_piece_is_shown_in_words_and_as_json(run: Run, rocks: str) -> None:
    shown = run("show", rocks, "10017.0")
    assert shown.code == 0
    assert "not reconciled" in shown.out
    told = json.loads(run("show", rocks, "Apollo:10017", "--json").out)
    assert told["number"] == "10017"
    assert told["mass"] == {
        "ug": None,
        "quality": "not_reconciled",
        "reason": "not_reconciled",
        "resolution_ug": None,
        "nominal_ug": None,
        "unreconciled_ug": 973_000_000,
    }
    assert told["original"]["ug"] == 973_000_000
    assert run("show", rocks, "10017", "--as-of", "1960").code == 3
    assert run("show", rocks, "99999").code == 3


def test_the_balance_closes_and_is_told_for_any_day(run: Run, rocks: str) -> None:
    text = run("balance", rocks, "--as-of", "1969-10")
    assert text.code == 0
    assert "973.000000 g" in text.out
    assert "Apollo 12" not in text.out
    told = json.loads(run("balance", rocks, "--json").out)
    assert told["total"]["received_ug"] == 2_503_000_000
    assert told["total"]["difference_ug"] == 0
    assert told["total"]["accounts_ug"]["unreconciled"] == 2_503_000_000
    assert [book["unweighed"]["here"] for book in told["books"]] == [1, 1]
    assert told["entry"] == 2
    assert len(told["digest"]) == 64


def test_acts_are_posted_all_or_nothing(run: Run, rocks: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place = {"kind": "set_up_place", "day": "1969-07-01", "operation": {"kind": "room", "name": "Room 1"}}
    move = {"kind": "move", "day": "1969-08", "operation": {"to": "Room 1", "samples": ["10017"]}}
    done = run("post", rocks, write("a.json", {"acts": [place, move], "reason": "to begin", "title": "Begin"}))
    assert done.code == 0
    assert done.out.startswith("Entry 3: ")
    sight = {"kind": "sight", "operation": {"samples": ["10017"]}}
    void = {"kind": "void", "operation": {"sample": "77777"}}
    refused = run("post", rocks, write("b.json", [sight, void]))
    assert (refused.code, refused.err.count("\n")) == (3, 1)
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(sight)))
    assert run("post", rocks, "-").out.startswith("Entry 4: ")


def test_what_stands_in_the_way_of_several_acts_names_the_act_and_the_key_that_answers_it(
    run: Run, rocks: str
) -> None:
    sight = {"kind": "sight", "operation": {"samples": ["10017"]}}
    odd = {"kind": "register", "operation": {"collection": "Apollo", "number": "10017,7", "form": "moonrock"}}
    refused = run("post", rocks, write("a.json", [sight, odd]))
    assert refused.code == 3
    assert "act 2: " in refused.err
    answers = json.loads(refused.err.partition('"overrides": ')[2])
    assert answers, refused.err
    given = [{**each, "reason": "as the list has it"} for each in answers]
    done = run("post", rocks, write("b.json", {"acts": [sight, odd], "overrides": given}))
    assert done.code == 0, done.err
    unknown = run("post", rocks, write("c.json", [sight, {"kind": "void", "operation": {"sample": "77777"}}]))
    assert unknown.err.startswith("Act 2: ")
    alone = run("post", rocks, write("d.json", {"kind": "void", "operation": {"sample": "77777"}}))
    assert "Act" not in alone.err


def test_what_could_not_be_made_is_told_and_not_that_a_later_act_cannot_find_it(run: Run, rocks: str) -> None:
    vault = {"kind": "set_up_place", "operation": {"kind": "vault", "name": "Vault 1"}}
    move = {"kind": "move", "operation": {"to": "Vault 1", "samples": ["10017"]}}
    acts = write("a.json", [vault, move])
    for refused in (run("post", rocks, acts), run("post", rocks, acts, "--because", "it is so")):
        assert refused.code == 3
        assert "act 1: A vault stands inside another place." in refused.err
        assert "No place is called" not in refused.err


class Piped:
    """Standard input that another program writes: bytes, which may be no text."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)

    def isatty(self) -> bool:
        return False


@pytest.mark.parametrize("content", [b'{"kind": "sight\xe9"}', '{"kind": "sight"}'.encode("utf-16"), b"\xff", b""])
@pytest.mark.parametrize("command", ["post", "import"])
def test_bytes_on_standard_input_that_are_no_text_are_one_sentence(
    run: Run, rocks: str, monkeypatch: pytest.MonkeyPatch, content: bytes, command: str
) -> None:
    monkeypatch.setattr(sys, "stdin", Piped(content))
    ended = (
        run("post", rocks, "-") if command == "post" else run("import", "-", "--into", rocks, "--accept-proposal")
    )
    assert (ended.code, ended.out, "at fault" in ended.err) == (4, "", False)
    Path("same.json").write_bytes(content)
    if command == "post":
        named = run("post", rocks, "same.json").err.replace("same.json is no", "What comes in is no")
        assert ended.err == named.replace("Save it", "Write it")


def test_a_table_on_standard_input_is_read_as_a_file_would_be(
    run: Run, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, encoding in (("10017", "utf-16"), ("10018", "utf-8-sig"), ("10019", "latin-1")):
        table = f"ID\tMission\tWeight (g)\tRemarks\r\n{number}\tApollo 11\t973\tgris\u00e9\r\n"
        monkeypatch.setattr(sys, "stdin", Piped(table.encode(encoding)))
        more = ("--encoding", encoding) if encoding == "latin-1" else ()
        assert run("import", "-", "--into", store, "--accept-proposal", *more).code == 0


@pytest.mark.parametrize("day", ["30000", "2024", "0", "true", "240131", "20241301", "99991231", "-20240131"])
def test_a_number_that_is_no_day_is_refused_and_the_schema_says_so(run: Run, rocks: str, day: str) -> None:
    Path("a.json").write_text(f'{{"kind": "sight", "day": {day}, "operation": {{"samples": ["10017"]}}}}')
    refused = run("post", rocks, "a.json")
    assert (refused.code, refused.out) == (2, "")
    assert day in refused.err
    if day != "20241301":
        schema = json.loads(run("operations").out)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(json.loads(Path("a.json").read_text()), schema)


def test_a_collection_undone_is_opened_again_as_the_same_one(run: Run, rocks: str) -> None:
    opening = {"kind": "open_collection", "operation": {"code": "X", "name": "X", "scheme": "plain"}}
    first = run("post", rocks, write("open.json", opening))
    entry = first.out.split()[1].strip(":")
    before = collection_uid(rocks, "X")
    assert run("post", rocks, write("undo.json", {"kind": "reverse", "operation": {"entry": entry}})).code == 0
    assert collection_uid(rocks, "X") is None
    assert run("post", rocks, write("open.json", opening)).code == 0
    assert collection_uid(rocks, "X") == before


def collection_uid(store: str, code: str) -> Uid | None:
    session = StoreSession.open(Path(store), read_only=True)
    try:
        return next((each.uid for each in form_context(session).collections if each.code == code), None)
    finally:
        session.close()


def test_a_rule_in_the_way_is_told_with_its_findings(run: Run, rocks: str) -> None:
    off = {"kind": "write_off", "operation": {"sample": "10017", "ug": 1_000_000}}
    refused = run("post", rocks, write("a.json", off))
    assert refused.code == 3
    assert "needs authority" in refused.err
    assert "still lacks --authority, --document, --witness and --because." in refused.err
    answered = {
        "acts": [off],
        "overrides": [{"key": "write_off.needs_authority", "reason": "audit"}],
        "authority": {"name": "Board", "document": "Minutes 7"},
    }
    person = {"kind": "set_up_operator", "operation": {"name": "W. Witness"}}
    assert run("post", rocks, write("w.json", person)).code == 0
    named = ("--operator", "A. Curator", "--witness", "W. Witness")
    assert run("post", rocks, write("b.json", answered), *named).code == 0


def test_what_is_no_act_is_told_with_its_place(run: Run, rocks: str) -> None:
    Path("none.json").write_text("{", encoding="utf-8")
    assert run("post", rocks, "none.json").code == 4
    assert run("post", rocks, "absent.json").code == 4
    for wrong in (
        {"kind": "fly", "operation": {}},
        {"kind": "move", "operation": {"to": "x", "sampels": []}},
        {"acts": "all"},
        [1],
        {"kind": "move", "place": "x"},
        {"kind": "move", "day_stated": 7, "operation": {"to": "x"}},
        {"acts": [], "authority": {"name": 1}},
    ):
        ended = run("post", rocks, write("a.json", wrong))
        assert (ended.code, ended.err.count("\n")) == (4, 1), wrong
    sight = {"kind": "sight", "day": "1/2/70", "operation": {"samples": ["10017"]}}
    assert run("post", rocks, write("a.json", sight)).code == 2


def test_somebody_with_a_pin_proves_himself(
    run: Run, rocks: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give_pin(rocks, "A. Curator", "4711")
    act = write("a.json", {"kind": "sight", "operation": {"samples": ["10017"]}})
    without = run("post", rocks, act)
    assert (without.code, "PIN" in without.err) == (3, True)
    Path("pins.txt").write_text("4712\n", encoding="utf-8")
    assert run("post", rocks, act, "--pin-file", "pins.txt").code == 3
    Path("pins.txt").write_text("4711\n", encoding="utf-8")
    assert run("post", rocks, act, "--pin-file", "pins.txt").code == 0
    assert run("post", rocks, act, "--pin-file", "absent.txt").code == 4


def test_a_store_of_several_operators_asks_who_acts(run: Run, rocks: str, monkeypatch: pytest.MonkeyPatch) -> None:
    person = {"kind": "set_up_operator", "operation": {"name": "P. Processor"}}
    assert run("post", rocks, write("w.json", person)).code == 0
    monkeypatch.setenv("LOGNAME", "nobody here")
    act = write("a.json", {"kind": "sight", "operation": {"samples": ["10017"]}})
    assert run("post", rocks, act).code == 2
    assert run("post", rocks, act, "--operator", "X").code == 2
    monkeypatch.setenv("LOGNAME", "P. Processor")
    assert run("post", rocks, act).code == 0


def test_the_schema_of_operations_says_what_can_be_posted(run: Run) -> None:
    schema = json.loads(run("operations").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    move = {"kind": "move", "day": "1971-08-02", "operation": {"to": "Room 1", "samples": ["10017"]}}
    jsonschema.validate(move, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"kind": "fly", "operation": {}}, schema)


def test_a_store_is_verified_backed_up_and_restored(run: Run, rocks: str) -> None:
    sound = run("verify", rocks)
    assert sound.code == 0
    digest = sound.out.split()[-1].strip(".")
    assert run("verify", rocks, "--against", digest).code == 0
    strange = run("verify", rocks, "--against", "0123456789")
    assert strange.code == 4
    assert "but the digest is not in it" in strange.out
    assert "whole" not in strange.out + strange.err
    assert run("verify", rocks, "--against", "no such file").code == 4
    assert run("backup", rocks, "--to", "kept").code == 0
    (copy,) = Path("kept").glob("*.lunar")
    assert run("restore", str(copy), "--to", rocks).code == 4
    assert run("restore", str(copy), "--to", "again.lunar").code == 0
    assert run("verify", "again.lunar", "--against", rocks).code == 0
    assert run("restore", "rocks.csv", "--to", "more.lunar").code == 4


def test_what_restoring_puts_aside_is_said(run: Run, rocks: str) -> None:
    assert run("backup", rocks, "--to", "kept").code == 0
    (copy,) = Path("kept").glob("*.lunar")
    replaced = run("restore", str(copy), "--to", rocks, "--replace")
    assert replaced.code == 0
    assert "is kept as a-replaced-" in replaced.out
    demo = ("demo", "--no-window", "--store", "d.lunar")
    for command in (("restore", str(copy), "--to", "b.lunar"), ("new", "c.lunar"), demo):
        store = command[-1]
        Path(f"{store}-wal").write_bytes(b"the last entries of a store that is gone")
        told = run(*command)
        assert told.code == 0
        assert f"{store[0]}-left-" in told.err
    Path("empty.lunar").touch()
    restored = ("restore", str(copy), "--to", "empty.lunar")
    for command in (("verify", "empty.lunar"), ("new", "empty.lunar"), restored):
        told = run(*command)
        assert told.code == 4
        assert "is empty" in told.err
    assert run("export", "inventory", "--from", rocks, "--to", rocks, "--format", "csv").code != 0
    assert run("verify", rocks).code == 0


def test_verifying_says_which_witnesses_it_asked(run: Run, rocks: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (own_folder() / NAME).unlink()
    alone = run("verify", rocks)
    assert alone.code == 0
    assert "No witness file knows entries that this store must have" in alone.out
    assert run("backup", rocks, "--to", "kept").code == 0
    asked = run("verify", rocks)
    witness = Path("kept").absolute() / NAME
    assert asked.code == 0
    assert f"Witness file {witness}: 1 head of this store." in asked.out.splitlines()
    assert "No witness" not in asked.out
    held = run("verify", rocks, "--against", str(witness))
    assert (held.code, "all are in the journal" in held.err) == (0, True)

    def broken(_file: object, _store_id: str) -> NoReturn:
        raise OSError

    monkeypatch.setattr("lunarcurator.store.witness._heads", broken)
    unread = run("verify", rocks)
    assert f"The witness file {witness} cannot be read" in unread.out
    assert "No witness file knows entries that this store must have" in unread.out


def test_what_says_nothing_about_a_store_is_never_called_whole(run: Run, rocks: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.txt").touch()
    (tmp_path / "others.txt").write_text(f"{'ab' * 16} 7 {'cd' * 32} 1780000000000000\n", encoding="ascii")
    for against in ("folder", "empty.txt", "others.txt", "rocks.csv", rocks, "no digest", ""):
        told = run("verify", rocks, "--against", against)
        assert told.code == 4, against
        assert told.out == ""
        assert len(told.err.splitlines()) == 1


def test_a_backup_of_a_copy_that_lacks_entries_says_so(run: Run, rocks: str) -> None:
    Path("old").mkdir()
    shutil.copy(rocks, "old/rocks.lunar")
    act = write("a.json", {"kind": "sight", "operation": {"samples": ["10017"]}})
    assert run("post", rocks, act).code == 0
    made = run("backup", "old/rocks.lunar", "--to", "kept")
    assert made.code == 4
    assert made.out.startswith("Verified copy in")
    assert "This file lacks entry" in made.err
    assert "its head was not recorded" in made.err
    assert not Path("kept", NAME).exists()
    cut = run("verify", "old/rocks.lunar")
    assert cut.code == 4
    assert "This file lacks entry" in cut.err


def test_a_restored_store_says_after_which_entry_it_goes_on(run: Run, rocks: str) -> None:
    assert run("backup", rocks, "--to", "kept").code == 0
    (copy,) = Path("kept").glob("*.lunar")
    act = write("a.json", {"kind": "sight", "operation": {"samples": ["10017"]}})
    assert run("post", rocks, act).code == 0
    looked = run("restore", str(copy), "--to", "look.lunar")
    # It is there, but nobody can go on with it: what a script needs to know.
    assert (looked.code, Path("look.lunar").exists()) == (4, True)
    assert "This file lacks entry 3." in looked.err
    assert "--continue-from-here" in looked.err
    refused = run("post", "look.lunar", act)
    assert refused.code == 4
    assert "look.lunar was brought back to be looked at only" in refused.err
    last = refused.err.splitlines()[-1]
    assert last.startswith("This file lacks entry 3. It was seen in a file named a.lunar.")
    assert last.endswith(command_to_go_on(Path("look.lunar")))
    assert run("post", rocks, act).code == 0, "the store goes on"
    back = run("restore", str(copy), "--to", "back.lunar", "--continue-from-here")
    assert back.code == 0
    assert "goes on from entry 2. Given up: 2 entries" in back.err
    told = run("verify", "back.lunar")
    assert told.code == 0
    assert "It goes on after entry 2 without 2 entries that followed, up to entry 4." in told.out
    assert run("post", "back.lunar", act).code == 0
    assert run("backup", "back.lunar", "--to", "kept").code == 0
    # What one copy posts says nothing of another.
    assert (run("verify", rocks).code, run("post", rocks, act).code) == (0, 0)


def test_an_empty_backup_is_named_when_one_is_made_and_when_it_is_restored(run: Run, rocks: str) -> None:
    assert run("backup", rocks, "--to", "kept").code == 0
    (copy,) = Path("kept").glob("*.lunar")
    copy.write_bytes(b"")
    for arguments in ((), ("--replace",)):
        told = run("restore", str(copy), "--to", "back.lunar", *arguments)
        assert (told.code, told.err.splitlines()) == (
            4, [f"{copy.name} has the name of a backup, but is empty. Choose another backup."]
        )  # fmt: skip
    act = write("a.json", {"kind": "sight", "operation": {"samples": ["10017"]}})
    assert run("post", rocks, act).code == 0
    again = run("backup", rocks, "--to", "kept")
    assert again.code == 0
    assert f"{copy.name} has the name of a backup, but is empty" in again.err


def test_a_log_beside_a_backup_that_is_not_its_own_is_named_first(run: Run, rocks: str, tmp_path: Path) -> None:
    assert run("backup", rocks, "--to", "kept").code == 0
    (copy,) = Path("kept").glob("*.lunar")
    Path(f"{copy}.sha256").unlink()
    rows = "".join(f"{number},Apollo11,Basalt,Ilmenite,1,43.5\n" for number in range(10100, 10900))
    Path("more.csv").write_text(f"ID,Mission,Type,Subtype,Weight (g),Pristine (%)\n{rows}", encoding="utf-8")
    assert run("import", "more.csv", "--into", rocks, "--accept-proposal").code == 0
    lab = Lab(open_session(Path(rocks)).session, StillClock())
    lab.post(Sight(samples=("12002",)))
    shutil.copy(f"{rocks}-wal", f"{copy}-wal")
    lab.session.close()
    told = run("restore", str(copy), "--to", "back.lunar")
    assert told.code == 4
    assert told.err.startswith(f"The file {copy.name}-wal beside the store does not belong to it")
    Path(f"{copy}-wal").unlink()
    assert run("restore", str(copy), "--to", "back.lunar", "--continue-from-here").code == 0


def test_a_witness_that_cannot_be_written_or_read_is_said(
    run: Run, rocks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATA_HOME, str(Path("data").absolute()))
    (own_folder() / NAME).mkdir(parents=True)
    act = write("a.json", {"kind": "sight", "operation": {"samples": ["10017"]}})
    posted = run("post", rocks, act)
    assert (posted.code, posted.out.startswith("Entry 3: ")) == (0, True)
    assert f"The head could not be written into a witness file in {own_folder()}" in posted.err
    verified = run("verify", rocks)
    assert verified.code == 0
    assert f"The witness file {own_folder() / NAME} cannot be read" in verified.out


def test_a_clock_that_is_far_off_takes_no_entry(run: Run, rocks: str, monkeypatch: pytest.MonkeyPatch) -> None:
    act = write("a.json", {"kind": "sight", "operation": {"samples": ["10017"]}})
    now = SystemClock().now_us()
    for hours, said in ((-48, "more than a day before"), (24 * 365 * 80, "which cannot be")):
        with monkeypatch.context() as patched:
            patched.setattr(SystemClock, "now_us", lambda _self, by=hours: now + by * 3_600_000_000)
            told = run("post", rocks, act)
        assert (told.code, told.out, told.err.count("\n")) == (4, "", 1)
        assert said in told.err
    monkeypatch.setattr(SystemClock, "now_us", lambda _self: now - 600_000_000)
    told = run("post", rocks, act)
    assert (told.code, "The clock of this machine says" in told.err) == (0, True)


def test_a_store_that_another_window_has_takes_no_entry(run: Run, rocks: str) -> None:
    opened = open_session(Path(rocks))
    act = write("a.json", {"kind": "sight", "operation": {"samples": ["10017"]}})
    assert run("post", rocks, act).code == 4
    assert run("show", rocks, "10017").code == 0
    opened.session.close()


def test_the_demonstration_is_made_once_and_verifies(run: Run) -> None:
    made = run("demo", "--no-window", "--store", "d.lunar")
    assert made.code == 0
    assert run("demo", "--no-window", "--store", "d.lunar").out == made.out
    assert run("verify", "d.lunar").code == 0


def test_wrong_usage_ends_with_two(run: Run) -> None:
    for arguments in (("show",), ("export", "x"), ("a.lunar", "b.lunar"), ("--frobnicate",)):
        assert run(*arguments).code == 2
    assert run("--version").out.startswith("lunarcurator")
    for command in ("import", "export", "show", "balance", "post", "verify", "backup", "restore"):
        shown = run(command, "--help")
        assert (shown.code, "lunarcurator " + command in shown.out) == (0, True)


def test_a_fault_of_the_program_is_one_sentence(run: Run, rocks: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr("lunarcurator.services.commands.showing.piece_view", broken)
    ended = run("show", rocks, "10017")
    assert (ended.code, ended.err.count("\n")) == (4, 1)
    monkeypatch.setattr("lunarcurator.services.commands.showing.piece_view", _interrupted)
    assert run("show", rocks, "10017").code == 130


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_piece_is_shown_with_how_its_mass_is_known(run: Run, rocks: str) -> None:
    Path("pieces.csv").write_text(
        "Number,Parent,Form,Mass now (g),Remarks\n"
        '"10017,1",10017,thin section,0.01,seen\n"10017,2",10017,chip,5.0,\n"10017,3",10017,chip,,\n',
        encoding="utf-8",
    )
    assert run("import", "pieces.csv", "--into", rocks, "--accept-proposal").code == 0
    name = {"kind": "add_name", "day": 19690801, "operation": {"sample": "10017,2", "name": "Chip two"}}
    assert run("post", rocks, write("a.json", name)).code == 0
    section, chip, unknown = (run("show", rocks, f"10017,{split}").out for split in (1, 2, 3))
    assert "0.01\u00a0g (nominal)" in section
    assert "seen" in section
    assert "5.0\u00a0g (stated)" in chip
    assert "Chip two" in chip
    assert "not stated" in unknown
    assert run("show", rocks, "10017").out.count("Daughter") == 3


def test_a_long_family_is_counted_and_not_listed(run: Run, rocks: str) -> None:
    rows = "\n".join(f'"10017,{split}",10017' for split in range(1, 1103))
    Path("many.csv").write_text(f"Number,Parent\n{rows}\n", encoding="utf-8")
    assert run("import", "many.csv", "--into", rocks, "--accept-proposal").code == 0
    shown = run("show", rocks, "10017")
    assert "more" in shown.out.splitlines()[-1]
    assert json.loads(run("show", rocks, "10017", "--json").out)["daughters_in_all"] == 1102


def test_a_piece_of_no_mission_is_shown_without_one(run: Run, store: str) -> None:
    Path("plain.csv").write_text("Number,Mass now (g)\nRock A,5.0\n", encoding="utf-8")
    opened = {"kind": "open_collection", "operation": {"code": "Mine", "name": "Mine", "scheme": "plain"}}
    assert run("post", store, write("open.json", opened)).code == 0
    rock = {"kind": "register", "operation": {"collection": "Mine", "number": "Rock A"}}
    assert run("post", store, write("rock.json", rock)).code == 0
    shown = run("show", store, "Rock A")
    assert shown.code == 0
    assert "Mission" not in shown.out
    assert "Place:               not stated" in shown.out


@pytest.mark.parametrize("command", ["undo", "redo"])
def test_an_entry_is_named_by_its_number_alone(run: Callable[..., Ended], store: str, command: str) -> None:
    refused = run(command, store, "the last one")
    assert (refused.code, "invalid entry value: 'the last one'" in refused.err) == (2, True)
