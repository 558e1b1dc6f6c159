"""Checksums of documents: whatever an operation attaches is looked at, and nothing but a SHA-256 passes."""

from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

import pytest
from lunarcurator.domain.lending.terms import Carrier, DocumentKind, Letter
from lunarcurator.domain.operations import OPERATIONS
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.operations.issuing import DisputeLine, PackShipment, RecordLetter
from lunarcurator.domain.rules.documents import _fields_with_documents, are_sealed

from tests.domain.ledger.loan_bench import LoanDesk, refused

BAD = Attached(kind=DocumentKind.OTHER, name="mail 3", sha256="abc")
GOOD = Attached(kind=DocumentKind.OTHER, name="mail 3", sha256=" " + "0aF1" * 16)


def kinds_within(told: Any, seen: set[Any]) -> set[Any]:
    """All types a declared field leads to, however deep."""
    if told in seen:
        return seen
    seen.add(told)
    for each in get_args(told):
        kinds_within(each, seen)
    if is_dataclass(told) and isinstance(told, type):
        for each in get_type_hints(told).values():
            kinds_within(each, seen)
    return seen


@pytest.mark.parametrize("kind", list(OPERATIONS))
def test_no_document_of_an_operation_escapes_the_check(kind: str) -> None:
    operation = OPERATIONS[kind]
    hints = get_type_hints(operation)
    told = {each.name for each in fields(operation) if Attached in kinds_within(hints[each.name], set())}
    assert set(_fields_with_documents(kind)) == told


@pytest.mark.parametrize("told", ["abc", "a" * 63, "a" * 65, "g" * 64])
def test_a_checksum_that_is_none_is_told_with_its_field(told: str) -> None:
    bad = Attached(kind=DocumentKind.OTHER, name=" mail 3 ", sha256=told)
    letter = RecordLetter(lines=(), letter=Letter.REMINDER, document=bad)
    (finding,) = are_sealed(letter)
    assert (finding.key, finding.field) == ("document.checksum_malformed", "document")
    assert dict(finding.facts) == {"document": "mail 3", "checksum": told, "digits": len(told)}
    packed = PackShipment(carrier=Carrier.COURIER, documents=(GOOD, bad))
    assert [each.field for each in are_sealed(packed)] == ["documents"]


def test_what_has_no_document_or_no_checksum_passes() -> None:
    assert not list(are_sealed(RecordLetter(lines=(), letter=Letter.REMINDER)))
    bare = Attached(kind=DocumentKind.OTHER, name="mail 3")
    assert not list(are_sealed(PackShipment(carrier=Carrier.COURIER, documents=(GOOD, bare))))


def test_disputes_and_shipments_refuse_what_is_no_checksum() -> None:
    session = LoanDesk()
    session.out("P")
    told = {"text": "said to be back", "documents": (BAD,)}
    assert refused(lambda: session.do(DisputeLine(line=session.line_ref("001/1"), **told), 20220101)) == {
        "document.checksum_malformed"
    }
    assert refused(lambda: session.pack(documents=(BAD,))) == {"document.checksum_malformed"}
    session.pack(documents=(GOOD,))
    assert session.closes()
