"""The papers of one piece: its accession sheet, its genealogy, its sections, the log of its dissection."""

from collections.abc import Iterator, Sequence
from typing import Final

from lunarcurator.documents.model import MassFigure
from lunarcurator.documents.papers.filling import Facts, Row
from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.facts import Scalar
from lunarcurator.domain.known_mass import finest
from lunarcurator.domain.mass_display import shown_mass_with_unit
from lunarcurator.services.dossier import CORE_FIELDS, Dossier, dossier_of
from lunarcurator.services.family import FamilyLine, family_of
from lunarcurator.services.field_values import shown_value
from lunarcurator.services.papers.paper_context import PaperContext, known_value, mass_text, mass_value, place_text
from lunarcurator.services.pieces import PieceView, journal_of
from lunarcurator.store.reads import piece as reads
from lunarcurator.store.reads.inventory import collection_codes
from lunarcurator.store.reads.piece import Lens
from lunarcurator.store.reads.rows import PieceRow

_MOST: Final = 20_000
_SECTIONS: Final = ("section", "epoxy")


def accession_sheet(context: PaperContext) -> Facts:
    """Gather what a curator files when a piece enters: what it is, whence, its mass, place, handling, entries."""
    view = context.piece()
    row, values = view.row, view.row.values
    dossier = dossier_of(context.session, view.uid, context.wanted.moment)
    original = row.original_mass
    told = {
        **heading(view, context),
        "mass": _known_mass(row, context),
        "collection": _collection(row, context),
        "original_mass": original.shown() if original else "",
        "class_name": " ".join(str(values[key]) for key in ("class_name", "subclass") if values.get(key)),
        "title": context.term("title", values.get("title")),
        "custody": context.term("custody", row.custody_told),
        "condition": context.term("condition", values.get("condition")),
        "handling": context.listed("handling", dossier.handling),
        "restriction": dossier.restriction,
        "temperature": shown_value(context.words, "temperature_mk", dossier.temperature_mk),
        "owner": "" if dossier.passed_on else dossier.owner,
        **_changed_hands(dossier, context),
        "parents": ", ".join(kin.row.number for kin in view.parents),
    }
    facts = (
        {"label": context.words.label(f"field.{each.key}"), "text": _value(each.key, each.value, row, context)}
        for each in view.facts
        if each.key not in {"form", "handling", "restriction", "owner"}
    )
    met = [
        {
            "what": context.term("exposure_kind", each.kind),
            "agent": each.agent,
            "since": each.since.text(context.words) if each.since.day else "",
            "until": context.day(each.until),
            "place": each.place_name,
        }
        for each in dossier.exposures
    ]
    entries = journal_of(context.session, context.words, view, sorted(view.entries)[:40])
    log = [
        {
            "entry": f"#{each.seq}",
            "day": each.told_day.value(context.words),
            "what": each.sentence,
            "by": each.by,
        }
        for each in entries
    ]
    lists: dict[str, Sequence[Row]] = {"facts": tuple(facts), "met": met, "entries": log}
    lists |= {"names": _names(view, context), "said": tuple(_said(dossier, context))}
    lists["meanings"] = tuple({"told": each.told(context.words)} for each in dossier.meanings)
    return Facts(row.number, told, lists)


def _names(view: PieceView, context: PaperContext) -> tuple[Row, ...]:
    """Return the other names of a piece, former numbers with the day on which they were given up."""
    words = context.words
    return tuple(
        {
            "name": each.text,
            "kind": context.term("name_kind", each.kind),
            "since": each.since.text(words),
            "until": each.until.text(words) if each.until is not None else "",
            "source": each.source,
        }
        for each in view.names
    )


def _said(dossier: Dossier, context: PaperContext) -> Iterator[Row]:
    """Yield all that sources say of the piece and of the acts about it, what the lab goes by marked."""
    words = context.words
    for disputed in dossier.disputed:
        fact = disputed.label(words)
        if recorded := disputed.in_the_record(words):
            yield {"fact": fact, "value": recorded, "source": context.say("statement.in_the_record"), "notes": ""}
        for each in disputed.statements:
            yield {"fact": fact, "value": each.value, "source": each.source, "notes": each.notes(words)}


def _changed_hands(dossier: Dossier, context: PaperContext) -> dict[str, str]:
    """Return to whom and how the title of a piece passed on, and for what it was received."""
    return {
        "passed_to": dossier.owner if dossier.passed_on else "",
        "passed_by": context.term("transfer_kind", dossier.passed_by),
        "exchanged_for": ", ".join(each.number for each in dossier.exchanged_for),
    }


def heading(view: PieceView, context: PaperContext) -> dict[str, str]:
    """Return what every paper of a piece says of it at the top."""
    row = view.row
    weighed = view.weighed if row.weighed_on else None
    return {
        "number": row.number,
        "form": context.term("form", row.values.get("form")),
        "mass": mass_text(row, context),
        "weighed": weighed.told_day.text(context.words) if weighed else "",
        "balance": weighed.balance if weighed else "",
        "place": place_text(row),
        "mission": row.mission,
        "code": row.number,
    }


def _known_mass(row: PieceRow, context: PaperContext) -> str:
    """Return the mass of a piece with how it is known, and what of it is not reconciled."""
    told = mass_text(row, context)
    if row.own_mass is None:
        return told
    rest = row.suspense.shown() if row.suspense_ug else ""
    quality = str(row.values.get("mass_quality") or Quality.UNKNOWN)
    return context.words.say("paper.known_mass", {"mass": told, "quality": quality, "rest": rest})


