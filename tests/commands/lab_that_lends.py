"""A lab with a bottle of 150 g, a section and a borrower, set up by `post`, for the commands of the loan desk."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.commands.begun import begin

BY = ("--operator", "A. Curator")
SANCTION = ("--authority", "M. Manager", "--document", "Memo 1", "--witness", "W. Witness")
_SETUP = [
    ("set_up_operator", {"name": "W. Witness"}),
    (
        "open_collection",
        {
            "code": "Chang'e-5",
            "name": "Chang'e-5",
            "scheme": "change",
            "missions": [{"code": "CE5", "name": "Chang'e-5", "opened": 20201217}],
        },
    ),
    ("set_up_place", {"kind": "site", "name": "Lab"}),
    ("set_up_place", {"kind": "vault", "name": "Vault", "parent": "Lab"}),
    ("set_up_balance", {"name": "B1", "resolution_ug": 10, "calibrated": 20210101}),
    (
        "register",
        {
            "collection": "Chang'e-5",
            "number": "CE5C0400",
            "mission": "CE5",
            "form": "powder",
            "place": "Vault",
            "mass": {"kind": "measured", "ug": 150_000_000, "resolution_ug": 100},
        },
    ),
    (
        "register",
        {
            "collection": "Chang'e-5",
            "number": "CE5C0000YJYX03501GP",
            "mission": "CE5",
            "form": "polished_section",
            "place": "Vault",
            "mass": {"kind": "unknown", "reason": "section"},
        },
    ),
    ("set_up_institution", {"name": "Institute B"}),
]
_PEOPLE = [
    ("set_up_person", {"name": "Borrower A", "affiliations": [{"institution": "Institute B", "since": 20210101}]}),
    ("confirm_contact", {"person": "Borrower A", "how": "call"}),
]
AGREEMENT = {
    "number": "A-2026-001",
    "person": "Borrower A",
    "institution": "Institute B",
    "since": 20260101,
    "until": 20301231,
}
SIGNED = {
    "agreement": "A-2026-001",
    "signed_by": "Borrower A",
    "for_lab": "A. Curator",
    "copy": {"kind": "agreement", "name": "agreement.pdf", "sha256": "ab" * 32},
}


def lab_that_lends(run: Callable[..., object], store: str, *, day: str) -> None:
    """Post all that a loan needs into a new store: pieces, people and a signed agreement."""
    begin(f"lab that lends {day}", lambda: _post_all(run, store, day))


def _post_all(run: Callable[..., object], store: str, day: str) -> None:
    agreement, signed = [("draft_agreement", AGREEMENT)], [("sign_agreement", SIGNED)]
    for name, acts in (("lab", _SETUP), ("people", _PEOPLE), ("agreement", agreement), ("signed", signed)):
        told = [{"kind": kind, "day": day, "operation": operation} for kind, operation in acts]
        Path(f"{name}.json").write_text(json.dumps(told), encoding="utf-8")
        ended = run("post", store, f"{name}.json", *BY)
        assert ended.code == 0, ended.err
