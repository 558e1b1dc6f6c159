"""The command `inventory-round`: open one, write its workbooks, read the answers, see who owes one, close it."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.days import certain_day, iso_day, parse_day, show_day
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import CollectionRef, RoundRef
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.operations.accounting import CloseRound, OpenRound
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.commands.columns import filled, in_columns
from lunarcurator.services.commands.console import Console, Exit, UsageRefused
from lunarcurator.services.commands.lending import post_act, post_acts
from lunarcurator.services.commands.opening import reading
from lunarcurator.services.lending.naming import desk_meant
from lunarcurator.services.lending.reaching import name_now
from lunarcurator.services.lending.round_answers import (
    POSTABLE,
    Accepted,
    Compared,
    Comparison,
    Signed,
    Verdict,
    answer_act,
    answer_words,
    read_returned,
    signing_findings,
)
from lunarcurator.services.lending.round_books import export_round
from lunarcurator.services.lending.round_points import Point, points
from lunarcurator.services.lending.round_reading import AnswersRead, read_answers, workbooks_in
from lunarcurator.services.lending.rounds import PersonInRound, RoundRecord, read_round
from lunarcurator.services.mass_words import by_size
from lunarcurator.store.files import make_folder

_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "people": ("borrower", "lines", "unanswered", "answered", "state"),
        "differences": ("borrower", "line", "number", "book", "answer", "found", "why", "ways"),
    }
)
_FIGURES: Final[Mapping[str, tuple[int, ...]]] = MappingProxyType({"people": (1, 2), "differences": (3, 5)})


def inventory_round(told: Namespace, console: Console) -> Exit:
    """Do what `inventory-round ACT` says."""
    return _ACTS[told.act](told, console)


def _new(told: Namespace, console: Console) -> Exit:
    wanted = OpenRound(
        number=told.number,
        frozen=certain_day(told.frozen),
        deadline=certain_day(told.deadline),
        collections=tuple(CollectionRef(each) for each in told.collection),
    )
    return post_act(wanted, told, console)


def _close(told: Namespace, console: Console) -> Exit:
    return post_act(CloseRound(round=RoundRef(told.round), remarks=told.remarks), told, console)


def _export(told: Namespace, console: Console) -> Exit:
    with reading(told.store, console) as session:
        record = read_round(session, desk_meant(session, Subject.ROUND, told.round).uid)
        folder = Path(told.to)
        make_folder(folder)
        written = export_round(session, console.words, record, folder, progress=console.progress)
        console.state("cli.round_exported", count=len(written), folder=told.to)
        for person, gone in record.gone:
            console.warn("letters.gone", **gone.facts(person.name))
    return Exit.DONE


def _bring(told: Namespace, console: Console) -> Exit:
    """Compare returned workbooks, and post what `--accept` and `--set-aside` say of them as one entry."""
    answers = answer_words(resources_folder() / "languages")
    paths = [path for each in told.file for path in _books_of(Path(each))]
    with reading(told.store, console) as session:
        round_ = (
            desk_meant(session, Subject.ROUND, told.round).uid if told.round else read_returned(paths[0]).round
        )
        found = read_answers(session, round_, paths, answers, console.progress)
        day = parse_day(told.day) if told.day else session.today
        asked = [signing_findings(session, each, _signed(each, told), day) for each in found.taken]
    _tell_read(found, console)
    aside = _aside(told, found.taken)
    decided = [(each, _accepted(each, told, aside)) for each in found.taken]
    _tell_asked(decided, asked, console)
    acts = [answer_act(each, accepted, day) for each, accepted in decided if accepted]
    return post_acts(acts, told, console) if acts else Exit.DONE


def _tell_read(found: AnswersRead, console: Console) -> None:
    """Tell which files are no answers, and of each that is how it compares."""
    for each in found.refused:
        console.tell(console.words.say(each.why.key, each.why.facts))
    for comparison in found.taken:
        _tell_comparison(comparison, console)


def _tell_asked(
    decided: Iterable[tuple[Comparison, Accepted]], asked: Iterable[Iterable[Finding]], console: Console
) -> None:
    """Tell what is to be asked about the signatures of workbooks of which nothing is posted yet."""
    for (_, accepted), findings in zip(decided, asked, strict=True):
        if not accepted:
            console.list_findings(findings)


def _books_of(path: Path) -> tuple[Path, ...]:
    return workbooks_in(path) if path.is_dir() else (path,)


def _aside(told: Namespace, taken: Iterable[Comparison]) -> dict[str, str]:
    """Return why each line is set aside; raises `UsageRefused` without a reason, or where it is in no workbook."""
    because = {code.strip(): why.strip() for code, _, why in (each.partition("=") for each in told.set_aside)}
    bare = [code for code, why in because.items() if not why]
    if bare:
        raise UsageRefused("cli.set_aside_needs_reason", lines=bare)
    known = {each.line.code for found in taken for each in found.lines if each.line is not None}
    strange = [code for code in because if code not in known]
    if strange:
        raise UsageRefused("cli.set_aside_unknown", lines=strange)
    return because


def _accepted(found: Comparison, told: Namespace, because: Mapping[str, str]) -> Accepted:
    wanted = {"none": (), "agreeing": (Verdict.AGREES,), "all": tuple(POSTABLE)}[told.accept]
    codes = {each.line.code: each.line.uid for each in found.lines if each.line is not None}
    aside = {uid: because[code] for code, uid in codes.items() if code in because}
    open_ = [each for each in found.postable if each.verdict in wanted and not each.is_posted]
    lines = [each.line.uid for each in open_ if each.line is not None]
    kept = _besides(found) if told.accept == "all" else []
    return Accepted(lines, aside, kept, _signed(found, told))


def _besides(found: Comparison) -> list[int]:
    """Return the rows that the borrower added and no record keeps yet."""
    rows = [each.row.number for each in found.lines if each.row is not None]
    return [number for number in rows if number in found.not_kept]


def _signed(found: Comparison, told: Namespace) -> Signed:
    """Return who signed: the names may stand only on the sheet of paper that came with the workbook."""
    book = found.book
    return Signed(book.signed_by or told.signed_by, book.witnessed_by or told.witnessed_by)


def _show(told: Namespace, console: Console) -> Exit:
    with reading(told.store, console) as session:
        record = read_round(session, desk_meant(session, Subject.ROUND, told.round).uid)
        left = [each for each in points(session, record) if not each.settled]
        today = session.today
    if told.json:
        console.tell_json(_as_json(record, left, today))
    elif told.differences:
        _tell_table("differences", [_told_point(point, console) for point in left], console)
    else:
        _tell_table("people", [_told_person(record, each, today, console) for each in record.people], console)
    return Exit.DONE


def _tell_table(name: str, rows: Sequence[tuple[str, ...]], console: Console) -> None:
    """Tell rows under their headings; the figures of the borrowers stand to the right."""
    headings = tuple(console.words.say(f"cli.round_column.{each}") for each in _COLUMNS[name])
    for line in in_columns([headings, *rows], _FIGURES[name]) if rows else ():
        console.tell(line)


def _told_person(record: RoundRecord, person: PersonInRound, today: int, console: Console) -> tuple[str, ...]:
    answered = show_day(person.answered) if person.answered else "-"
    late = record.days_late(person, today)
    said = ", ".join(
        [
            *([console.words.say("round.delinquent")] if person.delinquent else ()),
            *([console.words.say("round.late", {"days": late})] if late else ()),
        ]
    )
    name = name_now(console.words, person.name, person.gone)
    return (name, str(len(person.lines)), str(person.unanswered), answered, said)


def _told_point(point: Point, console: Console) -> tuple[str, ...]:
    line, why = point.line, console.words.say(f"round_differs.{point.why}")
    code, number = (line.code, line.number) if line else ("", point.besides.text if point.besides else "")
    aside = f": {line.aside}" if line and line.aside else ""
    ways = ", ".join(console.words.say(f"operation.{each}") for each in point.ways)
    book = by_size(line.held) if line and line.held else console.words.say("mass.unknown") if line else ""
    answer = console.words.say(f"round_answer.{line.answer}") if line and line.answer else ""
    found = _mass(_stated(point))
    name = name_now(console.words, point.person.name, point.person.gone)
    return (name, code, number, book, answer, found, f"{why}{aside}", ways)


def _mass(stated: KnownMass | None) -> str:
    """Return a mass as the borrower states it; empty where none was stated."""
    return by_size(stated) if stated is not None else ""


def _tell_comparison(found: Comparison, console: Console) -> None:
    console.tell(f"{found.book.file}: {found.person.name}, {found.record.round.code}")
    for each in found.lines:
        console.tell(f"  {_told(each, console)}")


def _told(each: Compared, console: Console) -> str:
    code = each.line.code if each.line else (each.row.sample if each.row else "")
    verdict = console.words.say(f"round_verdict.{each.verdict}")
    answer = console.words.say(f"round_answer.{each.answer}") if each.answer else ""
    mass = _mass(each.stated)
    return "  ".join(part for part in (filled(code, 18), filled(verdict, 20), answer, mass, each.remarks) if part)


def _point_as_json(point: Point) -> dict[str, object]:
    line, found = point.line, _stated(point)
    told: dict[str, object] = {
        "line": line.code if line else "",
        "number": line.number if line else "",
        "besides": point.besides.text if point.besides else "",
        "why": str(point.why),
        "aside": line.aside if line else "",
        "ways": list(point.ways),
        "answer": str(line.answer or "") if line else "",
        "found_ug": found.ug if found else None,
    }
    held = line.held if line else None
    return told | {"held_ug": held.ug if held else None, "held_sign": held.sign if held else ""}


def _stated(point: Point) -> KnownMass | None:
    """Return the mass a borrower stated of a line or of a piece nobody asked for."""
    if point.line is not None:
        return point.line.stated
    return point.besides.mass if point.besides is not None else None


def _as_json(record: RoundRecord, left: Sequence[Point], today: int) -> dict[str, object]:
    return {
        "round": record.round.code,
        "frozen": iso_day(record.round.frozen),
        "deadline": iso_day(record.round.deadline),
        "closed": iso_day(record.round.closed),
        "people": [
            {
                "name": person.name,
                "lines": len(person.lines),
                "unanswered": person.unanswered,
                "answered": person.answered,
                "days_late": record.days_late(person, today),
                "delinquent": person.delinquent,
                "ended": iso_day(person.gone.day) if person.gone else None,
                "ended_how": str(person.gone.how) if person.gone else None,
                "differences": [_point_as_json(point) for point in left if point.person.uid == person.uid],
            }
            for person in record.people
        ],
    }


_ACTS: Final[Mapping[str, Callable[[Namespace, Console], Exit]]] = MappingProxyType(
    {"new": _new, "show": _show, "export": _export, "import": _bring, "close": _close}
)
