"""What a rule found out about an entry before it is written down."""

import dataclasses
from dataclasses import dataclass
from enum import StrEnum


class Strength(StrEnum):
    """How strongly a finding stands in the way of an entry."""

    WARN = "warn"
    AUTHORITY = "authority"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule says about an entry: how strongly, in which words, under which rule and why.

    `key` and `facts` name the sentence in the catalogue; masses among the facts are integer micrograms,
    days integers yyyymmdd. `rule` is the rule's code in the ledger design, `field` the place in the form
    that can heal it, `cause` the key of the condition or record that brought it about. `role` is the least an
    operator must be to answer it with authority, empty where anybody with a document may. `act` is which act of
    its entry it is about, counted from 1, and 0 where the entry has one act or all of it is meant.
    """

    strength: Strength
    key: str
    facts: tuple[tuple[str, str | int], ...]
    rule: str
    field: str = ""
    cause: str = ""
    role: str = ""
    act: int = dataclasses.field(default=0, compare=False)


def find(strength: Strength, key: str, rule: str, field: str = "", cause: str = "", **facts: str | int) -> Finding:
    """Build a finding, taking the facts of its sentence as keyword arguments."""
    return Finding(strength, key, tuple(facts.items()), rule, field, cause)
