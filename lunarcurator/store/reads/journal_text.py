"""Which entries of the journal have a word: in what they are about, what they say, or the kind of act they are.

What an act writes down by itself, such as the name of a document, stands in no column: the acts of those kinds
that can say such a thing are read, for all words of a search at one pass. What most of a million entries are
(moves, weighings, splits) tells nothing but numbers and places, which are found by their indexes.
"""

# ruff: noqa: S608 - the queries are put together from constants of this module only

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, text

from lunarcurator.domain.days import Day
from lunarcurator.domain.identity import entry_number, is_exact
from lunarcurator.domain.words_folding import number_key

TELL_NAMES_ONLY: Final = ("move", "weigh", "sight", "split", "print_labels", "import", "reverse")
"""Kinds whose sentence tells numbers, places and masses; a test holds it true of their sentences."""
_MOST_WORDS: Final = 12
_CODE: Final = re.compile(r"[a-z]+(?:_[a-z]+)+")
_UID: Final = re.compile(r'"#([0-9a-f]{32})"')
_DAY_WRITTEN: Final = re.compile(r'"\w+":([12]\d{7})\b')


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase to be found: as typed, what kinds of act it is a word of, and what codes are worded so.

    `unsaid` has the kinds and their fields that mean such a code where an act does not write them, `findings` the
    keys of findings that are worded so, `days` the first and the last day that it means, `recorded` from when to
    before when they are by the clock of the lab, in us UTC.
    """

    text: str
    kinds: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    unsaid: tuple[tuple[str, str], ...] = ()
    findings: frozenset[str] = frozenset()
    days: tuple[Day, Day] | None = None
    recorded: tuple[int, int] = (0, 0)


_NUMBERED: Final = text(
    "SELECT key, sample FROM name WHERE key IN (SELECT value FROM json_each(:keys))"
    " UNION SELECT key, sample FROM number_claim WHERE key IN (SELECT value FROM json_each(:keys))"
)
_RESTS: Final = text("SELECT id FROM sample WHERE rest = :rest")
_LIKE: Final = "LIKE :like ESCAPE '\\'"
_THEN: Final = (
    "EXISTS (SELECT 1 FROM touch t, json_each(t.changes) j WHERE t.kind = {kind} AND t.subject = {of}.id"
    f" AND json_extract(j.value, '$[0]') = 'name' AND json_extract(j.value, '$[1]') {_LIKE})"
)
# What is out of the book, after an undo, is found by the name it had; a record of the desk by any it ever had.
_PLACES: Final = text(
    f"SELECT p.id, hex(p.uuid) FROM place p WHERE p.name {_LIKE} OR p.code {_LIKE}"
    f" OR p.name IS NULL AND {_THEN.format(kind="'place'", of='p')}"
)
_DESKS: Final = text(
    f"SELECT d.kind, d.id, hex(d.uuid) FROM desk d WHERE d.name {_LIKE} OR d.code {_LIKE}"
    " OR (d.name IS NULL OR d.kind IN ('person', 'institution', 'agreement', 'balance', 'operator'))"
    f" AND {_THEN.format(kind='d.kind', of='d')}"
)
_UIDS: Final = text(
    "SELECT lower(hex(uuid)) FROM sample WHERE id IN (SELECT value FROM json_each(:pieces))"
    " UNION ALL SELECT lower(hex(uuid)) FROM entry WHERE seq = :seq"
)
_SPEAKING: Final = text("SELECT DISTINCT kind FROM entry")
_ACTS: Final = text(
    "SELECT p.entry, p.packed, p.payload FROM entry e CROSS JOIN entry_part p ON p.entry = e.seq"
    " WHERE e.kind IN (SELECT value FROM json_each(:kinds)) AND e.seq <= :upto"
)
_UNDOS: Final = text(
    "WITH RECURSIVE line(seq, at) AS (SELECT e.seq, e.reverses FROM entry e WHERE e.reverses IS NOT NULL"
    " UNION ALL SELECT l.seq, e.reverses FROM line l JOIN entry e ON e.uuid = l.at WHERE e.reverses IS NOT NULL)"
    " SELECT l.seq, e.seq FROM line l JOIN entry e ON e.uuid = l.at WHERE e.reverses IS NULL"
)
_HAVE_SUBJECT: Final = text(
    "SELECT t.entry FROM json_each(:subjects) g CROSS JOIN touch t"
    " ON t.kind = json_extract(g.value, '$[0]') AND t.subject = json_extract(g.value, '$[1]')"
)
_HAVE_TEXT: Final = text(
    f"SELECT seq FROM entry WHERE reason {_LIKE} OR title {_LIKE} OR day_stated {_LIKE} OR source {_LIKE}"
    " OR authority <> '{}'"
    f" AND (json_extract(authority, '$.name') {_LIKE} OR json_extract(authority, '$.document') {_LIKE})"
    f" OR overrides <> '{{}}' AND EXISTS (SELECT 1 FROM json_each(overrides) o"
    f" WHERE o.key NOT IN ('clock.backwards', 'findings.told') AND o.value {_LIKE})"
)
_HAVE_KIND: Final = text(
    "SELECT seq FROM entry WHERE kind IN (SELECT value FROM json_each(:kinds))"
    " UNION SELECT seq FROM entry WHERE seq = :seq"
)
_HAVE_OPERATOR: Final = text(
    "SELECT seq FROM entry WHERE operator IN (SELECT unhex(value) FROM json_each(:operators))"
    " UNION SELECT seq FROM entry WHERE witness IN (SELECT unhex(value) FROM json_each(:operators))"
)
_HAVE_PLACE: Final = text(
    "SELECT c.entry FROM json_each(:places) g CROSS JOIN placement c ON c.place = g.value"
    " UNION SELECT c.entry FROM json_each(:places) g CROSS JOIN container_move c ON c.place = g.value"
    " UNION SELECT c.entry FROM json_each(:places) g CROSS JOIN container_move c ON c.parent = g.value"
    " UNION SELECT s.entry FROM sighting s WHERE s.place IN (SELECT value FROM json_each(:places))"
)
_HAVE_PART_OF_NUMBER: Final = text(
    "SELECT t.entry FROM touch t WHERE t.kind = 'sample' AND t.subject IN"
    " (SELECT n.sample FROM name n WHERE ',' || n.key LIKE :inside ESCAPE '\\'"
    " UNION SELECT n.sample FROM number_claim n WHERE ',' || n.key LIKE :inside ESCAPE '\\')"
)
_HAVE_FIGURES_OF_NUMBER: Final = text(
    "SELECT t.entry FROM touch t WHERE t.kind = 'sample' AND t.subject IN"
    " (SELECT n.sample FROM name n WHERE ' ' || n.text || ' ' LIKE :figures ESCAPE '\\'"
    " UNION SELECT n.sample FROM number_claim n WHERE ' ' || n.number || ' ' LIKE :figures ESCAPE '\\')"
)
_HAVE_FINDING: Final = text(
    "SELECT seq FROM entry WHERE overrides <> '{}' AND EXISTS (SELECT 1 FROM json_each(overrides) o"
    " WHERE o.key IN (SELECT value FROM json_each(:findings)))"
)
_HAVE_DAY: Final = text(
    "SELECT seq FROM entry WHERE day BETWEEN json_extract(:days, '$[0]') AND json_extract(:days, '$[1]')"
    " OR recorded_us >= json_extract(:days, '$[2]') AND recorded_us < json_extract(:days, '$[3]')"
)

_HAVE: Final = (
    (_HAVE_SUBJECT, "subjects"),
    (_HAVE_TEXT, "like"),
    (_HAVE_KIND, ""),
    (_HAVE_OPERATOR, "operators"),
    (_HAVE_PLACE, "places"),
    (_HAVE_PART_OF_NUMBER, "inside"),
    (_HAVE_FIGURES_OF_NUMBER, "figures"),
    (_HAVE_FINDING, "findings"),
    (_HAVE_DAY, "days"),
)
"""What finds entries, each with what it needs: without any it finds none and is not asked."""


def entries_with(connection: Connection, phrase: Term, words: Sequence[Term], upto: int) -> set[int]:
    """Return the entries, none after `upto`, that have a phrase; where none has it, those with all words of it.

    An undo or redo has what the act has that it is about.
    """
    found = _have_each(connection, [phrase], upto)
    if found or not 1 < len(words) <= _MOST_WORDS:
        return found
    return _have_each(connection, list(_joined(connection, words)), upto)


def _have_each(connection: Connection, terms: Sequence[Term], upto: int) -> set[int]:
    sought = [_Sought(connection, term) for term in terms]
    _read_acts(connection, sought, upto)
    for seq, act in connection.execute(_UNDOS):
        for each in sought:
            if act in each.entries:
                each.entries.add(seq)
    return set.intersection(*(each.entries for each in sought))


class _Sought:
    """One term, and all that it may stand for."""

    def __init__(self, connection: Connection, term: Term) -> None:
        self._needle = term.text.casefold()
        self._written = json.dumps(self._needle, ensure_ascii=False)[1:-1]
        self._codes = tuple(f'"{code}"' for code in sorted(term.codes | term.kinds))
        self._unsaid, self._days = term.unsaid, term.days
        like, pieces = {"like": _like(term.text)}, _pieces_called(connection, term.text)
        places = connection.execute(_PLACES, like).all()
        desks = connection.execute(_DESKS, like).all()
        asked = {"pieces": json.dumps(pieces), "seq": _as_seq(term.text)}
        self._uids = {*connection.execute(_UIDS, asked).scalars()}
        self._uids |= {row[-1].lower() for row in (*places, *desks)}
        told = {
            **like,
            "seq": _as_seq(term.text),
            "kinds": json.dumps(sorted(term.kinds)),
            "subjects": json.dumps(_subjects(pieces, places, desks)),
            "inside": "" if pieces else _part_of_key(term.text),
            "figures": "" if pieces else _figures(term.text),
            "findings": json.dumps(sorted(term.findings)),
            "days": json.dumps([*term.days, *term.recorded]) if term.days else "",
            "places": json.dumps([id_ for id_, _ in places]),
            "operators": json.dumps([uuid for kind, _, uuid in desks if kind == "operator"]),
        }
        self.entries: set[int] = set()
        for query, needs in _HAVE:
            if told.get(needs) not in ("", "[]"):
                self.entries.update(connection.execute(query, told).scalars())

    def is_in(self, acts: str, folded: str) -> bool:
        """Return whether acts as they are written, and in small letters, say it, name it or are of its kinds."""
        if any(code in acts for code in self._codes):
            return True
        if any(f'"kind":"{kind}"' in acts and _leaves_out(acts, kind, field) for kind, field in self._unsaid):
            return True
        if self._uids and not self._uids.isdisjoint(_UID.findall(acts)):
            return True
        return self._says_day(acts) or self._says_it(acts, folded)

    def _says_day(self, acts: str) -> bool:
        if self._days is None:
            return False
        first, last = self._days
        return any(first <= int(day) <= last for day in _DAY_WRITTEN.findall(acts))

    def _says_it(self, acts: str, folded: str) -> bool:
        return self._written in folded and any(self._needle in each.casefold() for each in _texts(acts))


def _pieces_called(connection: Connection, name: str) -> list[int]:
    """Return the pieces that have or had a number, or the rest of one that stands behind its parent's (",46")."""
    key = number_key(name)
    pieces = set(_numbered(connection, [key]).get(key, ()))
    if name.startswith(","):
        pieces |= set(connection.execute(_RESTS, {"rest": name}).scalars())
    return sorted(pieces)


