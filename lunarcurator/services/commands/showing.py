"""The commands that read: `show` one piece, `balance` of the books; as text, or as JSON that stays as it is."""

import json
from argparse import Namespace
from collections.abc import Iterable, Iterator
from typing import Any

from lunarcurator.documents.model import Say
from lunarcurator.documents.reports.balance import Part, account_of, open_about, parts_of
from lunarcurator.domain.accounts import Account, Quality
from lunarcurator.domain.days import UNKNOWN_DAY_KEY, Day, edtf_day, iso_day, show_day
from lunarcurator.domain.facts import NameKind
from lunarcurator.domain.igsn import igsn_of
from lunarcurator.domain.known_mass import Booked, KnownMass
from lunarcurator.domain.mass_display import plain_mass, shown_mass_with_unit
from lunarcurator.domain.moments import Moment
from lunarcurator.domain.transfers import TransferWay
from lunarcurator.services.balances import BalanceLine, InexactMasses, inexact_masses, trial_balance
from lunarcurator.services.commands.care_texts import care_as_json, care_lines
from lunarcurator.services.commands.columns import filled
from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.commands.dossiers import dossier_as_json, dossier_lines
from lunarcurator.services.commands.opening import moment_of, number_to_read, reading, tell_otherwise
from lunarcurator.services.dossier import dossier_of
from lunarcurator.services.field_values import shown_value
from lunarcurator.services.lending.loans_of_piece import PieceLoan, loans_of_piece
from lunarcurator.services.lending.reaching import name_on
from lunarcurator.services.mass_words import word_for_no_mass
from lunarcurator.services.number_hints import hints_of, told_hints
from lunarcurator.services.pieces import Name, PieceView, piece_view
from lunarcurator.services.references import UnclearReference
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.reads.inventory import collection_codes
from lunarcurator.store.reads.rows import PieceRow

_MEASURED = ("count", "area_um2")
_SHOWN = ("existence", "condition", "access", "basic_use", "title")


def show(told: Namespace, console: Console) -> Exit:
    """Show one piece."""
    with reading(told.store, console) as session:
        moment = moment_of(session, told.as_of)
        found = number_to_read(session, console, told.number, moment)
        view = piece_view(session, found.uid, moment)
        if view is None:
            tell_otherwise(console, found)
            raise UnclearReference("cli.not_there_then", text=told.number, day=moment.day or session.today)
        dossier = dossier_of(session, view.uid, moment)
        tell_otherwise(console, found, {each.told(console.words) for each in dossier.meanings})
        out, lost, held = _on_loan(loans_of_piece(session, view.uid, moment))
        if told.json:
            console.tell_json(
                {
                    **piece_as_json(session, view, moment),
                    **_away_as_json(out),
                    **_lost_as_json(lost),
                    **care_as_json(held),
                    **dossier_as_json(dossier),
                }
            )
        else:
            hints = told_hints(hints_of(session, view.row.collection, view.row.official), console.words)
            number, *others = _piece_lines(view, console.words)
            day = session.day_of(moment)
            others += [*_away_lines(out, console.words, day), *_lost_lines(lost, console.words, day)]
            others += care_lines(held, console.words)
            suggested = [(console.words.say("cli.number_suggests"), " · ".join(hints))] if hints else []
            more = dossier_lines(dossier, console.words)
            for label, text in (number, *suggested, *others, *more):
                console.tell(f"{filled(f'{label}:', 20)} {text}")
    return Exit.DONE


def _on_loan(loans: Iterable[PieceLoan]) -> tuple[PieceLoan | None, PieceLoan | None, PieceLoan | None]:
    """Return the line on which a piece is out, that on which it was reported lost, and that of its care here."""
    mine = [each for each in loans if each.itself]
    out = next((each for each in mine if each.is_out), None)
    lost = next((each for each in mine if each.lost), None)
    return out, lost, next((each for each in mine if each.in_care), None)


