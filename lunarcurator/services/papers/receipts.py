"""The receipt of a return: how each line stands, which pieces came back, and the documents behind it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from lunarcurator.documents.model import MassFigure, Value
from lunarcurator.documents.papers.filling import Facts, Row
from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import NameClaim, NameKind, Subject, Weighing
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.held import came_without_mass, ends_unknown, stated_before, trusted_of
from lunarcurator.domain.lending.kept_documents import Document, documents
from lunarcurator.domain.lending.lines import Line, account
from lunarcurator.domain.lending.nominal_back import nominal_back
from lunarcurator.domain.lending.rounds import answers_for
from lunarcurator.domain.lending.sub_samples import came_back
from lunarcurator.domain.moments import Moment
from lunarcurator.services.balance_words import balance_text
from lunarcurator.services.form_context import Balance
from lunarcurator.services.lending.differing import found_told
from lunarcurator.services.lending.nominal_texts import nominal_texts
from lunarcurator.services.mass_words import by_size
from lunarcurator.services.papers.loan_book import LoanBook, document_rows
from lunarcurator.services.papers.loans import loan_facts, opened_book
from lunarcurator.services.papers.paper_context import PaperContext, PaperRefused, place_text
from lunarcurator.services.papers.sub_samples import told_rows, untold_rows
from lunarcurator.store.reads.came_back import days_back
from lunarcurator.store.reads.inventory import local_ids
from lunarcurator.store.reads.line_authority import authority_of_difference
from lunarcurator.store.reads.past import rows_at
from lunarcurator.store.reads.rows import PieceRow


def return_receipt(context: PaperContext) -> Facts:
    """Gather what came back of a loan piece by piece, how each line was closed, and what is still out (RET)."""
    with opened_book(context) as book:
        loan = book.lent()
        lines = [line for line in book.lines("loan", loan.uid) if line.moves]
        if not lines:
            raise PaperRefused("paper.nothing_went_out", of=loan.code)
        still = [line for line in lines if line.duty_lasts]
        owed = tuple(
            {
                "what": context.term("owed", each.what),
                "text": each.text,
                "due": each.due or context.words.label("paper.no_due_day"),
            }
            for each in loan.still_owed
        )
        told = {**loan_facts(book, loan), "still": str(len(still)), "all_back": "" if still else "1"}
        weighings = {each.sample: each for each in _weighings(book, lines)}
        rows: dict[str, Sequence[Row]] = {
            "lines": tuple(book.rows(lines)),
            "back": tuple(_came_back(book, lines, weighings)),
            "balances": tuple(_balances(book, weighings.values())),
            "allowed": (
                *_stated(book, lines),
                *_unweighed(book, lines),
                *_allowed(book, lines),
                *_ended(context, lines),
                *told_rows(context, lines),
                *untold_rows(context, lines),
            ),
            "documents": document_rows(context, _behind(lines)),
            "owed": owed,
        }
        return Facts(loan.code, told, rows)


def _came_back(book: LoanBook, lines: Iterable[Line], weighings: Mapping[Uid, Weighing]) -> Iterator[Row]:
    """Yield every piece that came back, with its number, both masses, and how and where it was taken in."""
    context, ledger = book.context, book.ledger()
    for line in lines:
        back = came_back(line)
        days = days_back(book.connection, line.uid, book.moment) if back else {}
        for each in sorted(back, key=lambda piece: days[piece.uid]):
            uid = each.uid
            row, read = _taken_in(book, uid, days[uid]), weighings.get(uid)
            yield {
                "code": line.code,
                "day": days[uid],
                "number": row.number,
                "name": each.name,
                "label": "; ".join(_labels(ledger, uid, days[uid])),
                "what": context.words.label("paper.came_itself" if each.itself else "paper.came_split"),
                "form": context.term("form", row.values.get("form")),
                "stated": _mass(context, each.stated_ug, each.stated_to_ug, "paper.not_stated"),
                "weighed": _mass(context, each.ug, read.resolution_ug if read else None, "paper.not_weighed"),
                "balance": _name_of(book, read),
                "condition": context.term("condition", row.values.get("condition")),
                "place": place_text(row),
            }


def _ended(context: PaperContext, lines: Iterable[Line]) -> Iterator[Row]:
    """Yield which lines were closed while nobody knew how much there was of their piece beside what came back."""
    for line in lines:
        if ends_unknown(line):
            yield {"told": context.words.say("line.ended_unknown", {"line": line.code})}


def _labels(ledger: LedgerState, uid: Uid, day: Day) -> Iterator[str]:
    """Yield what the vial of a piece said when it came back, where that is not its number (R18)."""
    for each in ledger.history(uid):
        if isinstance(each.fact, NameClaim) and each.fact.kind is NameKind.LABEL and each.fact.day == day:
            yield each.fact.name


def _weighings(book: LoanBook, lines: Iterable[Line]) -> Iterator[Weighing]:
    """Yield by which weighing each piece was taken back, where one of ours was."""
    ledger = book.ledger()
    for line in lines:
        weighed = [each.uid for each in came_back(line) if each.ug is not None]
        days = days_back(book.connection, line.uid, book.moment) if weighed else {}
        for uid in weighed:
            facts = (each.fact for each in ledger.history(uid))
            yield from [each for each in facts if isinstance(each, Weighing) and each.day == days[uid]][-1:]


def _name_of(book: LoanBook, weighing: Weighing | None) -> str:
    balance = book.source.record(Subject.BALANCE, weighing.balance) if weighing and weighing.balance else None
    return balance.name if balance else ""


def _balances(book: LoanBook, weighings: Iterable[Weighing]) -> Iterator[Row]:
    """Yield each balance once for each of its calibrations, as it stood when it was read."""
    context, told = book.context, list[str]()
    for each in sorted(weighings, key=lambda weighing: weighing.day):
        state = book.source.record(Subject.BALANCE, each.balance) if each.balance else None
        if state is None:
            continue
        known = Balance.of(state)
        due = known.calibration_due if known.calibrated == each.calibrated else None
        read = replace(known, resolution_ug=each.resolution_ug, calibrated=each.calibrated, calibration_due=due)
        told.append(balance_text(context.words, read, each.day))
    for once in dict.fromkeys(told):
        yield {"told": once}


def _stated(book: LoanBook, lines: Iterable[Line]) -> Iterator[Row]:
    """Yield each mass a borrower stated of a line in an inventory, and what was out then where that is another.

    An answer that was set aside states none.
    """

    def code_of(uid: Uid) -> str:
        state = book.source.record(Subject.ROUND, uid)
        return state.code if state else ""

    for line in lines:
        for each in answers_for(line, code_of):
            if each.ug is None or each.aside:
                continue
            then = account(line.moves, each.day)
            out = KnownMass(then.held_ug, line.resolution_of())
            differs = not then.unweighed and not out.allows(each.ug)
            facts = {"line": line.code, "ug": each.ug, "round": each.round, "day": each.day}
            facts |= {"held": by_size(out) if differs else ""}
            yield {"told": book.context.words.say("line.stated_in_round", facts)}


def _unweighed(book: LoanBook, lines: Iterable[Line]) -> Iterator[Row]:
    """Yield how many pieces came back on a line without a mass, and how much of what came rests on none."""
    ledger, context = book.ledger(), book.context
    for line in lines:
        if count := came_without_mass(line):
            yield {"told": context.words.say("line.came_without_mass", {"line": line.code, "count": count})}
        for told in nominal_texts(context.words, line, nominal_back(line, ledger)):
            yield {"told": told}
        for each in stated_before(line):
            facts = {"line": line.code, "name": each.name, "ug": each.ug}
            yield {"told": context.words.say("line.stated_before", facts)}
        if line.account.trusted_ug:
            mass = by_size(trusted_of(line.moves))
            yield {"told": context.words.say("line.came_unweighed", {"line": line.code, "mass": mass})}


def _allowed(book: LoanBook, lines: Iterable[Line]) -> Iterator[Row]:
    """Yield how much the return of a line might differ where it did, and by the policy where that widened it."""
    for line in lines:
        ug = line.came_otherwise_ug
        if ug and line.allowed_ug:
            about = line.left_as == Quality.ESTIMATED
            vague = "paper.difference_of_estimate" if about else "paper.difference_beyond"
            key = "paper.difference_within" if abs(ug) <= line.allowed_ug else vague
            authority = authority_of_difference(book.connection, line.uid, book.moment)
            facts = {"line": line.code, "allowed_ug": line.allowed_ug, "policy": line.allowed_by}
            yield {"told": book.context.words.say(key, {**facts, "authority": authority})}
        for each in found_told(book.connection, line, book.moment):
            key = "paper.found_within" if abs(each.ug) <= each.allowed_ug else "paper.found_beyond"
            facts = {"line": line.code, "allowed_ug": each.allowed_ug, "authority": each.authority}
            yield {"told": book.context.words.say(key, facts)}


def _taken_in(book: LoanBook, uid: Uid, day: Day) -> PieceRow:
    """Return a piece as it stood at the end of the day on which it came back, wherever it went since."""
    then = Moment(day, book.moment.seq)
    (row,) = rows_at(book.connection, list(local_ids(book.connection, [uid])), then).values()
    return row


def _mass(context: PaperContext, ug: int | None, resolution_ug: int | None, lacking: str) -> Value:
    return context.say(lacking) if ug is None else MassFigure(ug, resolution_ug)


def _behind(lines: Iterable[Line]) -> Iterable[Document]:
    """Return the documents that the moves of these lines rest on, each once: one sheet may close many lines."""
    found: dict[tuple[str, str, str, Day], Document] = {}
    for line in lines:
        named = {move.document for move in line.moves}
        for each in documents(line.fields):
            if each.name in named:
                found.setdefault((str(each.kind), each.name, each.sha256, each.day), each)
    return found.values()
