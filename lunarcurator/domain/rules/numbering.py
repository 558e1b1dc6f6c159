"""What a number says of itself against what is said of the piece: its family, its mission's block.

Digits are a hint and never a fact (`domain.md` 1.2): pieces were merged, renumbered and numbered by mistake. So a
number that disagrees is asked about (*warn*), and somebody who knows better says why it is right.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Final

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.numbering import NumberTextError, SampleNumber, Scheme
from lunarcurator.domain.words_folding import number_key

_MISSION: Final = "number.hint.mission"


def stays_in_family(number: SampleNumber, parent: SampleNumber, field: str = "number") -> Iterator[Finding]:
    """R1: a split is numbered below its parent's family; a generic of its own may come from anywhere.

    15555,1 is no daughter of 14321, until somebody says why. 10084 is one of 10002, a numbered portion.
    """
    if number.rest and number.scheme == parent.scheme and number.family != parent.family:
        facts = {"number": number.canonical, "family": number.family, "parent": parent.canonical}
        yield find(Strength.WARN, "number.other_family", "R1", field, **facts)


def fits_mission(
    scheme: Scheme, number: SampleNumber, mission: str, missions: Mapping[str, str], field: str = "mission"
) -> Iterator[Finding]:
    """R1: the block a number lies in is that of its mission, as far as the scheme's table knows its blocks.

    `missions` are the names of the collection's missions by code. The block is asked about where it is that of
    another of them, in full or by its figure as labs abbreviate (A15), or that of the same programme (Apollo 14,
    Apollo 15). What a lab calls by names of its own is not judged.
    """
    if mission not in missions:
        return
    block = mission_of_block(scheme, number.family)
    if not block:
        return
    mine = {mission, missions.get(mission, "")} - {""}
    if _is(block, mine):
        return
    others = [{code, name} - {""} for code, name in missions.items() if code != mission]
    if not any(_is(block, spelt) for spelt in others) and _programme(block) not in map(_programme, mine):
        return
    facts = {"number": number.canonical, "block": block, "mission": missions.get(mission) or mission}
    yield find(Strength.WARN, "number.other_mission", "R1", field, **facts)


@lru_cache(maxsize=4_096)
def mission_of_block(scheme: Scheme, family: str) -> str:
    """Return the mission to whose block a family's number belongs, empty where the scheme's table is silent."""
    try:
        hints = scheme.decode(scheme.parse(family))
    except NumberTextError:
        return ""
    return next((hint.value for hint in hints if hint.key == _MISSION), "")


def _is(block: str, spelt: Collection[str]) -> bool:
    """Tell whether one of these spellings means the mission of a block: the same words, or the same figure."""
    figure = _figure(block)
    same = number_key(block) in {number_key(text) for text in spelt}
    return same or (bool(figure) and figure in {_figure(text) for text in spelt})


def _figure(text: str) -> str:
    return "".join(sign for sign in text if sign.isdecimal())


def _programme(text: str) -> str:
    return "".join(sign for sign in number_key(text) if sign.isalpha())
