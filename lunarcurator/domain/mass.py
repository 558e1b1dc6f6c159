"""What is said about the mass of one piece: a figure in whole micrograms, or the reason why there is none."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self


class MassKind(StrEnum):
    """Where a mass comes from, and so how far it may be trusted (ledger design 1.1)."""

    MEASURED = "measured"
    STATED = "stated"
    REPORTED = "reported"
    ESTIMATED = "estimated"
    NOMINAL = "nominal"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class UnknownReason(StrEnum):
    """Why nobody can say what a piece weighs."""

    NOT_STATED = "not_stated"
    NOT_WEIGHED = "not_weighed"
    SEALED = "sealed"
    EPOXY = "epoxy"
    SECTION = "section"
    NOT_RECONCILED = "not_reconciled"
    PARENT_ONLY = "parent_only"


# A thousand tonnes: beyond any meteorite, and 9,000 such pieces still add up within a signed 64-bit column.
LARGEST_UG: Final = 10**15

_COUNTING: Final = frozenset({MassKind.MEASURED, MassKind.STATED, MassKind.REPORTED, MassKind.ESTIMATED})
_WITHOUT_FIGURE: Final = frozenset({MassKind.UNKNOWN, MassKind.NOT_APPLICABLE})
_REASONS: Final = frozenset(UnknownReason)


class MassError(ValueError):
    """A mass that contradicts itself, such as an unknown one with a figure; a fault of the calling code."""


@dataclass(frozen=True, slots=True)
class Mass:
    """A statement about a mass: `ug` and `resolution_ug` in whole micrograms, never a float.

    Unknown and not applicable have no figure, every other kind has one of at least 0. A measured mass has the
    resolution of its balance. `reason` is an `UnknownReason`: required when unknown, allowed when nominal.
    Raises `MassError` when these do not hold.
    """

    kind: MassKind
    ug: int | None = None
    resolution_ug: int | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        _check_kind(self.kind)
        _check_figure(self.kind, self.ug)
        _check_resolution(self.kind, self.ug, self.resolution_ug)
        _check_reason(self.kind, self.reason)

    @property
    def known(self) -> bool:
        """Whether `ug` counts in a balance: measured, stated, reported or estimated."""
        return self.kind in _COUNTING

    @classmethod
    def measured(cls, ug: int, resolution_ug: int) -> Self:
        """Return a mass read on a balance of the given resolution, both in micrograms."""
        return cls(MassKind.MEASURED, ug, resolution_ug)

    @classmethod
    def stated(cls, ug: int, resolution_ug: int | None = None) -> Self:
        """Return a mass that a document, catalogue or workbook says, in micrograms."""
        return cls(MassKind.STATED, ug, resolution_ug)

    @classmethod
    def reported(cls, ug: int, resolution_ug: int | None = None) -> Self:
        """Return a mass that a borrower says, in micrograms."""
        return cls(MassKind.REPORTED, ug, resolution_ug)

    @classmethod
    def estimated(cls, ug: int, resolution_ug: int | None = None) -> Self:
        """Return a mass somebody judged without a balance, in micrograms; it counts, and shows as such."""
        return cls(MassKind.ESTIMATED, ug, resolution_ug)

    @classmethod
    def nominal(cls, ug: int, resolution_ug: int | None = None, reason: str = "") -> Self:
        """Return the mass a form that cannot be weighed carries on paper, in micrograms; it never counts."""
        return cls(MassKind.NOMINAL, ug, resolution_ug, reason)

    @classmethod
    def unknown(cls, reason: str) -> Self:
        """Return a mass nobody knows, with the `UnknownReason`; unknown is not zero."""
        return cls(MassKind.UNKNOWN, reason=reason)

    @classmethod
    def not_applicable(cls) -> Self:
        """Return the mass of what has a count or an area instead: wafers, hardware, gas."""
        return cls(MassKind.NOT_APPLICABLE)


def _check_kind(kind: MassKind) -> None:
    if not isinstance(kind, MassKind):
        raise MassError(f"{kind!r} is not a kind of mass")


def _check_figure(kind: MassKind, ug: int | None) -> None:
    if kind in _WITHOUT_FIGURE:
        if ug is not None:
            raise MassError(f"a mass of kind {kind} has no figure, not {ug!r}")
        return
    # type() and not isinstance(): True is an int to Python, but no mass to a curator.
    if type(ug) is not int:
        raise MassError(f"a mass of kind {kind} is a whole number of micrograms, not {ug!r}")
    if not 0 <= ug <= LARGEST_UG:
        raise MassError(f"{ug} micrograms is outside 0 to {LARGEST_UG}")


def _check_resolution(kind: MassKind, ug: int | None, resolution_ug: int | None) -> None:
    if resolution_ug is None:
        if kind is MassKind.MEASURED:
            raise MassError("a measured mass has the resolution of its balance")
        return
    if ug is None:
        raise MassError(f"a mass of kind {kind} has no resolution, not {resolution_ug!r}")
    if type(resolution_ug) is not int or not 1 <= resolution_ug <= LARGEST_UG:
        raise MassError(f"a resolution is a whole number of micrograms of at least 1, not {resolution_ug!r}")


def _check_reason(kind: MassKind, reason: str) -> None:
    if reason and reason not in _REASONS:
        raise MassError(f"{reason!r} is not a reason for a mass to be unknown")
    if kind is MassKind.UNKNOWN and not reason:
        raise MassError("an unknown mass has a reason")
    if reason and kind not in (MassKind.UNKNOWN, MassKind.NOMINAL):
        raise MassError(f"a mass of kind {kind} has no reason, not {reason!r}")
