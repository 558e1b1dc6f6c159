"""The dialog that prints labels of pieces or containers, seen before they are printed; each is an entry."""

from pathlib import Path
from typing import Final, override

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.prints.pages_dialog import PagesDialog
from lunarcurator.desktop.links import Selection
from lunarcurator.desktop.paper.labels import LabelPaper
from lunarcurator.desktop.shell.preferences import LABEL_PRINTER
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.choice_box import ChoiceBox
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.documents.papers.blocks import CodeKind
from lunarcurator.services.codes import too_fine
from lunarcurator.services.label_layouts import LabelLayout, LayoutError, load_layouts, places_named
from lunarcurator.services.labels import Label, container_labels, labels_of, printed

_SIZE: Final = QSize(860, 540)
_CODES_SHOWN: Final = 2
"""So many codes that are too long are named."""
_NAME_SHOWN: Final = 12
"""So many characters of a paper's name are always seen."""


def open_labels(context: AppContext, selection: Selection, parent: QWidget | None) -> "LabelsDialog | None":
    """Return the dialog that prints labels of the selected pieces; None where none is selected."""
    return LabelsDialog(context, selection, parent) if selection.samples else None


def open_place_labels(context: AppContext, selection: Selection, parent: QWidget | None) -> "LabelsDialog | None":
    """Return the dialog that prints labels of the selected containers; None where none is selected."""
    chosen = Selection(places=selection.places)
    return LabelsDialog(context, chosen, parent) if selection.places else None


def _by_size(layout: LabelLayout) -> tuple[bool, int]:
    """Return what papers are offered by: rolls before sheets, small labels before large ones."""
    return layout.is_sheet, layout.label.width * layout.label.height


