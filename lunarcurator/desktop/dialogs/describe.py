"""The dialog that fills fields of a piece which say nothing yet."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, override

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.act_dialog import ActDialog
from lunarcurator.desktop.dialogs.form.field_inputs import input_for, value_of, words_of
from lunarcurator.desktop.dialogs.form.heads import piece_head
from lunarcurator.desktop.dialogs.form.inputs import Input
from lunarcurator.desktop.dialogs.form.opened import opened
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.widgets.labels import SectionLabel
from lunarcurator.domain.fields import CORE_FIELDS, CUT_FIELDS, EDITABLE, FIELDS
from lunarcurator.domain.identity import PieceRef, ref_of
from lunarcurator.domain.operations import Describe, FieldValue
from lunarcurator.services.posting import Preview

_IN_A_ROW: Final = 3
_CORE: Final = "core"
_CUT: Final = "cut"
_GROUPS: Final[Mapping[str, str]] = MappingProxyType(
    {**dict.fromkeys(CORE_FIELDS, _CORE), **dict.fromkeys(CUT_FIELDS, _CUT)}
)
"""Fields that stand below a title of their own; all others come before them."""
_FIRST: Final[Mapping[str, str]] = MappingProxyType(
    {
        "core_segment": _CORE,
        **dict.fromkeys(("dissection_interval", "sieve_fraction", "thin_section", "polished_thin_section"), _CUT),
    }
)
"""The group that is asked first of a form."""


class DescribeDialog(ActDialog):
    """Offers every field of the table that says nothing yet; what stands is mended by a correction."""

    kind = Describe.KIND
    size_at_first = QSize(960, 600)

    @override
    def build(self) -> None:
        piece = self.form_context.piece
        self.content.addWidget(piece_head(self.appearance, self.wording, piece, self.form_context.places))
        # Access and use are always something: they are corrected, never described.
        unrecorded = [key for key in EDITABLE if piece.fields.get(key) in (None, "not_stated")]
        self.fields: dict[str, Input] = {
            key: input_for(self.appearance, self.wording, self.vocabularies, key) for key in unrecorded
        }
        first = _FIRST.get(piece.form, "")
        titles = {
            "": self.tr("The piece") if first else "",
            _CORE: self.tr("Core"),
            _CUT: self.tr("Interval, fraction or section"),
        }
        for group, title in sorted(titles.items(), key=lambda each: each[0] != first):
            self._add_group(title, [each for key, each in self.fields.items() if _GROUPS.get(key, "") == group])

    def _add_group(self, title: str, shown: Sequence[Input]) -> None:
        if title and shown:
            self.content.addWidget(SectionLabel(self.appearance, title))
        for at in range(0, len(shown), _IN_A_ROW):
            row = shown[at : at + _IN_A_ROW]
            self.form.add(*row, stretch=_IN_A_ROW - len(row))

    @override
    def heading(self) -> str:
        return self.tr("Describe {number}").format(number=self.form_context.piece.number)

    @override
    def lacking(self) -> str:
        return "" if self._said() else self.words.say("describe.nothing")

    @override
    def operations(self) -> tuple[Describe, ...]:
        return (Describe(sample=PieceRef(ref_of(self.form_context.piece.uid)), values=self._said()),)

    @override
    def effects(self, preview: Preview) -> Sequence[str]:
        return [
            self.tr("{field}: {value}").format(
                field=self.words.label(f"field.{said.field}"),
                value=words_of(self.wording, FIELDS[said.field], said.value),
            )
            for said in self._said()
        ]

    def _said(self) -> tuple[FieldValue, ...]:
        values = ((key, value_of(FIELDS[key], shown)) for key, shown in self.fields.items())
        return tuple(FieldValue(field=key, value=value) for key, value in values if value is not None)


def open_describe(context: AppContext, selection: Selection, parent: QWidget | None) -> QDialog | None:
    """Open the dialog that describes the selected piece; None where no piece is selected."""
    return opened(DescribeDialog(context, selection, parent)) if selection.samples else None
