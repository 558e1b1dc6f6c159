"""Who works at the desk, and how somebody proves to be who he says: names and PINs, not signatures."""

import hashlib
import hmac
import os
import unicodedata
from dataclasses import dataclass
from typing import Any, Final

from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.status import Role
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store import pins
from lunarcurator.store.pins import Failures
from lunarcurator.store.reads.records import records

SHORTEST_PIN: Final = 4
FREE_TRIES: Final = 3
"""So many wrong PINs in a row cost no time."""
LONGEST_WAIT_S: Final = 300
_MOST_COUNTED: Final = 1_000
_COST: Final = (2**14, 8, 1)


class PinRefused(Refusal):
    """A PIN that cannot be taken, or does not prove the operator."""


@dataclass(frozen=True, slots=True)
class Operator:
    """Somebody who may post: identity, name, role, whether he still works here, and whether he has a PIN."""

    uid: Uid
    name: str
    role: Role
    retired: bool
    has_pin: bool


class People:
    """The operators of one store; PIN verifiers stay in a free table and never enter the journal."""

    def __init__(self, session: StoreSession) -> None:
        self._database = session.database
        self._now_us = session.now_us

    def operators(self, *, retired: bool = False) -> tuple[Operator, ...]:
        """Return the operators in order of their names, retired ones only where asked for."""
        with self._database.snapshot() as connection:
            proving = pins.with_pins(connection)
            found = [row.state for row in records(connection, Subject.OPERATOR)]
        people = (
            Operator(
                state.uid,
                state.name,
                Role(state.text("role") or Role.CURATOR),
                bool(state.integer("retired")),
                state.uid in proving,
            )
            for state in found
        )
        return tuple(each for each in people if retired or not each.retired)

    def alone(self) -> Operator | None:
        """Return the only operator where nobody else can be meant and nothing has to be proved, else None."""
        known = self.operators()
        return known[0] if len(known) == 1 and not known[0].has_pin else None

    def named(self, name: str) -> Operator | None:
        """Return the operator of exactly this name, or None."""
        return next((each for each in self.operators(retired=True) if each.name == name.strip()), None)

    def has_pin(self, operator: Uid) -> bool:
        """Tell whether an operator has to prove himself."""
        with self._database.connect() as connection:
            return pins.verifier(connection, operator) is not None

    def set_pin(self, operator: Uid, pin: str) -> None:
        """Give an operator a new PIN; raises `PinRefused` for one that is too short, `StoreError` if read-only."""
        if len(_plain(pin)) < SHORTEST_PIN:
            raise PinRefused("pin.too_short", shortest=SHORTEST_PIN)
        text = _verifier(pin, os.urandom(16), _COST)
        with self._database.write() as connection:
            pins.keep(connection, operator, text)
            pins.forget_failures(connection, operator)

    def clear_pin(self, operator: Uid) -> None:
        """Take an operator's PIN away, so that his name alone is enough."""
        with self._database.write() as connection:
            pins.forget(connection, operator)
            pins.forget_failures(connection, operator)

    def prove(self, operator: Uid, pin: str) -> bool:
        """Tell whether this is the operator's PIN; without a PIN nothing proves and nothing is needed.

        After some wrong ones in a row a time must pass before the next, which doubles with each: raises
        `PinRefused` "pin.wait" until then. Tries are counted in the store, except in one that is read-only.
        """
        if not self.has_pin(operator):
            return not pin
        if self._database.read_only:
            with self._database.connect() as connection:
                return _is_right(pins.verifier(connection, operator), pin)
        with self._database.write() as connection:
            wait_us = self._still_to_wait_us(connection, operator)
            right = not wait_us and self._tried(connection, operator, pin)
        if wait_us:
            raise PinRefused("pin.wait", seconds=-(-wait_us // 1_000_000))
        return right

    def _still_to_wait_us(self, connection: Any, operator: Uid) -> int:
        now, failed = self._now_us(), pins.failures(connection, operator)
        if failed.last_us > now:
            # A clock that was put back must not lock anybody out for years.
            failed = Failures(failed.count, now)
            pins.keep_failures(connection, operator, failed)
        return max(_wait_us(failed.count) - (now - failed.last_us), 0)

    def _tried(self, connection: Any, operator: Uid, pin: str) -> bool:
        """Judge a PIN and keep count, in one transaction: tries of several programs stand in one line."""
        failed = pins.failures(connection, operator)
        right = _is_right(pins.verifier(connection, operator), pin)
        if not right:
            now = self._now_us()
            pins.keep_failures(connection, operator, Failures(min(failed.count + 1, _MOST_COUNTED), now))
        elif failed.count:
            pins.forget_failures(connection, operator)
        return right


def _wait_us(failures: int) -> int:
    """Return how long after so many wrong PINs in a row the next one may be given, in us."""
    if failures < FREE_TRIES:
        return 0
    doubled_s = 1 << min(failures - FREE_TRIES + 1, 20)
    return min(doubled_s, LONGEST_WAIT_S) * 1_000_000


def _is_right(kept: str | None, pin: str) -> bool:
    if kept is None:
        return not pin
    _, n, r, p, salt, _ = kept.split("$")
    return hmac.compare_digest(kept, _verifier(pin, bytes.fromhex(salt), (int(n), int(r), int(p))))


def _verifier(pin: str, salt: bytes, cost: tuple[int, int, int]) -> str:
    n, r, p = cost
    digest = hashlib.scrypt(_plain(pin).encode(), salt=salt, n=n, r=r, p=p, maxmem=2**26, dklen=32)
    return f"scrypt${n}${r}${p}${salt.hex()}${digest.hex()}"


def _plain(pin: str) -> str:
    # The same keys typed with a Chinese input method are full-width digits.
    return unicodedata.normalize("NFKC", pin).strip()
