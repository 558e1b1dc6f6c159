"""What stands in a cell of a sample list: plain values ready to paint, to copy and to be read aloud."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal

from PySide6.QtCore import QObject

from lunarcurator.desktop.models.headings import Headings
from lunarcurator.desktop.models.sample_columns import SampleColumn, title_of
from lunarcurator.desktop.theme.badges import BadgeLook, badge_of
from lunarcurator.desktop.translation import counted
from lunarcurator.domain.days import UNKNOWN_DAY_KEY, show_day
from lunarcurator.domain.fields import FIELDS, FieldKind
from lunarcurator.domain.known_mass import Bound, KnownMass
from lunarcurator.domain.mass_display import plain_mass, shown_count, shown_parts
from lunarcurator.services.exposures import telling
from lunarcurator.services.mass_words import word_for_no_mass
from lunarcurator.services.sample_tree import PieceRow
from lunarcurator.services.words import Words

CellKind = Literal["text", "mass", "rollup", "reason", "badge", "share", "count"]
_GONE: Final = frozenset(
    {"consumed", "destroyed", "lost", "stolen", "merged", "transferred", "retired", "void", "planned"}
)
_PATH: Final = " › "
_WORDED: Final = MappingProxyType({"mass_quality": "quality", "retired_reason": "unknown_reason"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: text for eyes (a mass in two, at the point), and `plain` for clipboard and screen reader.

    `short` stands in where the text does not fit, `shortest` where that does not either; `spoken` is said after
    the header; `tone` is a colour token, of a badge its tone.
    """

    text: str = ""
    fraction: str = ""
    kind: CellKind = "text"
    tone: str = "text"
    concept: str = ""
    percent: int = 0
    plain: str = ""
    spoken: str = ""
    short: str = ""
    shortest: str = ""


EMPTY: Final = Cell()


def is_gone(row: PieceRow) -> bool:
    """Tell whether a piece is no more, or not yet, a piece: its row is grey."""
    return str(row.values.get("existence") or "") in _GONE


