"""The command that says what is where: `places`, with what is with borrowers and on the way."""

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from lunarcurator.domain.days import Day, edtf_day, iso_day, show_day
from lunarcurator.domain.lending.lines import asked_back_by
from lunarcurator.domain.mass_display import plain_mass
from lunarcurator.domain.moments import Moment
from lunarcurator.services.commands.columns import filled
from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.commands.line_texts import due_texts
from lunarcurator.services.commands.opening import moment_of, reading
from lunarcurator.services.lending.browsing import LineRow
from lunarcurator.services.lending.reaching import name_on
from lunarcurator.services.off_site import Out
from lunarcurator.services.off_site_reading import OffSiteReading
from lunarcurator.services.places import NOWHERE, MassSum, PieceRow, PlaceNode, Places, PlaceTree, Totals
from lunarcurator.services.references import UnclearReference
from lunarcurator.services.stated_days import StatedDay
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words

_ALL = 2**31


def places(told: Namespace, console: Console) -> Exit:
    """Tell the tree of places with what each holds; of one by name, the pieces in it and those out of it."""
    with reading(told.store, console) as session:
        moment = moment_of(session, told.as_of)
        plain = Places(session).tree(moment)
        tree = OffSiteReading(session).with_away(plain, console.words, moment)
        head = {"as_of": show_day(session.day_of(moment)), "entry": session.head().seq}
        if told.place:
            node = _named(tree, told.place)
            lines = _away(session, tree, node, moment) if tree.is_away(node) else []
            rows = [] if lines else list(Places(session).contents(tree, node, moment, _ALL).rows)
            out = Out() if tree.is_away(node) else OffSiteReading(session).out(tree, node, moment, _ALL)
            if told.json:
                inside = _inside_as_json(rows, lines, out, session.day_of(moment))
                console.tell_json({**head, "place": _path(tree, node), **inside})
            else:
                _tell_inside(rows, lines, out, console, session.day_of(moment))
            return Exit.DONE
        totals = Places(session).totals(tree, moment)
        if told.json:
            console.tell_json({**head, "places": [_as_json(tree, totals, each) for each in _walked(tree)]})
            return Exit.DONE
        for each in _walked(tree):
            console.tell(_line(tree, totals, each, console.words))
    return Exit.DONE


def _walked(tree: PlaceTree) -> Iterator[int]:
    """Yield every place in use in the order in which a tree is read, then what is nowhere stated."""

    def below(place: int | None) -> Iterator[int]:
        for each in tree.children(place):
            if not tree.nodes[each].retired:
                yield each
                yield from below(each)

    yield from below(None)
    yield NOWHERE


def _named(tree: PlaceTree, text: str) -> int:
    """Return the place, borrower or shipment of a code, a name, or the end of a path; raises a refusal."""
    steps = tuple(step.strip().casefold() for step in text.replace("\u203a", ">").split(">"))
    in_use = [node for node in tree.nodes.values() if not node.retired]
    found = [node for node in in_use if _is_of_code(node, steps[0])] if len(steps) == 1 else []
    found = found or [node for node in in_use if _ends(tree, node.id)[-len(steps) :] == steps]
    if len(found) != 1:
        raise UnclearReference("ref.several" if found else "ref.no_place", text=text, count=len(found))
    return found[0].id


def _is_of_code(node: PlaceNode, code: str) -> bool:
    return node.away is None and bool(node.code) and node.code.casefold() == code


def _ends(tree: PlaceTree, place: int) -> tuple[str, ...]:
    return tuple(node.name.casefold() for node in tree.line(place))


def _path(tree: PlaceTree, place: int) -> list[str]:
    return [node.name for node in tree.line(place)]