def balance(told: Namespace, console: Console) -> Exit:
    """Show the trial balance."""
    with reading(told.store, console) as session:
        moment = moment_of(session, told.as_of)
        trial, inexact = trial_balance(session, moment), inexact_masses(session, moment)
        rows = [*_lowest(trial.collections), trial.total]
        if told.json:
            books = [_balance_as_json(line, inexact) for line in rows[:-1]]
            total = _balance_as_json(trial.total, inexact)
            as_of = show_day(moment.day) if moment.day is not None else show_day(session.today)
            head = session.head()
            console.tell_json(
                {"as_of": as_of, "entry": head.seq, "digest": head.chain, "books": books, "total": total}
            )
        else:
            _tell_table(rows, inexact, console)
    return Exit.DONE if trial.total.closes else Exit.FAULT


def piece_as_json(session: StoreSession, view: PieceView, moment: Moment) -> dict[str, Any]:
    """Return a piece as the JSON of `show --json`; masses in ug."""
    state, row, values = view.state, view.row, view.row.values
    other = values.get("other")
    return {
        "number": row.official,
        "uid": view.uid,
        "as_of": show_day(session.day_of(moment)),
        "collection": _collection(session, view),
        "mission": row.mission,
        "form": values.get("form"),
        "count": values.get("count"),
        "area_um2": values.get("area_um2"),
        "body": values.get("body"),
        "class": values.get("class_name"),
        "subclass": values.get("subclass"),
        "mass": {
            "ug": row.own_mass.ug if row.own_mass else None,
            "quality": str(state.quality),
            "reason": values.get("mass_reason"),
            "resolution_ug": values.get("resolution_ug"),
            "nominal_ug": values.get("nominal_ug"),
            "unreconciled_ug": row.suspense_ug,
        },
        "original": {
            "ug": values.get("original_ug"),
            "quality": values.get("original_quality"),
            "resolution_ug": values.get("original_resolution_ug"),
        },
        "existence": values.get("existence"),
        "custody": row.custody_told or None,
        "condition": values.get("condition"),
        "access": values.get("access"),
        "basic_use": values.get("basic_use"),
        "title": values.get("title"),
        "place": list(row.place),
        "pristinity_milli": values.get("pristinity_milli"),
        "parents": [{"number": kin.row.number, "role": kin.role} for kin in view.parents],
        "daughters": [kin.row.number for kin in view.daughters],
        "daughters_in_all": view.daughters_in_all,
        "names": [_name_as_json(name) for name in view.names],
        "remarks": values.get("remarks"),
        "source": values.get("source"),
        "other": json.loads(other) if isinstance(other, str) else {},
        "first_day": view.first_day.edtf,
        "last_entry": state.last_seq,
    }


def _lost_lines(lost: PieceLoan | None, words: Words, day: Day) -> Iterator[tuple[str, str]]:
    """Yield who answers for a lent piece, or a part of it, that was reported as lost, and on which line."""
    if lost is not None:
        person = name_on(words, lost.person, lost.ended, lost.ended_how, day)
        label = words.say("cli.lost.answers_for_part" if lost.lost_part else "cli.lost.answers")
        yield label, ", ".join(each for each in (person, lost.institution) if each)
        facts = {"line": lost.code, "day": lost.lost}
        yield words.say("cli.away.line"), words.say("cli.lost.since", facts)


def _lost_as_json(lost: PieceLoan | None) -> dict[str, Any]:
    if lost is None:
        return {"lost_on_loan": None}
    told = {"line": lost.code, "person": lost.person, "reported": iso_day(lost.lost), "part": lost.lost_part}
    return {"lost_on_loan": told}


def _away_lines(out: PieceLoan | None, words: Words, day: Day) -> Iterator[tuple[str, str]]:
    if out is None:
        return
    person = name_on(words, out.person, out.ended, out.ended_how, day)
    who = ", ".join(each for each in (person, out.institution) if each)
    yield words.say("cli.away.with"), who
    left = show_day(out.issued_said) if out.issued_said else words.say(UNKNOWN_DAY_KEY)
    facts = {"line": out.code, "since": out.issued_stated or left}
    yield words.say("cli.away.line"), words.say("cli.away.since", facts)
    yield words.say("cli.away.due"), _due(out, words)
    if out.home:
        yield words.say("cli.away.home"), out.home


