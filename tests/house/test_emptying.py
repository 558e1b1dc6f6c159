"""Which acts empty a field by what they are; every other act empties only what it says."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType

import pytest

from tests.house.test_completeness import ONCE, SANCTIONED, Lab

ANEW = frozenset(
    {
        *("set_up_operator", "set_up_balance", "set_up_institution", "set_up_person", "draft_agreement"),
        *("change_line", "restrict"),
    }
)
"""Acts that state a record anew, which are asked for all of it: `services.whole_records`."""
BY_NATURE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        # What is out of the cold has no temperature of the freezer.
        "take_out": frozenset({"temperature_mk"}),
        # A case that is open again is not closed.
        "reopen_case": frozenset({"closed"}),
        # A decision takes the place of the one before, with what was granted, beyond the rules too.
        "decide_lines": frozenset({"granted_ug", "floor_waived", "owner_consents"}),
        # A loan is closed once, with remarks or without.
        "close_loan": frozenset({"closing_remarks"}),
        # What somebody confirms to be the piece is in no doubt.
        "recover": frozenset({"identity_doubt"}),
        # A mass that was read is known as it was read: it has no reason why it is unknown.
        "weigh": frozenset({"mass_reason"}),
        "return_line": frozenset({"mass_reason", "resolution_ug"}),
        # Another mass of a birth is known as it says, with no reason why it is unknown and nothing nominal.
        "correct_birth": frozenset({"mass_reason", "nominal_ug"}),
    }
)
_OF_KNOWN = """
    SELECT now.changes FROM touch AS now WHERE now.entry = :seq AND EXISTS (
        SELECT 1 FROM touch AS old WHERE old.kind = now.kind AND old.subject = now.subject AND old.entry < :seq
    )
"""
"""What an entry says of what there was before."""


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    made = Lab.begun(tmp_path / "emptying.lunar")
    yield made
    made.session.close()


@pytest.mark.parametrize("kind", sorted({*ONCE} - ANEW))
def test_an_act_empties_no_field_that_it_does_not_name(kind: str, lab: Lab) -> None:
    seq = lab.post(ONCE[kind](lab), **SANCTIONED.get(kind, {}))
    with closing(sqlite3.connect(lab.path)) as raw:
        rows = raw.execute(_OF_KNOWN, {"seq": seq}).fetchall()
    emptied = {key for (changes,) in rows for key, value in json.loads(changes) if value in (None, "")}
    assert emptied == BY_NATURE.get(kind, frozenset())
