"""What one line tells beyond its row: its standing today, its document, and how its first day is worded."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lunarcurator.domain.lending.kept_documents import DOCUMENTS
from lunarcurator.domain.lending.lines import Line, LineMove
from lunarcurator.domain.lending.terms import ClosedBy, DocumentKind, Step
from lunarcurator.services.commands.line_texts import line_notes
from lunarcurator.services.lending.line_accounts import LineTold, Standing, lines_told
from lunarcurator.services.words import Words

from tests.made_once import copied
from tests.services.lending.lent_lab import LentLab

TODAY = 20260101


@pytest.fixture
def line(tmp_path: Path) -> Line:
    lab = copied(LentLab, tmp_path / "lent.lunar")
    line = lab.line()
    assert lines_told(lab.session, (line.uid,))[line.uid].line == line
    lab.session.close()
    return line


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({}, None),
        ({"due": 20250101}, Standing.OVERDUE),
        ({"recalled": 20270101}, Standing.RECALLED),
        ({"due": 20250101, "disputed": "gone"}, Standing.DISPUTED),
        ({"disputed": "gone", "closed": 20250101}, None),
    ],
)
def test_a_line_says_how_it_stands_today(line: Line, changes: dict[str, Any], standing: Standing | None) -> None:
    assert LineTold.of(replace(line, **changes), TODAY).standing is standing


def test_a_line_that_waits_says_since_when_less_is_left_for_it(line: Line, words: Words) -> None:
    waiting = replace(line, issued=0, fields={"short_since": 20250101})
    assert LineTold.of(waiting, TODAY).short_since == 20250101
    notes = list(line_notes(LineTold.of(waiting, TODAY), words))
    assert notes[-1] == "since 2025-01-01 less is left for it than was promised"
    assert LineTold.of(line, TODAY).short_since == 0
    assert LineTold.of(replace(line, fields={"issued_stated": "about 1978"}), TODAY).since == "about 1978"


def moved(document: str, step: Step, day: int = 20250101) -> LineMove:
    return LineMove(step, day, 5, document=document)


def kept(name: str, kind: DocumentKind) -> dict[str, Any]:
    told = {"kind": str(kind), "name": name, "sha256": "", "day": 0, "remarks": ""}
    return {f"{DOCUMENTS}{name}": json.dumps(told)}


USED = moved("use 1", Step.CONSUMED)


@pytest.mark.parametrize(
    ("closed_by", "moves", "fields", "named"),
    [
        (ClosedBy.RETURN_RECEIPT, (USED,), {}, ""),
        (ClosedBy.RETURN_RECEIPT, (USED, moved("sheet 0", Step.RETURNED, 20241231)), {}, ""),
        (ClosedBy.RETURN_RECEIPT, (moved("sheet 1", Step.RETURNED), USED), {}, "sheet 1"),
        (
            ClosedBy.RETURN_RECEIPT,
            (moved("sheet 2", Step.LOST), USED),
            kept("sheet 2", DocumentKind.RETURN_SHEET) | kept("sheet 3", DocumentKind.RETURN_SHEET),
            "sheet 2",
        ),
        (
            ClosedBy.RETURN_RECEIPT,
            (moved("sheet 4", Step.RETURNED), moved("letter 1", Step.RETURNED)),
            kept("sheet 4", DocumentKind.RETURN_SHEET) | kept("letter 1", DocumentKind.OTHER),
            "sheet 4",
        ),
        (ClosedBy.CONSUMPTION_REPORT, (moved("sheet 1", Step.RETURNED), USED), {}, "use 1"),
        (ClosedBy.TRANSFER_RECEIPT, (moved("receipt", Step.TRANSFERRED),), {}, "receipt"),
        (ClosedBy.LOSS_REPORT, (moved("loss", Step.LOST),), {}, "loss"),
        (ClosedBy.RELEASE, (moved("loss", Step.LOST),), kept("letter 12", DocumentKind.RELEASE), "letter 12"),
        (None, (moved("sheet 1", Step.RETURNED),), {}, ""),
    ],
)
def test_a_closed_line_names_the_document_it_was_closed_by_and_never_another(
    line: Line, closed_by: ClosedBy | None, moves: tuple[LineMove, ...], fields: dict[str, Any], named: str
) -> None:
    ended = replace(line, closed=20250101, closed_by=closed_by, moves=moves, fields=fields)
    assert LineTold.of(ended, TODAY).document == named
