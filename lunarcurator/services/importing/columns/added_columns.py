"""Columns that a file does not have as such, and that are made of what it says otherwise."""

from collections.abc import Callable
from dataclasses import dataclass

from lunarcurator.exchange.book import Row
from lunarcurator.exchange.cells import Cell

type Maker = Callable[[Row], Cell]


@dataclass(frozen=True, slots=True)
class Added:
    """A column that the file does not have as such: what it is taken for, and how it is made.

    It is made `again` of the other columns wherever these stand.
    """

    name: str
    target: str
    make: Maker
    again: bool = True
