"""Every rule of a lending policy in words, each with where it comes from: what a lab reads before it edits one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lunarcurator.domain.lending.policy import Floor, LoanLimit, Policy, WriteOffLimit
from lunarcurator.services.words import Words


@dataclass(frozen=True, slots=True)
class RuleTold:
    """One rule of a policy: the entry of the table it stands in, its sentence, and its source, "" for none."""

    entry: str
    text: str
    source: str


def rules_told(policy: Policy, words: Words) -> tuple[RuleTold, ...]:
    """Return the rules of a policy in the order of its table; what it leaves open has none."""
    found = (*_terms(policy, words), *_ways(policy, words), *_looks(policy, words), *_steps(policy, words))
    return tuple(RuleTold(entry, text, source_of(policy, entry)) for entry, text in found)


def source_of(policy: Policy, entry: str) -> str:
    """Return the source of an entry: its own, that of what it is part of, or of what its last word names."""
    whole, _, part = entry.partition(".")
    return next((text for key in (entry, whole, part) if (text := policy.sources.get(key, ""))), "")


type _Told = Iterator[tuple[str, str]]


def _terms(policy: Policy, words: Words) -> _Told:
    for limit in policy.limits:
        named = (*sorted(limit.categories), *sorted(limit.kinds))
        yield f"limits.{next(iter(named), '')}", _limit(limit, words)
    for kind, months in policy.agreement_months.items():
        yield "agreement_months", words.say("policy_rule.agreement_months", {"kind": str(kind), "months": months})
    if policy.extension.times is not None:
        yield "extension", words.say("policy_rule.extension_times", {"times": policy.extension.times})
    if policy.extension.months is not None:
        yield "extension", words.say("policy_rule.extension_months", {"months": policy.extension.months})
    yield "expiring_days", words.say("policy_rule.expiring_days", {"days": policy.expiring_days})
    if policy.signature_owed_working_days is not None:
        days = policy.signature_owed_working_days
        yield "signature_owed_working_days", words.say("policy_rule.signature_owed", {"days": days})
    if policy.stale_contact_days is not None:
        yield "stale_contact_days", words.say("policy_rule.stale_contact", {"days": policy.stale_contact_days})
    if policy.reminders:
        ladder = ", ".join(map(str, policy.reminders))
        yield "reminders", words.say("policy_rule.reminders", {"ladder": ladder})


def _ways(policy: Policy, words: Words) -> _Told:
    for entry, forms in (("whole_forms", policy.whole_forms), ("by_weight_forms", policy.by_weight_forms)):
        if forms:
            yield entry, words.say(f"policy_rule.{entry}", {"forms": _forms(forms, words)})
    if policy.items_whole:
        yield "items_whole", words.say("policy_rule.items_whole")
    for key, meaning in policy.categories.items():
        yield "categories", words.say("policy_rule.category", {"key": key, "meaning": meaning})
    for form, place in policy.returns.items():
        facts = {"form": _forms((form,), words) if form else "", "place": ", ".join(place)}
        yield "returns", words.say("policy_rule.returns" if form else "policy_rule.returns_all", facts)
    for floor in policy.floors:
        yield "floors", _floor(floor, words)


def _looks(policy: Policy, words: Words) -> _Told:
    warn = policy.warn
    for key, value in (
        ("over", warn.over_ug),
        ("small", warn.small_ug),
        ("person", warn.person_ug),
        ("fewer_sections", warn.fewer_sections),
        ("lines_of_request", warn.lines_of_request),
    ):
        if value is not None:
            yield "warn", words.say(f"policy_rule.warn.{key}", {"value": value})
    for part in warn.of_remaining:
        classes = ", ".join(part.classes)
        key = "policy_rule.warn.remaining_of" if classes else "policy_rule.warn.remaining"
        yield "warn.of_remaining", words.say(key, {"percent": part.percent, "classes": classes})
    if warn.protected:
        yield "warn", words.say("policy_rule.warn.protected", {"numbers": ", ".join(sorted(warn.protected))})
    if warn.new_borrower:
        yield "warn", words.say("policy_rule.warn.new_borrower")


def _steps(policy: Policy, words: Words) -> _Told:
    if policy.decided_by:
        facts = {"bodies": ", ".join(policy.decided_by), "last": policy.decided_by[-1]}
        yield "decided_by", words.say("policy_rule.decided_by", facts)
    for step in sorted(policy.two_person):
        yield f"two_person.{step}", words.say("policy_rule.two_person", {"step": str(step)})
    for limit in policy.write_off:
        yield "write_off", _write_off(limit, words)
    for entry, percent in (
        ("weigh_out_tolerance_percent", policy.weigh_out_tolerance_percent),
        ("return_tolerance_percent", policy.return_tolerance_percent),
    ):
        if percent:
            yield entry, words.say(f"policy_rule.{entry}", {"percent": percent})
    for entry, wanted in (
        ("certificate", policy.certificate),
        ("video_of_destructive_work", policy.video_of_destructive_work),
    ):
        if wanted:
            yield entry, words.say(f"policy_rule.{entry}")
    for collection, share in policy.remote_share.items():
        told = {"collection": collection, "percent": share}
        yield "remote_share_percent", words.say("policy_rule.remote_share", told)
    if policy.results_months is not None:
        yield "results_months", words.say("policy_rule.results_months", {"months": policy.results_months})


def _limit(limit: LoanLimit, words: Words) -> str:
    speaks = [
        *(words.say(f"loan_kind.{each}") for each in sorted(limit.kinds)),
        *(_forms((each,), words) for each in sorted(limit.forms)),
        *(words.say(f"institution_type.{each}") for each in sorted(limit.types)),
        *(words.say("policy_rule.of_category", {"key": each}) for each in sorted(limit.categories)),
    ]
    facts = {"of": ", ".join(speaks), "months": limit.months or 0, "days": limit.days or 0}
    key = "months" if limit.months is not None else "days" if limit.days is not None else "open"
    return words.say(f"policy_rule.limit.{key}" if speaks else f"policy_rule.limit_of_all.{key}", facts)


def _floor(floor: Floor, words: Words) -> str:
    of = [
        *(_forms((each,), words) for each in sorted(floor.forms)),
        *(words.say(f"basic_use.{each}") for each in sorted(floor.uses)),
    ]
    facts = {"percent": floor.percent, "basis": str(floor.basis), "of": ", ".join(of), "below_ug": floor.below_ug}
    return words.say("policy_rule.floor" if floor.below_ug is None else "policy_rule.floor_below", facts)


def _write_off(limit: WriteOffLimit, words: Words) -> str:
    of = ", ".join((*(_forms((each,), words) for each in sorted(limit.forms)), *limit.classes))
    facts = {"role": limit.authority, "ug": limit.up_to_ug, "of": of}
    return words.say("policy_rule.write_off" if limit.up_to_ug is None else "policy_rule.write_off_up_to", facts)


def _forms(forms: Iterable[str], words: Words) -> str:
    told = (words.say(f"form.{each}") if words.has(f"form.{each}") else each for each in sorted(forms))
    return ", ".join(told)
