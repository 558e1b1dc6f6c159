"""R1, R7 and R18 for what borrowers made: each name once, known again by number, mass and description."""

from collections.abc import Iterator, Sequence

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.held import sign_of
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.sub_samples import Reported, names_home, reported, same_name
from lunarcurator.domain.operations.accounting import CameBack, ReportSubSamples, ReturnLine
from lunarcurator.domain.pieces import PieceState

_SHOWN = 5


def are_named(operation: ReportSubSamples, line: Line, ledger: LedgerState) -> Iterator[Finding]:
    """R1: each sub-sample has a name of its own, within the report and among those on record."""
    yield from _are_something(operation, line)
    names = [each.name.strip() for each in operation.made]
    alike = [same_name(each) for each in names]
    home, before = names_home(line), {same_name(each.name) for each in reported(line)}
    for name in dict.fromkeys(names):
        key = same_name(name)
        if not key:
            yield find(Strength.IMPOSSIBLE, "line.sub_sample_unnamed", "R1", "made", line.uid, line=line.code)
        elif alike.count(key) > 1:
            yield find(Strength.IMPOSSIBLE, "line.sub_sample_twice", "R1", "made", line.uid, name=name)
        elif key in home:
            yield _is_home(name, home[key], line, ledger, "made")
        elif key in before:
            facts = {"name": name, "line": line.code}
            yield find(Strength.WARN, "line.sub_sample_known", "R1", "made", line.uid, **facts)


def _are_something(operation: ReportSubSamples, line: Line) -> Iterator[Finding]:
    if not operation.made:
        yield find(Strength.IMPOSSIBLE, "line.no_sub_samples", "R12", "made", line.uid, line=line.code)
    if any(each.ug is not None and each.ug <= 0 for each in operation.made):
        yield find(Strength.IMPOSSIBLE, "line.no_amount", "R7", "made", line.uid, line=line.code)


def fit_in(operation: ReportSubSamples, line: Line, piece: PieceState) -> Iterator[Finding]:
    """R7: together the sub-samples that are out weigh no more than what is held; more is asked about."""
    named = {same_name(each.name) for each in operation.made}
    before = (each for each in reported(line) if each.is_awaited and same_name(each.name) not in named)
    total = sum(each.ug or 0 for each in operation.made) + sum(each.ug or 0 for each in before)
    if not piece.held_unweighed and total > piece.held_ug:
        facts: dict[str, str | int] = {"line": line.code, "ug": total, "held_ug": piece.held_ug}
        facts["held_sign"] = sign_of(line, piece)
        yield find(Strength.WARN, "line.sub_samples_too_heavy", "R7", "made", line.uid, **facts)


def still_fit(line: Line, rest_ug: int) -> Iterator[Finding]:
    """R7: a report leaves of a line, in ug, what the sub-samples weigh that are still out, or it is asked."""
    awaited = [each for each in reported(line) if each.is_awaited and each.ug]
    total = sum(each.ug or 0 for each in awaited)
    if total > rest_ug:
        facts: dict[str, str | int] = {"line": line.code, "names": ", ".join(each.name for each in awaited)}
        facts |= {"reported_ug": total, "rest_ug": rest_ug}
        yield find(Strength.WARN, "line.sub_samples_left_out", "R7", "ug", line.uid, **facts)


def all_are_told(operation: ReturnLine, line: Line, piece: PieceState, ledger: LedgerState) -> Iterator[Finding]:
    """R7, R18: a sheet that closes a line tells of each sub-sample reported of it what became of that.

    It is back, or among what was used up or lost; what stays with the borrower keeps the line open.
    """
    yield from may_be_gone(operation.gone, line, ledger)
    yield from _are_out(operation.kept, line, ledger, "kept")
    if operation.kept and operation.retained_ug == 0:
        facts = {"line": line.code, "names": ", ".join(operation.kept)}
        yield find(Strength.IMPOSSIBLE, "return.kept_without_mass", "R7", "kept", line.uid, **facts)
    if operation.gone and not (operation.consumed_ug or operation.lost_ug):
        facts = {"line": line.code, "names": ", ".join(operation.gone)}
        yield find(Strength.IMPOSSIBLE, "return.gone_without_mass", "R7", "gone", line.uid, **facts)
    named = (*(back.name for back in operation.pieces), *operation.gone, *operation.kept)
    told_of = {same_name(each) for each in named}
    missing = [name for name in _awaited(line) if same_name(name) not in told_of]
    if missing and operation.retained_ug == 0:
        facts = {"line": line.code, "number": piece.number_text, "names": ", ".join(missing)}
        yield find(Strength.WARN, "return.sub_samples_untold", "R18", "pieces", line.uid, **facts)


def go_with_their_line(line: Line, piece: PieceState) -> Iterator[Finding]:
    """R7, R18: a report by which all of a line was used up or lost leaves no reported sub-sample unsaid."""
    if missing := _awaited(line):
        facts = {"line": line.code, "number": piece.number_text, "names": ", ".join(missing)}
        yield find(Strength.WARN, "report.sub_samples_untold", "R18", "gone", line.uid, **facts)


