"""What a borrower made of a line: sub-samples by their temporary names, and which of them came home."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from lunarcurator.domain.identity import Uid
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.terms import ClosedBy
from lunarcurator.domain.typed_records import entries_of

SUB: Final = "sub/"
"""Before the uid of a sub-sample in the fields of a line: what the borrower made of it, as JSON."""
BACK: Final = "back/"
"""Before the uid of a returned piece in the fields of a line: stated and read mass, place, condition, as JSON."""


@dataclass(frozen=True, slots=True)
class Reported:
    """One sub-sample on record of a line: the key of its field, name, form, mass in ug, the piece it became.

    `gone` says that a return sheet counts it among what was used up or lost.
    """

    key: str
    name: str
    form: str
    ug: int | None
    sample: Uid | None
    gone: bool = False

    @property
    def is_awaited(self) -> bool:
        """Whether it is neither home nor said to be used up or lost: somebody has it."""
        return self.sample is None and not self.gone

    @property
    def became(self) -> str:
        """What became of it: "home", "gone" for used up or lost, "" while somebody has it."""
        if self.is_awaited:
            return ""
        return "gone" if self.sample is None else "home"


@dataclass(frozen=True, slots=True)
class Back:
    """One piece that came back of a line, with the borrower's figure and ours in ug, None where there is none.

    `stated_to_ug` is the last place of the borrower's figure, `unscanned_why` says why its number was not scanned.
    """

    uid: Uid
    itself: bool
    name: str
    stated_ug: int | None
    stated_to_ug: int | None
    ug: int | None
    place_why: str
    unscanned_why: str
    remarks: str

    @property
    def has_mass(self) -> bool:
        """Whether anybody weighed it or stated its mass as it came."""
        return self.ug is not None or self.stated_ug is not None


def came_back(line: Line) -> tuple[Back, ...]:
    """Return the pieces that came back of a line, each as its last return sheet has it."""
    return entries_of(Back, line.fields, BACK)


def reported(line: Line) -> tuple[Reported, ...]:
    """Return the sub-samples on record of a line, in the order in which they came."""
    told = ((key, json.loads(str(value))) for key, value in line.fields.items() if key.startswith(SUB) and value)
    return tuple(
        Reported(
            key,
            each["name"],
            each["form"],
            each["ug"],
            Uid(each["sample"]) if each.get("sample") else None,
            bool(each.get("gone")),
        )
        for key, each in told
    )


def untold(line: Line) -> tuple[Reported, ...]:
    """Return the sub-samples of a line that was closed or reported lost without a word of what became of them.

    Those of a line that was passed on are with who has it now, on a line of its own.
    """
    if not line.over or line.closed_by is ClosedBy.TRANSFER_RECEIPT:
        return ()
    return tuple(each for each in reported(line) if each.is_awaited)


def told_more(line: Line, key: str, **more: Uid | bool) -> str:
    """Return what a line keeps of a sub-sample under a key, and what became of that, as JSON."""
    return json.dumps({**json.loads(str(line.fields[key])), **more}, ensure_ascii=False, sort_keys=True)


def names_unreported(line: Line, names: Iterable[str]) -> tuple[str, ...]:
    """Return those of some names, each once, under which nothing was reported of a line and nothing came home."""
    known = {same_name(each.name) for each in reported(line)} | names_home(line).keys()
    found: dict[str, str] = {}
    for each in names:
        found.setdefault(same_name(each), each.strip())
    return tuple(name for key, name in found.items() if key and key not in known)


def told_first(name: str, *, gone: bool) -> str:
    """Return what a line keeps of a sub-sample of which no more than its name was ever told, as JSON."""
    told = {"name": name, "form": "", "ug": None, "remarks": ""}
    return json.dumps({**told, **({"gone": True} if gone else {})}, ensure_ascii=False, sort_keys=True)


def gone_as_told(line: Line, names: Iterable[str]) -> dict[str, str]:
    """Return the fields by which a line says that the sub-samples of these names were used up or lost."""
    keys = {same_name(each.name): each.key for each in reported(line)}
    told = (keys[same_name(each)] for each in names if same_name(each) in keys)
    return {key: told_more(line, key, gone=True) for key in told}


def same_name(name: str) -> str:
    """Return a name as it is compared: how it is spaced or capitalized makes no other sub-sample of it."""
    return " ".join(name.split()).casefold()


def names_home(line: Line) -> Mapping[str, Uid]:
    """Return the pieces that came home of a line by the names their borrower gave them, as they are compared."""
    found = {same_name(each.name): each.uid for each in came_back(line)}
    found |= {same_name(each.name): each.sample for each in reported(line) if each.sample}
    found.pop("", None)
    return found
