"""A document by the name that was typed: sealed where it is a file here, never under a checksum not its own."""

import hashlib
from pathlib import Path

import pytest
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.lending.terms import DocumentKind, Letter
from lunarcurator.domain.operations import Operation, SetUpPlace
from lunarcurator.domain.operations.accounting import ReturnLine
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.domain.operations.issuing import RecordLetter
from lunarcurator.services.lending.attaching import attached_named, file_here, sealed_file, with_checksums

VIDEO = DocumentKind.VIDEO
DIGEST = hashlib.sha256(b"work").hexdigest()


def test_a_file_that_is_here_is_kept_with_its_own_checksum(tmp_path: Path) -> None:
    path = tmp_path / "v.mp4"
    path.write_bytes(b"work")
    kept = attached_named(VIDEO, f" {path} ", 20260301, DIGEST.upper())
    assert (kept.name, kept.sha256, kept.day) == ("v.mp4", DIGEST, 20260301)
    assert attached_named(VIDEO, str(path)).sha256 == DIGEST
    with pytest.raises(Refusal) as refused:
        attached_named(VIDEO, str(path), sha256="ab" * 32)
    assert refused.value.key == "document.checksum_differs"


def test_a_record_number_is_kept_as_it_is_told() -> None:
    kept = attached_named(VIDEO, " video 7 ", sha256="ab" * 32)
    assert (kept.name, kept.sha256) == ("video 7", "ab" * 32)
    assert attached_named(VIDEO, "").name == ""
    with pytest.raises(Refusal) as refused:
        attached_named(VIDEO, "", sha256="ab" * 32)
    assert refused.value.key == "document.checksum_of_nothing"


def test_a_file_named_by_its_path_is_kept_by_its_name_and_checksum(tmp_path: Path) -> None:
    assert file_here(str(tmp_path / "gone.pdf")) is None
    here = tmp_path / "here.pdf"
    here.write_bytes(b"signed")
    assert file_here(str(here)) == ("here.pdf", sealed_file(here))


def test_whatever_is_posted_by_the_path_of_a_file_here_has_its_checksum(tmp_path: Path) -> None:
    here = tmp_path / "here.pdf"
    here.write_bytes(b"work")
    kinds = (str(here), str(tmp_path / "gone.pdf"), "F-2026-7")
    papers = tuple(Attached(kind=VIDEO, name=each) for each in kinds)
    told = Attached(kind=VIDEO, name=str(here), sha256="ab" * 32)
    sheet = ReturnLine(line="L-1/1", sheet=papers[0], documents=(*papers, told))
    bare = ReturnLine(line="L-1/2", sheet=papers[2])

    def kept(operation: Operation) -> Operation:
        acts = (Act(operation=operation, day=20260301),)
        return with_checksums(Posting(acts=acts, operator=OperatorRef("A"))).acts[0].operation

    found = kept(sheet)
    assert isinstance(found, ReturnLine)
    assert (found.sheet.name, found.sheet.sha256) == ("here.pdf", DIGEST)
    names = [(each.name, each.sha256) for each in found.documents]
    assert names == [("here.pdf", DIGEST), (kinds[1], ""), ("F-2026-7", ""), (str(here), "ab" * 32)]
    assert kept(bare) is bare
    other = SetUpPlace(kind="room", name="Room")
    assert kept(other) is other
    letter = RecordLetter(lines=("L-1/1",), letter=Letter.REMINDER)
    assert kept(letter) is letter
