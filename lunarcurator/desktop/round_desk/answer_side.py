"""Beside the answers: the row somebody stands on in full, what can be decided about it, and who signed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.loan_editor.findings_pane import FindingsPane
from lunarcurator.desktop.panels.sections import SectionHead
from lunarcurator.desktop.panels.wording import DOT, Wording
from lunarcurator.desktop.round_desk.answers_table import AnswerRow
from lunarcurator.desktop.round_desk.wording import explained, unknown
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.facts import FactsGrid
from lunarcurator.desktop.widgets.fields import Field
from lunarcurator.desktop.widgets.grounds import Ground, ScrollColumn, SideGround
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.mass_display import shown_mass_with_unit
from lunarcurator.services.lending.round_answers import POSTABLE, REFUSABLE, Compared, Signed, Verdict
from lunarcurator.services.lending.round_decisions import Decisions, Mark
from lunarcurator.services.people import People


class AnswerSide(SideGround):
    """Shows an `AnswerRow`; `accepted` and `put_aside` carry a decision, `signed` both names, `posted` the act."""

    accepted = Signal()
    put_aside = Signal(str)
    signed = Signal(str, str)
    posted = Signal()
    followed = Signal(str)

    def __init__(self, context: AppContext, wording: Wording) -> None:
        super().__init__(context.appearance, object_name="roundDesk.side")
        self._context, self._wording = context, wording
        appearance = context.appearance
        self.name = Label(appearance, size=16, weight=SEMIBOLD, wrap=True, object_name="roundDesk.side.name")
        self._note = Label(appearance, size=12, colour="text2", wrap=True, object_name="roundDesk.side.note")
        self._facts = FactsGrid(appearance, object_name="roundDesk.side.facts")
        self._facts.followed.connect(self.followed)
        self._means = Label(appearance, size=12, colour="text2", wrap=True, object_name="roundDesk.side.means")
        self.accept = Button(self.tr("Accept"), concept="done", object_name="roundDesk.side.accept")
        self.reason = _line("roundDesk.side.reason")
        self.reason.setPlaceholderText(self.tr("Why it is not accepted"))
        self.aside = Button(self.tr("Set aside"), concept="void", object_name="roundDesk.side.aside")
        self.by, self.witness = _line("roundDesk.side.by"), _line("roundDesk.side.witness")
        self.findings = FindingsPane(context, People(context.session).operators())
        self.post = Button("", kind="primary", object_name="roundDesk.side.post")
        self.obstacle = Label(
            appearance, size=12, colour="text2", wrap=True, object_name="roundDesk.side.obstacle"
        )
        self._lay_out()
        self.accept.clicked.connect(lambda _on=False: self.accepted.emit())
        self.aside.clicked.connect(lambda _on=False: self._put_aside())
        self.reason.returnPressed.connect(self._put_aside)
        for line in (self.by, self.witness):
            line.textEdited.connect(lambda _text: self.signed.emit(self.by.text(), self.witness.text()))
        self.post.clicked.connect(lambda _on=False: self.posted.emit())
        self.findings.hide()

    def show_row(self, row: AnswerRow | None, decisions: Decisions) -> None:
        """Show a row: what the book says, what came back, and what can be decided."""
        each = row.each if row is not None else None
        self._facts.clear()
        for part in (self._means, self.accept, self.reason, self.aside):
            part.setVisible(each is not None)
        self._signing.setVisible(row is not None)
        if row is None:
            self.name.setText(self.tr("Nothing is selected."))
            self._note.setText("")
            return
        self._show_signed(decisions.signed(row.book))
        person = row.book.person
        self._note.setText(
            DOT.join(each for each in (person.name, person.institution, row.book.book.file) if each)
        )
        if each is None:
            self.name.setText(person.name)
            return
        line = each.line
        self.name.setText((line.number or line.described) if line else each.row.named if each.row else "")
        self._tell(each)
        self._means.setText(explained(each.verdict))
        mark = decisions.mark(row.book, each)
        self.accept.setText(self.tr("Take back") if mark in {Mark.ACCEPTED, Mark.ASIDE} else self.tr("Accept"))
        kept = each.verdict is Verdict.NOT_ASKED and mark is not Mark.POSTED
        self.accept.setEnabled(each.verdict in POSTABLE or kept or mark in {Mark.ACCEPTED, Mark.ASIDE})
        self.reason.setText(decisions.why(row.book, each))
        for part in (self.reason, self.aside):
            part.setVisible(each.verdict in REFUSABLE and line is not None)

    def ask_why(self) -> None:
        """Put the keyboard where the reason is typed."""
        if self.reason.isVisible():
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            self.reason.selectAll()

    def _tell(self, each: Compared) -> None:
        line, row = each.line, each.row
        if line is not None:
            self._facts.add_links(self.tr("Line"), [(line.code, f"line:{line.uid}")])
            self._fact(self.tr("Form"), self._wording.term("form", line.form))
            self._fact(self.tr("In the book"), each.held.shown(self._unit) if each.held else unknown())
            self._fact(self.tr("Issued"), self._wording.day(line.issued) if line.issued else "")
        if row is not None:
            word = self._wording.term("round_answer", str(each.answer)) if each.answer else row.answer
            self._fact(self.tr("Answer"), word)
            self._fact(self.tr("Found"), self._told(each.ug) or row.mass)
            self._fact(self.tr("Remark"), row.remark)
            self._fact(self.tr("Row in the workbook"), str(row.number))

    def _told(self, ug: int | None) -> str:
        return shown_mass_with_unit(ug, self._unit) if ug is not None else ""

    @property
    def _unit(self) -> str:
        return self._context.units.on_loans

    def _fact(self, label: str, value: str) -> None:
        if value:
            self._facts.add(label, value)

    def _show_signed(self, told: Signed) -> None:
        for line, name in ((self.by, told.by), (self.witness, told.witness)):
            if line.text().strip() != name:
                line.setText(name)

    def _put_aside(self) -> None:
        self.put_aside.emit(self.reason.text().strip())

    def _lay_out(self) -> None:
        appearance, px = self._context.appearance, self._context.appearance.look.metrics.px
        column = QVBoxLayout()
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.setSpacing(px(8))
        column.addWidget(self.name)
        column.addWidget(self._note)
        column.addWidget(self._facts)
        column.addWidget(self._means)
        acts = QHBoxLayout()
        acts.addWidget(self.accept)
        acts.addStretch(1)
        column.addLayout(acts)
        why = QHBoxLayout()
        why.addWidget(self.reason, 1)
        why.addWidget(self.aside)
        column.addLayout(why)
        self._signing = Ground(appearance, "base", object_name="roundDesk.side.signing")
        signing = QVBoxLayout(self._signing)
        signing.setContentsMargins(0, px(8), 0, 0)
        signing.setSpacing(px(8))
        signing.addWidget(SectionHead(appearance, self.tr("Signatures")))
        signing.addWidget(Field(appearance, self.tr("Signed by"), self.by))
        signing.addWidget(Field(appearance, self.tr("Witnessed by"), self.witness))
        column.addWidget(self._signing)
        column.addWidget(self.findings)
        column.addStretch(1)
        foot = QVBoxLayout()
        foot.setContentsMargins(px(16), px(8), px(16), px(12))
        foot.addWidget(self.post)
        foot.addWidget(self.obstacle)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        scroll = ScrollColumn(appearance, "base", column, object_name="roundDesk.side.scroll")
        scroll.never_sideways()
        whole.addWidget(scroll, 1)
        whole.addLayout(foot)


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setAccessibleName("")
    return made