def _due(out: PieceLoan, words: Words) -> str:
    due = show_day(out.due) if out.due else words.say("cli.away.no_due_day")
    if out.asked_back in (0, out.due):
        return due
    return words.say("paper.due_recalled", {"due": due, "by": out.asked_back})


def _away_as_json(out: PieceLoan | None) -> dict[str, Any]:
    if out is None:
        return {"on_loan": None}
    told = {
        "line": out.code,
        "borrower": out.person or None,
        "institution": out.institution or None,
        "since": edtf_day(out.issued, out.issued_stated),
        "since_stated": out.issued_stated or None,
        "due": iso_day(out.due),
        "asked_back": iso_day(out.asked_back),
        "held_ug": None if out.unweighed else out.held_ug,
        "home": out.home or None,
    }
    return {"on_loan": told}


def _collection(session: StoreSession, view: PieceView) -> str:
    with session.database.connect() as connection:
        return collection_codes(connection).get(view.row.collection, "")


def _piece_lines(view: PieceView, words: Words) -> Iterator[tuple[str, str]]:
    row, values = view.row, view.row.values
    yield words.say("report.number"), row.number
    for name in view.names:
        yield _name_line(name, words)
    if row.mission:
        yield words.say("report.mission"), row.mission
    if form := values.get("form"):
        yield words.say("report.form"), words.say(f"form.{form}") if words.has(f"form.{form}") else str(form)
    for key in ("class_name", "subclass"):
        if values.get(key):
            yield words.say(f"report.{key}"), str(values[key])
    yield from _counted_lines(row, words)
    yield words.say("report.mass_now"), _mass(row, words)
    if original := _original(row):
        yield words.say("report.mass_originally"), original
    if rest := not_reconciled(row):
        yield words.say("cli.not_reconciled"), rest.shown()
    yield words.say("report.custody"), _custody(row, words)
    for key in _SHOWN:
        yield words.say(f"report.{key}"), words.say(f"{key}.{values[key]}")
    yield words.say("report.place"), " › ".join(row.place) or words.say("condition.not_stated")
    yield from _kin_lines(view, words)
    if values.get("remarks"):
        yield words.say("report.remarks"), str(values["remarks"])


def _counted_lines(row: PieceRow, words: Words) -> Iterator[tuple[str, str]]:
    counted = ((key, shown_value(words, key, row.values.get(key))) for key in _MEASURED)
    yield from ((words.label(f"field.{key}"), text) for key, text in counted if text)


def _kin_lines(view: PieceView, words: Words) -> Iterator[tuple[str, str]]:
    for kin in view.parents:
        yield words.say("report.parent"), kin.row.number
    for kin in view.daughters:
        yield words.say("cli.daughter"), f"{kin.row.number}  {_mass(kin.row, words)}"
    if view.daughters_in_all > len(view.daughters):
        more = view.daughters_in_all - len(view.daughters)
        yield words.say("cli.daughter"), words.say("cli.more", {"rest": more})


def _name_line(name: Name, words: Words) -> tuple[str, str]:
    """Return a name with its kind; what a wrong label said is no name of the piece."""
    if name.kind == NameKind.LABEL:
        return words.label("name_kind.label"), name.text
    if igsn := igsn_of(name.text):
        return words.say("report.igsn"), igsn
    return words.say("report.other_names"), f"{name.text} ({name.told(words)})"


def _name_as_json(name: Name) -> dict[str, Any]:
    return {
        "name": name.text,
        "kind": name.kind,
        "source": name.source,
        "since": name.since.edtf,
        "until": name.until.edtf if name.until is not None else None,
        "ended_by": name.ended_by,
    }


def _custody(row: PieceRow, words: Words) -> str:
    return words.say(f"custody.{row.custody_told}") if row.custody_told else "\u2013"


def _original(row: PieceRow) -> str:
    """Return what a piece weighed in the beginning, "" where nobody says."""
    return row.original_mass.shown() if row.original_mass else ""


