"""Templates of tests, filled with facts of tests."""

import json
import struct
import zlib
from pathlib import Path

from lunarcurator.documents.papers.blocks import CodeKind, Foot, Paper, PaperWords
from lunarcurator.documents.papers.filling import Facts, fill
from lunarcurator.documents.papers.template import load_template

WORDS = PaperWords(
    record="No.",
    page="Page {page} of {pages}",
    foot="{store} S {sequence} D {day} head {digest}",
    printed="Printed",
    name="Name",
    day="Date",
    signature="Signature",
    cut="cut",
    checksum="SHA-256",
    not_set="Not yet set",
    at_least="\u2265 {sum}, {count} unknown",
    on_lines="{sum} on {count} of {all} lines",
    unknown="unknown",
)
FOOT = Foot("a.lunar", 7, "2026-11-24", "ab" * 32, "2026-11-24 12:00")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PIXEL = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\x00\xff\x00\x00"))
    + _chunk(b"IEND", b"")
)
"""A picture of one dot."""


def dots(_kind: CodeKind, _text: str) -> tuple[tuple[bool, ...], ...]:
    return ((True, False), (True, True))


def filled(folder: Path, blocks: list[object], facts: Facts, page: str = "a4") -> Paper:
    """Fill a template of these blocks, read from a file as every template is."""
    template = {
        "format": 1,
        "key": "trial",
        "subject": "piece",
        "title": "Trial of {number}",
        "page": page,
        "blocks": blocks,
    }
    (folder / "trial.json").write_text(json.dumps(template), encoding="utf-8")
    return fill(load_template(folder, "trial"), facts, FOOT, WORDS, dots, "Sum")


ALL: list[object] = [
    {"block": "heading", "text": "About {number}"},
    {"block": "fields", "columns": 2, "fields": [
        {"label": "Form", "fact": "form"}, {"label": "Order"},
        {"label": "Owner", "fact": "owner", "when": "owner"}], "rows": "more"},
    {"block": "table", "rows": "masses", "ruled": True, "columns": [
        {"key": "number", "label": "Number"},
        {"key": "mass", "label": "Mass", "kind": "mass", "unit": "g", "sum": True},
        {"key": "count", "label": "Count", "kind": "integer", "sum": True},
        {"key": "day", "label": "Day", "kind": "day"},
        {"key": "remark", "label": "Remark", "optional": True}], "blank": 2},
    {"block": "table", "rows": "nothing", "columns": [{"key": "a", "label": "A", "sum": True}],
     "empty": "Nothing at all."},
    {"block": "text", "text": "First.\nSecond of {number}.", "small": True},
    {"block": "text", "text": "Not seen.", "when": "owner"},
    {"block": "text", "text": "No owner.", "unless": "owner"},
    {"block": "signatures", "lines": [{"role": "Borrower", "name": "form", "day": "number"},
                                      {"role": "Owner", "when": "owner"}]},
    {"block": "checks", "label": "Seal", "boxes": [{"label": "whole", "fact": "form"},
                                                         {"label": "broken", "fact": "owner"}],
     "rows": "boxes", "columns": 2},
    {"block": "checks", "rows": "boxes"},
    {"block": "lines", "label": "Remarks", "count": 2},
    {"block": "code", "fact": "number", "kind": "qr", "caption": "{number}"},
    {"block": "pictures", "rows": "pictures"},
    {"block": "page"},
    {"block": "each", "rows": "groups", "new_page": True, "blocks": [
        {"block": "heading", "text": "{name} of {number}"},
        {"block": "table", "rows": "inner", "columns_of": "heads"}]},
]  # fmt: skip
"""Every block there is."""
