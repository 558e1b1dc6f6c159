"""What the loan desk does, measured through the services: lists, letters, the round with its workbooks, verify."""

import random
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from lunarcurator.documents.inventory_table import ANSWER_AT, LINE
from lunarcurator.documents.rendering import RenderStopped
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.lending.terms import DocumentKind, RoundAnswer
from lunarcurator.domain.lending.working_days import days_after
from lunarcurator.domain.operations import Operation, Reading
from lunarcurator.domain.operations.borrowing import Attached
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.lending.browsing import Concern, LineWish, find_lines, line_rows
from lunarcurator.services.lending.naming import desk_meant
from lunarcurator.services.lending.overview import overview, urgent_count
from lunarcurator.services.lending.records import loan_record
from lunarcurator.services.lending.reminders import letters_due
from lunarcurator.services.lending.returning import Filled, Sheet, acts_of, sheet_lines
from lunarcurator.services.lending.round_answers import Accepted, answer_act, answer_words, compare, read_returned
from lunarcurator.services.lending.round_books import export_round
from lunarcurator.services.lending.rounds import RoundRecord, read_round
from lunarcurator.services.lending.scanned_home import scanned_home
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.verifying import verify
from lunarcurator.services.words import Words
from openpyxl import load_workbook

from tests.scale.figures import Figure, stopwatch, timed
from tests.scale.generator import OPERATOR
from tests.scale.loans_making import LARGE, ROUND, accepted, loan_named, numbers_on, open_round

WORDS = Words.load("en", resources_folder() / "languages", strict=True)
TYPED = ("10", "100", "1000", "10001,4", "10001,46", "Borrower 3", "Institute 2", "L-2025-0", "nothing", ",46")
RETURNED = 2_000
POSTED = 50


