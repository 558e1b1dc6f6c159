"""R11 and workflow 11: what a policy wants looked at before material goes, and what must stay."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lunarcurator.domain.accounts import Quality
from lunarcurator.domain.facts import Subject
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.known_mass import AT_MOST, KnownMass
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.lending.availability import Availability, availability, is_section
from lunarcurator.domain.lending.lines import LEFT, Line
from lunarcurator.domain.lending.policy import FloorBasis, Policy, WarnLimits
from lunarcurator.domain.lending.terms import LineMode, LineState
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.mass import most_left_ug


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked or granted of one piece in one act: ug of it, or the piece itself where None."""

    piece: PieceState
    policy: Policy
    mode: LineMode
    ug: int | None
    destructive: bool
    field: str

    @property
    def takes_ug(self) -> int | None:
        """How much goes, in ug: what is asked, or the whole piece; None where that is not known."""
        if self.mode is LineMode.BY_WEIGHT:
            return self.ug
        return None if self.piece.held_unweighed else self.piece.held_ug

    @property
    def sign(self) -> str:
        """What stands before what goes: the whole piece is known as its mass is, what is asked as it is asked."""
        mass = self.piece.own_mass if self.mode is LineMode.WHOLE else None
        return mass.sign if mass is not None else ""


def limits_of_policy(
    ledger: LedgerState, wishes: Iterable[Wish], borrower: Uid | None, without: frozenset[Uid] = frozenset()
) -> Iterator[Finding]:
    """Workflow 11: yield what of a request a committee looks at, by the policy of each piece's collection.

    What one act asks of one piece counts together; lines of `without` are left out of what is promised.
    """
    told = list(wishes)
    parts: Counter[Uid] = Counter()
    for each in told:
        if each.mode is LineMode.BY_WEIGHT:
            parts[each.piece.uid] += each.ug or 0
    for each in told:
        yield from _of_mass(ledger, each, parts)
        yield from _of_what_is_left(ledger, each, parts, without)
        yield from _of_sections(ledger, each)
        yield from _is_protected(each)
    yield from _of_request(told, borrower, ledger)


def mass_is_known(ledger: LedgerState, wish: Wish) -> Iterator[Finding]:
    """Yield that nobody knows the mass of what goes whole, so that no limit of the policy on mass was judged."""
    warn = wish.policy.warn
    limited = warn.over_ug is not None or warn.person_ug is not None
    if limited and _goes_unweighed(ledger, wish) and most_left_ug(ledger, wish.piece) is None:
        yield _warn("limit.mass_not_known", wish)


