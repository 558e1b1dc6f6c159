"""What an entry found missing of the lines it brought home, or took on trust, line by line (R7)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from lunarcurator.domain.facts import Subject
from lunarcurator.domain.known_mass import KnownMass
from lunarcurator.domain.lending.held import how_much_differs, trusted_of
from lunarcurator.domain.lending.lines import Line, LineMove, account, found_otherwise, moves_of
from lunarcurator.domain.moments import NOW, Moment
from lunarcurator.domain.numbering.sorting import text_key
from lunarcurator.services.lending.records import ledger_of
from lunarcurator.services.mass_words import by_size
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.reads.line_authority import authority_of_difference
from lunarcurator.store.reads.line_moves import moves_of_entry


@dataclass(frozen=True, slots=True)
class FoundOtherwise:
    """What was found again weighs `ug` less than was said of it, more where negative, and might differ by so much.

    `authority` is who allowed it where it differs by more; "" where nobody had to.
    """

    ug: int
    allowed_ug: int
    authority: str


def found_told(
    connection: Any, line: Line, moment: Moment = NOW, only: Collection[str] | None = None
) -> tuple[FoundOtherwise, ...]:
    """Return the differences of what was found again of a line, in the order of their days.

    `only` names the fields of the line that keep moves of which they are told; None for all.
    """
    found = {key: each for key, each in found_otherwise(line.fields).items() if only is None or key in only}
    return tuple(
        FoundOtherwise(
            each.ug, each.found_allowed_ug or 0, authority_of_difference(connection, line.uid, moment, key)
        )
        for key, each in sorted(found.items(), key=lambda told: told[1].day)
    )


@dataclass(frozen=True, slots=True)
class Differed:
    """One line of an entry: by how many ug less came back than was held, negative for more, and who allowed it.

    `moves` are those of the entry; of them some carry what came back neither weighed nor stated. `found` are the
    differences of what was found again by it, which are not in `ug`.
    """

    line: Line
    ug: int
    authority: str
    moves: tuple[LineMove, ...]
    found: tuple["FoundOtherwise", ...] = ()

    @property
    def trusted(self) -> KnownMass:
        """What came back by the entry without anybody stating or weighing a mass anew."""
        return trusted_of(self.moves)


def differed(session: StoreSession, seq: int) -> tuple[Differed, ...]:
    """Return the lines of which an entry booked a difference, or took a mass on trust, in order of their codes."""
    found = []
    with session.database.snapshot() as connection:
        ledger = ledger_of(session, connection)
        for uid, keys in moves_of_entry(connection, seq).items():
            line = Line.of(ledger.record(Subject.LINE, uid))
            before = moves_of({key: told for key, told in line.fields.items() if key not in keys})
            mine = moves_of({key: told for key, told in line.fields.items() if key in keys})
            again = found_told(connection, line, only=keys)
            ug = account(line.moves).difference_ug - account(before).difference_ug - sum(each.ug for each in again)
            if ug or again or trusted_of(mine).ug:
                authority = authority_of_difference(connection, uid) if ug else ""
                found.append(Differed(line, ug, authority, mine, again))
    return tuple(sorted(found, key=lambda each: text_key(each.line.code)))


def differences_in_short(session: StoreSession, words: Words, seq: int) -> Iterator[str]:
    """Yield in a few words each what an entry found missing of each line, or too much, or took on trust."""
    for each in differed(session, seq):
        if each.ug:
            key = "posted.line_less" if each.ug > 0 else "posted.line_more"
            mass = by_size(how_much_differs(each.line, each.ug))
            yield words.say(key, {"line": each.line.code, "mass": mass})
        for again in each.found:
            key = "posted.found_less" if again.ug > 0 else "posted.found_more"
            yield words.say(key, {"line": each.line.code, "mass": by_size(how_much_differs(each.line, again.ug))})
        if each.trusted.ug:
            yield words.say("posted.line_unread", {"line": each.line.code, "mass": by_size(each.trusted)})
