"""What stands beside the grid of the loan editor: red rows to mend, then what the rules find of all others."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from lunarcurator.desktop.loan_editor.findings_pane import Said, left_out, said_of
from lunarcurator.desktop.loan_editor.lines_input import LoanLinesInput
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.services.words import Words

_NTH_LINE: Final = re.compile(r"lines\[(\d+)\]")


def said_beside(
    lines: LoanLinesInput, words: Words, findings: Sequence[Finding], rows: Mapping[int, int], *, asked: bool
) -> list[Said]:
    """Return what is said of the rows; `rows` from a place in the acts to a grid row, `asked` that rules were."""
    said = []
    for at, told in lines.unknown():
        row = shown_count(lines.model.first + at + 1)
        text = _tr(QT_TRANSLATE_NOOP("EditorFindings", "Line {row}: {text} is not in this store."))
        if told.otherwise:
            text = _tr(QT_TRANSLATE_NOOP("EditorFindings", "Line {row}: {text} is another name of {number}."))
        if told.several:
            text = _tr(
                QT_TRANSLATE_NOOP(
                    "EditorFindings", "Line {row}: {text} is the number of several pieces. Type one of {number}."
                )
            )
        use = _tr(QT_TRANSLATE_NOOP("EditorFindings", "Use {number}"))
        offer = use.replace("{number}", told.nearest) if told.nearest else ""
        sentence = text.replace("{row}", row).replace("{number}", told.several or told.nearest)
        said.append(Said("red", sentence.replace("{text}", told.text), offer, f"use:{at}:{told.nearest}"))
    for at in lines.nameless():
        stands = lines.model.first + at
        told_row = shown_count(stands + 1)
        text = _tr(QT_TRANSLATE_NOOP("EditorFindings", "Line {row}: fill in a number, or what is wanted."))
        show = _tr(QT_TRANSLATE_NOOP("EditorFindings", "Show line {row}"))
        said.append(Said("red", text.replace("{row}", told_row), show.replace("{row}", told_row), f"row:{stands}"))
    red = len(said)
    said += _elsewhere(lines)
    said += left_out(red + lines.unreadable if asked else 0)
    for each in said_of([_of_grid(each, rows) for each in findings], words, rows):
        at_row = each.target.partition(":")[2]
        lead = _tr(QT_TRANSLATE_NOOP("EditorFindings", "Show line {row}")).replace(
            "{row}", str(int(at_row or 0) + 1)
        )
        said.append(Said(each.tone, each.sentence, lead if at_row else "", each.target, each.key, each.rule))
    return said


def _of_grid(finding: Finding, rows: Mapping[int, int]) -> Finding:
    """Return a finding that tells of two lines by the rows of the grid, where empty rows stand between them."""
    facts = dict(finding.facts)
    found = _NTH_LINE.match(finding.field)
    if found is None or not {"first", "row"} <= facts.keys():
        return finding
    posted_before = int(facts["row"]) - int(found[1]) - 1
    for name in ("first", "row"):
        grid_row = rows.get(int(facts[name]) - posted_before - 1)
        if grid_row is not None:
            facts[name] = shown_count(grid_row + 1)
    return replace(finding, facts=tuple(facts.items()))


def _elsewhere(lines: LoanLinesInput) -> Iterator[Said]:
    """Yield where each piece is that is out, and how to get there."""
    for at, told in lines.elsewhere():
        row = shown_count(lines.model.first + at + 1)
        for code, uid in told.out:
            text = _tr(QT_TRANSLATE_NOOP("EditorFindings", "Line {row}: {number} is out on another line, {line}."))
            sentence = text.replace("{row}", row).replace("{number}", told.number).replace("{line}", code)
            link = _tr(QT_TRANSLATE_NOOP("EditorFindings", "Go to {line}")).replace("{line}", code)
            yield Said("note", sentence, link, f"line:{uid}")


def _tr(text: object) -> str:
    return QCoreApplication.translate("EditorFindings", str(text))