def _line(tree: PlaceTree, totals: Totals, place: int, words: Words) -> str:
    held = totals.of(place)
    node = tree.nodes.get(place)
    name = node.name if node else words.say("report.place_not_stated")
    if node is not None and node.code:
        name = f"{name}  {node.code}"
    indent = "  " * (len(tree.line(place)) - 1 if node else 0)
    late = (
        words.say("cli.place_overdue", {"count": node.away.late}) if node and node.away and node.away.late else ""
    )
    told = f"{held.pieces:>8}  {_mass(held):>18}  {_unweighed(held, words)}  {late}"
    return f"{filled(indent + name, 52)} {told}".rstrip()


def _mass(held: MassSum) -> str:
    whole = held.whole
    return f"{whole.sign}{plain_mass(whole.ug, 'g', 1)} g" if whole else ""


def _unweighed(held: MassSum, words: Words) -> str:
    return words.say("cli.place_unweighed", {"count": held.unweighed.total}) if held.unweighed.total else ""


def _as_json(tree: PlaceTree, totals: Totals, place: int) -> dict[str, Any]:
    held, node = totals.of(place), tree.nodes.get(place)
    own = totals.own.get(place, MassSum())
    told: dict[str, Any] = {
        "path": _path(tree, place) if node else None,
        "kind": node.kind if node else "not_stated",
        "code": (node.code or None) if node and node.away is None else None,
        "pieces": held.pieces,
        "ug": held.ug,
        "unweighed": held.unweighed.total,
        "own_pieces": own.pieces,
    }
    return told | ({"overdue": node.away.late, "due": iso_day(node.away.by)} if node and node.away else {})


def _away(session: StoreSession, tree: PlaceTree, place: int, moment: Moment) -> list[LineRow]:
    node = tree.nodes[place].away
    return list(OffSiteReading(session).lent(node, moment, _ALL).rows) if node else []


def _tell_inside(
    rows: list[tuple[PieceRow, str]], lines: list[LineRow], out: Out, console: Console, day: Day
) -> None:
    say = console.words.say
    for row, where in rows:
        mass = row.own_mass.shown() if row.own_mass else ""
        console.tell(f"{filled(row.number, 22)} {filled(mass, 16)} {where}".rstrip())
    for line in lines:
        due, back = due_texts(line, console.words, day, is_open=True)
        told = "  ".join(each for each in (due or say("cli.place_undated"), back) if each)
        since = say("cli.place_since", {"day": StatedDay(line.issued, line.issued_stated).text(console.words)})
        person = name_on(console.words, line.person, line.ended, line.ended_how, day)
        who = f"{person}, {line.institution}" if line.institution else person
        named = filled(line.number or line.described, 22)
        console.tell(f"{named} {since}  {told}  {filled(line.loan_code, 14)} {who}".rstrip())
    console.state("cli.place_listed", count=len(rows) + len(lines))
    if out.count:
        console.state("cli.place_out", count=out.count)
    for each in out.rows:
        since = say("cli.place_since", {"day": StatedDay(each.since, each.since_stated).text(console.words)})
        console.tell(f"{filled(each.number, 22)} {since}  {each.who}  {each.loan_code}".rstrip())


def _inside_as_json(rows: list[tuple[PieceRow, str]], lines: list[LineRow], out: Out, day: Day) -> dict[str, Any]:
    here = [
        {"number": row.number, "ug": row.own_mass.ug if row.own_mass else None, "place": list(row.place)}
        for row, _ in rows
    ]
    lent = [
        {
            "number": line.number or None,
            "ug": None if line.unweighed else line.held_ug,
            "since": edtf_day(line.issued, line.issued_stated),
            "due": iso_day(line.due),
            "asked_back": iso_day(asked_back_by(line.by, line.recalled, day)),
            "loan": line.loan_code,
            "person": line.person or None,
            "institution": line.institution or None,
        }
        for line in lines
    ]
    gone = [
        {
            "number": each.number,
            "with": each.who,
            "since": edtf_day(each.since, each.since_stated),
            "loan": each.loan_code or None,
        }
        for each in out.rows
    ]
    return {"pieces": here + lent, "out": gone}
