"""A document that is named as a file and is not here is found about every act, whoever posts it."""

from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from lunarcurator.domain.acts import Act, Authority, Posting
from lunarcurator.domain.lending.terms import DocumentKind
from lunarcurator.domain.operations import OPERATIONS, TransferTitle
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.operations.issuing import DisputeLine
from lunarcurator.domain.operations.leaving import TransferKind
from lunarcurator.domain.rules.documents import named_documents
from lunarcurator.services.finding_documents import authority_not_found, looks_like_a_file, not_found
from lunarcurator.services.posting import Refused

from tests.services.lending.lent_lab import LentLab


def holds_documents(kind: Any) -> bool:
    """Whether a type is that of a document, or holds one at any depth."""
    if kind is Attached:
        return True
    inside = (*get_args(kind), *(get_type_hints(kind).values() if is_dataclass(kind) else ()))
    return any(holds_documents(each) for each in inside)


@pytest.mark.parametrize("kind", sorted(OPERATIONS))
def test_every_document_an_act_can_name_is_looked_at(kind: str) -> None:
    operation = OPERATIONS[kind]
    hints = get_type_hints(operation)
    bare = operation.__new__(operation)
    document = Attached(kind=DocumentKind.OTHER, name="/nowhere/a.pdf")
    named = []
    for each in fields(operation):
        value: object = None
        if holds_documents(hints[each.name]):
            several = tuple in (getattr(hints[each.name], "__origin__", None),)
            value = (document,) if several else document
            named.append(each.name)
        elif hints[each.name] is str:
            value = "/nowhere/a.pdf" if each.name == "document" else ""
            named += [each.name] if each.name == "document" else []
        object.__setattr__(bare, each.name, value)
    assert sorted(field for field, _, _ in named_documents(bare)) == sorted(named)
    assert sorted(each.field for each in not_found(bare)) == sorted(named)


@pytest.mark.parametrize(
    "name",
    [
        "signed.pdf",
        "SIGNED.PDF",
        "~/a",
        "./a",
        "../a",
        "/a/b",
        "C:\\a\\b",
        "\\\\share\\a",
        "file:///a",
        "x y.jpeg",
    ],
)
def test_these_are_files(name: str) -> None:
    assert looks_like_a_file(f" {name} ")


@pytest.mark.parametrize("name", ["", "Memo 1", "R-2026/3", "A-2026-001", "No. 12", "v1.2", "letter of 3.4.2026"])
def test_these_are_numbers_of_records(name: str) -> None:
    assert not looks_like_a_file(name)


def test_a_file_that_is_here_or_has_its_checksum_is_no_finding(tmp_path: Path) -> None:
    here = tmp_path / "here.pdf"
    here.write_bytes(b"signed")

    def found(name: str, sha256: str = "") -> list[str]:
        paper = Attached(kind=DocumentKind.OTHER, name=name, sha256=sha256)
        act = DisputeLine(line="L-1/1", text="whose?", documents=(paper,))
        return [str(dict(each.facts)["document"]) for each in not_found(act)]

    assert found(str(here)) == []
    assert found("gone.pdf", "ab" * 32) == []
    assert found("gone.pdf") == ["gone.pdf"]
    assert found(str(tmp_path)) == [str(tmp_path)]
    assert found("nul\0.pdf") == ["nul\0.pdf"]
    assert found("~nobody-has-this-name/a.pdf") == ["~nobody-has-this-name/a.pdf"]
    title = TransferTitle(samples=(), kind=TransferKind.GIFT, counterpart="M", document=str(tmp_path / "deed.pdf"))
    assert [each.field for each in not_found(title)] == ["document"]


def test_the_document_of_an_authority_is_looked_for_too() -> None:
    assert list(authority_not_found(None)) == []
    assert list(authority_not_found(Authority(name="M", document="Memo 1"))) == []
    (found,) = authority_not_found(Authority(name="M", document="memo.pdf"))
    assert found.key == "document.not_found"


def test_an_act_waits_for_a_reason_and_is_posted_with_one(tmp_path: Path) -> None:
    lab = LentLab(tmp_path / "a.lunar")
    paper = Attached(kind=DocumentKind.OTHER, name=str(tmp_path / "letter.pdf"))
    act = DisputeLine(line="L-2021-001/1", text="whose?", documents=(paper,))
    wanted = Posting(acts=(Act(operation=act, day=20220201),), operator="A. Curator")
    assert [each.key for each in lab.session.preview(wanted).open_findings] == ["document.not_found"]
    with pytest.raises(Refused):
        lab.session.post(wanted)
    (tmp_path / "letter.pdf").write_bytes(b"it came back")
    lab.session.post(wanted)
    lab.session.close()