def are_lost_with_it(line: Line, piece: PieceState) -> Iterator[Finding]:
    """R7, R18: what a borrower made of a piece is lost with it, or somebody tells of it on the line."""
    if missing := _awaited(line):
        facts = {"line": line.code, "number": piece.number_text, "names": ", ".join(missing)}
        yield find(Strength.WARN, "lost.sub_samples", "R18", "samples", line.uid, **facts)


def may_be_gone(gone: Sequence[str], line: Line, ledger: LedgerState) -> Iterator[Finding]:
    """R7, R18: what is said to be used up or lost did not come home, and is one of those reported, if any are."""
    yield from _are_out(gone, line, ledger, "gone")


def _are_out(names: Sequence[str], line: Line, ledger: LedgerState, field: str) -> Iterator[Finding]:
    known, home = {same_name(each.name) for each in reported(line)}, names_home(line)
    waiting = ", ".join(_awaited(line)[:_SHOWN])
    for name in names:
        if same_name(name) in home:
            yield _is_home(name.strip(), home[same_name(name)], line, ledger, field)
        elif waiting and same_name(name) not in known:
            told = {"line": line.code, "name": name.strip(), "names": waiting}
            yield find(Strength.WARN, "return.name_unknown", "R18", field, line.uid, **told)


def _awaited(line: Line) -> list[str]:
    return [each.name for each in reported(line) if each.is_awaited]


def come_home_once(pieces: Sequence[CameBack], line: Line, ledger: LedgerState) -> Iterator[Finding]:
    """R1, R18: no sub-sample comes home twice, and each is one that was reported, of the form reported."""
    home, known = names_home(line), {same_name(each.name): each for each in reported(line)}
    waiting = [each.name for each in known.values() if each.is_awaited]
    seen: set[str] = set()
    for index, each in enumerate(pieces):
        key, field = same_name(each.name), f"pieces[{index}].name"
        if each.itself or not key:
            continue
        if key in seen:
            facts = {"line": line.code, "name": each.name.strip()}
            yield find(Strength.IMPOSSIBLE, "return.name_twice", "R1", field, line.uid, **facts)
        elif key in home:
            yield _is_home(each.name.strip(), home[key], line, ledger, field)
        elif key in known:
            yield from _has_the_form(each, known[key], ledger, line, f"pieces[{index}].form")
        elif waiting:
            told = {"line": line.code, "name": each.name.strip(), "names": ", ".join(waiting[:_SHOWN])}
            yield find(Strength.WARN, "return.name_unknown", "R18", field, line.uid, **told)
        seen.add(key)


def weighs_as_reported(each: CameBack, ug: int | None, line: Line, allowed: int, field: str) -> Iterator[Finding]:
    """R18: what comes home weighs what was reported of it when it was made, or somebody says why not."""
    known = next((one for one in reported(line) if same_name(one.name) == same_name(each.name)), None)
    if known is None or known.ug is None or ug is None or abs(known.ug - ug) <= allowed:
        return
    facts: dict[str, str | int] = {"name": known.name, "line": line.code, "reported_ug": known.ug, "ug": ug}
    yield find(Strength.WARN, "return.not_as_reported", "R18", field, line.uid, **facts)


def gone_fits_in(gone: Sequence[str], ug: int, line: Line, allowed: int, key: str) -> Iterator[Finding]:
    """R7: what is said to be gone weighed no more when it was reported than the `ug` used up and lost.

    `key` is that of the finding, which names the sheet or the report that says both.
    """
    named = {same_name(each) for each in gone}
    known = [each for each in reported(line) if same_name(each.name) in named and each.ug is not None]
    total = sum(each.ug or 0 for each in known)
    if total - ug > allowed:
        facts: dict[str, str | int] = {"names": ", ".join(each.name for each in known), "line": line.code}
        facts |= {"reported_ug": total, "ug": ug}
        yield find(Strength.WARN, key, "R7", "gone", line.uid, **facts)


def _has_the_form(
    each: CameBack, known: Reported, ledger: LedgerState, line: Line, field: str
) -> Iterator[Finding]:
    form, told = ledger.tables.form(each.form), ledger.tables.form(known.form)
    if each.form.strip() and known.form and form != told:
        facts = {"name": known.name, "line": line.code, "form": form, "reported": told}
        yield find(Strength.WARN, "return.other_form", "R18", field, line.uid, **facts)


def _is_home(name: str, sample: Uid, line: Line, ledger: LedgerState, field: str) -> Finding:
    piece = ledger.piece(sample)
    facts: dict[str, str | int] = {"name": name, "line": line.code, "number": piece.number_text}
    facts["day"] = piece.first_day
    return find(Strength.IMPOSSIBLE, "return.name_home", "R1", field, sample, **facts)
