"""The reports of use and of loss of one line: what is on record of it, and nothing that is not."""

from collections.abc import Iterable, Sequence
from typing import Final

from lunarcurator.documents.papers.filling import Facts, Row
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.incidents import line_key
from lunarcurator.domain.lending.held import sum_moved
from lunarcurator.domain.lending.kept_documents import documents
from lunarcurator.domain.lending.line_log import uses_of
from lunarcurator.domain.lending.lines import Line, LineMove
from lunarcurator.domain.lending.terms import DocumentKind, Step
from lunarcurator.domain.rules.accounting import policy_of_piece
from lunarcurator.services.papers.loan_book import LoanBook, document_rows
from lunarcurator.services.papers.loans import opened_book
from lunarcurator.services.papers.paper_context import PaperContext, PaperRefused
from lunarcurator.services.papers.sub_samples import told_rows, untold_rows

_ACCOUNT: Final = (
    "issued",
    "consumed",
    "lost",
    "returned",
    "returned_unweighed",
    "transferred",
    "difference",
    "held",
)
"""What a line answers for, and all that became of it: without one of them the figures do not add up."""


def consumption_report(context: PaperContext) -> Facts:
    """Gather what a borrower reported as used up of a line, with method, plan, video and both signatures (AGR)."""
    with opened_book(context) as book:
        line, moves = _asked(book, Step.CONSUMED, "paper.nothing_used")
        events = list(_uses(context, line, moves))
        videos = _videos(line)
        wants_video = _wants_video(book, line)
        told = {
            **_plans(events, asked=wants_video),
            "videos": ", ".join(videos),
            "videoless": "1" if wants_video and not videos else "",
            "signed_by": _only_one(_all_of(events, "signed_by")),
            "confirmed_by": _only_one(_all_of(events, "confirmed_by")),
        }
        facts = _of_line(context, book, line, events)
        told["plan"] = facts.values["plan"] or told["plans"] or told["some_plans"]
        signer = told["signed_by"] or facts.values["signer"]
        return Facts(facts.record, {**facts.values, **told, "signer": signer}, facts.rows)


def _only_one(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ""


def _videos(line: Line) -> list[str]:
    """Return the names of the videos of a line whose files are on record, each once."""
    files = (each for each in documents(line.fields) if each.kind is DocumentKind.VIDEO and each.sha256.strip())
    return list(dict.fromkeys(each.name for each in files))


def _plans(events: Iterable[Row], *, asked: bool) -> dict[str, str]:
    """Return under which plans all uses are reported, or some, and whether one that is `asked` for is lacking."""
    told = list(events)
    names, every = ", ".join(_all_of(told, "plan")), all(each["plan"] for each in told)
    lacking = "1" if asked and not every else ""
    return {"plans": names if every else "", "some_plans": "" if every else names, "planless": lacking}


def loss_report(context: PaperContext) -> Facts:
    """Gather what a borrower reported as lost of a line, and how it came about (AM-7)."""
    with opened_book(context) as book:
        line, moves = _asked(book, Step.LOST, "paper.nothing_lost")
        facts = _of_line(context, book, line, [_event(context, each) for each in moves])
        circumstances = tuple(_circumstances(book, line))
        known = "1" if any(each["circumstances"] for each in circumstances) else ""
        rows = {**facts.rows, "circumstances": circumstances}
        return Facts(facts.record, {**facts.values, "known": known}, rows)


def _asked(book: LoanBook, step: Step, lacking: str) -> tuple[Line, list[LineMove]]:
    line = Line.of(book.asked(Subject.LINE))
    book.is_lent(book.loan(line.loan), line.code)
    moves = [move for move in line.moves if move.step is step]
    if not moves:
        raise PaperRefused(lacking, of=line.code)
    return line, moves


def _wants_video(book: LoanBook, line: Line) -> bool:
    """Tell whether the policy of the piece wants its use under a plan and on a video."""
    ledger = book.ledger()
    piece = ledger.at(line.sample, book.day) if line.sample is not None else None
    return piece is not None and policy_of_piece(ledger, piece).video_of_destructive_work


def _of_line(context: PaperContext, book: LoanBook, line: Line, events: Iterable[Row]) -> Facts:
    loan = book.loan(line.loan)
    (row,) = book.rows([line])
    words = {key: str(row[key] or "") for key in ("number", "form", "category", "use", "state")}
    told = {
        **book.borrower(line.borrower, [line.agreement]),
        **words,
        "loan": loan.code if loan else "",
        "plan": loan.plan if loan else "",
        "purpose": loan.purpose if loan else "",
    }
    account = {key: row[key] for key in _ACCOUNT}
    untold = (*told_rows(context, [line]), *untold_rows(context, [line]))
    rows: dict[str, tuple[Row, ...]] = {"events": tuple(events), "account": (account,), "untold": untold}
    return Facts(line.code, told, {**rows, "documents": document_rows(context, documents(line.fields))})


def _event(context: PaperContext, move: LineMove) -> Row:
    mass = context.gone_value(sum_moved((move,)), move.unweighed)
    return {"day": move.day, "mass": mass, "document": move.document}


def _uses(context: PaperContext, line: Line, moves: Iterable[LineMove]) -> Iterable[Row]:
    """Yield each use with what its entry in the use log says; older ones without an entry stay bare."""
    logged = list(uses_of(line.fields))
    for move in moves:
        mine = (
            each
            for each in logged
            if (each.day, each.report) == (move.day, move.document) and each.ug in {None, move.ug}
        )
        use = next(mine, None)
        logged = [each for each in logged if each is not use]
        said = {key: getattr(use, key, "") for key in ("method", "plan", "signed_by", "confirmed_by")}
        yield {**_event(context, move), **said}


def _all_of(events: Iterable[Row], key: str) -> list[str]:
    return list(dict.fromkeys(str(each[key]) for each in events if each[key]))


def _circumstances(book: LoanBook, line: Line) -> Iterable[Row]:
    """Yield the cases a loss of the line opened: when, what for, how it came about, and how it ended."""
    keys = ("line", line_key(line.uid))
    uids = dict.fromkeys(uid for key in keys for uid in book.source.related(Subject.CASE, key, line.uid))
    for case in filter(None, (book.source.record(Subject.CASE, uid) for uid in uids)):
        yield {
            "day": case.integer("opened"),
            "kind": book.context.term("case_kind", case.kind),
            "circumstances": case.text("remarks"),
            "document": case.text("report"),
            "outcome": case.text("outcome"),
        }
