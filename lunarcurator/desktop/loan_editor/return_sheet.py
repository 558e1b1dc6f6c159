"""The return sheet: what came back, weighed beside what is stated, and what is missing to balance."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from types import MappingProxyType
from typing import Final, override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lunarcurator.desktop.acting.pending_entry import PendingEntry
from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.loans.typed_masses import TypedMasses
from lunarcurator.desktop.loan_editor.beside import Beside
from lunarcurator.desktop.loan_editor.findings_pane import FindingsPane, Said, left_out, said_of
from lunarcurator.desktop.loan_editor.grid import LoanGridView
from lunarcurator.desktop.loan_editor.kept_line import KeptLine
from lunarcurator.desktop.loan_editor.line_account import LineAccount
from lunarcurator.desktop.loan_editor.return_rows import (
    ACCEPTED,
    LOST,
    USED,
    WHY_THERE,
    WHY_UNSCANNED,
    SheetRows,
    columns,
    fate_words,
    lost_text,
    stood_beside,
)
from lunarcurator.desktop.loan_editor.scan_row import ScanRow
from lunarcurator.desktop.loan_editor.sheet_draft import LeftSheet, SheetKeeping, kept_rows
from lunarcurator.desktop.loan_editor.sheet_head import SheetHead
from lunarcurator.desktop.loan_editor.sheet_hints import SheetHints
from lunarcurator.desktop.loan_editor.sheet_scans import SheetScans, mark_of, marked
from lunarcurator.desktop.models.loan_cells import lines as in_words
from lunarcurator.desktop.models.loan_grid import LoanGridModel
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.grounds import ScrollColumn, SideGround
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.domain.acts import Posting
from lunarcurator.domain.days import Day
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.sub_samples import same_name
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.domain.rules.loan_return import Allowed
from lunarcurator.services.form_context import balances_of
from lunarcurator.services.lending.returning import (
    SheetLine,
    acts_of,
    allowed_in,
    compared_to_ug,
    numbers_in,
    read_to,
    sheet_lines,
    sheets_in,
)
from lunarcurator.services.lending.scanned_home import Scanned, place_names, scanned_home
from lunarcurator.services.people import People
from lunarcurator.services.posted import Posted, Preview

_ROW: Final = "on_sheet:"
_WHEN_ASKED: Final = (WHY_THERE, WHY_UNSCANNED)
_MOST_NAMED: Final = 3
_TWO_LINES: Final = 34
"""The height of what stands in the way below the button, at 100 %."""


class ReturnSheet(QWidget):
    """One sheet for one or many lines. `left` goes back, `returned` says that it was posted."""

    left = Signal()
    returned = Signal()
    followed = Signal(str)

    def __init__(self, context: AppContext, wording: Wording) -> None:
        super().__init__()
        self.setObjectName("returnSheet")
        self.context, self._wording = context, wording
        appearance = context.appearance
        self.masses = TypedMasses(context.units.on_loans)
        self.rows = SheetRows(wording, {}, self.masses)
        self._scanned: dict[str, Scanned] = {}
        self._scans = SheetScans()
        self._hints = SheetHints()
        self._allowed: Mapping[Uid, Allowed] = {}
        self._resting = False
        self._named: frozenset[str] | None = None
        self._begun_with: tuple[Uid, ...] = ()
        self._begun_for: Day = 0
        self.head = SheetHead(context)
        self.model = LoanGridModel(columns(wording, self.masses), (), lambda _line: ({}, {}), self)
        self.grid = LoanGridView(appearance, self.model, self.tr("What came back, what became of the rest"))
        self.grid.setObjectName("returnSheet.grid")
        self.grid.tick_rows()
        for each in _WHEN_ASKED:
            self.grid.show_column(each, shown=False)
        self.scanning = ScanRow(appearance)
        self.scan = self.scanning.line
        self.account = LineAccount(appearance, self.masses)
        self.findings = FindingsPane(context, People(context.session).operators())
        self.next = Button("", kind="primary", object_name="returnSheet.next")
        self.obstacle = Label(appearance, size=12, colour="text2", wrap=True, object_name="returnSheet.obstacle")
        self.scanned = Label(appearance, size=12, wrap=True, object_name="returnSheet.scannedPieces")
        self.borrowers = Label(
            appearance, size=12, colour="tones.amber.ink", wrap=True, object_name="returnSheet.borrowers"
        )
        self.kept = KeptLine(appearance, "returnSheet")
        self.keeping = SheetKeeping(context, self._content, self)
        self.pending = PendingEntry(context, "return_sheet", self.findings.reasons, self._posting, self, long=True)
        self.pending.judging.more = _allowed_and_numbers
        self._lay_out()
        self._connect()

    def open_lines(self, lines: Sequence[Uid], day: Day = 0) -> None:
        """Go on with the sheet begun with these lines, else begin it for a day (0: today).

        Those of it that are not out are left out.
        """
        self._begun_with, self._begun_for = tuple(lines), day
        self.keeping.leave()
        self._clear()
        session = self.context.session
        offer = self.head.balance.offer
        self.context.lanes.read(lambda: balances_of(session), offer, replaces="returnSheet.balances")
        self.keeping.begin(lines, self.masses, self._take_up)
        self.await_scan()

    def begin_anew(self) -> None:
        """Discard what is filled in, and its draft."""
        self.keeping.drop()
        self._clear()
        self._add(self._begun_with)
        self.await_scan()

    def await_scan(self) -> None:
        """Put the keyboard where scans belong: a scanner types into whatever has it, and a cell would take that.

        Qt gives it to the next in line, a cell among them, where what had it is hidden or disabled.
        """
        self.scan.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        """Show an empty sheet."""
        self._resting = True
        self.rows = SheetRows(self._wording, {}, self.masses)
        self._scanned.clear()
        self._scans.clear()
        self.scanning.say(())
        self._allowed = {}
        self.model.show(())
        self.head.clear(self._begun_for)
        self.findings.begin()
        self._resting = False
        self.kept.say(0)
        self._changed()

    def take(self, texts: Sequence[str], beside: Mapping[str, Sequence[str]] | None = None) -> None:
        """Take numbers that were scanned, typed or pasted, with what stood beside them; none is dropped."""
        session, lost = self.context.session, self._lost()
        wanted = [each for each in texts if each.strip() and each.strip() not in lost]
        there = [each.line.uid for code, each in self.rows.known.items() if code in self._hints.codes]

        def arrived(told: Sequence[Scanned]) -> None:
            self._place(told, beside or {})

        self.context.lanes.read(lambda: scanned_home(session, wanted, there), arrived)

    def _place(self, scanned: Sequence[Scanned], beside: Mapping[str, Sequence[str]]) -> None:
        """Read back what was scanned, and put on the sheet what belongs there; the rest is told."""
        elsewhere = [each for each in scanned if self._is_elsewhere(each)]
        told = [each for each in scanned if each not in elsewhere]
        self._scanned |= {each.text: each for each in told}
        self._scans.take(told, elsewhere)
        self.scanning.say(told, elsewhere)
        lost = [each.text for each in told if each.line is None]
        self._write([{"name": text, **stood_beside(beside.get(text, ()))} for text in lost])
        self._write(self._parts_of(told))
        found = {each.line: beside.get(each.text, ()) for each in told if each.line is not None}
        self._add(list(found), found)

    def _parts_of(self, told: Sequence[Scanned]) -> list[dict[str, str]]:
        """Return the rows of parts that were reported and have none on the sheet."""
        return [{"line": each.code, "name": each.part} for each in told if each.part and not self._has(each)]

    def _has(self, part: Scanned) -> bool:
        """Tell whether a part that was reported of a line has its row there, in any spelling of its name."""
        name = same_name(part.part)
        rows = self.model.texts()
        return any(row.get("line") == part.code and same_name(row.get("name", "")) == name for row in rows)

    def _lost(self) -> dict[str, int]:
        """Return what the rows that are of no line on the sheet name, and where they stand."""
        told = ((lost_text(row, self.rows), at) for at, row in enumerate(self.model.typed_rows))
        return {text: at for text, at in told if text}

    def _look_up(self) -> None:
        """Look up what rows of no line name by now; where it is out, its line takes the row over."""
        wanted = sorted(self._lost().keys() - self._scanned.keys()) if self._hints.lost else []
        if not wanted:
            return
        session = self.context.session

        def arrived(told: Sequence[Scanned]) -> None:
            self._scanned |= {each.text: each for each in told}
            lost = self._lost()
            mine = [each for each in told if each.text in lost and not self._is_elsewhere(each)]
            self._scans.take(mine)
            found = {each.line: each.text for each in mine if each.line is not None}
            if found:
                self._add(list(found), mended=found)
            else:
                self._hint()

        self.context.lanes.read(lambda: scanned_home(session, wanted), arrived)

    def _book_changed(self) -> None:
        """Judge anew what is on the sheet: what was not out may be out by now."""
        self._scanned.clear()
        if self.model.typed_rows:
            self._changed()

    def _take_here(self, line: str, code: str) -> None:
        """Put the line of another loan on this sheet, as somebody decided: its piece was scanned."""
        self._scans.take_code(code)
        self.scanning.say(())
        self.await_scan()
        self._add([Uid(line)])

    def _is_elsewhere(self, each: Scanned) -> bool:
        """Tell whether a piece is out on a loan that a sheet begun for lines of others is not for."""
        mine = {known.line.loan for known in self.rows.known.values()}
        return bool(self._begun_with and mine and each.line is not None) and each.loan not in mine

    def close_down(self) -> None:
        """Let nothing more happen: the store is closed."""
        self.grid.settle()
        self.pending.judging.stop()
        self.keeping.close_down()

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
        judgement = self.pending.judging.judgement
        if judgement is None or not self.next.isEnabled():
            return
        acts = judgement.posting.acts
        if any(each.day != self._day for each in acts):
            self._changed()
            return
        self.await_scan()
        self.pending.post(self.pending.posting(acts))

    def _add(
        self,
        lines: Sequence[Uid],
        beside: Mapping[Uid, Sequence[str]] | None = None,
        mended: Mapping[Uid, str] = MappingProxyType({}),
    ) -> None:
        """Put lines on the sheet that are not on it yet; `mended` says what the row names that one takes over."""
        session, there = self.context.session, self._hints.codes
        known_there = {each.line.uid for code, each in self.rows.known.items() if code in there}
        wanted = [each for each in lines if each not in known_there]

        def work() -> tuple[tuple[SheetLine, ...], Mapping[str, str]]:
            told = sheet_lines(session, wanted)
            return told, place_names(session, [row.place for each in told for row in each.rows if row.place])

        def arrived(found: tuple[Sequence[SheetLine], Mapping[str, str]]) -> None:
            told, places = found
            lost = self._lost() if mended else {}
            known = {**self.rows.known, **{each.line.code: each for each in told}}
            self.rows = SheetRows(self._wording, known, self.masses, {**self.rows.places, **places})
            begun: list[Mapping[str, str]] = []
            # The same number may have been scanned again while the first was being read.
            on_sheet = self._hints.codes
            for each in [line for line in told if line.line.code not in on_sheet]:
                first, *others = self.rows.begin(each, (beside or {}).get(each.line.uid, ()))
                at = lost.get(mended.get(each.line.uid, ""))
                if at is None:
                    begun.append(first)
                else:
                    self._mend(at, first)
                begun += others
            self._write(begun)
            self._say()

        self.context.lanes.read(work, arrived)

    def _mend(self, at: int, first: Mapping[str, str]) -> None:
        """Let a row of no line be of the one it names; what else was typed in it stays."""
        rows = self.model.typed_rows
        named = "line" if rows[at]["line"].strip() else "name"
        keys = [each.key for each in self.model.columns]
        told = {key: text for key, text in first.items() if key == named or not rows[at].get(key, "").strip()}
        self.model.write([(at, keys.index(key), text) for key, text in told.items() if text])

    def _write(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Add rows below those there are."""
        at, keys = len(self.model.typed_rows), [each.key for each in self.model.columns]
        told = ((at + down, key, text) for down, row in enumerate(rows) for key, text in row.items() if text)
        self.model.write([(row, keys.index(key), text) for row, key, text in told])

    def _content(self) -> Mapping[str, object]:
        rows, day = kept_rows(self.model.typed_rows), self.head.day.text
        told = {"unit": self.masses.unit, "rows": rows, "head": self.head.kept(), "day": day}
        return {**told, **self._scans.kept(self._hints.codes), **self.findings.kept()}

    def _take_up(self, left: LeftSheet | None) -> None:
        """Go on with the sheet as it was left, unless something was typed meanwhile; else begin it."""
        if left is None or self.model.typed_rows:
            self._add(self._begun_with)
            return
        self._scanned |= {each.text: each for each in left.scanned}
        self.rows = SheetRows(self._wording, left.known, self.masses, left.places)
        self._scans.take_up(left.content)
        self._resting = True
        self.head.take_up(left.head)
        self.head.day.restore(str(left.content.get("day", "")))
        self.findings.take_up(left.content)
        self.model.show(left.rows)
        self._resting = False
        self.kept.say(left.kept_us)
        self._changed()

    def _changed(self) -> None:
        if self._resting:
            return
        self.pending.judging.forget()
        self._hint()
        self._look_up()
        self.scanning.keep_up(self._lost().keys() if self._hints.lost else (), self._hints.codes)
        self._tick()
        self._show_account()
        self._say()
        self.pending.follow()
        self._keep_soon()

    def _tick(self) -> None:
        """Tick off the lines whose pieces were scanned, and say which those are and how many of all."""
        scans, marks = self._scans, self._hints.marks
        self.model.tick(scans.marks, lambda row: mark_of(self.rows, row))
        self.scanning.say_count(scans.lines(marks), self._hints.lines)
        numbers, more = scans.first_numbers(self.rows, marks), len(scans.on_rows(marks))
        words = (
            self.tr("Scanned: {numbers}.") if more <= len(numbers) else self.tr("Scanned: {numbers}; {more} more.")
        )
        filled = words.replace("{numbers}", "; ".join(numbers)).replace("{more}", shown_count(more - len(numbers)))
        self.scanned.setText(filled)
        self.scanned.setVisible(bool(numbers))

    def _keep_soon(self) -> None:
        empty = not self.model.typed_rows and not self.head.kept()
        self.keeping.follow(empty=empty)
        if empty:
            self.kept.say(0)

    def _reasoned(self) -> None:
        """A reason, or who allows something, was typed."""
        self.pending.follow()
        self._keep_soon()

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
        mine = self._hints.rows_of(self._code, self.model.typed_rows)
        filled = self.rows.filled(mine) if mine and self.rows.readable(mine) else ()
        balance = self.head.balance.balance
        read = [read_to(each, balance.resolution_ug) if balance is not None else each for each in filled]
        uid = read[0].line.uid if read else Uid("")
        preview = self.pending.preview
        posted = sheets_in(preview).get(uid) if preview is not None else None
        self.account.show_line(read[0] if read else None, self._allowed.get(uid), posted)

    def _way_out(self, fate: str) -> None:
        """Give what is missing of the line in front an account: one more row.

        What stays out is all the rest, which nobody states: it is known by difference. What was used up or lost
        has the digits of the masses that leave it; a row that says so and no mass yet takes it.
        """
        missing, filled = self.account.missing, self.account.filled
        if missing and filled is not None and (missing > 0 or fate == ACCEPTED):
            mass = self.masses.text(missing, compared_to_ug(filled.line, filled)) if fate in {USED, LOST} else ""
            at = self._hints.lacking_of(self._code, fate)
            if mass and at is not None:
                empty = "reading" if self.model.typed_rows[at]["reading"].strip() else "stated"
                self.model.write([(at, [each.key for each in self.model.columns].index(empty), mass)])
            else:
                self._write([{"line": self._code, "fate": fate_words()[fate], "stated": mass}])

    def _posting(self) -> Callable[[], Posting | None] | None:
        """Return what makes the posting, on any thread; None where something is lacking for one."""
        if self.pending.nobody_acts:
            return None
        rows, day = self.rows, self._day
        texts = self._hints.askable(self.model.texts())
        if not texts or not day or not self.head.document:
            return None
        posting, head = self.pending.posting(()), self.head.sheet(day)
        stated, seen = self.head.day.stated, self._scans.seen()

        def made() -> Posting | None:
            lines = rows.filled(marked(rows, texts, seen))
            acts = acts_of(replace(head, lines=lines), day, stated)
            return replace(posting, acts=acts) if acts else None

        return made

    @property
    def _day(self) -> Day:
        return self.head.day.day

    def _judged(self) -> None:
        judgement = self.pending.judging.judgement
        if judgement is not None:
            self._allowed, numbers = judgement.more
            self._show_numbers(numbers)
            self._show_account()
        self._show_findings(self.pending.findings)

    def _show_numbers(self, numbers: Mapping[Uid, Sequence[str]]) -> None:
        """Say in grey which numbers the parts would get, before anything is posted."""
        codes = {each.line.uid: code for code, each in self.rows.known.items() if each.line.uid in numbers}
        given = {codes[uid]: told for uid, told in numbers.items() if uid in codes}
        self.model.say(self._hints.numbered(given, self.rows, self.model.typed_rows))

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        codes = {uid: code for code, each in self.rows.known.items() for uid in (each.line.uid, each.line.sample)}
        asked = self.pending.judging.judgement is not None
        said = left_out(self._hints.unread if asked else 0)
        said += sorted((self._leading(each, codes) for each in findings), key=lambda each: each.tone != "red")
        self._show_why(findings)
        self.findings.ask_authority(findings)
        self.findings.show_findings(said, asked=asked)
        self._say()

    def _show_why(self, findings: Sequence[Finding]) -> None:
        """Show the columns for why, of a place or of what was not scanned, where that is asked or was said."""
        for key in _WHEN_ASKED:
            asked = any(each.field.endswith(f".{key}") for each in findings)
            told = asked or any(row.get(key, "").strip() for row in self.model.typed_rows)
            self.grid.show_column(key, shown=told)

    def _leading(self, found: Finding, codes: Mapping[Uid | None, str]) -> Said:
        """Let a finding about the number of another piece lead to that piece, any other to its line here."""
        (said,) = said_of((found,), self.context.words)
        if found.key.startswith("name.number"):
            return replace(said, link=self.tr("Show the piece"), target=f"sample:{found.cause}")
        code = codes.get(Uid(found.cause), "") if found.cause else ""
        if not code:
            return said
        link = self.tr("Show {number}").replace("{number}", self.rows.known[code].number)
        return replace(said, link=link, target=f"{_ROW}{code}")

    def _follow(self, target: str) -> None:
        """Go to the row of a line on this sheet, or let the window show what else a finding leads to."""
        if not target.startswith(_ROW):
            self.followed.emit(target)
            return
        code = target.removeprefix(_ROW)
        at = next((at for at, row in enumerate(self.model.typed_rows) if row["line"].strip() == code), None)
        if at is not None:
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
            self.grid.start(at, 0)

    def _obstacle(self) -> str:
        if not self.model.typed_rows:
            return self.tr("Scan or type what came back.")
        if self._hints.lost:
            words = self.tr("To mend or take out first: {count}.")
            return words.replace("{count}", shown_count(self._hints.lost))
        if not self._hints.readable:
            return self.tr("A cell cannot be read.")
        if lacking := self._hints.lacking:
            return self._how_much(lacking)
        if there := self._there_and_out():
            words = self.tr("Said to stay out, yet scanned or weighed: {numbers}.")
            return words.replace("{numbers}", "; ".join(there))
        if not self._hints.coming:
            return self.tr("All of it stays out: nothing is taken back.")
        if self.head.day.trouble:
            return self.head.day.trouble
        if not self.head.document:
            return self.tr("Name the signed sheet.")
        return self.pending.in_the_way(self.tr("It does not balance yet, or a rule stands in the way."))

    def _there_and_out(self) -> list[str]:
        """Return what the first rows name that say of what lies there that it stays out: that would be dropped."""
        rows, hints = self.model.typed_rows, self._hints
        staying = (at for at in sorted(hints.staying) if at < len(rows))
        there = (at for at in staying if hints.is_in_hand(at) or self._scans.has(self.rows, rows[at]))
        return [rows[at]["name"].strip() or rows[at]["line"].strip() for at in islice(there, _MOST_NAMED)]

    def _how_much(self, lacking: Sequence[int]) -> str:
        """Ask how much of the first of these rows is gone; all of what nobody weighed can be reported so."""
        rows = self.model.typed_rows
        words = self.tr("Used up or lost, but how much? Type the mass: {numbers}.")
        named = "; ".join(self._called(rows[at]) for at in lacking[:_MOST_NAMED])
        lines = (self.rows.known[rows[at]["line"].strip()].line for at in lacking)
        told = words.replace("{numbers}", named)
        if not any(each.account.unweighed for each in lines):
            return told
        whole = self.tr("Nobody weighed it, and all of it is gone? Take its row out, and report its use or loss.")
        return f"{told} {whole}"

    def _called(self, row: Mapping[str, str]) -> str:
        """Return what a row names: a part, else the piece of its line."""
        name, line = row["name"].strip(), self.rows.known.get(row["line"].strip())
        return name or (line.number if line is not None else row["line"].strip())

    def _say(self) -> None:
        obstacle = self._obstacle()
        count, borrowers = self._hints.coming, self._borrowers
        self.next.setText(self.tr("Accept the return, {lines}").replace("{lines}", in_words(count)))
        told = counted(
            "ReturnSheet", "These lines are of 1 borrower.", "These lines are of {count} borrowers.", borrowers
        )
        self.borrowers.setText(told)
        self.borrowers.setVisible(borrowers > 1)
        if obstacle and self.next.hasFocus():
            self.await_scan()
        self.next.setEnabled(not obstacle and not self.pending.busy)
        self.obstacle.setText(obstacle)
        self.obstacle.setVisible(bool(obstacle))
        if self._named != self._hints.codes:
            self._named = self._hints.codes
            self.head.show_lines([code for code in self.rows.known if code in self._named])

    @property
    def _borrowers(self) -> int:
        """Of how many borrowers the lines on the sheet are."""
        known = self.rows.known
        return len({known[code].line.borrower for code in self._hints.codes if code in known})

    def _posted(self, _posted: Posted) -> None:
        self.keeping.drop()
        self._clear()
        self.returned.emit()

    def _refused(self) -> None:
        if self.pending.refusal is None:
            self._show_findings(self.pending.findings)
        else:
            self.findings.show_refusal(self.pending.refusal)
            self._say()
        self.await_scan()

    def _connect(self) -> None:
        self.context.changed.connect(lambda _changes: self._book_changed())
        self.pending.judged.connect(self._judged)
        self.pending.refused.connect(self._refused)
        self.pending.posted.connect(self._posted)
        self.findings.answer_for(self.pending)
        self.pending.busy_changed.connect(self._say)
        self.pending.barred.connect(self._say)
        self.head.left.connect(self.left)
        self.head.changed.connect(self._changed)
        self.scanning.taken.connect(self.take)
        self.scanning.followed.connect(self.followed)
        self.scanning.wanted.connect(self._take_here)
        self.model.edited.connect(self._changed)
        self.model.taken_out.connect(self.await_scan)
        self.grid.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_account())
        self.account.way_out.connect(self._way_out)
        self.findings.changed.connect(self._reasoned)
        self.keeping.kept.connect(self.kept.say)
        self.kept.anew.connect(self.begin_anew)
        self.findings.followed.connect(self._follow)
        self.next.clicked.connect(lambda _on=False: self.post())

    def _lay_out(self) -> None:
        appearance = self.context.appearance
        px = appearance.look.metrics.px
        grid = QVBoxLayout()
        grid.setContentsMargins(px(16), 0, px(16), 0)
        grid.addWidget(self.grid)
        left = QVBoxLayout()
        left.setSpacing(px(8))
        left.addWidget(self.head)
        left.addWidget(self.scanning)
        left.addLayout(grid, 1)
        kept = QHBoxLayout()
        kept.setContentsMargins(px(16), 0, px(16), px(8))
        kept.addWidget(self.kept)
        kept.addStretch(1)
        left.addLayout(kept)
        column = QVBoxLayout()
        column.setContentsMargins(px(16), px(8), px(16), px(12))
        column.setSpacing(px(8))
        column.addWidget(self.account)
        column.addWidget(self.findings)
        column.addStretch(1)
        side = SideGround(appearance, object_name="returnSheet.side")
        whole_side = QVBoxLayout(side)
        whole_side.setContentsMargins(0, 0, 0, 0)
        scroll = ScrollColumn(appearance, "base", column, object_name="returnSheet.scroll")
        scroll.never_sideways()
        whole_side.addWidget(scroll, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(px(16), 0, px(16), px(12))
        foot.addWidget(self.scanned)
        foot.addWidget(self.borrowers)
        foot.addWidget(self.next)
        foot.addWidget(self.obstacle)
        # The button stays where it is when what stood in its way is gone: the room below it stays.
        kept_room = self.obstacle.sizePolicy()
        kept_room.setRetainSizeWhenHidden(True)
        self.obstacle.setSizePolicy(kept_room)
        self.obstacle.setMinimumHeight(px(_TWO_LINES))
        whole_side.addLayout(foot)
        Beside(appearance, self, left, side)


def _allowed_and_numbers(preview: Preview) -> tuple[Mapping[Uid, Allowed], Mapping[Uid, Sequence[str]]]:
    """Return what may be missing of each line, and the numbers its parts would get, on any thread."""
    return allowed_in(preview), numbers_in(preview)