def _subjects(pieces: Sequence[int], places: Sequence[Any], desks: Sequence[Any]) -> list[list[object]]:
    """Return kind and local id of what a term may mean, as entries touch it."""
    found: list[list[object]] = [["sample", each] for each in pieces]
    found += [["place", id_] for id_, _ in places]
    return found + [[kind, id_] for kind, id_, _ in desks]


def _read_acts(connection: Connection, sought: Sequence[_Sought], upto: int) -> None:
    """Note for each term the entries whose acts have it; acts that cannot be read have nothing."""
    kinds = sorted(set(connection.execute(_SPEAKING).scalars()) - set(TELL_NAMES_ONLY))
    asked = {"kinds": json.dumps(kinds), "upto": upto}
    rows = connection.execute(_ACTS.execution_options(yield_per=2_000), asked)
    for seq, packed, payload in rows:
        acts = _unpacked(payload) if packed else payload.decode(errors="replace")
        folded = acts.casefold()
        for each in sought:
            if each.is_in(acts, folded):
                each.entries.add(seq)


def _unpacked(payload: bytes) -> str:
    try:
        return zlib.decompress(payload).decode(errors="replace")
    except zlib.error:
        return ""


def _leaves_out(acts: str, kind: str, field: str) -> bool:
    """Return whether an act of a kind does not write a field."""
    return any(act["kind"] == kind and field not in act["operation"] for act in _read(acts))


