"""The words of lists of what needs a hand, and all of them at a glance."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from lunarcurator.documents.model import Column, ColumnKind, MassFigure, Value
from lunarcurator.documents.reports.about import Circumstances
from lunarcurator.domain.days import iso_day, show_day
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.services.policies import PolicyError
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.to_do.limits import Limits
from lunarcurator.services.to_do.listing import Concern, ListColumn, Listing, ListRow
from lunarcurator.services.to_do.looking import look
from lunarcurator.services.words import Words
from lunarcurator.store.reads.inventory import chains_of

# Codes of these lists alone, whose areas no sentence names.
_KEYS: Final[Mapping[str, Callable[[Value], str]]] = MappingProxyType(
    {
        "calibration": lambda code: f"calibration.{code}",
        "limit": lambda code: f"limit.{code}",
        "loss_by": lambda code: f"loss_by.{code}",
    }
)
_WIDTHS: Final = (
    ({"told", "outcome", "pieces", "numbers", "place"}, 44),
    ({"state", "kind", "name", "parent", "assigned", "limit", "existence"}, 22),
)


@dataclass(frozen=True, slots=True)
class Glance:
    """How many rows there are about one concern, and how many of them need a hand; or why nobody can say."""

    concern: Concern
    total: int
    marked: int
    unknown: PolicyError | None = None


def glance(session: StoreSession, limits: Limits, moment: Moment = NOW) -> tuple[Glance, ...]:
    """Return how much there was about every concern at a moment."""
    return tuple(_glance(session, concern, limits, moment) for concern in Concern)


def _glance(session: StoreSession, concern: Concern, limits: Limits, moment: Moment) -> Glance:
    try:
        found = look(session, concern, limits, 0, moment)
    except PolicyError as wrong:
        return Glance(concern, 0, 0, wrong)
    return Glance(concern, found.total, found.marked)


def worded(value: Value, column: ListColumn, words: Words) -> Value:
    """Return a value with a code put into words; one without a word stays as it is."""
    if not column.area or not value:
        return value
    key_of = _KEYS.get(column.area)
    key = key_of(value) if key_of else f"{column.area}.{value}"
    return words.label(key) if words.has(key) else value


def heading_of(column: ListColumn, words: Words) -> str:
    """Return the header of a column, without its unit."""
    return words.say(f"listing.{column.key}")


def rule_of(words: Words, limits: Limits, concern: Concern) -> str:
    """Return in one sentence when something belongs on a list."""
    if concern is Concern.REMOTE and not limits.remote_milli:
        by_policy = limits.remote_milli is None
        return words.say("attention.rule.remote_by_policy" if by_policy else "attention.no_share")
    return words.say(f"attention.rule.{concern.word}", _facts(limits, concern))


def _facts(limits: Limits, concern: Concern) -> dict[str, object]:
    facts: dict[Concern, dict[str, object]] = {
        Concern.CALIBRATION: {"days": limits.calibration_days},
        Concern.NOT_SEEN: {"years": limits.unseen_years},
        Concern.ATTRITION: {
            "days": limits.period_days,
            "share": limits.piece_milli,
            "operator_ug": limits.operator_ug,
            "balance_ug": limits.balance_ug,
        },
        Concern.REMOTE: {"share": limits.remote_milli},
    }
    return facts.get(concern, {})


def circumstances_of(session: StoreSession, connection: Any, filters: tuple[str, ...], who: str) -> Circumstances:
    """Return what a list of today says about itself."""
    head = session.head().seq
    digest = chains_of(connection, [head]).get(head, "")
    return Circumstances(session.path.name, show_day(session.today), head, digest, filters, who)


def column_of(column: ListColumn, words: Words) -> Column:
    """Return a column of a list as documents have it, its label worded."""
    unit = "g" if column.kind is ColumnKind.MASS else ""
    width = next((width for keys, width in _WIDTHS if column.key in keys), 16)
    resolution = 1 if column.key in {"lost", "attrition", "adjustment"} else None
    return Column(column.key, heading_of(column, words), column.kind, unit, width, resolution)


def row_as_json(found: Listing) -> list[dict[str, object]]:
    """Return the rows of a list with codes as codes, masses in ug and days as text.

    A mass stands under its key as ever, and with its unit in the name: the figure, None where there is none, and
    the sign of one that is not exact.
    """
    return [
        {column.key: _plain(column, value) for column, value in zip(found.columns, row.values, strict=True)}
        | _masses(found, row)
        | {"marked": row.marked}
        | {f"{key}_uid": target.uid for key, target in row.targets.items()}
        for row in found.rows
    ]


def _masses(found: Listing, row: ListRow) -> dict[str, object]:
    masses: dict[str, object] = {}
    for column, value in zip(found.columns, row.values, strict=True):
        if column.kind is ColumnKind.MASS:
            ug, sign = (value.ug, value.sign) if isinstance(value, MassFigure) else (None, "")
            masses |= {f"{column.key}_ug": ug, f"{column.key}_sign": sign}
    return masses


def _plain(column: ListColumn, value: Value) -> object:
    if column.kind is ColumnKind.DAY and isinstance(value, int):
        return iso_day(value)
    if isinstance(value, tuple):
        # What is a bound is no figure to reckon with.
        return value.ug if value.bound is None else KnownMass(*value).shown()
    return value if value is None or isinstance(value, str | int) else value.isoformat(sep=" ")