class LabelsDialog(PagesDialog):
    """Chooses the paper and shows every page; prints, or writes a PDF, and then posts that it was printed."""

    def __init__(self, context: AppContext, selection: Selection, parent: QWidget | None) -> None:
        title = context.words.label("operation.print_labels")
        super().__init__(context, title, parent, object_name="labelsDialog", size=_SIZE)
        self._selection = selection
        self._labels: tuple[Label, ...] = ()
        self._layouts = load_layouts()
        look = context.appearance
        self.paper_choice = ChoiceBox()
        self.paper_choice.setObjectName("labelsDialog.layout")
        # The longest name of a paper must not make the column wider than the dialog has room for.
        self.paper_choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.paper_choice.setMinimumContentsLength(_NAME_SHOWN)
        for key, layout in sorted(self._layouts.items(), key=lambda each: _by_size(each[1])):
            self.paper_choice.addItem(context.words.label(layout.label_key), key)
        self.first = QSpinBox()
        self.first.setObjectName("labelsDialog.first")
        self.first.setMinimum(1)
        self._first_field = Field(look, self.tr("First free label on the sheet"), self.first)
        self.used = QLineEdit()
        self.used.setObjectName("labelsDialog.used")
        self.used.setPlaceholderText("1-5, 9")
        self._used_field = Field(look, self.tr("Used labels after it"), self.used)
        self.code_choice = ChoiceBox()
        self.code_choice.setObjectName("labelsDialog.code")
        for kind, name in ((CodeKind.DATA_MATRIX, "Data Matrix"), (CodeKind.QR, "QR")):
            self.code_choice.addItem(name, kind)
        self._choices.addWidget(Field(look, self.tr("Paper"), self.paper_choice))
        for field in (self._first_field, self._used_field, Field(look, self.tr("Code"), self.code_choice)):
            self._choices.addWidget(field)
        self.paper_choice.currentIndexChanged.connect(lambda _index: self._paper_changed())
        self.first.valueChanged.connect(lambda _value: self._turn(0))
        self.used.textChanged.connect(lambda _text: self._renew())
        context.operator_changed.connect(self._say_what_is_recorded)
        self.code_choice.currentIndexChanged.connect(lambda _index: self._code_changed())
        # What stands in the way is mended where the used labels are named, or by other paper.
        self.next_asked.connect(lambda: (self.used if self._misread_places() else self.paper_choice).setFocus())
        self._choose_remembered()
        self.set_primary(self.tr("Print"), enabled=False)
        # Whatever reads meanwhile takes the interpreter from the thread that shows the dialog.
        QTimer.singleShot(0, self, self._read)

    def paper(self) -> LabelPaper:
        """Return the pages as they would be printed now."""
        families = self._context.appearance.look.fonts.base.families()
        kind = CodeKind(self.code_choice.currentData())
        language = self._context.words.language
        return LabelPaper(self._layout(), self._labels, families, self._used(), kind, language)

    def _read(self) -> None:
        session, words = self._context.session, self._context.words
        pieces, places = self._selection.samples, self._selection.places
        self._context.lanes.read(
            lambda: (*labels_of(session, words, pieces), *container_labels(session, words, places)),
            self._arrived,
            self._failed,
        )

    def _used(self) -> frozenset[int]:
        """Return the places of the first sheet where no label is left; none while they are not understood."""
        layout = self._layout()
        if not layout.is_sheet:
            return frozenset()
        try:
            named = places_named(self.used.text(), layout.labels_a_page)
        except LayoutError:
            named = frozenset()
        return named | frozenset(range(self.first.value() - 1))

    def _renew(self) -> None:
        """Show the pages as chosen now, and let them be printed unless something stands in the way."""
        misread = self._misread_places()
        self._used_field.set_note(misread, "tones.red.ink")
        obstacle = misread or self._unreadable()
        if not self._labels:
            obstacle = self.tr("None of these pieces has a number to print.")
        text = counted("LabelsDialog", "Print 1 label", "Print {count} labels", len(self._labels))
        self.set_primary(text, enabled=not obstacle, obstacle=obstacle)
        self.save_pdf.setEnabled(not obstacle)
        self._turn(0)

    def _misread_places(self) -> str:
        """Say why the used labels that are named are not understood; empty where they are."""
        layout = self._layout()
        try:
            places_named(self.used.text() if layout.is_sheet else "", layout.labels_a_page)
        except LayoutError as error:
            return self._context.words.say(error.key, error.facts)
        return ""

    def _code_changed(self) -> None:
        self._context.memory.put("labelsDialog.code", str(self.code_choice.currentData()))
        if self._labels:
            self._renew()

    def _unreadable(self) -> str:
        """Say whose codes no scanner would read on this paper; empty for none."""
        kind = CodeKind(self.code_choice.currentData())
        fine = too_fine(kind, (label.code for label in self._labels), self._layout().code)
        if not fine:
            return ""
        first = ", ".join(fine[:_CODES_SHOWN])
        told = first if len(fine) <= _CODES_SHOWN else self.tr("{codes} and more").replace("{codes}", first)
        if kind is CodeKind.QR:
            way = self.tr(
                "Too long for a code that reads on this paper: {codes}. Choose Data Matrix or larger paper."
            )
        else:
            way = self.tr("Too long for a code that reads on this paper: {codes}. Choose larger paper.")
        return way.replace("{codes}", told)

    @override
    def sheets(self) -> LabelPaper:
        return self.paper()

    @override
    def printer_name(self) -> str:
        return self._context.memory.get(LABEL_PRINTER) or super().printer_name()

    @override
    def choices(self) -> tuple[QWidget, ...]:
        return self.paper_choice, self.first, self.used, self.code_choice

    @override
    def file_wish(self) -> tuple[str, str, str]:
        return "labels.pdf", self.tr("Save the labels as PDF"), self.tr("PDF (*.pdf)")

    @override
    def printed_whole(self, path: Path | None) -> None:
        operator = self._context.operator
        if operator is None or not self._context.may_post:
            self.accept()
            return
        posting = printed(self._labels, self._layout().key, operator, self._context.session.today)
        self._context.post(posting, lambda _posted: self.accept(), self._failed)

    @override
    def _stopped_words(self) -> str:
        return self.tr("Stopped. Not all labels were printed, and nothing was recorded.")

    def _layout(self) -> LabelLayout:
        return self._layouts[str(self.paper_choice.currentData())]

    def _arrived(self, labels: tuple[Label, ...]) -> None:
        self._labels = labels
        self._say_what_is_recorded()
        self._renew()
        if labels:
            self.primary_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_what_is_recorded(self) -> None:
        self._note.setText(self._what_is_recorded())

    def _what_is_recorded(self) -> str:
        if self._context.may_post:
            return self.tr("The printing goes into the journal, a reprint too.")
        return self.tr("Nothing can be posted now, so this printing will not stand in the journal.")

    def _paper_changed(self) -> None:
        layout = self._layout()
        self.first.setMaximum(layout.labels_a_page)
        for field in (self._first_field, self._used_field):
            field.setVisible(layout.is_sheet)
        self._context.memory.put("labelsDialog.layout", layout.key)
        self._page = 0
        if self._labels:
            self._renew()

    def _choose_remembered(self) -> None:
        kept = self.paper_choice.findData(self._context.memory.get("labelsDialog.layout", "roll_50x25"))
        self.paper_choice.setCurrentIndex(max(kept, 0))
        kind = self.code_choice.findData(CodeKind(self._context.memory.get("labelsDialog.code", "data_matrix")))
        self.code_choice.setCurrentIndex(max(kind, 0))
        self._paper_changed()
