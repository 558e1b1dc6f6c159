"""The draft of the loan editor: rows and cells that are typed, the head of a request, and the reasons given."""

from collections.abc import Mapping

import msgspec

from lunarcurator.desktop.dialogs.form.drafting import texts_in
from lunarcurator.desktop.loan_editor.findings_pane import FindingsPane
from lunarcurator.desktop.loan_editor.heads import EditorHead
from lunarcurator.desktop.loan_editor.lines_input import LoanLinesInput
from lunarcurator.desktop.mass_units import UNITS
from lunarcurator.typed_json import decode


def content_of(lines: LoanLinesInput, head: EditorHead, findings: FindingsPane) -> dict[str, object]:
    """Return what a draft keeps."""
    return {
        "unit": lines.masses.unit,
        "rows": msgspec.json.encode(lines.model.texts()).decode(),
        "changes": {str(id_): dict(told) for id_, told in lines.model.changes.items()},
        "head": head.kept(),
        "day": head.day.text,
        **findings.kept(),
    }


def take_up(content: Mapping[str, object], lines: LoanLinesInput, findings: FindingsPane) -> None:
    """Put lines and reasons of a draft back; what is typed already stays, and so does what a mass meant."""
    # Until a draft kept its unit, a plain number on the loan desk was in milligrams.
    told = str(content.get("unit") or "")
    changes = content.get("changes")
    found = changes.items() if isinstance(changes, Mapping) else ()
    findings.take_up(content)
    lines.restore(
        _rows(str(content.get("rows", ""))),
        {int(id_): texts_in(each) for id_, each in found if str(id_).isdecimal()},
        told if told in UNITS else "mg",
    )


def _rows(text: str) -> list[dict[str, str]]:
    try:
        return decode(text or "[]", list[dict[str, str]])
    except msgspec.DecodeError:
        return []
