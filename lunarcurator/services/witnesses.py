"""Where heads are written down outside of a store: each user's own folder, and the folders of backups."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Final

import platformdirs

from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.store.database import Database, setting
from lunarcurator.store.examining import witnessed
from lunarcurator.store.histories import DIGITS, NO_LINK, TO_LOOK, Mark, command_to_go_on, marks_in, replaced_in
from lunarcurator.store.opening import Head
from lunarcurator.store.peeking import not_held
from lunarcurator.store.witness import Attested, Witness, attest, is_same_name, name_in_witness, read_witness

FOLDERS: Final = "lunarcurator-witness-folders.txt"
"""In a user's own folder: where else heads of which store were written down, one `store folder` a line."""

LEFT_UNKNOWN: Final = "restore.left_unknown"
"""The sentence on entries of another history that nobody gave up."""


def own_folder() -> Path:
    """Return this user's folder for what the program keeps."""
    return Path(platformdirs.user_data_dir("lunarcurator", appauthor=False))


def witnesses_of(head: Head, *folders: Path, last: int = 0) -> tuple[Witness, ...]:
    """Return the witness of this user's folder and those of others, as far as there are any, about one store.

    They have the heads that the store must have, and with `last` only those in the last lines of each history,
    which takes milliseconds.
    """
    read = _all_about(head, folders, last)
    return tuple(replace(each, heads=tuple(_binding(head, each.heads))) for each in read)


def witnesses_known(store: Path, head: Head, *folders: Path, last: int = 0) -> tuple[Witness, ...]:
    """Return every witness of a store there is: also that beside it, and where backups were made to before."""
    return witnesses_of(head, *_known(store, head, folders), last=last)


def _known(store: Path, head: Head, folders: Iterable[Path]) -> tuple[Path, ...]:
    return (*folders, store.parent, *_folders_of(head.store_id))


def _all_about(head: Head, folders: Iterable[Path], last: int = 0) -> Iterator[Witness]:
    """Yield the witnesses in this user's folder and in others, with all they have of every history of a store."""
    if not head.store_id:
        return
    # Older programs did not write down of which store a history is.
    about = {head.store_id, *(span.history for span in head.histories)}
    for folder in dict.fromkeys(each.absolute() for each in (own_folder(), *folders)):
        found = read_witness(folder, *about, last=last)
        if found is not None:
            yield found


def all_known(store: Path, head: Head, *folders: Path, last: int = 0) -> tuple[Attested, ...]:
    """Return all that any witness knows of a store, whichever of its histories it is of."""
    return heads_in(_all_about(head, _known(store, head, folders), last))


def _binding(head: Head, heads: Iterable[Attested]) -> Iterator[Attested]:
    return (each for each in heads if head.is_bound_by(*each.place))


def heads_in(witnesses: Iterable[Witness]) -> tuple[Attested, ...]:
    """Return all heads of some witnesses."""
    return tuple(head for each in witnesses for head in each.heads)


def to_look(database: Database) -> tuple[Finding, ...]:
    """Say that a copy was brought back only to be looked at, and what only the file had that it replaced."""
    with database.connect() as connection:
        told = setting(connection, TO_LOOK)
    if told is None:
        return ()
    facts = {"file": database.path.name, "command": command_to_go_on(database.path)}
    said = find(Strength.WARN, "restore.to_look", "", **facts)
    return (said, *said_of_replaced("restore.replaced_has", [each.seq for each in replaced_in(told)]))


def said_of_replaced(key: str, numbers: Collection[int]) -> tuple[Finding, ...]:
    """Say how many entries only a file has that was replaced; nothing where there are none."""
    if not numbers:
        return ()
    after, last = min(numbers) - 1, max(numbers)
    return (find(Strength.WARN, key, "", after=after, last=last, count=len(numbers)),)


def marked_to_look(told: str) -> tuple[Attested, ...]:
    """Return what was known beside a copy when it was brought back only to be looked at, from its setting."""
    return tuple(Attested(mark.history, mark.seq, mark.chain, 0) for mark in marks_in(told, ""))


@dataclass(frozen=True, slots=True)
class Beyond:
    """What is known of a history that went on without a store: after which entry, in which file, and until when.

    File and time are empty where they are not known.
    """

    after: int
    file: str
    seen: str
    heads: tuple[Attested, ...]

    @property
    def last(self) -> int:
        """Up to which entry it is known."""
        return max(each.seq for each in self.heads)


def beyond(
    database: Database, head: Head, known: Iterable[Attested], counts: Callable[[Attested], bool]
) -> tuple[Beyond, ...]:
    """Return the work in other histories of a store that it does not have and that nobody decided to give up.

    A history is meant as a whole if one of its heads `counts`.
    """
    others = [heads for heads in _of_others(head, known) if any(map(counts, heads))]
    missing = not_held(database, {each.link for each in chain.from_iterable(others)})
    lacked = [[each for each in heads if each.link in missing] for heads in others]
    return tuple(_beyond(head, heads) for heads in lacked if any(map(counts, heads)))


def _of_others(head: Head, known: Iterable[Attested]) -> Collection[list[Attested]]:
    """Return the heads that a store neither must have nor has given up, by their histories."""
    known = frozenset(known)
    # A history begins with an entry of another: where that was posted is known better from its own lines.
    posted = {each.link for each in known if each.file and each.seq > each.after}
    others: dict[str, list[Attested]] = {}
    for each in known:
        is_of_others = not head.is_bound_by(*each.place) and not head.is_without(each.history, each.link)
        if is_of_others and (each.seq > each.after or each.link not in posted):
            others.setdefault(each.history, []).append(each)
    return others.values()