def stays_above_floor(ledger: LedgerState, wish: Wish, taken_ug: int, field: str) -> Iterator[Finding]:
    """R11: what is left of a piece after ug were taken is no less than its policy's floor, or authority says so.

    `taken_ug` includes what the same act takes besides; what is promised to others counts as gone.
    """
    piece = wish.piece
    there = availability(ledger, piece)
    original, form = there.original_ug, ledger.tables.form(piece.form)
    floors = wish.policy.floors_for(form, piece.basic_use, original)
    if piece.held_unweighed:
        if floors and wish.mode is LineMode.BY_WEIGHT:
            yield _cannot_tell(piece, wish.policy, field)
        return
    for floor in floors:
        basis = original if floor.basis is FloorBasis.ORIGINAL else piece.held_ug
        if basis is None:
            continue
        least = -(-basis * floor.percent // 100_000)
        left = piece.held_ug - taken_ug
        if left < least:
            facts: dict[str, str | int] = {
                "left_ug": max(left, 0),
                "left_sign": there.left_sign,
                "least_ug": least,
            }
            yield find(
                Strength.AUTHORITY,
                "loan.below_floor",
                "R11",
                field,
                piece.uid,
                number=piece.number_text,
                **facts,
                percent=floor.percent,
                basis=str(floor.basis),
                policy=wish.policy.name,
            )
            return


def _cannot_tell(piece: PieceState, policy: Policy, field: str) -> Finding:
    facts: dict[str, str | int] = {"number": piece.number_text, "policy": policy.name}
    return find(Strength.WARN, "loan.floor_not_known", "R11", field, piece.uid, **facts)


def _of_mass(ledger: LedgerState, wish: Wish, parts: Mapping[Uid, int]) -> Iterator[Finding]:
    yield from mass_is_known(ledger, wish)
    limit, ug = wish.policy.warn.over_ug, _together(wish, parts)
    key, most = ("limit.over_mass", ug) if ug is not None else ("limit.may_be_over_mass", _at_most(ledger, wish))
    if limit is not None and most is not None and most > limit:
        yield _warn(key, wish, ug=most, sign=wish.sign, limit_ug=limit)


def _goes_unweighed(ledger: LedgerState, wish: Wish) -> bool:
    """Tell whether a piece goes as it is and nobody weighed it, though one of its form is weighed."""
    piece = wish.piece
    return wish.mode is LineMode.WHOLE and piece.held_unweighed > 0 and ledger.tables.weighs(piece.form)


def _at_most(ledger: LedgerState, wish: Wish) -> int | None:
    """Return what goes of a piece at most, in ug: by what was received or published where nobody weighed it."""
    if _goes_unweighed(ledger, wish):
        return most_left_ug(ledger, wish.piece)
    return wish.takes_ug


def _of_what_is_left(
    ledger: LedgerState, wish: Wish, parts: Mapping[Uid, int], without: frozenset[Uid]
) -> Iterator[Finding]:
    if wish.mode is not LineMode.BY_WEIGHT:
        return
    ug, there = parts[wish.piece.uid], availability(ledger, wish.piece, without)
    if there.left_ug is None:
        yield from _of_what_can_be_left(wish, ug, there)
        return
    percent, limit = there.percent_of(ug), wish.policy.warn.percent_for(wish.piece.class_name)
    if ug > there.left_ug:
        yield _warn("limit.more_than_left", wish, ug=ug, left_ug=max(there.left_ug, 0), left_sign=there.left_sign)
    elif limit is not None and percent is not None and percent > limit:
        left: dict[str, str | int] = {"left_ug": there.left_ug, "left_sign": there.left_sign}
        yield _warn("limit.part_of_remaining", wish, percent=percent, limit=limit, **left)


def _of_what_can_be_left(wish: Wish, ug: int, there: Availability) -> Iterator[Finding]:
    """Yield that nobody knows what is left of a piece, or that there cannot be as much as is asked."""
    if there.most_left_ug is not None and ug > there.most_left_ug:
        yield _warn("limit.more_than_left", wish, ug=ug, left_ug=there.most_left_ug, left_sign=there.left_sign)
    else:
        yield _warn("limit.left_not_known", wish, ug=ug)


def _of_sections(ledger: LedgerState, wish: Wish) -> Iterator[Finding]:
    limit = wish.policy.warn.fewer_sections
    if limit is None or not wish.destructive or not is_section(ledger, wish.piece):
        return
    left = availability(ledger, wish.piece).sections_left or 0
    if left < limit:
        yield _warn("limit.few_sections", wish, left=left, limit=limit)


def _is_protected(wish: Wish) -> Iterator[Finding]:
    warn, piece = wish.policy.warn, wish.piece
    family = piece.number.family if piece.number else ""
    if piece.number_text in warn.protected or family in warn.protected:
        yield _warn("limit.protected", wish)
    original = piece.fields.get("original_ug")
    if warn.small_ug is not None and isinstance(original, int) and original < warn.small_ug:
        sign = KnownMass(original, about=piece.fields.get("original_quality") == Quality.ESTIMATED).sign
        yield _warn("limit.small", wish, original_ug=original, original_sign=sign, limit_ug=warn.small_ug)


def _of_request(told: list[Wish], borrower: Uid | None, ledger: LedgerState) -> Iterator[Finding]:
    """Look at the request as a whole: how many lines, how much one person holds, and who never borrowed before."""
    limits = list(dict.fromkeys(each.policy.warn for each in told))
    for warn in limits:
        count = sum(each.policy.warn == warn for each in told)
        if warn.lines_of_request is not None and count > warn.lines_of_request:
            limit = warn.lines_of_request
            yield find(Strength.WARN, "limit.many_lines", "R11", "lines", count=count, limit=limit)
    if borrower is None:
        return
    held = [
        Line.of(ledger.record(Subject.LINE, uid)) for uid in ledger.related(Subject.LINE, "borrower", borrower)
    ]
    yield from _of_person(limits, told, held, borrower, ledger)


def _of_person(
    limits: list[WarnLimits], told: list[Wish], held: list[Line], borrower: Uid, ledger: LedgerState
) -> Iterator[Finding]:
    name = ledger.record(Subject.PERSON, borrower).name
    known = any(each.state in LEFT or each.state in {LineState.LOST, LineState.CLOSED} for each in held)
    if not known and any(warn.new_borrower for warn in limits):
        yield find(Strength.WARN, "limit.new_borrower", "R11", "borrower", borrower, person=name)
    yield from _of_holding(limits, told, held, ledger, (borrower, name))


def _of_holding(
    limits: list[WarnLimits], told: list[Wish], held: list[Line], ledger: LedgerState, person: tuple[Uid, str]
) -> Iterator[Finding]:
    """Yield that a person, by uid and name, would or may hold more than the policies let one hold."""
    most = min((warn.person_ug for warn in limits if warn.person_ug is not None), default=None)
    adds = [(_at_most(ledger, each) or 0, _goes_unweighed(ledger, each)) for each in told]
    total = sum(each.account.held_ug for each in held) + sum(ug for ug, _ in adds)
    if most is not None and total > most:
        key = "limit.person_may_hold" if any(ug and unweighed for ug, unweighed in adds) else "limit.person_holds"
        sign = _sign_of_all(told)
        facts: dict[str, str | int] = {"person": person[1], "ug": total, "sign": sign, "limit_ug": most}
        yield find(Strength.WARN, key, "R11", "borrower", person[0], **facts)


def _sign_of_all(told: list[Wish]) -> str:
    """Return what stands before a sum with what goes: one estimate makes it one, and one bound a bound."""
    signs = {each.sign for each in told}
    return next((each for each in ("~", AT_MOST) if each in signs), "")


def _together(wish: Wish, parts: Mapping[Uid, int]) -> int | None:
    """Return what one act takes of a piece in all, in ug."""
    return wish.takes_ug if wish.mode is LineMode.WHOLE else parts[wish.piece.uid]


def _warn(key: str, wish: Wish, **facts: str | int) -> Finding:
    told: dict[str, str | int] = {"number": wish.piece.number_text, **facts, "policy": wish.policy.name}
    return find(Strength.WARN, key, "R11", wish.field, wish.piece.uid, **told)
