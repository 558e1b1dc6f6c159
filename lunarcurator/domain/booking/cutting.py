"""Booking of sieving, core dissection and sections: each is a split, with rules of its own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from lunarcurator.domain.booking.outcome import Booked, blocked, refused
from lunarcurator.domain.booking.split import book_split
from lunarcurator.domain.days import Day
from lunarcurator.domain.facts import ExposureKind, ParentRole, Scalar
from lunarcurator.domain.findings import Finding, Strength, find
from lunarcurator.domain.identity import uid_of
from lunarcurator.domain.ledger_state import LedgerState
from lunarcurator.domain.numbering.ranges import numbers_of
from lunarcurator.domain.operations import Daughter, Dissect, FieldValue, MakeSections, Sieve, Split
from lunarcurator.domain.pieces import PieceState
from lunarcurator.domain.rules.cores import Stretch, deeper_than_the_core, intervals_follow
from lunarcurator.domain.rules.custody import must_be_on_record
from lunarcurator.domain.rules.handling import handled
from lunarcurator.domain.rules.sections import cut_from_a_butt, is_not_weighed
from lunarcurator.domain.status import Light

_BUTT = "potted_butt"


@dataclass(frozen=True, slots=True)
class _Limits:
    """A sieve fraction: over `low` and under `high` micrometres, None where it is open."""

    at: int
    low: int | None
    high: int | None


def book_sieve(operation: Sieve, day: Day, ledger: LedgerState) -> Booked:
    """Book a sieving: a split whose daughters carry limits that do not overlap (workflow 5)."""
    findings = list(_limits_fit(operation.daughters))
    if blocked(findings):
        return refused(findings)
    split = Split(
        parent=operation.parent,
        daughters=tuple(_sieved(each) for each in operation.daughters),
        after=operation.after,
        attrition_ug=operation.attrition_ug,
        retires=operation.all_sieved,
        method="sieve",
        tool=operation.sieves,
        where=operation.where,
    )
    return _with(book_split(split, day, ledger), findings)


def book_dissect(operation: Dissect, day: Day, ledger: LedgerState) -> Booked:
    """Book one pass of a dissection: intervals without overlap or unexplained break (R14, workflow 6)."""
    core = ledger.at(uid_of(operation.parent), day)
    findings = [*must_be_on_record(core, "parent")]
    if blocked(findings):
        return refused(findings)
    findings += _stretches_fit(operation, core, ledger)
    if operation.light is Light.WHITE:
        findings += handled(core, ExposureKind.LIGHT, "light")
    if blocked(findings):
        return refused(findings)
    told = (
        FieldValue(field="dissection_pass", value=operation.dissection_pass),
        FieldValue(field="light", value=str(operation.light)),
    )
    split = Split(
        parent=operation.parent,
        daughters=tuple(_with_values(each, told) for each in operation.daughters),
        after=operation.after,
        attrition_ug=operation.attrition_ug,
        retires=operation.finishes,
        method="dissect",
        tool=operation.gas,
        where=operation.where,
    )
    return _with(book_split(split, day, ledger), findings)


def book_make_sections(operation: MakeSections, day: Day, ledger: LedgerState) -> Booked:
    """Book butts, sections or mounts of one piece under the numbers of a pattern (R15, workflow 7).

    Raises `NumberTextError` where the pattern cannot be read.
    """
    parent = ledger.at(uid_of(operation.parent), day)
    findings = [*must_be_on_record(parent, "parent")]
    if blocked(findings):
        return refused(findings)
    scheme = ledger.scheme(parent.book.collection)
    numbers = numbers_of(operation.numbers, scheme, scheme.parse(parent.family_number))
    findings += is_not_weighed(ledger, operation.form)
    findings += cut_from_a_butt(ledger, parent, operation.form)
    if ledger.tables.weighs(parent.form):
        # What is a butt or a mount already stands in its epoxy.
        findings += handled(parent, ExposureKind.EPOXY, "form")
    if operation.depths and len(operation.depths) != len(numbers):
        findings.append(
            find(
                Strength.IMPOSSIBLE,
                "sections.depths_differ",
                "R14",
                "depths",
                count=len(numbers),
                depths=len(operation.depths),
            )
        )
    findings += _depths_go_down(operation)
    if blocked(findings):
        return refused(findings)
    daughters = tuple(
        Daughter(
            number=number.canonical,
            proposed=operation.proposed,
            form=operation.form,
            place=operation.place,
            remarks=operation.remarks,
            values=tuple(_said_of(operation, at)),
        )
        for at, number in enumerate(numbers)
    )
    split = Split(
        parent=operation.parent,
        daughters=daughters,
        after=operation.after,
        attrition_ug=operation.attrition_ug,
        retires=operation.retires,
        method="section",
    )
    return _with(book_split(split, day, ledger), findings)


def _depths_go_down(operation: MakeSections) -> Iterator[Finding]:
    for at, each in enumerate(operation.depths):
        if each.bottom_um <= each.top_um:
            field = f"depths[{at}].top_um"
            yield find(Strength.IMPOSSIBLE, "dissect.turned", "R14", field, top=each.top_um, bottom=each.bottom_um)


def _said_of(operation: MakeSections, at: int) -> Iterator[FieldValue]:
    said: dict[str, Scalar] = {
        "section_set": operation.section_set.strip() or None,
        "thickness_um": operation.thickness_um,
    }
    if operation.depths:
        said |= {"depth_top_um": operation.depths[at].top_um, "depth_bottom_um": operation.depths[at].bottom_um}
    said |= {each.field: each.value for each in operation.values}
    yield from (FieldValue(field=key, value=value) for key, value in said.items() if value is not None)


def _with(booked: Booked, findings: Iterable[Finding]) -> Booked:
    return replace(booked, findings=(*findings, *booked.findings))


def _with_values(daughter: Daughter, values: Iterable[FieldValue]) -> Daughter:
    said = {each.field for each in daughter.values}
    return replace(daughter, values=(*daughter.values, *(each for each in values if each.field not in said)))


def _sieved(daughter: Daughter) -> Daughter:
    return daughter if daughter.form else replace(daughter, form="sieve_fraction")


def _value(daughter: Daughter, key: str) -> int | None:
    value = next((each.value for each in daughter.values if each.field == key), None)
    return value if isinstance(value, int) else None


def _limits_fit(daughters: tuple[Daughter, ...]) -> Iterator[Finding]:
    """Workflow 5: each fraction has limits, the lower below the upper, and no two overlap."""
    limits: list[_Limits] = []
    for at, each in enumerate(daughters):
        low, high = _value(each, "sieve_min_um"), _value(each, "sieve_max_um")
        field = f"daughters[{at}].sieve_min_um"
        if low is None and high is None:
            # Residue and sawdust are daughters of a sieving too, and have none.
            if each.role is not ParentRole.RECOVERED:
                yield find(Strength.IMPOSSIBLE, "sieve.no_limits", "R8", field, at=at + 1)
        elif low is not None and high is not None and low >= high:
            yield find(Strength.IMPOSSIBLE, "sieve.limits_turned", "R8", field, low=low, high=high)
        else:
            limits.append(_Limits(at, low, high))
    yield from _overlap(limits)


def _overlap(limits: list[_Limits]) -> Iterator[Finding]:
    """Yield the fractions of which one begins below the upper limit of another."""
    by_size = sorted(limits, key=lambda each: (each.low or 0, each.high or 0))
    for one, other in pairwise(by_size):
        if one.high is None or (other.low or 0) < one.high:
            yield find(
                Strength.WARN,
                "sieve.overlap",
                "R8",
                f"daughters[{other.at}].sieve_min_um",
                one=one.at + 1,
                other=other.at + 1,
            )


def _stretches_fit(operation: Dissect, core: PieceState, ledger: LedgerState) -> Iterator[Finding]:
    if operation.dissection_pass < 1:
        yield find(Strength.IMPOSSIBLE, "dissect.no_pass", "R14", "dissection_pass")
    mine: list[Stretch] = []
    for at, each in enumerate(operation.daughters):
        top, bottom = _value(each, "depth_top_um"), _value(each, "depth_bottom_um")
        field = f"daughters[{at}].depth_top_um"
        if top is None or bottom is None:
            if each.role is not ParentRole.RECOVERED:
                yield find(Strength.IMPOSSIBLE, "dissect.no_depth", "R14", field, at=at + 1)
            continue
        picked = each.role is ParentRole.PICKED
        mine.append(Stretch(top, bottom, field, each.number, counts=not picked))
    mine += [Stretch(gap.top_um, gap.bottom_um, f"gaps[{at}]", "") for at, gap in enumerate(operation.gaps)]
    yield from intervals_follow(mine, _known(operation, core, ledger))
    yield from deeper_than_the_core(mine, core)


def _known(operation: Dissect, core: PieceState, ledger: LedgerState) -> list[Stretch]:
    """Return the stretches an earlier act of the same pass already took from the core."""
    known = []
    for uid in ledger.daughters(core.uid):
        state = ledger.piece(uid)
        top, bottom = state.fields.get("depth_top_um"), state.fields.get("depth_bottom_um")
        same = state.fields.get("dissection_pass") == operation.dissection_pass
        picked = any(role is ParentRole.PICKED for parent, role in state.parents if parent == core.uid)
        if same and not picked and isinstance(top, int) and isinstance(bottom, int):
            known.append(Stretch(top, bottom, "daughters", state.number_text))
    return known
