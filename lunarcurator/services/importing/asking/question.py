"""One question about a sheet: its sentence, the answers there are, and the words for them."""

from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.mass_units import unit_symbol
from lunarcurator.services.importing.between.said_rows import (
    AS_FAMILY,
    AS_MISSION,
    AS_PARENT,
    AS_ROW,
    ASIDE,
    BESIDE,
)
from lunarcurator.services.importing.cells.commas import DECIMAL, THOUSANDS
from lunarcurator.services.importing.cells.dots import POINT
from lunarcurator.services.importing.cells.number_ranges import RANGE, SPLIT
from lunarcurator.services.importing.cells.percentages import PARTS, PERCENT
from lunarcurator.services.importing.cells.raised_signs import FOOTNOTE
from lunarcurator.services.importing.cells.repairs import (
    DAY_FIRST,
    LEAVE,
    MONTH_FIRST,
    NONE,
    ONE_PIECE,
    REFUSE,
    TWO_PIECES,
)
from lunarcurator.services.importing.cells.tonnes import is_tonne
from lunarcurator.services.importing.columns.box_names import names_told
from lunarcurator.services.importing.columns.place_columns import MOVE
from lunarcurator.services.importing.lists.part_numbers import NEXT
from lunarcurator.services.importing.lists.place_rows import STEP_KIND
from lunarcurator.services.importing.preparing import NEW
from lunarcurator.services.importing.reading import (
    EACH,
    HERE,
    LEFT_OVER,
    LOANS_ALONE,
    TAKE_OUT,
    TOGETHER,
    WITH_DAUGHTERS,
)

__all__ = ["REFUSE", "WORDED", "Question", "ask"]

WORDED: Final = (
    "yes",
    "no",
    "keep",
    REFUSE,
    LEAVE,
    "take",
    DAY_FIRST,
    MONTH_FIRST,
    NONE,
    NEW,
    "due",
    "returned",
    DECIMAL,
    THOUSANDS,
    POINT,
    FOOTNOTE,
    PERCENT,
    PARTS,
    AS_ROW,
    TOGETHER,
    EACH,
    SPLIT,
    RANGE,
    ONE_PIECE,
    TWO_PIECES,
    AS_MISSION,
    AS_PARENT,
    AS_FAMILY,
    ASIDE,
    BESIDE,
    MOVE,
    WITH_DAUGHTERS,
    LEFT_OVER,
    TAKE_OUT,
    HERE,
    LOANS_ALONE,
    NEXT,
)
"""The choices that have a word of their own."""

# What such marks mean only the person knows who made them.
_OWN_WORDS: Final = ("colour", "struck")


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its id for the answer, the key of its sentence with facts, and the answers to choose from.

    `proposed` holds without an answer, unless the question `must` be answered. A `free` one takes any words.
    `sums` are what a column of masses comes to in ug with each choice. Where there are `fields`, "FIELD: VALUE" is
    an answer too. An answer of several `parts` gives a different name for each, none of those `taken`.
    """

    id: str
    key: str
    facts: tuple[tuple[str, str | int], ...] = ()
    choices: tuple[str, ...] = ()
    proposed: str = ""
    must: bool = False
    free: bool = False
    sums: tuple[int, ...] = ()
    fields: tuple[str, ...] = ()
    parts: int = 0
    taken: tuple[str, ...] = ()

    @property
    def choice_words(self) -> tuple[tuple[str, str], ...]:
        """The choices with the key of the word for each; empty for a choice that says itself, such as a column."""
        if self.sums:
            return tuple((each, "import.choice_of_mass") for each in self.choices)
        if self.id.startswith(f"{STEP_KIND}:"):
            return tuple((each, f"place_kind.{each}") for each in self.choices)
        return tuple((each, f"import.choice.{each}" if each in WORDED else "") for each in self.choices)

    def choice_facts(self, choice: str) -> dict[str, str | int]:
        """Return the facts for the word of a choice: the unit it is, and what the column then comes to."""
        sums = dict(zip(self.choices, self.sums, strict=False))
        if choice not in sums:
            return {}
        return {"unit": choice if is_tonne(choice) else unit_symbol(choice), "ug": sums[choice]}

    def takes(self, answer: str) -> bool:
        """Tell whether an answer is one: a choice, or any words where the question leaves them free."""
        if self.parts and len(names_told(answer, self.taken)) != self.parts:
            return False
        return bool(answer) and (self.free or not self.choices or answer in self.choices)


def ask(
    identity: str, choices: tuple[str, ...], proposed: str = "", *, must: bool = False, **facts: str | int
) -> Question:
    """Return a question of the kind its id begins with, about these facts."""
    kind = identity.partition(":")[0]
    return Question(
        identity, f"import.ask.{kind}", tuple(facts.items()), choices, proposed, must, kind in _OWN_WORDS
    )