class CellWriter(QObject):
    """Turns rows into cells in one language; safe to use on any thread."""

    def __init__(self, words: Words, unit: str = "g") -> None:
        super().__init__()
        self._words, self._unit = words, unit
        self._writers: Mapping[str, Callable[[PieceRow], Cell]] = MappingProxyType(
            {
                "number": _number,
                "mass": self._mass,
                "own": self._own,
                "original": self._original,
                "left": self._left,
                "condition": self._condition,
                "exposed": self._exposed,
                "custody": self._custody,
                "place": self._place,
                "weighed": lambda row: self._day(row.values.get("weighed")),
                "sighted": lambda row: self._day(row.values.get("sighted")),
            }
        )

    @property
    def least_decimals(self) -> int:
        """For how many decimals a column of masses keeps room even where none is shown."""
        return {"g": 3, "mg": 1}.get(self._unit, 0)

    def cell(self, row: PieceRow, column: SampleColumn) -> Cell:
        """Return the cell of a piece in a column."""
        writer = self._writers.get(column.key)
        return writer(row) if writer is not None else self._field(row, column.key)

    def sum(self, mass: KnownMass) -> Cell:
        """Return the cell of a sum over a mission or collection."""
        told = self.tr("at least {mass}") if mass.bound is Bound.AT_LEAST else self.tr("{mass} in all")
        return self._rollup(mass, told.format(mass=self._told(mass.ug)))

    def branch(self, column: SampleColumn, name: str, pieces: int, mass: KnownMass | None) -> Cell:
        """Return the cell of a collection or mission: its name with the count of pieces, its sum, or nothing."""
        if column.key == "mass":
            return self.sum(mass) if mass is not None and mass.ug else EMPTY
        if column.key != "number":
            return EMPTY
        held = counted("CellWriter", "1 piece", "{count} pieces", pieces)
        return Cell(name, plain=name, spoken=f"{name}, {held}" if pieces else name)

    def tool_tip(self, cell: Cell) -> str:
        """Return what a cell says when pointed at: what does not fit into it; nothing where all is seen."""
        if cell.kind in {"rollup", "reason"}:
            return cell.spoken
        return cell.plain if cell.kind in {"text", "badge"} else ""

    def header(self, column: SampleColumn) -> str:
        """Return the header of a column."""
        return title_of(column, self._words, self._unit)

    def headings(self, columns: Sequence[SampleColumn]) -> Headings:
        """Return what stands above these columns."""
        figures = (number for number, column in enumerate(columns) if column.at_right)
        return Headings(map(self.header, columns), figures)

    def _mass(self, row: PieceRow) -> Cell:
        family, mass = row.family, row.whole_mass
        if family is None or mass is None:
            return self._own(row)
        own = self._own(row)
        facts = {"mass": self._told(mass.ug), "own": own.spoken, "unweighed": family.unweighed}
        if family.unweighed and family.pieces > 1:
            told = counted(
                "CellWriter",
                "{mass} in 1 piece, {unweighed} unweighed; the piece itself {own}",
                "{mass} in {count} pieces, {unweighed} unweighed; the piece itself {own}",
                family.pieces,
            )
        else:
            told = counted(
                "CellWriter",
                "{mass} in 1 piece; the piece itself {own}",
                "{mass} in {count} pieces; the piece itself {own}",
                family.pieces,
            )
        return self._rollup(mass, told.format(**facts))

    def _rollup(self, mass: KnownMass, spoken: str) -> Cell:
        """Return the cell of a sum; what is not exact about it is shown and said (`ledger.md` 1.1)."""
        whole, fraction = mass.parts(self._unit)
        if mass.about:
            spoken = self.tr("{sum}; the sum contains estimates").format(sum=spoken)
        if mass.bound is Bound.AT_MOST:
            spoken = self.tr("{sum}; at most, for pieces were taken that nobody weighed").format(sum=spoken)
        return Cell(
            whole, fraction, "rollup", plain=replace(mass, resolution_ug=None).plain(self._unit), spoken=spoken
        )

    def _own(self, row: PieceRow) -> Cell:
        mass, quality = row.own_mass, str(row.values.get("mass_quality") or "")
        if quality == "not_applicable":
            return EMPTY
        if mass is None:
            # What is no piece any more weighs nothing here, and nobody asks what it weighs.
            return EMPTY if is_gone(row) and not row.unweighed else self._unknown(row)
        whole, fraction = mass.parts(self._unit)
        told = self._words.say(f"quality.{quality}") if mass.sign else ""
        spoken = " ".join(part for part in (told, self._told(mass.ug, mass.resolution_ug)) if part)
        return Cell(whole, fraction, "mass", plain=mass.plain(self._unit), spoken=spoken)

    def _unknown(self, row: PieceRow) -> Cell:
        original = row.original_mass
        if row.suspense_ug and original is not None:
            word = self._words.say("unknown_reason.not_reconciled")
            phrase = self.tr("{mass} original, not reconciled")
            text = phrase.format(mass="".join(original.parts(self._unit)))
            plain = phrase.format(mass=original.plain(self._unit))
            return Cell(text, kind="reason", short=word, plain=plain, spoken=plain)
        word = word_for_no_mass(self._words, row.no_figure)
        return Cell(word, kind="reason", plain=word, spoken=self.tr("unknown, {reason}").format(reason=word))

    def _original(self, row: PieceRow) -> Cell:
        original = row.original_mass
        if original is None:
            return EMPTY
        told = self._words.say(f"quality.{row.values.get('original_quality')}") if original.sign else ""
        cell = self._stated(original.ug, original.resolution_ug)
        spoken = " ".join(part for part in (told, cell.spoken) if part)
        return replace(cell, text=f"{original.sign}{cell.text}", plain=original.plain(self._unit), spoken=spoken)

    def _left(self, row: PieceRow) -> Cell:
        """Return what is left of the original mass; a share of which a part is not known is not known."""
        if row.share_left is not None:
            shown = row.share_left.shown
            return Cell(shown, kind="share", percent=row.share_left.permille // 10, plain=shown, spoken=shown)
        no_figure = row.whole_mass is None and row.own_mass is None
        # Where the mass beside it is a reason, the share need not say the same again.
        if not row.values.get("original_ug") or is_gone(row) or no_figure:
            return EMPTY
        word = self._words.say("mass.unknown")
        return Cell(word, kind="reason", plain=word, spoken=self._why_no_share(row))

    def _why_no_share(self, row: PieceRow) -> str:
        family = row.family
        if family is not None and family.unweighed:
            told = self.tr("unknown: {unweighed} of {pieces} pieces are unweighed")
            return told.format(unweighed=shown_count(family.unweighed), pieces=shown_count(family.pieces))
        return self.tr("unknown: pieces were taken that nobody weighed")

    def _stated(self, ug: object, resolution: object) -> Cell:
        if not isinstance(ug, int):
            return EMPTY
        fine = resolution if isinstance(resolution, int) else None
        whole, fraction = shown_parts(ug, self._unit, fine)
        plain = plain_mass(ug, self._unit, fine)
        return Cell(whole, fraction, "mass", tone="text2", plain=plain, spoken=self._told(ug, fine))

    def _told(self, ug: int, resolution_ug: int | None = None) -> str:
        """Return a mass as it is read aloud, its unit as a word."""
        words = {
            "g": self.tr("{mass} grams"),
            "mg": self.tr("{mass} milligrams"),
            "ug": self.tr("{mass} micrograms"),
        }
        return words[self._unit].format(mass=plain_mass(ug, self._unit, resolution_ug))

    def _state(self, axis: str, row: PieceRow) -> Cell:
        code = str(row.values.get(axis) or "")
        if not code or (axis == "condition" and (code == "not_stated" or is_gone(row))):
            return EMPTY
        return self._badged(axis, code)

    def _condition(self, row: PieceRow) -> Cell:
        """Return the condition; where it is no exception, what the piece met that makes it one."""
        state, met = self._state("condition", row), telling(row)
        if not met or is_gone(row):
            return state
        words = [self._words.label(f"exposure_kind.{code}") for code in met]
        small = [self._words.say(f"exposure_kind.{code}") for code in met]
        told = self.tr("met {list}").format(list=self._words.say("list.numbers", {"numbers": small}))
        if state.kind == "badge":
            return replace(state, spoken=f"{state.spoken}, {told}")
        look = badge_of("exposure_kind", met[0]) or BadgeLook("amber", "warning")
        text = words[0] if len(words) == 1 else f"{words[0]} +{len(words) - 1}"
        spoken = f"{state.spoken}, {told}" if state.spoken else told
        return Cell(
            text, kind="badge", tone=look.tone, concept=look.concept, plain=", ".join(words), spoken=spoken
        )

    def _exposed(self, row: PieceRow) -> Cell:
        codes = str(row.values.get("exposed") or "").split()
        return _plain(", ".join(self._words.label(f"exposure_kind.{code}") for code in codes)) if codes else EMPTY

    def _custody(self, row: PieceRow) -> Cell:
        existence = str(row.values.get("existence") or "")
        if existence and existence != "exists":
            return self._badged("existence", existence)
        return self._badged("custody", row.custody_told) if row.custody_told else EMPTY

    def _badged(self, axis: str, code: str) -> Cell:
        key = f"{axis}.{code}"
        word = self._words.label(key) if self._words.has(key) else code
        look = badge_of(axis, code)
        if look is None:
            return Cell(word, tone="text2", plain=word, spoken=word)
        return Cell(word, kind="badge", tone=look.tone, concept=look.concept, plain=word, spoken=word)

    def _place(self, row: PieceRow) -> Cell:
        if row.family is not None and row.family.places > 1:
            text = counted("CellWriter", "{count} places", "{count} places", row.family.places)
            return Cell(text, tone="text2", plain=text, spoken=text)
        path = row.place or row.holder
        if path:
            whole = _PATH.join(path)
            near = _PATH.join(path[-3:])
            return Cell(
                near, tone="text2", plain=whole, spoken=whole, short=_PATH.join(path[-2:]), shortest=path[-1]
            )
        if is_gone(row):
            return EMPTY
        text = self.tr("not stated")
        return Cell(text, kind="text", tone="text3", plain=text, spoken=text)

    def _day(self, value: object) -> Cell:
        if not isinstance(value, int):
            return EMPTY
        shown = show_day(value)
        text = self._words.say(shown) if shown == UNKNOWN_DAY_KEY else shown
        return Cell(text, tone="text2", plain=text, spoken=text)

    def _field(self, row: PieceRow, key: str) -> Cell:
        value = row.values.get(key)
        if value is None or value == "" or key not in FIELDS:
            return EMPTY
        kind = FIELDS[key].kind
        if kind is FieldKind.MASS:
            return self._stated(value, None)
        if kind is FieldKind.DAY:
            return self._day(value)
        if kind is FieldKind.PERCENT and isinstance(value, int):
            return _figure(_decimal(value, 3))
        if kind in {FieldKind.LENGTH, FieldKind.TEMPERATURE} and isinstance(value, int):
            return _figure(_decimal(value, 3))
        if kind is FieldKind.AREA and isinstance(value, int):
            return _figure(_decimal(value, 6))
        if kind is FieldKind.INTEGER and isinstance(value, int):
            return Cell(shown_count(value), kind="count", plain=str(value), spoken=str(value))
        worded = f"{_WORDED.get(key, key)}.{value}"
        if kind is FieldKind.TERM and self._words.has(worded):
            return self._badged(key, str(value)) if key not in _WORDED else _plain(self._words.label(worded))
        return _plain(str(value))


def _number(row: PieceRow) -> Cell:
    spoken = " ".join(part for part in (row.number, row.name) if part)
    return Cell(row.number, plain=row.number, spoken=spoken)


def _plain(text: str) -> Cell:
    return Cell(text, plain=text, spoken=text)


def _figure(text: str) -> Cell:
    return Cell(text, kind="count", plain=text, spoken=text)


def _decimal(value: int, power: int) -> str:
    whole, part = divmod(value, 10**power)
    decimals = f"{part:0{power}}".rstrip("0")
    return f"{whole}.{decimals}" if decimals else str(whole)
