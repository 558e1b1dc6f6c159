"""A loan from the request to the receipt by command alone: each step closes, each rule refuses once."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Ended
from tests.commands.lab_that_lends import AGREEMENT, BY, SANCTION, SIGNED, lab_that_lends

type Run = Callable[..., Ended]
LOAN = "L-2026-001"
POWDER, SECTION = f"{LOAN}/1", f"{LOAN}/2"


@pytest.fixture
def lending(run: Run, store: str) -> str:
    lab_that_lends(run, store, day="2026-03-01")
    return store


def plain(text: str) -> str:
    """A text with ordinary spaces between figures and units."""
    return text.replace("\xa0", " ")


def done(run: Run, *told: str) -> str:
    ended = run("loan", *told, *BY)
    assert ended.code == 0, ended.err
    return plain(ended.out)


def refused(run: Run, *told: str) -> str:
    ended = run("loan", *told, *BY)
    assert ended.code == 3, ended.out
    return plain(ended.err)


def accounts(run: Run, store: str) -> dict[str, int]:
    """What stands on the accounts in all; the balance always closes."""
    told = json.loads(run("balance", store, "--json").out)["total"]
    assert told["difference_ug"] == 0
    return {key: ug for key, ug in told["accounts_ug"].items() if ug}


def new(run: Run, store: str, *more: str) -> str:
    wanted = ("--line", "CE5C0400=100/50", "--line", "CE5C0000YJYX03501GP")
    told = ("--borrower", "Borrower A", "--agreement", "A-2026-001", "--day", "2026-03-02", *more)
    return done(run, "new", store, *told, *wanted)


CNSA = ("--body", "CNSA", "--because", "the committees were heard")


def prepared(run: Run, store: str) -> None:
    new(run, store)
    done(
        run,
        "decide",
        store,
        POWDER,
        *CNSA,
        "--grant",
        "80 mg",
        "--day",
        "2026-04-01",
    )
    done(run, "decide", store, SECTION, *CNSA, "--day", "2026-04-01")
    told = ("--weighed", "80.0", "--balance", "B1", "--place", "Vault", "--day", "2026-05-01")
    done(run, "prepare", store, POWDER, *told)
    done(run, "prepare", store, SECTION, "--day", "2026-05-01")


def issued(run: Run, store: str) -> None:
    prepared(run, store)
    told = ("--carried-by", "Borrower A", "--insurance", "P 7", "--seal", "s 1", "--day", "2026-05-02")
    done(run, "pack", store, "--carrier", "hand_carried", *told)
    certificate = ("--certificate", "certificates 1 and 2")
    done(run, "issue", store, POWDER, SECTION, "--in", "S-2026-001", "--day", "2026-05-03", *certificate)


def test_a_powder_of_100_mg_is_asked_80_granted_weighed_out_sent_and_received(run: Run, lending: str) -> None:
    assert f"Entered request {LOAN} of Borrower A: 2 lines" in new(run, lending, "--purpose", "dating")
    done(run, "decide", lending, POWDER, "--body", "LESEC", "--noted", "--day", "2026-03-20")
    early = refused(run, "prepare", lending, POWDER, "--weighed", "80", "--balance", "B1")
    assert "is requested" in early.casefold()
    done(
        run,
        "decide",
        lending,
        POWDER,
        *CNSA,
        "--grant",
        "80 mg",
        "--day",
        "2026-04-01",
    )
    done(run, "decide", lending, SECTION, *CNSA, "--day", "2026-04-01")
    assert "was not weighed" in refused(run, "prepare", lending, POWDER)
    weigh = ("prepare", lending, POWDER, "--balance", "B1", "--place", "Vault", "--day", "2026-05-01")
    assert "more than the 80 mg granted" in refused(run, *weigh, "--weighed", "80.7")
    told = done(run, *weigh, "--weighed", "80.7", "--because", "one grain more", *SANCTION)
    assert "weighed out CE5C0400YJFM001" in told
    assert accounts(run, lending) == {"here": 150_000_000}
    done(run, "prepare", lending, SECTION, "--day", "2026-05-01")
    assert "names who carries it" in refused(run, "pack", lending, "--carrier", "hand_carried")
    carried = ("--carried-by", "Borrower A", "--insurance", "P 7", "--day", "2026-05-02")
    done(run, "pack", lending, "--carrier", "hand_carried", *carried)
    issue = ("issue", lending, POWDER, SECTION, "--in", "S-2026-001", "--day", "2026-05-03")
    assert "lends until 2027-05-03 at most" in refused(run, *issue, "--due", "2028-01-01")
    assert "gets no due day" in refused(run, *issue, "--due", "none")
    assert "wants sample certificates before pieces leave" in refused(run, *issue)
    done(run, *issue, "--certificate", "certificates 1 and 2")
    assert accounts(run, lending) == {"here": 149_919_300, "loan": 80_700}
    assert "custody" not in refused(run, "decide", lending, POWDER, "--body", "x")
    told = ("S-2026-001", "--from", "A. Curator", "--to", "Borrower A", "--day", "2026-05-03", "--at")
    assert "“25:99” is no time of day" in refused(run, "hand-over", lending, *told, "25:99")
    done(run, "hand-over", lending, *told, "10:30")
    done(run, "receive", lending, "S-2026-001", "--by", "Borrower A", "--receipt", "r1", "--day", "2026-05-04")
    shown = plain(run("loan", "show", lending, LOAN).out)
    assert "held 80.70 mg" in shown
    assert "due 2027-05-03" in shown
    assert json.loads(run("show", lending, "CE5C0400", "--json").out)["mass"]["ug"] == 149_919_300
    assert json.loads(run("show", lending, "CE5C0400YJFM001", "--json").out)["custody"] == "loan"
    assert run("verify", lending).code == 0


def test_lines_that_are_out_are_extended_recalled_and_close_only_by_a_document(run: Run, lending: str) -> None:
    issued(run, lending)
    told = ("--by", "Borrower A", "--receipt", "r1", "--day", "2026-05-04")
    done(run, "receive", lending, "S-2026-001", *told)
    longer = ("--asked-by", "Borrower A", "--approved-by", "CNSA", "--why", "not done", "--day", "2026-06-01")
    told = refused(run, "extend", lending, POWDER, "--due", "2027-05-03", *longer)
    assert "has to be extended past 2027-05-03" in told
    done(run, "extend", lending, POWDER, "--due", "2028-01-01", *longer)
    done(run, "recall", lending, SECTION, "--by", "2026-07-01", "--why", "wanted", "--day", "2026-06-02")
    assert "still has 2 lines going" in refused(run, "close", lending, LOAN)
    overdue = run("loans", lending, "--overdue")
    assert SECTION in overdue.out
    assert POWDER not in overdue.out
    assert "1 line," in overdue.out
    every = run("loans", lending)
    assert "2 lines" in every.out
    mine = json.loads(run("loans", lending, "--borrower", "Borrower A", "--json").out)
    assert [(line["line"], line["state"], line["due"]) for line in mine["lines"]] == [
        (SECTION, "out", "2027-05-03"),
        (POWDER, "out", "2028-01-01"),
    ]


def test_a_condition_is_told_at_exit_and_at_entry_with_photographs(run: Run, lending: str, tmp_path: Path) -> None:
    issued(run, lending)
    picture = tmp_path / "arrival.jpg"
    picture.write_bytes(b"a picture")
    told = ("--by", "Borrower A", "--receipt", "r1", "--day", "2026-05-04", "--value", "1 000", "--line", SECTION)
    photographs = ("--photograph", str(picture), "--photograph", "S71-57110", "--condition", "seal broken")
    done(run, "receive", lending, "S-2026-001", *told, *photographs)
    lines = json.loads(run("loan", "show", lending, LOAN, "--json").out)["lines"]
    assert {line["line"]: line["state"] for line in lines} == {POWDER: "transit", SECTION: "out"}
    page = tmp_path / "condition.html"
    assert run("print", "condition_report", "--from", lending, "--of", "S-2026-001", "--to", str(page)).code == 0
    text = page.read_text(encoding="utf-8")
    digest = hashlib.sha256(b"a picture").hexdigest()
    wanted = ("seal broken", "1 000", "S71-57110", "arrival.jpg", digest[:12])
    assert [each for each in wanted if each not in text] == []
    done(run, "receive", lending, "S-2026-001", "--by", "Borrower A", "--receipt", "r2", "--day", "2026-05-05")


def test_requests_for_one_stock_are_shown_side_by_side(run: Run, lending: str) -> None:
    assert "Nobody asks for CE5C0400." in run("loan", "demand", lending, "CE5C0400").out
    for number, mass in (("L-2026-901", "100/50"), ("L-2026-902", "200")):
        told = ("--borrower", "Borrower A", "--line", f"CE5C0400={mass}", "--number", number)
        done(run, "new", lending, *told)
    shown = run("loan", "demand", lending, "CE5C0400").out.replace("\u00a0", " ")
    assert "2 requests, 0.3 g in all" in shown
    assert "L-2026-901/1 Borrower A: 0.1 g, at least 0.05 g" in shown
    told = json.loads(run("loan", "demand", lending, "CE5C0400", "--json").out)
    assert (told["asked_ug"], [line["line"] for line in told["lines"]]) == (
        300_000,
        ["L-2026-901/1", "L-2026-902/1"],
    )
    assert told["lines"][0]["waits"] is None
    assert run("loan", "demand", lending, "no such number").code == 3


def test_a_line_is_declined_and_an_empty_loan_closed(run: Run, lending: str) -> None:
    together = ("--co-investigator", "Borrower A", "--number", "L-2026-900")
    done(run, "new", lending, "--borrower", "Borrower A", "--line", "CE5C0400=100", *together)
    told = ("--body", "committee", "--decline", "too much")
    done(run, "decide", lending, "L-2026-900/1", *told)
    assert "Closed loan L-2026-900" in done(run, "close", lending, "L-2026-900", "--remarks", "declined")
    shown: dict[str, Any] = json.loads(run("loan", "show", lending, "L-2026-900", "--json").out)
    assert (shown["agreement"], shown["lines"][0]["state"]) == (None, "declined")
    assert shown["closed"] is not None
    assert "closed on" in run("loan", "show", lending, "L-2026-900").out
    assert "closed" in refused(run, "close", lending, "L-2026-900")


def test_agreements_that_end_soon_are_listed(run: Run, lending: str) -> None:
    assert run("loans", lending, "--expiring").out.strip() == "0 agreements"
    assert json.loads(run("loans", lending, "--expiring", "--json").out)["agreements"] == []
    until = datetime.now(tz=UTC).date() + timedelta(days=30)
    told = dict(AGREEMENT, number="A-2026-002", until=int(until.strftime("%Y%m%d")))
    acts = [("draft_agreement", told), ("sign_agreement", dict(SIGNED, agreement="A-2026-002"))]
    for kind, operation in acts:
        one = [{"kind": kind, "day": "2026-03-01", "operation": operation}]
        Path("one.json").write_text(json.dumps(one), encoding="utf-8")
        assert run("post", lending, "one.json", *BY).code == 0
    listed = run("loans", lending, "--expiring").out
    assert listed.startswith(f"A-2026-002  {until.isoformat()}")
    assert listed.strip().endswith("1 agreement")
    (row,) = json.loads(run("loans", lending, "--expiring", "--json").out)["agreements"]
    assert (row["number"], row["person"], row["state"]) == ("A-2026-002", "Borrower A", "expiring")


def test_what_is_named_is_there(run: Run, lending: str) -> None:
    assert run("loan", "show", lending, "L-1").code == 3
    assert run("loans", lending, "--borrower", "Nobody").code == 3
    assert run("loan", "new", lending, "--borrower", "Nobody", *BY).code == 3
    assert run("loan", "decide", lending, "L-1/1", "--body", "x", *BY).code == 3


def test_two_signatures_are_not_undone_under_what_is_out(run: Run, lending: str) -> None:
    """The entry by which lines were asked for under an agreement rests on its signature, and is named."""
    other = {"number": "A-2026-002", "person": "Borrower B", "institution": "Institute C"}
    acts = [
        ("set_up_institution", {"name": "Institute C"}),
        ("set_up_person", {"name": "Borrower B", "affiliations": [{"institution": "Institute C"}]}),
        ("confirm_contact", {"person": "Borrower B", "how": "call"}),
        ("draft_agreement", AGREEMENT | other),
        ("sign_agreement", SIGNED | {"agreement": "A-2026-002"}),
    ]
    told = [{"kind": kind, "day": "2026-03-01", "operation": operation} for kind, operation in acts]
    Path("second.json").write_text(json.dumps(told), encoding="utf-8")
    ended = run("post", lending, "second.json", *BY)
    assert ended.code == 0, ended.err
    second = int(ended.out.partition("Entry ")[2].partition(":")[0])
    issued(run, lending)
    asked = ("--borrower", "Borrower B", "--agreement", "A-2026-002", "--day", "2026-05-04")
    newest = done(run, "new", lending, *asked, "--line", "CE5C0400=100/50")
    before = run("show", lending, "CE5C0400", "--json").out
    rests_on = {second - 1: second + 1, second: int(newest.partition("Entry ")[2].partition(":")[0])}
    for entry, later in rests_on.items():
        ended = run("undo", lending, str(entry))
        assert ended.code == 3
        assert run("undo", lending, f"#{entry}") == ended
        assert f"entry {later} (enter a request) rests on it. Undo that entry first.\n" in ended.err
    assert run("show", lending, "CE5C0400", "--json").out == before
    assert run("verify", lending).code == 0


def test_what_is_missing_as_a_part_is_weighed_out_is_told(run: Run, lending: str) -> None:
    new(run, lending)
    done(run, "decide", lending, POWDER, *CNSA, "--grant", "80 mg", "--day", "2026-04-01")
    weigh = ("--weighed", "80.00", "--after", "149919.99", "--balance", "B1", "--place", "Vault")
    told = done(run, "prepare", lending, POWDER, *weigh, "--day", "2026-05-01")
    assert "0.00001 g missing, booked to adjustment" in plain(told)
    assert accounts(run, lending) == {"here": 149_999_990, "adjustment": 10}


def packing_list(run: Run, store: str) -> dict[str, str]:
    """Return what stands in the fields of the packing list, as it is printed."""
    ended = run("print", "packing_list", "--from", store, "--of", "S-2026-001", "--to", "l.html", "--replace")
    assert ended.code == 0, ended.err
    page = re.sub(r"<[^>]+>", "\n", Path("l.html").read_text(encoding="utf-8"))
    texts = [each.strip() for each in page.split("\n") if each.strip()]
    labels = ("Carrier", "Firm", "Tracking", "Seals", "Carried by", "Route", "Insurance or waiver", "Packed")
    known = {*labels, "Sent", "Received", "Declared value", "Number"}
    told = {each: texts[texts.index(each) + 1] for each in labels}
    return {each: "" if text in known else text for each, text in told.items()}


def test_a_packing_list_says_what_is_true_after_its_shipment_was_changed(run: Run, lending: str) -> None:
    issued(run, lending)
    before = packing_list(run, lending)
    assert before["Carrier"] == "Hand-carried"
    assert (before["Carried by"], before["Insurance or waiver"]) == ("Borrower A", "P 7")
    change = ("pack", lending, "--change", "S-2026-001", "--day", "2026-05-03")
    courier_ = (*change, "--carrier", "courier", "--firm", "Firm C", "--tracking", "T 1")
    assert "stay on record: carried by Borrower A" in refused(run, *courier_)
    assert "Changed shipment S-2026-001: courier (Firm C)" in done(run, *courier_, "--carried-by", "")
    courier = {"Carrier": "Courier", "Firm": "Firm C", "Tracking": "T 1", "Carried by": before["Firm"]}
    assert packing_list(run, lending) == {**before, **courier}
    assert "insurance is on record of the shipment (“P 7”)" in refused(run, *change, "--waiver", "waived")
    waived = ("--waiver", "waived", "--insurance", "", "--seal", "")
    told = done(run, *change, *waived).replace("\xa0", " ")
    assert "Changed details of shipment S-2026-001 · seals – · insurance – · waiver waived" in told
    after = {**before, **courier, "Insurance or waiver": "waived", "Seals": before["Firm"]}
    assert packing_list(run, lending) == after
    assert "stay on record: firm Firm C" in refused(run, *change, "--carrier", "registered_post")
    told = done(run, *change, "--carrier", "registered_post", "--firm", "", "--tracking", "")
    assert "registered post · firm – · tracking number –" in told.replace("\xa0", " ")
    post = {"Carrier": "Registered post", "Firm": before["Firm"], "Tracking": before["Firm"]}
    assert packing_list(run, lending) == {**after, **post}
    assert "has no carrier" in refused(run, "pack", lending, "--firm", "Firm C", "--waiver", "waived")
