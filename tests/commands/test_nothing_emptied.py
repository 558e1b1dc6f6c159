"""An act that names a record and one field of it leaves all else as it is, or says what it wants to hear."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from lunarcurator.domain.operations import OPERATIONS
from lunarcurator.domain.operations.kinds import Kind, act_fields
from lunarcurator.domain.operations.requesting import Wanted
from lunarcurator.services.commands import doing

from tests.commands.begun import begin
from tests.commands.conftest import Ended

Run = Callable[..., Ended]
WHO = ("--operator", "A. Curator")

FULL: tuple[tuple[str, ...], ...] = (
    (
        *("set-up-institution", "--name", "Institute A", "--names", "\u7532\u6240", "--country", "France"),
        *("--type", "university", "--address", "A street", "--remarks", "first"),
    ),
    (
        *("set-up-person", "--name", "Borrower A", "--names", "\u7532", "--contacts", "a@b.c"),
        *("--remarks", "first"),
        *("--affiliations", "institution=Institute A; since=2020-01-01"),
    ),
    ("set-up-person", "--name", "Second B", "--affiliations", "institution=Institute A; role=co_investigator"),
    ("set-up-operator", "--name", "M. Manager", "--role", "manager"),
    (
        *("set-up-balance", "--name", "B1", "--resolution", "0.01 mg", "--uncertainty", "0.02 mg"),
        *("--calibrated", "2026-01-01", "--calibration-due", "2027-01-01", "--certificate", "C 1"),
    ),
    (
        *("draft-agreement", "--number", "A-1", "--kind", "international", "--person", "Borrower A"),
        *("--institution", "Institute A", "--since", "2026-01-01", "--until", "2028-01-01"),
        *("--approved", "2026-01-01", "--security-plan", "plan 1", "--plan-review", "2027-01-01"),
        *("--official", "An Official", "--co-official", "A Second", "--remarks", "first"),
    ),
    (
        *("open-collection", "--code", "P", "--name", "Practice", "--scheme", "plain"),
        *("--missions", "code=M; name=Mission; opened=1969-07-24"),
    ),
    ("register", "--collection", "P", "--number", "Piece 1", "--mission", "M", "--mass", "5 g"),
    ("restrict", "--samples", "Piece 1", "--handling", "no_saw", "--reason", "lead"),
    (
        *("request-loan", "--number", "L-1", "--borrower", "Borrower A", "--agreement", "A-1"),
        *("--co-investigators", "Second B", "--purpose", "dating", "--plan", "plan 2", "--round", "round 1"),
        *("--project", "project 1", "--project-until", "2030-01-01", "--remarks", "first", "--lines"),
        (
            "sample=Piece 1; described=a chip; mode=by_weight; optimum=80 mg; minimum=50 mg; destructive=yes; "
            "category=b; use=dating; remarks=first"
        ),
    ),
    (
        *("pack-shipment", "--number", "S-1", "--direction", "home", "--carrier", "courier", "--firm", "Firm C"),
        *("--tracking", "T 1", "--seals", "s 1", "--carried-by", "A. Carrier", "--route", "by road"),
        *("--declared-value", "1 EUR", "--insurance", "policy 7", "--condition", "dry"),
    ),
)
"""Acts after which every field of each record that an act can change says something."""

NAMED: dict[str, tuple[str, ...]] = {
    "set_up_institution": ("--institution", "Institute A", "--name", "Institute A"),
    "set_up_person": ("--person", "Borrower A", "--name", "Borrower A"),
    "set_up_operator": ("--field-operator", "M. Manager", "--name", "M. Manager"),
    "set_up_balance": ("--balance", "B1", "--name", "B1", "--resolution", "0.01 mg"),
    "draft_agreement": (
        *("--agreement", "A-1", "--person", "Borrower A", "--institution", "Institute A"),
        *("--since", "2026-01-01", "--until", "2028-01-01"),
    ),
    "open_collection": ("--code", "P", "--name", "Practice", "--scheme", "plain"),
    "restrict": ("--samples", "Piece 1", "--reason", "lead"),
    "change_line": ("--line", "L-1/1"),
    "change_loan": ("--loan", "L-1"),
    "pack_shipment": ("--shipment", "S-1"),
}
"""How an act that changes what is on record names its record, with all that it needs of it."""

OTHER: dict[tuple[str, str], str] = {
    ("set_up_person", "affiliations"): "institution=Institute A; role=co_investigator",
    ("set_up_operator", "role"): "processor",
    ("draft_agreement", "kind"): "display",
    ("draft_agreement", "cosigner"): "Second B",
    ("open_collection", "missions"): "code=M; name=Mission 1",
    ("open_collection", "title"): "held_for",
    ("restrict", "handling"): "",
    ("change_line", "wanted"): "use=mapping",
    ("change_loan", "co_investigators"): "",
    ("change_loan", "documents"): "kind=other; name=letter 1",
    ("pack_shipment", "documents"): "kind=other; name=list 1",
    ("pack_shipment", "direction"): "out",
    ("pack_shipment", "carrier"): "registered_post",
    ("set_up_institution", "type"): "museum",
}
"""What a field is changed to where the kind of its value does not say."""
BY_KIND = {Kind.TEXT: "other", Kind.DAY: "2027-06-01", Kind.MICROGRAMS: "0.03 mg"}
NAMES = ("institution", "person", "operator", "balance", "agreement", "shipment", "revives", "renews")
CHANGES = [
    (kind, each.plain_name)
    for kind in NAMED
    for each in act_fields(OPERATIONS[kind])
    if doing.option_of(each.plain_name) not in NAMED[kind] and each.name not in NAMES
]
AS = {
    ("pack_shipment", "number"): {"name", "code"},
    ("open_collection", "missions"): {"mission"},
    ("change_loan", "co_investigators"): {"co"},
}
"""Under which names a record keeps a field, where that is not its own."""
STANDS = ("stay on record", "on record of the shipment", "already open")
"""How a rule says what stands on record against an act that does not say what becomes of it."""


def fields_of(store: str) -> dict[tuple[str, int, str], object]:
    """Return what stands on record of everything, by kind, subject and field."""
    with closing(sqlite3.connect(store)) as raw:
        rows = raw.execute("SELECT kind, subject, changes FROM touch ORDER BY entry, n").fetchall()
    known: dict[tuple[str, int, str], object] = {}
    for kind, subject, changes in rows:
        known |= {(kind, subject, key): value for key, value in json.loads(changes)}
    return {key: value for key, value in known.items() if value not in (None, "", 0)}


@pytest.fixture
def full(run: Run, store: str) -> str:
    def fill() -> None:
        for each in FULL:
            ended = run("do", each[0], store, *each[1:], "--day", "2026-01-01", "--because", "as it was", *WHO)
            assert ended.code == 0, ended.err

    begin("nothing emptied", fill)
    return store


def test_all_acts_are_walked_that_state_what_is_on_record() -> None:
    """An act whose fields a record keeps under their own names, and which can name that record, changes it."""
    stating = {"set_up_", "draft_", "change_l", "pack_", "open_collection", "restrict"}
    assert {kind for kind in OPERATIONS if any(map(kind.startswith, stating))} - {"set_up_place"} == {*NAMED}


def left_out_of(kind: str, name: str) -> list[str]:
    """Return what an act has to name that names its record and one field: options, or fields of a row."""
    if kind == "change_line":
        return [each.plain_name for each in act_fields(Wanted) if each.name != "use"]
    fields = [each for each in act_fields(OPERATIONS[kind]) if not each.needed and each.plain_name != name]
    return [option for each in fields if (option := doing.option_of(each.plain_name)) not in NAMED[kind]]


@pytest.mark.parametrize(("kind", "name"), CHANGES, ids=lambda each: str(each))
def test_nothing_else_on_record_changes_or_the_act_names_what_it_wants(
    run: Run, full: str, kind: str, name: str
) -> None:
    field = next(each for each in act_fields(OPERATIONS[kind]) if each.plain_name == name)
    told = OTHER.get((kind, name), BY_KIND.get(field.kind, ""))
    option = doing.option_of(name)
    said = (option,) if field.kind is Kind.FLAG else (option, told)
    before = fields_of(full)
    ended = run("do", kind, full, *NAMED[kind], *said, "--because", "as it is", "--day", "2026-02-01", *WHO)
    after = fields_of(full)
    changed = {key for key in before if after.get(key) != before[key]}
    if ended.code == 0:
        assert {key.partition("/")[0] for _, _, key in changed} <= AS.get((kind, name), {field.name})
        return
    assert not changed
    if "would be emptied" in ended.err:
        assert all(each in ended.err for each in left_out_of(kind, name))
        return
    assert any(each in ended.err for each in STANDS), ended.err
