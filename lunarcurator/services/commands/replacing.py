"""What a command writes takes the place of no file that is there, unless the command line says so."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from lunarcurator.exchange.errors import SheetError
from lunarcurator.exchange.new_file import is_store
from lunarcurator.services.words import Words


def add_replacing(parser: ArgumentParser, words: Words) -> None:
    """Let a command that writes files take `--replace`."""
    parser.add_argument("--replace", action="store_true", help=words.say("cli.option.replace_file"))


def spare(told: Namespace, path: Path) -> None:
    """Refuse to write over a file, unless `--replace` says so, one written here earlier as well.

    It may have been written with other filters, or edited since.
    Raises `SheetError`. A store is refused with a sentence of its own by whoever writes.
    """
    if told.replace or not path.is_file() or is_store(path):
        return
    raise SheetError("file.exists", file=path.name, folder=str(path.resolve().parent))
