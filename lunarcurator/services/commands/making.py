"""The commands that make a store: `new`, `demo`."""

from argparse import Namespace
from pathlib import Path

from lunarcurator.services.commands.console import Console, Exit
from lunarcurator.services.demonstration import make_demonstration
from lunarcurator.services.desk import Desk
from lunarcurator.services.first_operator import make_first_operator
from lunarcurator.services.people import People
from lunarcurator.services.stores import start_store


def new(told: Namespace, console: Console) -> Exit:
    """Make a new store with its first operator."""
    path = Path(told.store)
    desk = start_store(path).desk
    try:
        make_first_operator(desk, told.operator)
        name = People(desk).operators()[0].name
    finally:
        desk.close()
    console.state("cli.made", file=path.name, operator=name)
    return Exit.DONE


def demo(told: Namespace, console: Console) -> Exit:
    """Make the demonstration store, if it is not there yet."""
    path = Path(told.store)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        make_demonstration(path)
    desk = Desk.open(path, read_only=True)
    try:
        console.state("cli.demo_ready", file=str(path), entries=desk.head().seq)
    finally:
        desk.close()
    return Exit.DONE
