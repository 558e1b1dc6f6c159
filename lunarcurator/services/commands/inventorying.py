"""The command `inventory-round`: open one, write its workbooks, read the answers, see who owes one, close it."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from lunarcurator.domain.days import parse_day, show_day
from lunarcurator.domain.identity import CollectionRef, RoundRef
from lunarcurator.domain.operations.accounting import AnswerRound, CloseRound, OpenRound
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.commands.lending import post_act
from lunarcurator.services.commands.opening import reading
from lunarcurator.services.lending.round_answers import (
    POSTABLE,
    Compared,
    Comparison,
    Verdict,
    answer_act,
    answer_words,
    compare,
    read_returned,
)
from lunarcurator.services.lending.round_books import export_round
from lunarcurator.services.lending.rounds import RoundRecord, read_round, round_named


def inventory_round(told: Namespace, console: Console) -> Exit:
    """Do what `inventory-round ACT` says."""
    return _ACTS[told.act](told, console)


def _new(told: Namespace, console: Console) -> Exit:
    wanted = OpenRound(
        number=told.number,
        frozen=parse_day(told.frozen),
        deadline=parse_day(told.deadline),
        collections=tuple(CollectionRef(each) for each in told.collection),
    )
    return post_act(wanted, told, console)


def _close(told: Namespace, console: Console) -> Exit:
    return post_act(CloseRound(round=RoundRef(told.round), remarks=told.remarks), told, console)


def _export(told: Namespace, console: Console) -> Exit:
    with reading(told.store, console) as desk:
        record = read_round(desk, round_named(desk, told.round))
        written = export_round(desk, console.words, record, Path(told.to), progress=console.progress)
        console.state("cli.round_exported", count=len(written), folder=told.to)
    return Exit.DONE


def _bring(told: Namespace, console: Console) -> Exit:
    """Compare returned workbooks, and post what `--accept` says of each as an entry of its own."""
    answers = answer_words(resources_folder() / "messages")
    with reading(told.store, console) as desk:
        found = [compare(desk, read_returned(Path(each)), answers) for each in told.file]
        today = desk.today
    for each in found:
        _tell_comparison(each, console)
    day = parse_day(told.day) if told.day else today
    for each in found:
        act = _accepted(each, told, day)
        if act.answers:
            post_act(act, told, console)
    return Exit.DONE


def _accepted(found: Comparison, told: Namespace, day: int) -> AnswerRound:
    wanted = {"none": (), "agreeing": (Verdict.AGREES,), "all": tuple(POSTABLE)}[told.accept]
    lines = [each.line.uid for each in found.postable if each.line is not None and each.verdict in wanted]
    act = answer_act(found, lines, day)
    # The names may stand only on the signed sheet of paper that came with the workbook.
    signed, witnessed = act.signed_by or told.signed_by, act.witnessed_by or told.witnessed_by
    return AnswerRound(
        round=act.round,
        person=act.person,
        answers=act.answers,
        signed_by=signed,
        witnessed_by=witnessed,
        document=act.document,
    )


def _show(told: Namespace, console: Console) -> Exit:
    with reading(told.store, console) as desk:
        record = read_round(desk, round_named(desk, told.round))
    if told.json:
        console.tell_json(_as_json(record))
    elif told.differences:
        for person, line in record.discrepancies:
            why = console.words.say(f"round_differs.{line.differs}")
            console.tell(f"{person.name:<28} {line.code:<18} {line.number:<18} {why}")
    else:
        for person in record.people:
            answered = show_day(person.answered) if person.answered else "-"
            late = console.words.say("round.delinquent") if person.delinquent else ""
            console.tell(f"{person.name:<28} {len(person.lines):>6} {person.unanswered:>6}  {answered:<12} {late}")
    return Exit.DONE


def _tell_comparison(found: Comparison, console: Console) -> None:
    console.tell(f"{found.book.file}: {found.person.name}, {found.record.round.code}")
    for each in found.lines:
        console.tell(f"  {_told(each, console)}")


def _told(each: Compared, console: Console) -> str:
    code = each.line.code if each.line else (each.row.sample if each.row else "")
    verdict = console.words.say(f"round_verdict.{each.verdict}")
    answer = console.words.say(f"round_answer.{each.answer}") if each.answer else ""
    mass = console.words.say("round.mass_found", {"ug": each.ug}) if each.ug is not None else ""
    return "  ".join(part for part in (f"{code:<18}", f"{verdict:<20}", answer, mass, each.remarks) if part)


def _as_json(record: RoundRecord) -> dict[str, object]:
    return {
        "round": record.round.code,
        "frozen": record.round.frozen,
        "deadline": record.round.deadline,
        "closed": record.round.closed,
        "people": [
            {
                "name": person.name,
                "lines": len(person.lines),
                "unanswered": person.unanswered,
                "answered": person.answered,
                "delinquent": person.delinquent,
                "differences": [
                    {"line": line.code, "number": line.number, "why": str(line.differs)}
                    for line in person.lines
                    if line.differs
                ],
            }
            for person in record.people
        ],
    }


_ACTS: Final[Mapping[str, Callable[[Namespace, Console], Exit]]] = MappingProxyType(
    {"new": _new, "show": _show, "export": _export, "import": _bring, "close": _close}
)
