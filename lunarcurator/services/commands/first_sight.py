"""What is proposed for a list nobody here has seen before, as options of the command line that can be pasted."""

import shlex
from argparse import Namespace
from typing import Final

from lunarcurator.exchange.layout_guess import LIST, PARTS
from lunarcurator.services.commands.console import Console
from lunarcurator.services.importing import ImportPlan, Reading, Unanswered
from lunarcurator.services.importing.asking.choices import Choice
from lunarcurator.services.importing.asking.collection import COLLECTION
from lunarcurator.services.importing.columns.mapping import OTHER
from lunarcurator.services.importing.first_pieces import facts_of, first_of
from lunarcurator.services.importing.lists.collection_rows import apart

_ONCE: Final = ("sheet", "encoding", "delimiter", "quote", "shape", "effective")


def take_or_propose(told: Namespace, console: Console, read: Reading, plan: ImportPlan) -> None:
    """Let a list pass that was seen before, or of which all was said; of any other tell what is proposed.

    What the lab itself saved is known, and so is a list that brings nothing new. Raises `Unanswered` unless
    nothing is written now.
    """
    # Where rows go into several collections, somebody said so row by row.
    options = proposed(read, "" if len(apart(read)) > 1 else _collection(read, plan))
    # No option says that columns are the steps of a place.
    is_said = not (read.levels or unsaid(told, options))
    if read.kept or told.accept_proposal or is_said or not plan.writes:
        return
    if options:
        console.state("cli.proposal", file=plan.file)
    for option, value in [*_given(told, read), *options] if options else ():
        console.tell(f"  {option}" if value is None else f"  {option} {_quoted(value)}")
    _tell_pieces(console, plan)
    if not told.dry_run:
        raise Unanswered("cli.proposal_open", file=plan.file)


def _tell_pieces(console: Console, plan: ImportPlan) -> None:
    for row in first_of(plan):
        if facts := facts_of(row, console.words):
            told = ", ".join(f"{name} {text}" for name, text in facts)
            console.state("cli.piece_coming", number=row.number, facts=told)


def _collection(read: Reading, plan: ImportPlan) -> str:
    """Return the collection of a plan as the command line says it: one that is not there yet as a new one."""
    said = COLLECTION.said(read.answers) or ""
    return said if said.startswith(Choice.NEW) else plan.collection


def _given(told: Namespace, read: Reading) -> list[tuple[str, str | None]]:
    """Return what the command line says of how the list is read, besides what is proposed; a flag has None.

    A shape that is none of a plain list is told though nobody said it: with another the columns are others.
    """
    given = [(f"--{name}", getattr(told, name)) for name in _ONCE]
    given += [("--shape", read.shape)] * (not told.shape and read.shape not in (LIST, PARTS))
    given += [(f"--{name}-row", getattr(told, f"{name}_row")) for name in ("header", "units", "end")]
    options: list[tuple[str, str | None]] = [
        (option, str(value)) for option, value in given if value not in (None, "")
    ]
    options += [(f"--{name}", each) for name in ("block", "family") for each in getattr(told, name)]
    options += [("--make-parents", None)] * told.make_parents
    # The collection is told with what is proposed.
    options += [("--answer", each) for each in told.answer if not each.startswith(f"{COLLECTION.name}=")]
    return options + [("--map", each) for each in told.map if each.endswith(f"={OTHER}")]


def proposed(read: Reading, collection: str) -> list[tuple[str, str]]:
    """Return as options and their values what columns are, what makes the numbers, and where the list goes."""
    options = [
        ("--map", f"{name}={target}")
        for name in read.columns
        if (target := read.mapping.get(name, OTHER)) != OTHER
    ]
    for columns, joints, whose in (
        (read.key, read.joints, "--"),
        (read.parent_key, read.parent_joints, "--parent-"),
    ):
        options += [(f"{whose}key", name) for name in columns]
        options += [(f"{whose}joint", joint) for joint in joints]
    return [*options, *([("--collection", collection)] if collection else [])]


def unsaid(told: Namespace, options: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the options that the command line does not say itself, with this value or another."""
    mapped = {each.rpartition("=")[0] for each in told.map}
    whole = {
        "--key": told.key,
        "--joint": told.key,
        "--parent-key": told.parent_key,
        "--parent-joint": told.parent_key,
        "--collection": told.collection or any(each.startswith("collection=") for each in told.answer),
    }
    return [
        (option, value)
        for option, value in options
        if not (value.rpartition("=")[0] in mapped if option == "--map" else whole[option])
    ]


def _quoted(value: str) -> str:
    """Return a value as every shell takes it: in quotation marks, unless it holds what a shell reads in them."""
    return shlex.quote(value) if any(sign in value for sign in '"$`\\!%') else f'"{value}"'