def genealogy(context: PaperContext) -> Facts:
    """Gather the genealogy of a piece: what it came from and all that came of it, each with its masses."""
    view = context.piece()
    lines = family_of(context.session, view.uid, context.wanted.moment, _MOST)
    fine = finest(*(own.resolution_ug for each in lines if each.row and (own := each.row.own_mass)))
    rows = tuple(_family_row(line, context, view, fine) for line in lines)
    return Facts(view.row.number, heading(view, context), {"family": rows})


def _family_row(line: FamilyLine, context: PaperContext, view: PieceView, fine: int | None) -> Row:
    indent = "\u2003" * line.depth
    empty: dict[str, object] = {"form": "", "began": None, "now": None, "place": "", "state": ""}
    if line.row is None:
        key = "paper.attrition" if line.attrition_ug else "paper.others"
        word = context.say(key, count=line.others)
        return {
            **empty,
            "number": f"{indent}{word}",
            "began": MassFigure(line.attrition_ug, fine) if line.attrition_ug else None,
        }
    row = line.row
    mark = " \u25c4" if row.uid == view.uid else ""
    return {
        "number": f"{indent}{row.number}{mark}",
        "form": context.term("form", row.values.get("form")),
        "began": known_value(row.began_with(line.born_ug)),
        "now": mass_value(row, context),
        "place": place_text(row),
        "state": context.term("existence", row.values.get("existence")),
    }


def section_list(context: PaperContext) -> Facts:
    """Gather the butts, sections and mounts made of a piece, and of its butts, in order of their numbers."""
    view = context.piece()
    reasons = context.session.tables.unweighable_reasons
    rows = []
    for row, parent in _below(view, context):
        if reasons.get(str(row.values.get("form") or "")) in _SECTIONS:
            rows.append(_section(row, parent, context))
    return Facts(view.row.number, {**heading(view, context), "count": str(len(rows))}, {"sections": rows})


def _section(row: PieceRow, parent: str, context: PaperContext) -> Row:
    values = row.values
    return {
        "number": row.number,
        "form": context.term("form", values.get("form")),
        "parent": parent,
        "set": str(values.get("section_set") or ""),
        "top": _whole(values.get("depth_top_um")),
        "bottom": _whole(values.get("depth_bottom_um")),
        "thickness": _whole(values.get("thickness_um")),
        "place": place_text(row),
        "custody": context.term("custody", row.custody_told),
    }


def dissection_log(context: PaperContext) -> Facts:
    """Gather what a core was dissected into: pass by pass from the top, with depths, masses and what was met."""
    view = context.piece()
    found = [row for row, _ in _below(view, context) if row.values.get("dissection_pass") is not None]
    found.sort(key=lambda row: (_order(row, "dissection_pass"), _order(row, "depth_top_um"), row.number))
    rows = [_interval(row, context) for row in found]
    dossier = dossier_of(context.session, view.uid, context.wanted.moment)
    core = [
        {"label": context.words.label(f"field.{key}"), "text": shown_value(context.words, key, value)}
        for key, value in dossier.core
        if key in CORE_FIELDS
    ]
    lost = shown_mass_with_unit(view.parts.attrition_ug) if view.parts.attrition_ug else ""
    return Facts(view.row.number, {**heading(view, context), "attrition": lost}, {"intervals": rows, "core": core})


def _interval(row: PieceRow, context: PaperContext) -> Row:
    values = row.values
    return {
        "pass": _order(row, "dissection_pass"),
        "number": row.number,
        "top": _whole(values.get("depth_top_um")),
        "bottom": _whole(values.get("depth_bottom_um")),
        "form": context.term("form", values.get("form")),
        "mass": mass_value(row, context),
        "colour": str(values.get("colour") or ""),
        "light": context.term("light", values.get("light")),
        "remarks": str(values.get("remarks") or ""),
    }


def _below(view: PieceView, context: PaperContext) -> Iterator[tuple[PieceRow, str]]:
    """Yield what came of a piece, two steps down, with the number of what each came from."""
    with context.session.database.snapshot() as connection:
        lens = Lens(connection, context.wanted.moment)
        first = reads.daughters(connection, view.id, lens, _MOST)
        known = context.rows(connection, [each.id for each in first])
        below = {each.id: reads.daughters(connection, each.id, lens, _MOST) for each in first}
        deeper = context.rows(connection, [kin.id for kins in below.values() for kin in kins])
    for each in [kin for kin in first if kin.id in known]:
        yield known[each.id], view.row.number
        yield from ((deeper[kin.id], known[each.id].number) for kin in below[each.id] if kin.id in deeper)


def _order(row: PieceRow, key: str) -> int:
    value = row.values.get(key)
    return value if isinstance(value, int) else 0


def _whole(value: Scalar) -> int | None:
    """Return a length in um, which the column shows in its unit."""
    return value if isinstance(value, int) else None


def _value(key: str, value: Scalar, row: PieceRow, context: PaperContext) -> str:
    """Return a fact of a piece for people, its original mass with the sign it stands with elsewhere."""
    if key == "original_ug" and row.original_mass is not None:
        return row.original_mass.shown()
    return shown_value(context.words, key, value)


def _collection(row: PieceRow, context: PaperContext) -> str:
    with context.session.database.connect() as connection:
        return collection_codes(connection).get(row.collection, "")
