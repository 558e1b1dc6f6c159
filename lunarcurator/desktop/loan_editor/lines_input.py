"""The lines of a loan as they are typed, pasted, scanned, or taken from a container; each number is looked up."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.grid import pasted_words
from lunarcurator.desktop.dialogs.loans.typed_masses import TypedMasses
from lunarcurator.desktop.dialogs.loans.wanted_grid import NAMED, WantedRows
from lunarcurator.desktop.loan_editor.acts import readable, says_something, wanted_of
from lunarcurator.desktop.loan_editor.grid import MENDED, LoanGridView, columns, shown_line, told_hints
from lunarcurator.desktop.models.loan_grid import LoanGridModel
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.two_ends import TwoEnds
from lunarcurator.domain.identity import PieceRef, Uid, ref_of
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.operations.requesting import Wanted
from lunarcurator.services.lending.agreements import policies_in_use
from lunarcurator.services.lending.asked_pieces import (
    AskedPiece,
    NotFound,
    Told,
    asked_pieces,
    numbers_in_place,
    numbers_of_pieces,
)
from lunarcurator.services.lending.browsing import LineRow, StateSum, line_rows, lines_of_loan
from lunarcurator.services.policies import PolicyError

_SOON_MS: Final = 120
_FIRST: Final = 100
_CHUNK: Final = 1_000


class LoanLinesInput(QWidget):
    """The grid with its tools. `changed` says that what is typed changed, `looked_up` that numbers were found.

    `arrived` says that lines of the loan were read, `chosen` carries the selected ones, `asked` the key of an act,
    `stood` the uid of the piece in whose row the cursor stands, None for none.
    """

    changed = Signal()
    looked_up = Signal()
    arrived = Signal()
    chosen = Signal(object)
    asked = Signal(str)
    stood = Signal(object)

    def __init__(self, context: AppContext, wording: Wording) -> None:
        super().__init__()
        self._context, self._wording = context, wording
        self._told: dict[str, Told] = {}
        self._loan: Uid | None = None
        self._resting = False
        self._stands_on: Uid | None = None
        self.moment = NOW
        self.tally: Mapping[str, StateSum] = {}
        self.masses = TypedMasses(context.units.on_loans)
        try:
            policies = policies_in_use(context.session)
        except PolicyError:
            # The room is there all the same; the strip says what is wrong, and a request is refused with it.
            policies = ()
        self.rows = WantedRows(context.words, self.masses, policies)
        categories = sorted({key for each in policies for key in each.categories})
        self.model = LoanGridModel(
            columns(wording, self.masses, categories),
            MENDED,
            lambda row: shown_line(row, context.session.today, wording, self.masses),
            self,
        )
        self._checked = [each for each in self.model.columns if each.can_be_wrong and not each.proposed]
        self.grid = LoanGridView(context.appearance, self.model, self.tr("Lines of the loan"))
        self.container = QLineEdit()
        self.container.setObjectName("loanEditor.container")
        self.container.setPlaceholderText(self.tr("Code or name of the container, then Enter"))
        self.container.setAccessibleName(self.tr("Container"))
        self.container.hide()
        self.container.returnPressed.connect(self._add_container)
        self.note = Label(context.appearance, colour="tones.red.ink", wrap=True, object_name="loanEditor.note")
        self.note.hide()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._look_up)
        self.model.edited.connect(self._edited)
        self.grid.pasted.connect(lambda over, headed: self.tell(pasted_words(over, headed=headed)))
        self.model.wanted.connect(self.fetch)
        self.grid.selectionModel().selectionChanged.connect(lambda _a, _b: self.choose())
        for signal in (self.grid.selectionModel().currentRowChanged, self.looked_up, self.arrived):
            signal.connect(lambda *_: self._stand())
        self._lay_out()

    def begin(self) -> None:
        """Begin anew: no lines, nothing typed."""
        self._resting, self._loan, self.tally = True, None, {}
        self.model.changes.clear()
        self.model.show_lines(())
        self.model.show(())
        self._resting = False
        self.tell("")

    def show_care(self, *, care: bool) -> None:
        """Take no lines where they are of what somebody entrusted to the lab: that was taken in, not asked for."""
        for tool in self._tools:
            tool.setVisible(not care)
        self.container.hide()
        self.model.let_grow(not care)

    def close_down(self) -> None:
        """Take over what stands in an open cell, and look nothing up any more."""
        self._resting = True
        self.grid.settle()
        self._soon.stop()

    def restore(
        self, rows: Sequence[Mapping[str, str]], changes: Mapping[int, Mapping[str, str]], unit: str
    ) -> None:
        """Show rows and changed cells of a draft typed in a unit, unless something is typed already."""
        if rows and not self.model.texts():
            self.model.show([self._in_unit(row, unit) for row in rows])
        if changes and not self.model.changes:
            self.model.take_changes({id_: self._in_unit(told, unit) for id_, told in changes.items()})

    def _in_unit(self, row: Mapping[str, str], unit: str) -> dict[str, str]:
        """Return texts by column with masses that mean in the unit of the grid what they meant in another."""
        meant = {key: self.masses.in_unit(row[key], unit) for key in ("optimum_ug", "minimum_ug") if key in row}
        return {**row, **meant}

    def forget(self, moment: Moment = NOW) -> None:
        """Look every number up anew as of a moment: pieces may stand otherwise now."""
        self.moment = moment
        self._told.clear()
        self._edited()

    def read_lines(self, loan: Uid) -> None:
        """Read the lines of a loan: the first with their order, so that they are seen at once, then all others."""
        session = self._context.session
        self._loan = loan

        def work() -> tuple[Sequence[int], Mapping[str, StateSum], Mapping[int, LineRow]]:
            ids, tally = lines_of_loan(session, loan)
            return ids, tally, line_rows(session, ids[:_FIRST])

        def arrived(told: tuple[Sequence[int], Mapping[str, StateSum], Mapping[int, LineRow]]) -> None:
            ids, tally, first = told
            if loan != self._loan:
                return
            self.tally = tally
            self.model.show_lines(ids)
            self.model.put(first)
            self.arrived.emit()
            for at in range(_FIRST, len(ids), _CHUNK):
                self.fetch(ids[at : at + _CHUNK])

        self._context.lanes.read(work, arrived, replaces="loanEditor.lines")

    def fetch(self, ids: Sequence[int]) -> None:
        """Read these lines."""
        session = self._context.session
        self.model.expect(ids)

        def arrived(told: Mapping[int, LineRow]) -> None:
            self.model.put(told)
            self.arrived.emit()
            self.choose()

        self._context.lanes.read(lambda: line_rows(session, ids), arrived)

    def take(self, numbers: Sequence[str]) -> None:
        """Add these numbers below what is typed."""
        at = self.model.first + len(self.model.texts())
        self.model.write([(at + down, 0, number) for down, number in enumerate(numbers)])

    def take_pieces(self, uids: Sequence[Uid]) -> None:
        """Add pieces that were selected in another room."""
        session = self._context.session
        self._context.lanes.read(lambda: numbers_of_pieces(session, uids), self.take)

    def use(self, at: int, number: str) -> None:
        """Put another number into a typed row, as long as it is the one that was offered this number."""
        told = dict(self.unknown()).get(at)
        if told is not None and told.nearest == number:
            self.model.write([(self.model.first + at, 0, number)])

    def start(self, row: int | None = None) -> None:
        """Put the keyboard into the grid, at a row or the first empty one."""
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grid.start(self.model.rowCount() - 1 if row is None else row, 0)

    def choose(self) -> None:
        """Say which lines of the loan are selected."""
        rows = self.grid.chosen_rows()
        self.chosen.emit([line for row in rows if (line := self.model.line(row)) is not None])

    def _stand(self) -> None:
        """Say which piece the row is about in which the cursor stands."""
        row = self.grid.currentIndex().row()
        line, typed = self.model.line(row), self.model.texts()
        at = row - self.model.first
        told = self._told.get(typed[at]["sample"].strip()) if 0 <= at < len(typed) else None
        piece = line.sample if line is not None else told.uid if isinstance(told, AskedPiece) else None
        if piece != self._stands_on:
            self._stands_on = piece
            self.stood.emit(piece)

    def unknown(self) -> list[tuple[int, NotFound]]:
        """Return the typed rows whose number names nothing, by their place among those typed."""
        told = ((at, self._told.get(row["sample"].strip())) for at, row in enumerate(self.model.texts()))
        return [(at, each) for at, each in told if isinstance(each, NotFound)]

    def elsewhere(self) -> list[tuple[int, AskedPiece]]:
        """Return the typed rows whose piece is out on another line, by their place among those typed."""
        told = ((at, self._told.get(row["sample"].strip())) for at, row in enumerate(self.model.texts()))
        return [(at, each) for at, each in told if isinstance(each, AskedPiece) and each.out]

    def nameless(self) -> list[int]:
        """Return the typed rows that say something, but neither a number nor what is wanted, by their place."""
        rows = enumerate(self.model.typed_rows)
        return [at for at, row in rows if not any(row[key].strip() for key in NAMED) and says_something(row)]

    @property
    def filled(self) -> int:
        """How many typed rows say something: so many lines are posted once nothing is in the way."""
        return sum(map(says_something, self.model.typed_rows))

    @property
    def awaited(self) -> bool:
        """Whether a number that was typed, or a line that was changed, is still being looked up."""
        typed = (row["sample"].strip() for row in self.model.typed_rows)
        return any(each and each not in self._told for each in typed) or not self.model.changes_arrived

    @property
    def unreadable(self) -> int:
        """How many rows, typed or changed, have a cell that cannot be read."""
        typed = sum(not readable(row, self._checked) for row in self.model.typed_rows)
        return typed + sum(not readable(self._texts(row), self._checked) for row in self._changed_rows())

    def wanted(self) -> tuple[list[Wanted], dict[int, int]]:
        """Return what the typed rows ask for, and the grid row of each; unknown numbers are left out."""
        wanted: list[Wanted] = []
        rows: dict[int, int] = {}
        for at, row in enumerate(self.model.texts()):
            told = self._told.get(row["sample"].strip())
            described = not row["sample"].strip() and row["described"].strip()
            if (described or isinstance(told, AskedPiece)) and readable(row, self._checked):
                rows[len(wanted)] = self.model.first + at
                wanted.append(wanted_of(row, told, self.rows))
        return wanted, rows

    def changes(self) -> list[tuple[LineRow, Wanted]]:
        """Return the lines that were changed, and what they ask for now; unreadable ones are left out."""
        found = []
        for row in self._changed_rows():
            line, texts = self.model.line(row), self._texts(row)
            if line is None or not readable(texts, self._checked):
                continue
            # What the grid has no column for stays as it was asked: a change says all of a line anew.
            asked = self.rows.wanted({**texts, "described": line.described})
            sample = PieceRef(ref_of(line.sample)) if line.sample else None
            found.append((line, replace(asked, sample=sample, remarks=line.remarks)))
        return found

    def _changed_rows(self) -> list[int]:
        model = self.model
        rows = range(model.first if model.changes else 0)
        return [row for row in rows if (line := model.line(row)) is not None and line.id in model.changes]

    def _texts(self, row: int) -> dict[str, str]:
        return {each.key: self.model.text(row, at) for at, each in enumerate(self.model.columns)}

    def asked_masses(self) -> list[int]:
        """Return what each typed row that names a mass asks for, in ug."""
        rows = [row for row in self.model.typed_rows if readable(row, self._checked)]
        masses = (wanted_of(row, None, self.rows).optimum_ug for row in rows)
        return [each for each in masses if each is not None]

    def tell(self, sentence: str) -> None:
        """Say what could not be done; "" takes it away."""
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    def _edited(self) -> None:
        if not self._resting:
            self._soon.start(_SOON_MS)
            self.changed.emit()

    def _look_up(self) -> None:
        numbers = {row["sample"].strip() for row in self.model.texts()} - {""}
        lacking = [each for each in numbers if each not in self._told]
        session = self._context.session

        def arrived(told: Mapping[str, Told]) -> None:
            self._told.update(told)
            self._hint()
            self.looked_up.emit()

        moment = self.moment
        self._context.lanes.read(
            lambda: asked_pieces(session, lacking, moment), arrived, replaces="loanEditor.numbers"
        )

    def _hint(self) -> None:
        hints: dict[tuple[int, str], str] = {}
        tones: dict[tuple[int, str], str] = {}
        for at, row in enumerate(self.model.texts()):
            told = self._told.get(row["sample"].strip())
            if told is not None:
                texts, marks = told_hints(told, row["optimum_ug"], self._wording, self.masses)
                hints |= {(at, key): text for key, text in texts.items()}
                tones |= {(at, key): tone for key, tone in marks.items()}
        hints[len(self.model.texts()), "sample"] = self.tr("Type, paste or scan")
        self.model.hint(hints)
        self.model.mark(tones)

    def _ask_container(self) -> None:
        self.container.setVisible(not self.container.isVisible())
        if self.container.isVisible():
            self.container.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_container(self) -> None:
        session, text = self._context.session, self.container.text().strip()
        if not text:
            return

        def arrived(numbers: Sequence[str]) -> None:
            self.container.clear()
            self.container.hide()
            self.tell("" if numbers else self.tr("Nothing stands in there."))
            self.take(numbers)
            self.start()

        def failed(error: Exception) -> None:
            self._context.say_why(error, self.tell)

        self._context.lanes.read(lambda: numbers_in_place(session, text), arrived, failed)

    def _paste(self) -> None:
        self.start()
        self.grid.paste_clipboard()

    def _lay_out(self) -> None:
        appearance = self._context.appearance
        px = appearance.look.metrics.px
        row = QWidget()
        tools = FlowLayout(px(6), row)
        self._tools: list[Button] = []
        for key, text, concept, act in (
            ("pick", self.tr("Pick from the tree…"), "tree", lambda: self.asked.emit("samples_room")),
            ("place", self.tr("Add a container…"), "can", self._ask_container),
            ("paste", self.tr("Paste"), "copy", self._paste),
            ("scan", self.tr("Scan"), "scan", self.start),
        ):
            button = Button(text, concept=concept, dense=True, object_name=f"loanEditor.{key}")
            button.clicked.connect(lambda _on=False, act=act: act())
            self._tools.append(button)
            tools.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), 0, px(16), 0)
        column.setSpacing(px(6))
        title = Label(appearance, self.tr("Lines"), size=14, weight=SEMIBOLD)
        column.addLayout(TwoEnds(title, row, px(6)))
        for part in (self.container, self.note):
            column.addWidget(part)
        column.addWidget(self.grid, 1)
