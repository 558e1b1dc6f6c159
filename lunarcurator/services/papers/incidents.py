"""The record of a loss: what was lost or stolen in one case, and what of it is found."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lunarcurator.documents.model import Value
from lunarcurator.documents.papers.filling import Facts, Row
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.incidents import LOSSES
from lunarcurator.services.cases import Case, all_cases
from lunarcurator.services.incidents import Fortune, Involved, counted, incidents
from lunarcurator.services.papers.paper_context import PaperContext, PaperRefused, known_value, place_text
from lunarcurator.store.reads.loans import LineRow, line_ids, line_rows
from lunarcurator.store.reads.piece import numbers, piece_id
from lunarcurator.store.reads.rows import PieceRow


def incident_record(context: PaperContext) -> Facts:
    """Gather what was lost in one case, and what became of each piece up to the moment of the paper."""
    case = _case(context)
    with context.session.database.snapshot() as connection:
        involved = incidents(connection, (case,), context.wanted.moment)[case.uid]
        told = tuple(_rows(context, connection, involved))
    return Facts(case.code, {**_of_case(context, case), **_counts(involved)}, {"involved": told})


def _case(context: PaperContext) -> Case:
    """Return the loss or theft that is meant; raises `PaperRefused` where there is none of this code."""
    wanted = context.wanted
    known = [each for each in all_cases(context.session, wanted.moment) if each.kind in LOSSES]
    if not wanted.uid and not wanted.of.strip():
        raise PaperRefused("paper.of_missing", subject="case")
    meant = (each for each in known if each.uid == wanted.uid or each.code == wanted.of.strip())
    found = next(meant, None)
    if found is None:
        raise PaperRefused("case.none_such", case=wanted.of.strip())
    return found


def _of_case(context: PaperContext, case: Case) -> dict[str, str]:
    return {
        "code": case.code,
        "kind": context.term("case_kind", case.kind),
        "opened": context.day(case.opened),
        "last_seen": context.day(case.last_seen),
        "report": case.report,
        "circumstances": case.remarks,
        "state": context.term("case_state", "open" if case.is_open else "closed"),
        "outcome": "" if case.is_open else case.outcome,
    }


def _counts(involved: Sequence[Involved]) -> dict[str, str]:
    missing, in_doubt, found = counted(involved)
    return {"pieces": str(len(involved)), "missing": str(missing), "in_doubt": str(in_doubt), "found": str(found)}


def _rows(context: PaperContext, connection: Any, involved: Sequence[Involved]) -> Iterator[Row]:
    called = numbers(connection, [each.uid for each in involved])
    ids = {each.uid: piece_id(connection, each.uid) or 0 for each in involved}
    pieces = context.rows(connection, list(ids.values()))
    lens = context.session.lens(connection, context.wanted.moment)
    out = [each.line.uid for each in involved if each.line is not None]
    lines = {row.uid: row for row in line_rows(connection, line_ids(connection, out, lens), lens).values()}
    for each in involved:
        piece = pieces.get(ids[each.uid])
        yield {
            "number": piece.number if piece else called[each.uid][0],
            "form": context.term("form", piece.values.get("form")) if piece else "",
            "lost": _lost(context, each),
            "line": _line(lines, each),
            "fortune": context.words.label(f"fortune.{each.code}"),
            "found_on": context.day(each.found_on),
            "place": _place(each, piece),
        }


def _lost(context: PaperContext, involved: Involved) -> Value:
    return context.say("mass.unknown") if involved.lost is None else known_value(involved.lost)


def _line(lines: Mapping[Uid, LineRow], involved: Involved) -> str:
    row = lines.get(involved.line.uid) if involved.line is not None else None
    return ", ".join(filter(None, (row.code, row.person, row.institution))) if row is not None else ""


def _place(involved: Involved, piece: PieceRow | None) -> str:
    """Return where a piece is that is found; a part of one has another number at home, or none."""
    is_there = involved.fortune is not Fortune.MISSING and not involved.part
    return place_text(piece) if piece is not None and is_there else ""