class LoansWork:
    """Measures one loan desk; the same seed asks the same questions."""

    def __init__(self, session: StoreSession, folder: Path, seed: int = 3) -> None:
        self.session, self.folder = session, folder
        self.rng = random.Random(seed)
        self.large = loan_named(session, LARGE)

    def figures(self) -> Iterator[Figure]:
        """Yield every figure; those that write come last."""
        yield from self.lists()
        yield from self.editor()
        yield Figure("letters due, whole", "s", _seconds(timed(3, lambda: letters_due(self.session))), 5)
        yield from self.returns()
        yield from self.round()
        yield self.verified()

    def lists(self) -> Iterator[Figure]:
        session, today = self.session, self.session.today
        yield Figure("overview, in the reading lane", "ms", timed(9, lambda: overview(session)), 300, "p95")
        yield Figure(
            "what the rail counts, in the reading lane", "ms", timed(9, lambda: urgent_count(session)), 300
        )
        texts = iter([text for _ in range(5) for text in TYPED] + [TYPED[0]])

        def typed() -> None:
            self._listed(LineWish(today, Concern.OPEN, text=next(texts)))

        yield Figure("search among open lines, in the lane", "ms", timed(5 * len(TYPED), typed), 100, "p95")
        soon = days_after(today, 30)
        concerns = iter([each for _ in range(4) for each in Concern] + [Concern.OPEN])

        def filtered() -> None:
            self._listed(LineWish(today, next(concerns), soon=soon))

        yield Figure("filter of the lines, in the lane", "ms", timed(4 * len(Concern), filtered), 300, "p95")

    def editor(self) -> Iterator[Figure]:
        session = self.session

        def opened() -> None:
            record = loan_record(session, WORDS, self.large)
            assert record is not None
            line_rows(session, record.ids[:60])

        lines = len(loan_record(session, WORDS, self.large).ids)  # type: ignore[union-attr]
        name = f"record of a loan of {lines:,} lines, in the lane"
        yield Figure(name, "ms", timed(9, opened), 500, "p95")

    def returns(self) -> Iterator[Figure]:
        """The sheet of the large loan: numbers looked up, rows begun, the rules asked, and posted as one entry."""
        session, numbers = self.session, numbers_on(self.session, LARGE, RETURNED)
        with stopwatch() as looked:
            scanned = scanned_home(session, numbers)
        lines = [each.line for each in scanned if each.line is not None]
        assert len(lines) == len(numbers)
        yield Figure(f"look up {len(lines):,} numbers that came back", "s", _seconds(looked), 2)
        with stopwatch() as begun:
            told = sheet_lines(session, lines)
        yield Figure("... the rows of their sheet", "s", _seconds(begun), 2)
        document = Attached(kind=DocumentKind.RETURN_SHEET, name="F-75 of measuring")
        filled = [Filled(each.line, tuple(row.came_back() for row in each.rows), retained_ug=0) for each in told]
        filled = [self._weighed(each) for each in filled]
        acts = acts_of(Sheet(document, tuple(filled)), session.today)
        posting = Posting(acts=acts, operator=OPERATOR)
        with stopwatch() as asked:
            ready = accepted(session, posting)
        yield Figure("... the preview of their return", "s", _seconds(asked), 5)
        with stopwatch() as posted:
            session.post(ready)
        yield Figure("... their return, one entry", "s", _seconds(posted), 10)

    def round(self) -> Iterator[Figure]:
        """An inventory: opened, written as workbooks, called off, answered and read back."""
        session, out = self.session, self.folder / "round"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        with stopwatch() as opened:
            self._post(open_round())
        uid = desk_meant(session, Subject.ROUND, ROUND).uid
        record = read_round(session, uid)
        lines = sum(len(each.lines) for each in record.people)
        yield Figure(f"round opened over {lines:,} lines, one entry", "s", _seconds(opened), 30)
        yield Figure("round read whole, in the lane", "s", _seconds(timed(3, lambda: read_round(session, uid))), 3)
        told: list[tuple[int, int]] = []
        with stopwatch() as written:
            books = export_round(session, WORDS, record, out, lambda *each: told.append(each))
        note = f"{len(told)} times told"
        yield Figure(f"{len(books)} workbooks written", "s", _seconds(written), 60, note=note)
        yield self._called_off(record)
        yield from self._answered(books)

    def _answered(self, books: Sequence[Path]) -> Iterator[Figure]:
        """Every workbook filled in, read back and compared; those of fifty people posted."""
        for path in books:
            _answer(path)
        words = answer_words(resources_folder() / "languages")
        with stopwatch() as reading:
            found = [compare(self.session, read_returned(path), words) for path in books]
        assert all(len(each.postable) == len(each.lines) for each in found)
        lines = sum(len(each.lines) for each in found)
        yield Figure(f"{len(found)} answers read and compared, {lines:,} lines", "s", _seconds(reading), 60)
        some = sorted(found, key=lambda each: len(each.lines))[-POSTED:]
        count = sum(len(each.lines) for each in some)
        with stopwatch() as posted:
            for each in some:
                uids = [told.line.uid for told in each.postable if told.line]
                self._post(answer_act(each, Accepted(uids), self.session.today))
        yield Figure(f"... {len(some)} of them posted, {count:,} lines", "s", _seconds(posted), 60)

    def verified(self) -> Figure:
        with stopwatch() as watch:
            found = verify(self.session)
        assert found.findings == (), found.findings[:3]
        return Figure("verify", "s", _seconds(watch), 60, "max")

    def _called_off(self, record: RoundRecord) -> Figure:
        """Cancel after a tenth of the workbooks; how long until nothing of them is left."""
        folder = self.folder / "called-off"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        told: list[int] = []
        asked: list[float] = []

        def stop() -> bool:
            if len(told) >= len(record.people) // 10 and not asked:
                asked.append(time.perf_counter())
            return bool(asked)

        try:
            export_round(self.session, WORDS, record, folder, lambda done, _total: told.append(done), stop)
        except RenderStopped:
            took = (time.perf_counter() - asked[0]) * 1_000
        assert not list(folder.iterdir()), "a called-off export leaves nothing"
        return Figure("... called off after a tenth, until nothing is left", "ms", [took], 500, "max")

    def _weighed(self, line: Filled) -> Filled:
        """Say that a line came back as it went, weighed here and known again."""
        held = line.line.account.held_ug
        piece = replace(line.pieces[0], reading=Reading(net_ug=held, resolution_ug=1), confirmed=True)
        return replace(line, pieces=(piece,))

    def _listed(self, wish: LineWish) -> None:
        ids, _ = find_lines(self.session, wish)
        line_rows(self.session, ids[:64])

    def _post(self, operation: Operation) -> None:
        acts = (Act(operation=operation, day=self.session.today),)
        self.session.post(accepted(self.session, Posting(acts=acts, operator=OPERATOR)))


def _seconds(milliseconds: list[float]) -> list[float]:
    return [each / 1_000 for each in milliseconds]


def _answer(path: Path) -> None:
    """Fill a workbook in as a borrower would who has everything."""
    workbook = load_workbook(path)
    sheet: Any = workbook.active
    for cell in sheet["A"]:
        told = str(cell.value)
        if told in {"signing 0", "signing 2"}:
            sheet.cell(cell.row, 3, f"Person {told[-1]} (invented)")
        if told.startswith(LINE):
            sheet.cell(cell.row, ANSWER_AT + 1, WORDS.label(f"round_answer.{RoundAnswer.SEEN}"))
    workbook.save(path)
