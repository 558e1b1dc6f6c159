"""The command that lists what can be chosen from: `tables`."""

from argparse import Namespace
from pathlib import Path

from lunarcurator.services.commands.columns import filled
from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.lab_tables import LabTables, Origin, TableUsed, person_folder, store_folder
from lunarcurator.services.stores import policies_told
from lunarcurator.services.words import Words
from lunarcurator.store.errors import StoreError


def tables(told: Namespace, console: Console) -> Exit:
    """List the tables in use for a store, or for none: schemes, vocabularies, collections, and whose each is."""
    store = Path(told.store) if told.store else None
    if store is not None and not store.exists():
        raise StoreError("store.missing", file=store.name)
    lab = LabTables.load(store)
    console.words.learn(lab.labels(console.words.language))
    console.list_findings(policies_told(lab))
    kind = ""
    for each in lab.used:
        if each.kind != kind:
            kind = each.kind
            console.state(f"tables.{kind}")
        name = table_name(lab, each, console.words)
        console.tell(f"  {filled(each.name, 22)} {filled(name, 34)} {whose(each, console.words)}")
    console.state("cli.tables_of_lab", folder=str(store_folder(store) if store else person_folder()))
    return Exit.DONE


def table_name(lab: LabTables, used: TableUsed, words: Words) -> str:
    """Return what a table is called for people."""
    if used.kind == "schemes":
        return words.say(lab.schemes.get(used.name).label_key)
    if used.kind == "holidays":
        return ""
    if used.kind == "policies":
        policy = lab.policies.get(used.name)
        return policy.name if policy else ""
    found = lab.collections.get(used.name) if used.kind == "collections" else None
    return found.name if found else words.say(f"tables.{used.name}")


def whose(used: TableUsed, words: Words) -> str:
    """Return whose table it is, with its file where it is not the program's."""
    told = words.say(f"tables.origin.{used.origin}")
    return told if used.origin is Origin.PROGRAM else f"{told}: {used.path}"
