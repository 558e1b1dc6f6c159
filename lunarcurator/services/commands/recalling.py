"""The command that lists what was posted under a number: `recall`, as text, as JSON, or as a file."""

from argparse import Namespace
from pathlib import Path

from lunarcurator.domain.days import certain_day, edtf_day, iso_day, show_day
from lunarcurator.services.commands.columns import filled
from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.commands.opening import piece_to_read, reading
from lunarcurator.services.commands.replacing import spare
from lunarcurator.services.recalls import Recall, recall_of, told_of, write_recall
from lunarcurator.services.stated_days import StatedDay


def recall(told: Namespace, console: Console) -> Exit:
    """List what was posted under a number since a day, and who has the material."""
    since = certain_day(told.since) if told.since else 0
    with reading(told.store, console) as session:
        found = recall_of(session, console.words, piece_to_read(session, console, told.number), since)
        if told.to:
            spare(told, Path(told.to))
            rows = write_recall(session, console.words, found, Path(told.to))
            console.state("cli.exported", rows=rows, file=told.to)
        elif told.json:
            console.tell_json(_as_json(found))
        else:
            _tell(found, console)
    return Exit.DONE


def _tell(found: Recall, console: Console) -> None:
    say = console.words.say
    console.tell(told_of(console.words, found))
    for line in found.entries:
        day = line.told_day.text(console.words)
        console.tell(f"  {filled(day, 12)} {line.sentence}  ({line.by}, {say('report.entry')} {line.seq})")
    console.tell(say("report.recall_pieces"))
    for row in found.pieces:
        where = " › ".join(row.holder or row.place) or say("condition.not_stated")
        held = f"custody.{row.custody_told}" if row.custody_told else f"existence.{row.values.get('existence')}"
        console.tell(f"  {filled(row.number, 16)} {say(held)}  {where}")
    if found.received:
        console.tell(say("recall.received"))
    for each in found.received:
        since = StatedDay(each.since, each.since_stated).text(console.words)
        until = show_day(each.until) if each.until else say("recall.has_it")
        who = ", ".join(part for part in (each.person, each.institution) if part)
        told = f"{filled(each.number, 16)} {filled(each.code, 18)} {filled(since, 12)} {filled(until, 12)} {who}"
        console.tell(f"  {told}{say('recall.from_line', {'line': each.passed_on_by})}")


def _as_json(found: Recall) -> dict[str, object]:
    return {
        "number": found.number,
        "since": iso_day(found.since),
        "entries": [
            {
                "entry": line.seq,
                "day": line.told_day.edtf,
                "day_stated": line.told_day.stated or None,
                "what": line.sentence,
                "by": line.by,
                "numbers": list(line.numbers),
            }
            for line in found.entries
        ],
        "pieces": [
            {
                "number": row.number,
                "uid": row.uid,
                "ug": row.own_mass.ug if row.own_mass else None,
                "custody": row.custody_told or None,
                "existence": row.values.get("existence"),
                "place": list(row.holder or row.place),
            }
            for row in found.pieces
        ],
        "received": [
            {
                "number": each.number,
                "line": each.code,
                "person": each.person,
                "institution": each.institution,
                "since": edtf_day(each.since, each.since_stated),
                "until": iso_day(each.until),
                "closed_by": each.closed_by,
                "passed_on_by": each.passed_on_by,
            }
            for each in found.received
        ],
    }