def not_reconciled(row: PieceRow) -> KnownMass | None:
    """Return what of the original mass of a piece nothing accounts for, where that is not all of it."""
    whole = row.values.get("original_ug") if row.unweighed else 0
    return row.suspense if row.suspense_ug and row.suspense_ug != whole else None


def _mass(row: PieceRow, words: Words) -> str:
    """Return the mass now of a piece with how it is known, or why it is not."""
    values = row.values
    known = words.say(f"quality.{values.get('mass_quality') or Quality.UNKNOWN}")
    nominal = values.get("nominal_ug")
    if row.own_mass is not None:
        return f"{row.own_mass.shown()} ({known})"
    why = row.no_figure
    if isinstance(nominal, int) and not why.is_gone:
        return f"{shown_mass_with_unit(nominal)} ({known})"
    return word_for_no_mass(words, why)


def _lowest(lines: tuple[BalanceLine, ...]) -> Iterator[BalanceLine]:
    for line in lines:
        if line.parts:
            yield from _lowest(line.parts)
        else:
            yield line


def _balance_as_json(line: BalanceLine, inexact: InexactMasses) -> dict[str, Any]:
    others = [each for each in Account if each is not Account.RECEIVED]
    booked = {each: line.booked(each, inexact) for each in Account}
    ways = line.by_way()
    came = ways.pop(TransferWay.BY_EXCHANGE, Booked())
    return {
        "collection": line.collection,
        "mission": line.mission,
        "title": line.title,
        "received_ug": line.received_ug,
        "received_unweighed": booked[Account.RECEIVED].unweighed,
        "received_unknown": booked[Account.RECEIVED].without_figure,
        "received_by_exchange": {"ug": came.ug, "unweighed": came.unweighed},
        "accounts_ug": {str(each): line.ug.get(each, 0) for each in others},
        "unweighed": {str(each): line.unweighed.get(each, 0) for each in others},
        "at_most_ug": {str(each): told.bounded_ug for each, told in booked.items() if told.bounded_ug},
        "estimates": {str(each): told.estimated for each, told in booked.items() if told.estimated},
        "transferred": {str(way): {"ug": told.ug, "unweighed": told.unweighed} for way, told in ways.items()},
        "unknown_pieces": line.unweighed_pieces,
        "difference_ug": line.difference_ug,
    }


def _tell_table(rows: list[BalanceLine], inexact: InexactMasses, console: Console) -> None:
    """Write the books one below the other: an account a line where anything stands on it, in g."""
    say = console.words.say
    for line in rows:
        title = say(f"title.{line.title}") if line.title else ""
        name = " · ".join(each for each in (line.collection, line.mission, title) if each)
        console.tell(name or say("report.total"))
        for part in _told_parts(line):
            told = _booked_text(part, line, inexact, say)
            name = f"  {say(f'transfer_way.{part}')}" if isinstance(part, TransferWay) else say(f"report.{part}")
            console.tell(f"  {filled(name, 20)}{told}")
        console.tell(f"  {filled(say('report.difference'), 20)}{plain_mass(line.difference_ug, 'g', 1):>20} g")
        console.tell(f"  {filled(say('report.unknown_pieces'), 20)}{line.unweighed_pieces:>20}")


def _told_parts(line: BalanceLine) -> Iterator[Part]:
    """Yield the accounts on which anything stands in their order, each with the ways that were gone."""
    moved = {Account.RECEIVED, *(each for each in line.ug if line.ug[each] or line.unweighed[each])}
    for part in parts_of(line.by_way()):
        if isinstance(part, TransferWay) or part in moved:
            yield part


def _booked_text(part: Part, line: BalanceLine, inexact: InexactMasses, say: Say) -> str:
    """Return the figure of an account with what it leaves open; of unweighed pieces alone how many."""
    if isinstance(part, TransferWay):
        booked = line.by_way()[part]
        known = booked.known
    else:
        booked, known = line.booked(part, inexact), line.known(part, inexact)
    left_open = open_about(account_of(part), booked, say)
    if not booked.has_figure:
        return f"{left_open:>22}"
    return f"{known.plain():>20} g{f'  ({left_open})' if left_open else ''}"
