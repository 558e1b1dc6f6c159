"""The commands that make a store: `new`, `demo`."""

from argparse import Namespace
from pathlib import Path

from lunarcurator.domain.days import UNKNOWN_DAY, certain_day
from lunarcurator.file_names import is_there
from lunarcurator.services.collections import KnownCollection, KnownCollections
from lunarcurator.services.commands.console import Console, Exit, UsageRefused
from lunarcurator.services.demonstration import check_demonstration, make_demonstration
from lunarcurator.services.first_start import FirstStart, begin
from lunarcurator.services.lab_tables import LabTables
from lunarcurator.services.people import People
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.files import make_folder


def new(told: Namespace, console: Console) -> Exit:
    """Make a new store with its first operator and the site of the lab, and open the collections named."""
    path = Path(told.store)
    wanted = _wanted(told.collection, LabTables.load(path).collections)
    since = certain_day(told.opened) if told.opened else UNKNOWN_DAY
    opened = begin(path, FirstStart(told.lab, told.operator, wanted, since))
    session = opened.session
    try:
        console.list_findings(opened.notes)
        operator = People(session).operators()[0]
    finally:
        session.close()
    console.state("cli.made", file=path.name, operator=operator.name)
    for each in wanted:
        console.state("cli.opened", name=each.name)
        for mission in each.uncertain:
            console.state(f"cli.day.{mission.day_is}", mission=mission.name, day=mission.opened)
    return Exit.DONE


def _wanted(codes: list[str], known: KnownCollections) -> list[KnownCollection]:
    """Return the collections of these codes or of missions spelt so, each once; asked before a file is made."""
    found: dict[str, KnownCollection] = {}
    for code in codes:
        table = known.get(code) or known.of_mission(code)
        if table is None:
            raise UsageRefused("cli.no_collection", collection=code, known=[each.code for each in known])
        found[table.code] = table
    return list(found.values())


def demo(told: Namespace, console: Console) -> Exit:
    """Make the demonstration store, if it is not there yet."""
    path = Path(told.store)
    if not is_there(path):
        make_folder(path.parent)
        console.list_findings(make_demonstration(path))
    session = StoreSession.open(path, read_only=True)
    try:
        check_demonstration(session)
        console.state("cli.demo_ready", file=str(path), entries=session.head().seq)
    finally:
        session.close()
    return Exit.DONE
