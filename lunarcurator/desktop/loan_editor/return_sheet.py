"""The return sheet: what came back, weighed beside what is stated, and what is missing to balance."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final, override

from msgspec import convert
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lunarcurator.desktop.dialogs.form.drafting import Drafting, hour_of
from lunarcurator.desktop.dialogs.form.pasted_block import block_of
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.desktop.loan_editor.beside import Beside
from lunarcurator.desktop.loan_editor.findings_pane import FindingsPane, Said, left_out, said_of
from lunarcurator.desktop.loan_editor.grid import LoanGridView
from lunarcurator.desktop.loan_editor.line_account import LineAccount
from lunarcurator.desktop.loan_editor.return_rows import SheetRows, columns, fate_words, stood_beside
from lunarcurator.desktop.loan_editor.sheet_head import SheetHead
from lunarcurator.desktop.loan_editor.sheet_hints import SheetHints
from lunarcurator.desktop.models.loan_cells import lines as in_words
from lunarcurator.desktop.models.loan_grid import LoanGridModel
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.grounds import Ground, ScrollColumn
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.workplace import Workplace
from lunarcurator.domain.acts import Posting
from lunarcurator.domain.days import Day
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.domain.identity import OperatorRef, Uid, ref_of
from lunarcurator.domain.mass_display import plain_mass, shown_count
from lunarcurator.services.drafts import Drafts
from lunarcurator.services.lending.returning import SheetLine, acts_of, sheet_lines
from lunarcurator.services.lending.scanned_home import Scanned, place_names, scanned_home
from lunarcurator.services.people import People
from lunarcurator.services.posting import Posted, Preview, Refused

_SOON_MS: Final = 200
_DRAFT: Final = "return_sheet"


class ReturnSheet(QWidget):
    """One sheet for one or many lines. `left` goes back, `returned` says that it was posted."""

    left = Signal()
    returned = Signal()
    followed = Signal(str)

    def __init__(self, workplace: Workplace, wording: Wording) -> None:
        super().__init__()
        self.setObjectName("returnSheet")
        self.workplace, self._wording = workplace, wording
        appearance = workplace.appearance
        self.rows = SheetRows(wording, {})
        self._scanned: dict[str, Scanned] = {}
        self._hints = SheetHints()
        self._preview: Preview | None = None
        self._judged: Posting | None = None
        self._stale: list[object] = []
        self._checking: Ticket | None = None
        self._resting = False
        self._named: SheetRows | None = None
        self.head = SheetHead(workplace)
        self.model = LoanGridModel(columns(wording), (), self)
        self.grid = LoanGridView(appearance, self.model, self.tr("What came back, what became of the rest"))
        self.grid.setObjectName("returnSheet.grid")
        self.scan = QLineEdit()
        self.scan.setObjectName("returnSheet.scan")
        self.scan.setAccessibleName(self.tr("Numbers that came back"))
        self.scan.setPlaceholderText(self.tr("Scan or type a number that came back, then Enter"))
        self.account = LineAccount(appearance)
        self.findings = FindingsPane(workplace, People(workplace.desk).operators())
        self.next = Button("", kind="primary", object_name="returnSheet.next")
        self.obstacle = Label(appearance, size=12, colour="text2", wrap=True, object_name="returnSheet.obstacle")
        self.kept = Label(appearance, size=12, colour="text2", object_name="returnSheet.draft")
        self._drafting = Drafting(workplace.lanes, Drafts(workplace.desk), _DRAFT, "", self._content, self)
        self._drafting.kept.connect(
            lambda us: self.kept.setText(self.tr("Draft kept {hour}").replace("{hour}", hour_of(us)))
        )
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._check)
        self._lay_out()
        self._connect()

    def open_lines(self, lines: Sequence[Uid], day: Day = 0) -> None:
        """Begin a sheet with these lines, for a day (0: today); those of it that are not out are left out."""
        self._resting = True
        self.rows = SheetRows(self._wording, {}, {})
        self._scanned.clear()
        self.model.show(())
        self.head.clear(day)
        self.findings.begin()
        self._resting = False
        self.account.show_line(None)
        if lines:
            self._add(lines)
        self._changed()
        (self.scan if not lines else self.grid).setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, texts: Sequence[str], beside: Mapping[str, Sequence[str]] | None = None) -> None:
        """Take numbers that were scanned, typed or pasted, with what stood beside them; none is dropped."""
        desk = self.workplace.desk
        wanted = [each for each in texts if each.strip() and each.strip() not in self._scanned]

        def arrived(told: Sequence[Scanned]) -> None:
            self._scanned |= {each.text: each for each in told}
            lost = [each.text for each in told if each.line is None]
            self._write([{"name": text, **stood_beside((beside or {}).get(text, ()))} for text in lost])
            found = {each.line: (beside or {}).get(each.text, ()) for each in told if each.line is not None}
            self._add(list(found), found)

        self.workplace.lanes.read(lambda: scanned_home(desk, wanted), arrived)

    def close_down(self) -> None:
        """Let nothing more happen: the store is closed."""
        self._soon.stop()
        self._drafting.stop()
        if self.model.texts():
            Drafts(self.workplace.desk).keep(_DRAFT, "", self._content())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.post()
        else:
            super().keyPressEvent(event)

    def post(self) -> None:
        """Post the sheet, if nothing stands in the way."""
        self.grid.settle()
        operator, judged = self.workplace.operator, self._judged
        if operator is None or judged is None or not self.next.isEnabled():
            return
        if any(each.day != self._day for each in judged.acts):
            self._changed()
            return
        self.next.setEnabled(False)
        posting = replace(self._sanctioned(judged), operator=OperatorRef(ref_of(operator)))
        self.workplace.post(posting, self._posted, self._refused)

    def _add(self, lines: Sequence[Uid], beside: Mapping[Uid, Sequence[str]] | None = None) -> None:
        """Put lines on the sheet that are not on it yet."""
        desk = self.workplace.desk
        there = {each.line.uid for each in self.rows.known.values()}
        wanted = [each for each in lines if each not in there]

        def work() -> tuple[tuple[SheetLine, ...], Mapping[str, str]]:
            told = sheet_lines(desk, wanted)
            return told, place_names(desk, [row.place for each in told for row in each.rows if row.place])

        def arrived(found: tuple[Sequence[SheetLine], Mapping[str, str]]) -> None:
            told, places = found
            known = {**self.rows.known, **{each.line.code: each for each in told}}
            self.rows = SheetRows(self._wording, known, {**self.rows.places, **places})
            begun = [row for each in told for row in self.rows.begin(each, (beside or {}).get(each.line.uid, ()))]
            self._write(begun)
            self._say()

        self.workplace.lanes.read(work, arrived)

    def _write(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Add rows below those there are."""
        at, keys = len(self.model.typed_rows), [each.key for each in self.model.columns]
        told = ((at + down, key, text) for down, row in enumerate(rows) for key, text in row.items() if text)
        self.model.write([(row, keys.index(key), text) for row, key, text in told])

    def _content(self) -> Mapping[str, object]:
        return {"rows": [dict(row) for row in self.model.texts()], "day": self.head.day.text}

    def take_up(self) -> None:
        """Go on with the sheet that was left, if there is one; lines that came back since are told as not out."""
        desk = self.workplace.desk

        def work() -> tuple[list[dict[str, str]], tuple[SheetLine, ...], tuple[Scanned, ...], str]:
            draft = Drafts(desk).find(_DRAFT, "")
            content = draft.content if draft is not None else {}
            rows = convert(content.get("rows", []), list[dict[str, str]])
            told = scanned_home(desk, [row["line"] or row["name"] for row in rows])
            lines = sheet_lines(desk, [each.line for each in told if each.line is not None])
            return rows, lines, told, str(content.get("day", ""))

        def arrived(found: tuple[list[dict[str, str]], Sequence[SheetLine], Sequence[Scanned], str]) -> None:
            rows, lines, told, day = found
            if rows and not self.model.texts():
                self.head.day.restore(day)
                self._scanned |= {each.text: each for each in told}
                self.rows = SheetRows(self._wording, {each.line.code: each for each in lines})
                self.model.show(rows)

        self.workplace.lanes.read(work, arrived)

    def _changed(self) -> None:
        if self._resting:
            return
        # To let go of thousands of acts takes long enough to be felt: that is left to the lane that asks next.
        if self._judged is not None:
            self._stale += [self._preview, self._judged]
        self._preview = self._judged = None
        self._hint()
        self._show_account()
        self._say()
        self._soon.start(_SOON_MS)
        if self.model.typed_rows:
            self._drafting.keep_soon()

    def _hint(self) -> None:
        touched = self.model.take_touched()
        self.model.say(self._hints.look(self.rows, self._scanned, self.model.typed_rows, touched))
        self.head.ask_for_use(wanted=self._hints.records_use)

    @property
    def _code(self) -> str:
        """The line of the row in which the cursor stands, else the first."""
        rows = self.model.typed_rows
        at = self.grid.currentIndex().row()
        row = rows[at] if 0 <= at < len(rows) else rows[0] if rows else None
        return row["line"].strip() if row else ""

    def _show_account(self) -> None:
        rows = self.model.typed_rows
        mine = [rows[at] for at in self._hints.rows_of(self._code)]
        filled = self.rows.filled(mine) if mine and self.rows.readable(mine) else ()
        self.account.show_line(filled[0] if filled else None)

    def _way_out(self, fate: str) -> None:
        """Give what is missing of the line in front an account: one more row."""
        missing, code = self.account.missing, self._code
        if missing and missing > 0:
            self._write([{"line": code, "fate": fate_words()[fate], "stated": plain_mass(missing, "mg")}])

    def _posting(self) -> Callable[[], Posting] | None:
        """Return what makes the posting, on any thread; None where something is lacking for one."""
        operator, rows, day = self.workplace.operator, self.rows, self._day
        texts = self._hints.askable(self.model.texts())
        if operator is None or not texts or not day or not self.head.document:
            return None
        bare = Posting(acts=(), operator=OperatorRef(ref_of(operator)))
        posting, head = self._sanctioned(bare), self.head.sheet(day)
        stated = self.head.day.stated
        return lambda: replace(posting, acts=acts_of(replace(head, lines=rows.filled(texts)), day, stated))

    def _sanctioned(self, posting: Posting) -> Posting:
        """Return a posting with what was said of the findings by now, and the source of a history."""
        sanction, history = self.findings.sanction, self.workplace.history
        return replace(
            posting,
            overrides=self.findings.overrides,
            authority=sanction.authority if sanction.isVisible() else None,
            witness=sanction.witness_ref if sanction.isVisible() else None,
            source=history.cited(self.workplace.words) if history else "",
        )

    @property
    def _day(self) -> Day:
        return self.head.day.day

    def _check(self) -> None:
        """Ask the rules, away from the reading lane: a sheet may have thousands of lines."""
        if self._checking is not None:
            self._checking.cancel()
            self._checking = None
        make, desk, stale = self._posting(), self.workplace.desk, self._stale
        if make is None:
            self._show_findings(())
            return

        def work(mine: Ticket) -> tuple[Posting, Preview | None] | None:
            stale.clear()
            if mine.should_stop():
                return None
            posting = make()
            return posting, desk.preview(posting) if posting.acts else None

        def done(told: tuple[Posting, Preview | None] | None) -> None:
            if told is not None and not ticket.should_stop():
                self._checking = None
                self._judged, self._preview = told
                self._show_findings(self._preview.findings if self._preview is not None else ())

        ticket = self.workplace.lanes.background(work, done, self._refused)
        self._checking = ticket

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        words = self.workplace.words
        asked = self._judged is not None and bool(self._judged.acts)
        said = left_out(self._hints.unread if asked else 0)
        said += said_of(findings, [words.say_finding(each) for each in findings], {})
        self.findings.sanction.setVisible(any(each.strength is Strength.AUTHORITY for each in findings))
        self.findings.show_findings(said)
        self._say()

    def _obstacle(self) -> str:
        if not self.model.typed_rows:
            return self.tr("Scan or type what came back.")
        if self._hints.lost:
            words = self.tr("To mend or take out first: {count}.")
            return words.replace("{count}", shown_count(self._hints.lost))
        if not self._hints.readable:
            return self.tr("A mass cannot be read.")
        if self.head.day.trouble:
            return self.head.day.trouble
        if not self.head.document:
            return self.tr("Name the signed sheet.")
        if self.workplace.operator is None:
            return self.tr("Say who acts first.")
        if self._preview is None:
            return self.tr("The rules are being asked.")
        if any(each.strength is Strength.IMPOSSIBLE for each in self._preview.findings):
            return self.tr("It does not balance yet, or a rule stands in the way.")
        return self.tr("Say why, for what is found.") if self._preview.open_findings else ""

    def _say(self) -> None:
        obstacle = self._obstacle()
        count = self._hints.lines
        self.next.setText(self.tr("Accept the return, {lines}").replace("{lines}", in_words(count)))
        self.next.setEnabled(not obstacle)
        self.obstacle.setText(obstacle)
        self.obstacle.setVisible(bool(obstacle))
        if self._named is not self.rows:
            self._named = self.rows
            self.head.show_lines([each.line.code for each in self.rows.known.values()])

    def _posted(self, _posted: Posted) -> None:
        self._drafting.drop()
        self.kept.setText("")
        self.open_lines(())
        self.returned.emit()

    def _refused(self, error: Exception) -> None:
        words = self.workplace.words
        if isinstance(error, Refused):
            self._show_findings(error.findings)
        elif isinstance(error, Refusal):
            self.findings.show_findings((Said("red", words.say(error.key, error.facts)),))
        else:
            self.workplace.lanes.fault.emit(error)

    def _entered(self) -> None:
        text = self.scan.text()
        self.scan.clear()
        self.take(text.replace(";", "\n").split("\n"))

    def _paste(self) -> None:
        block = block_of(QApplication.clipboard().text())
        self.take([row[0] for row in block if row], {row[0]: row[1:] for row in block if row})

    def _connect(self) -> None:
        self.head.left.connect(self.left)
        self.head.changed.connect(self._changed)
        self.scan.returnPressed.connect(self._entered)
        self.model.edited.connect(self._changed)
        self.grid.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_account())
        self.account.way_out.connect(self._way_out)
        self.findings.changed.connect(lambda: self._soon.start(_SOON_MS))
        self.findings.followed.connect(self.followed)
        self.next.clicked.connect(lambda _on=False: self.post())

    def _lay_out(self) -> None:
        appearance = self.workplace.appearance
        px = appearance.look.metrics.px
        paste = Button(self.tr("Paste numbers"), concept="copy", dense=True, object_name="returnSheet.paste")
        paste.clicked.connect(lambda _on=False: self._paste())
        tools = QHBoxLayout()
        tools.setContentsMargins(px(16), 0, px(16), 0)
        tools.addWidget(self.scan, 1)
        tools.addWidget(paste)
        grid = QVBoxLayout()
        grid.setContentsMargins(px(16), 0, px(16), 0)
        grid.addWidget(self.grid)
        left = QVBoxLayout()
        left.setSpacing(px(8))
        left.addWidget(self.head)
        left.addLayout(tools)
        left.addLayout(grid, 1)
        self.kept.setContentsMargins(px(16), 0, px(16), px(8))
        left.addWidget(self.kept)
        column = QVBoxLayout()
        column.setContentsMargins(px(16), px(8), px(16), px(12))
        column.setSpacing(px(8))
        column.addWidget(self.account)
        column.addWidget(self.findings)
        column.addStretch(1)
        side = Ground(appearance, "base", object_name="returnSheet.side")
        whole_side = QVBoxLayout(side)
        whole_side.setContentsMargins(0, 0, 0, 0)
        whole_side.addWidget(ScrollColumn(appearance, "base", column, object_name="returnSheet.scroll"), 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(px(16), 0, px(16), px(12))
        foot.addWidget(self.next)
        foot.addWidget(self.obstacle)
        whole_side.addLayout(foot)
        Beside(appearance, self, left, side)