def _beyond(head: Head, heads: list[Attested]) -> Beyond:
    named = max((each for each in heads if each.file), key=lambda each: (each.seq, each.file), default=None)
    begun = [span.last for span in head.histories if span.history == heads[0].history and span.last is not None]
    if named is not None and not begun:
        begun = [named.after]
    last = max(heads, key=lambda each: (each.seq, each.recorded_us, each.file))
    after = min(head.seq, last.seq - 1, *begun)
    return Beyond(after, named.file if named is not None else "", last.day_and_time, tuple(heads))


def marks_of(heads: Iterable[Attested]) -> tuple[Mark, ...]:
    """Return what a store keeps of heads that it goes on without."""
    return tuple(Mark(each.history, each.seq, each.chain[:DIGITS] or NO_LINK) for each in heads)


def missing(database: Database, head: Head, *folders: Path, last: int = 0, copy: str = "") -> tuple[Finding, ...]:
    """Return all that is to be said of entries that are known and that a store does not have.

    These are entries of its own histories, or others in their place, and what is `undecided`. Opening, posting and
    backing up ask this; verifying finds the first in its own snapshot. `last` is as for `witnesses_of`. In `copy`,
    a file known to be an older copy, later entries of its own are not missed.
    """
    known = all_known(database.path, head, *folders, last=last)
    mine = tuple(_binding(head, known))
    return (*witnessed(database, mine, copy=copy), *_undecided(database, head, known))


def undecided(database: Database, head: Head, *folders: Path) -> tuple[Finding, ...]:
    """Say that a store is to be looked at only, or which entries of other histories it lacks that nobody gave up.

    Those of another file say nothing: it is a copy that goes on by itself, unless they were there when somebody
    let the store go on without others of that history.
    """
    return _undecided(database, head, all_known(database.path, head, *folders))


def _undecided(database: Database, head: Head, known: Iterable[Attested]) -> tuple[Finding, ...]:
    # What a copy lacks that is to be looked at only was said when it was brought back.
    return to_look(database) or _left_unknown(database, head, known)


def _left_unknown(database: Database, head: Head, known: Iterable[Attested]) -> tuple[Finding, ...]:
    mine = [name_in_witness(database.path)]
    found = beyond(database, head, known, lambda each: is_work_of(head, each, mine))
    command = command_to_go_on(database.path)
    return tuple(said_of(LEFT_UNKNOWN, each, command=command) for each in found)


def bars(each: Finding) -> bool:
    """Tell whether a store takes no entries for what is missing in it.

    Entries of other histories bar nothing: whoever posts meanwhile cannot make two stores of one history.
    """
    return each.key != LEFT_UNKNOWN


def gone_elsewhere(database: Database, head: Head, *folders: Path) -> tuple[Finding, ...]:
    """Say which other files of a store are known to go on by themselves with entries that it does not have."""
    mine = [name_in_witness(database.path)]
    found = beyond(database, head, all_known(database.path, head, *folders), lambda _each: True)
    return tuple(
        said_of("verify.goes_on_elsewhere", each)
        for each in found
        if not any(is_work_of(head, one, mine) for one in each.heads)
    )


def is_work_of(head: Head, each: Attested, names: Iterable[str]) -> bool:
    """Tell whether an entry of another history is work that a store in a file of these names would have.

    It is if it stood in such a file or nobody knows where; also if some of its history was given up later, for who
    did that may not have known of it. What another file took after that is its own.
    """
    if not each.file or any(is_same_name(each.file, name) for name in names):
        return True
    decided_us = head.left_us(each.history)
    return each.history in head.left and (decided_us is None or each.recorded_us < decided_us)


def said_of(key: str, each: Beyond, **facts: str) -> Finding:
    """Return what is to be said of work in another history."""
    count = each.last - each.after
    where = {"file": each.file, "seen": each.seen}
    return find(Strength.WARN, key, "", **where, after=each.after, last=each.last, count=count, **facts)


def bear_witness(database: Database, head: Head, *folders: Path) -> tuple[Finding, ...]:
    """Write a head of a store down in this user's folder and in others, if the store may be posted into.

    Returns what is `missing` in the store: where that bars posting, nothing is written down. Of other histories a
    line says nothing, and the store's own entries are to be known of whatever it lacks. It is said too which
    folder could not be written.
    """
    found = missing(database, head, *folders)
    if any(map(bars, found)):
        return found
    return (*found, *_write_down(database.path, head, *folders))


def _write_down(store: Path, head: Head, *folders: Path) -> tuple[Finding, ...]:
    notes: list[Finding] = []
    for folder in (own_folder(), *folders):
        if not attest(folder, head, store):
            notes.append(find(Strength.WARN, "witness.not_written", "", folder=str(folder)))
        elif folder != own_folder():
            _remember(head.store_id, folder)
    return tuple(notes)


def _remember(store_id: str, folder: Path) -> None:
    """Keep in mind where a head was written down, so that verifying asks there too."""
    line = f"{store_id} {folder.absolute()}"
    if len(line.splitlines()) == 1 and line not in _lines():
        with suppress(OSError), (own_folder() / FOLDERS).open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"{line}\n")


def _folders_of(store_id: str) -> tuple[Path, ...]:
    told = (line.partition(" ") for line in _lines())
    return tuple(path for store, _, folder in told if store == store_id and (path := Path(folder)).is_absolute())


def _lines() -> tuple[str, ...]:
    try:
        return tuple((own_folder() / FOLDERS).read_text(encoding="utf-8", errors="replace").splitlines())
    except OSError:
        return ()
