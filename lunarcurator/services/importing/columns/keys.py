"""The columns that make the number of a piece, and of its parent, and what stands between them."""

from typing import Final

from lunarcurator.services.importing.reading import Reading

_SPLIT_JOINT: Final = ","


def number_columns(reading: Reading) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the columns that say the number of a piece, and what stands between them."""
    if reading.key:
        return reading.key, reading.joints
    if alone := reading.taken_for("number")[:1]:
        return alone, ()
    return (*reading.taken_for("generic")[:1], *reading.taken_for("specific")[:1]), (_SPLIT_JOINT,)


def parent_columns(reading: Reading) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the columns that say the number of the parent, and what stands between them."""
    return (
        (reading.parent_key, reading.parent_joints)
        if reading.parent_key
        else (reading.taken_for("parent")[:1], ())
    )
