"""Acts of leaving and returning, posted as JSON by the command line."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lunarcurator.services.form_context import find_piece, form_context
from lunarcurator.services.store_session import StoreSession

from tests.commands.begun import begin
from tests.commands.conftest import Ended

type Run = Callable[..., Ended]
BOTH = ("--operator", "A. Curator", "--witness", "W. Witness")


def write(name: str, value: object) -> str:
    Path(name).write_text(json.dumps(value), encoding="utf-8")
    return name


def act(kind: str, /, **operation: object) -> dict[str, object]:
    return {"kind": kind, "operation": operation}


def sanctioned(key: str, *acts: dict[str, object]) -> dict[str, object]:
    return {
        "acts": list(acts),
        "overrides": [{"key": key, "reason": "decided"}],
        "authority": {"name": "Board", "document": "Minutes 7"},
    }


@pytest.fixture
def furnished(run: Run, rocks: str) -> str:
    """The two rocks in a cabinet, a second person, a museum, and a room at a remote site."""
    begin("furnished", lambda: _furnished(run, rocks))
    return rocks


def _furnished(run: Run, rocks: str) -> None:
    acts = [
        act("set_up_operator", name="W. Witness"),
        act("set_up_place", kind="site", name="Lab"),
        act("set_up_place", kind="cabinet", name="Cabinet", parent="Lab"),
        act("set_up_place", kind="site", name="Far", remote=True),
        act("set_up_place", kind="room", name="Bunker", parent="Far"),
        act("set_up_place", kind="venue", name="Museum"),
        act("move", to="Cabinet", samples=["10017", "12002"], home=True),
    ]
    assert run("post", rocks, write("set_up.json", acts)).code == 0


def standing(store: str, number: str) -> tuple[str, str, str]:
    """Existence, custody and place of a piece."""
    session = StoreSession.open(Path(store), read_only=True)
    try:
        told = form_context(session, (find_piece(session, number),))
        place = told.places.get(told.piece.place)
        return told.piece.existence, told.piece.custody, place.name if place else ""
    finally:
        session.close()


def held(run: Run, store: str, account: str) -> tuple[int, int]:
    told = json.loads(run("balance", store, "--json").out)
    assert told["total"]["difference_ug"] == 0
    return told["total"]["accounts_ug"][account], sum(book["unweighed"][account] for book in told["books"])


def test_a_piece_is_used_up(run: Run, furnished: str) -> None:
    part = act("consume", sample="10017", ug=5_000_000, evidence="report 7", method="XRF")
    said = run("post", furnished, write("part.json", part), *BOTH)
    assert (said.code, "Used 5\u00a0g of 10017: consumed" in said.out) == (0, True)
    whole = act("consume", sample="12002", ending="destroyed", evidence="report 8")
    assert run("post", furnished, write("whole.json", whole), *BOTH).code == 3
    kept = {"acts": [whole], "overrides": [{"key": "consume.suspense_stays", "reason": "old mass"}]}
    assert run("post", furnished, write("kept.json", kept), *BOTH).code == 0
    assert standing(furnished, "12002") == ("destroyed", "here", "")
    assert held(run, furnished, "consumed") == (5_000_000, 1)


def test_a_cabinet_is_lost_and_one_of_its_pieces_recovered(run: Run, furnished: str) -> None:
    lost = act("declare_lost", places=["Cabinet"], how="stolen", report="police 12", last_seen=19991231)
    refused = run("post", furnished, write("lost.json", lost), *BOTH)
    assert (refused.code, "second person" in refused.err) == (3, True)
    declared = sanctioned("lost.needs_authority", lost)
    assert run("post", furnished, write("lost.json", declared), "--operator", "A. Curator").code == 3
    assert run("post", furnished, write("lost.json", declared), *BOTH).code == 0
    assert standing(furnished, "10017") == ("stolen", "here", "")
    assert held(run, furnished, "lost") == (0, 2)
    back = act(
        "recover",
        sample="10017",
        place="Bunker",
        reading={"net_ug": 970_000_000, "resolution_ug": 1_000_000},
        confirmed=True,
        evidence="saw marks",
    )
    assert run("post", furnished, write("back.json", back), *BOTH).code == 0
    assert standing(furnished, "10017") == ("exists", "remote", "Bunker")
    assert held(run, furnished, "lost") == (0, 1)
    assert held(run, furnished, "remote") == (970_000_000, 0)


def test_a_piece_is_shown_and_taken_down(run: Run, furnished: str) -> None:
    shown = act("send_to_display", samples=["10017"], place="Museum", until=20991231, agreement="D-4")
    said = run("post", furnished, write("shown.json", shown), *BOTH)
    assert (said.code, "The book has no agreement D-4." in said.err) == (3, True)
    kept = {"acts": [shown], "overrides": [{"key": "display.agreement_unknown", "reason": "with the museum"}]}
    assert run("post", furnished, write("shown.json", kept), *BOTH).code == 0
    assert standing(furnished, "10017") == ("exists", "display", "Museum")
    assert held(run, furnished, "display") == (0, 1)
    down = act("take_down", samples=["10017"], to="Cabinet", condition="air_exposed")
    assert run("post", furnished, write("down.json", down), *BOTH).code == 0
    assert standing(furnished, "10017") == ("exists", "here", "Cabinet")


def test_what_was_given_away_is_in_the_house_again_as_evidence(run: Run, furnished: str) -> None:
    gift = act("transfer_title", samples=["10017"], kind="gift", counterpart="A museum", document="Deed 3")
    given = sanctioned("transfer.needs_authority", gift)
    assert run("post", furnished, write("gift.json", given), *BOTH).code == 0
    shown = run("show", furnished, "10017").out
    assert ("Passed to:           A museum" in shown, "Held for" in shown) == (True, False)
    told = ("--samples", "10017", "--title", "held_for", "--owner", "A court", "--place", "Cabinet")
    told = (*told, "--document", "Writ 4", "--operator", "A. Curator")
    refused = run("do", "come-back", furnished, *told)
    assert (refused.code, "not confirmed" in refused.err) == (3, True)
    done = run("do", "come-back", furnished, *told, "--because", "sealed by the court")
    assert (done.code, "Took 10017 in again, held for A court, to Cabinet" in done.out) == (0, True)
    assert standing(furnished, "10017") == ("exists", "here", "Cabinet")
    assert "Held for:            A court" in run("show", furnished, "10017").out
    shown = json.loads(run("show", furnished, "10017", "--json").out)
    assert (shown["title"], shown["owner"], shown["place"][-1]) == ("held_for", "A court", "Cabinet")
    books = json.loads(run("balance", furnished, "--json").out)["books"]
    whose = {book["title"]: book["unweighed"]["here"] for book in books if book["mission"] == "Apollo 11"}
    assert whose["held_for"] == 1
    assert run("export", "contents", "--from", furnished, "--to", "in.csv", "--place", "Cabinet").code == 0
    assert "10017" in Path("in.csv").read_text(encoding="utf-8-sig")
    assert run("verify", furnished).code == 0
    assert run("undo", furnished, "--operator", "A. Curator").code == 0
    assert standing(furnished, "10017")[0] == "transferred"
    assert run("redo", furnished, "--operator", "A. Curator").code == 0
    assert standing(furnished, "10017") == ("exists", "here", "Cabinet")


def test_an_exchange_comes_in_and_goes_out_in_one_entry(run: Run, furnished: str) -> None:
    received = {"collection": "Apollo", "number": "15990", "mass": {"kind": "stated", "ug": 19_000_000}}
    exchange = act(
        "transfer_title",
        samples=["10017"],
        kind="exchange",
        counterpart="A museum",
        document="Deed 3",
        received=[received],
    )
    posting = sanctioned("transfer.needs_authority", exchange)
    said = run("post", furnished, write("exchange.json", posting), *BOTH)
    assert (said.code, "Exchange: 10017 with A museum, received 15990" in said.out) == (0, True)
    assert standing(furnished, "10017")[0] == "transferred"
    assert standing(furnished, "15990")[0] == "exists"


def test_a_cabinet_carried_off_is_moved_back(run: Run, furnished: str) -> None:
    carried = run("post", furnished, write("off.json", act("move", to="Bunker", places=["Cabinet"])), *BOTH)
    entry = carried.out.split()[1].strip(":")
    assert standing(furnished, "10017") == ("exists", "remote", "Cabinet")
    said = run("post", furnished, write("back.json", act("move_back", entry=entry)), *BOTH)
    assert said.code == 0
    assert standing(furnished, "10017") == ("exists", "here", "Cabinet")


PASSED = ("--operator", "A. Curator", "--witness", "W. Witness", "--authority", "Board", "--because", "decided")
PASSED = (*PASSED, "--authority-document", "Minutes 7")


def _passed_on(run: Run, store: str) -> None:
    """One rock goes to a museum, the other in exchange, for which something comes in later."""
    told = ("--samples", "10017", "--kind", "museum", "--counterpart", "A museum", "--document", "Deed 3")
    said = run("do", "transfer-title", store, *told, *PASSED)
    assert (said.code, "Transfer to a museum: 10017 to A museum (Deed 3)" in said.out) == (0, True)
    told = ("--samples", "12002", "--kind", "exchange", "--counterpart", "An academy", "--document", "Deed 4")
    assert run("do", "transfer-title", store, *told, *PASSED).code == 0
    row = "collection=Apollo; number=15990; mission=Apollo 15; mass=19 g"
    told = ("--given-before", "12002", "--received", row, "--kind", "exchange", "--counterpart", "An academy")
    told = (*told, "--document", "Deed 5", "--operator", "A. Curator")
    said = run("do", "transfer-title", store, *told)
    assert said.code == 0, said.err
    assert "Received in exchange from An academy: 15990, for 12002 given before (Deed 5)" in said.out


def test_how_title_passed_on_is_told_apart_in_balance_and_report(run: Run, furnished: str) -> None:
    _passed_on(run, furnished)
    told = json.loads(run("balance", furnished, "--json").out)["total"]
    # Nobody ever weighed the rocks: what the catalogue says of them stays unreconciled.
    assert told["transferred"] == {
        "museum": {"ug": 0, "unweighed": 1},
        "exchange": {"ug": 0, "unweighed": 1},
    }
    assert (told["accounts_ug"]["transferred"], told["unweighed"]["transferred"]) == (0, 2)
    assert (told["received_ug"], told["received_by_exchange"]) == (
        2_522_000_000,
        {"ug": 19_000_000, "unweighed": 0},
    )
    assert told["difference_ug"] == 0
    text = run("balance", furnished).out.partition("Total")[2]
    assert [line.split()[0] for line in text.splitlines()[1:7]] == [
        "Received",
        "by",
        "Here",
        "Transferred",
        "to",
        "in",
    ]
    assert "    by exchange                  19.000000 g\n" in text
    assert run("export", "balance", "--from", furnished, "--to", "books.csv").code == 0
    head, *rows = Path("books.csv").read_text(encoding="utf-8-sig").splitlines()
    for heading in ("Received, by exchange", "Transferred, to museums", "Transferred, in exchange"):
        assert heading in head
    assert "Transferred, as gifts" not in head
    assert any("19.000000" in row for row in rows)
    assert run("export", "transfers", "--from", furnished, "--to", "gone.csv").code == 0
    listed = list(csv.reader(Path("gone.csv").read_text(encoding="utf-8-sig").splitlines()))[1:]
    assert [(row[1], row[4]) for row in listed] == [
        ("10017", "Transfer to a museum"),
        ("12002", "Exchange"),
        ("15990", "By exchange"),
    ]
    assert run("verify", furnished).code == 0
    assert run("undo", furnished, "--operator", "A. Curator").code == 0
    assert json.loads(run("balance", furnished, "--json").out)["total"]["received_by_exchange"]["ug"] == 0
    assert run("redo", furnished, "--operator", "A. Curator").code == 0
    assert json.loads(run("balance", furnished, "--json").out)["total"] == told


def test_a_piece_says_how_its_title_passed_on_and_for_what_it_came(run: Run, furnished: str) -> None:
    _passed_on(run, furnished)
    assert "Passed to:           A museum · Transfer to a museum" in run("show", furnished, "10017").out
    assert json.loads(run("show", furnished, "12002", "--json").out)["passed_by"] == "exchange"
    assert json.loads(run("show", furnished, "15990", "--json").out)["passed_by"] is None
    assert "was exchanged for 12002" in run("show", furnished, "15990").out
    for number, wanted in (("10017", "A museum"), ("12002", "An academy"), ("15990", "12002")):
        printed = run("print", "accession_sheet", "--from", furnished, "--of", number, "--to", f"{number}.html")
        assert printed.code == 0, printed.err
        page = Path(f"{number}.html").read_text(encoding="utf-8")
        assert wanted in page
        assert ("Passed on as" in page) is (number != "15990")
        assert ("Received in exchange for" in page) is (number == "15990")
