"""The command `policies`: which lending policies count, rule by rule with their sources; copied, or checked."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from lunarcurator.domain.lending.policy import Policy
from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.commands.listing import whose
from lunarcurator.services.lab_tables import LabTables, TableUsed
from lunarcurator.services.lending.policy_rules import RuleTold, rules_told
from lunarcurator.services.policy_files import check_file, copy_to_edit
from lunarcurator.store.errors import StoreError


def policies(told: Namespace, console: Console) -> Exit:
    """List the policies of a store, or of none; or copy one to be edited, or check a file."""
    if told.check:
        console.state("cli.policy_sound", file=told.check, code=check_file(Path(told.check)))
        return Exit.DONE
    store = Path(told.store) if told.store else None
    if store is not None and not store.exists():
        raise StoreError("store.missing", file=store.name)
    if told.copy:
        console.state("cli.policy_copied", file=str(copy_to_edit(told.copy, store)))
        return Exit.DONE
    _list(LabTables.load(store), console, as_json=told.json)
    return Exit.DONE


def _list(lab: LabTables, console: Console, *, as_json: bool) -> None:
    console.words.learn(lab.labels(console.words.language))
    used = {each.name: each for each in lab.used if each.kind == "policies"}
    found = [(each, used[each.code], rules_told(each, console.words)) for each in lab.policies.policies]
    if as_json:
        console.tell_json({"policies": [_as_json(*each) for each in found]})
        return
    for policy, table, rules in found:
        _tell(policy, table, rules, console)
    for each in lab.used:
        if each.kind == "holidays":
            console.tell(f"{console.words.label('tables.holidays')}: {each.name}, {whose(each, console.words)}")
    console.state("cli.policies_own", own="policies, holidays")


def _tell(policy: Policy, table: TableUsed, rules: tuple[RuleTold, ...], console: Console) -> None:
    console.tell(f"{policy.code}: {policy.name} ({whose(table, console.words)})")
    console.state("cli.policy_collections", names=", ".join(sorted(policy.collections)))
    for rule in rules:
        console.tell(f"  {rule.text}")
        if rule.source:
            console.tell(f"    [{rule.source}]")
    console.tell("")


def _as_json(policy: Policy, table: TableUsed, rules: tuple[RuleTold, ...]) -> dict[str, Any]:
    return {
        "code": policy.code,
        "name": policy.name,
        "origin": str(table.origin),
        "file": str(table.path),
        "collections": sorted(policy.collections),
        "rules": [{"entry": each.entry, "text": each.text, "source": each.source or None} for each in rules],
    }