def _read(acts: str) -> list[Any]:
    with suppress(msgspec.DecodeError):
        told: list[Any] = msgspec.json.decode(acts)
        return told
    return []


def _texts(acts: str) -> Iterator[str]:
    """Yield every text of acts that people read: no references, and no codes, which are found by their words."""
    waiting = _read(acts)
    while waiting:
        told = waiting.pop()
        if isinstance(told, dict):
            waiting += told.values()
        elif isinstance(told, list):
            waiting += told
        elif isinstance(told, str) and not is_exact(told) and not _CODE.fullmatch(told):
            yield told


def _joined(connection: Connection, words: Sequence[Term]) -> Iterator[Term]:
    """Yield words, those that make up the number of a piece as one: the longest number from the left."""
    runs = [" ".join(each.text for each in words[at:to]) for at, to in _runs(len(words))]
    known = _numbered(connection, [number_key(run) for run in runs])
    at = 0
    while at < len(words):
        ends = [to for first, to in _runs(len(words)) if first == at]
        whole = [to for to in ends if number_key(" ".join(each.text for each in words[at:to])) in known]
        if whole:
            yield replace(words[at], text=" ".join(each.text for each in words[at : whole[-1]]))
            at = whole[-1]
        else:
            yield words[at]
            at += 1


def _runs(count: int) -> Iterator[tuple[int, int]]:
    return ((at, to) for at in range(count) for to in range(at + 2, count + 1))


def _numbered(connection: Connection, keys: Iterable[str]) -> dict[str, list[int]]:
    """Return the pieces that have or had a number with one of these keys, by key."""
    wanted = sorted(set(keys) - {""})
    found: dict[str, list[int]] = {}
    for key, sample in connection.execute(_NUMBERED, {"keys": json.dumps(wanted)}):
        found.setdefault(key, []).append(sample)
    return found


def _part_of_key(word: str) -> str:
    """Return the pattern of the numbers in which words stand or with whose beginning; "" for what is no word."""
    key = number_key(word)
    return f"%,{_plain(key)}%" if any(each.isalpha() for each in key) else ""


def _figures(word: str) -> str:
    """Return the pattern of the numbers in which figures stand by themselves, as written; "" for words."""
    plain = word.strip()
    written = plain and plain[0].isdecimal() and plain[-1].isdecimal() and not any(map(str.isalpha, plain))
    return f"% {_plain(plain)} %" if written else ""


def _like(words: str) -> str:
    return f"%{_plain(words)}%"


def _plain(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _as_seq(words: str) -> int:
    return entry_number(words) or 0
