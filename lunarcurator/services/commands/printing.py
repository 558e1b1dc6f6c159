"""The command that makes papers: `print`."""

from argparse import Namespace
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.catalogue import languages
from lunarcurator.services.commands.console import Console, Exit, UsageRefused
from lunarcurator.services.commands.opening import moment_of, reading, tell_otherwise
from lunarcurator.services.commands.replacing import spare
from lunarcurator.services.form_context import piece_of_any_name
from lunarcurator.services.languages import language_for
from lunarcurator.services.papers.making import paper_names, paper_of, write_paper
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.references import UnclearReference
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words

_OF_PIECES: Final = frozenset({"piece", "entry"})


def print_paper(told: Namespace, console: Console) -> Exit:
    """Write a paper of the book as a file; without a paper, list those there are."""
    if not told.paper:
        for each in paper_names(console.words):
            of = console.words.say(f"paper_subject.{each.subject}")
            console.tell(f"{each.key:20} {each.title} ({of})")
        return Exit.DONE
    if not told.store or not told.to:
        raise UsageRefused("print.store_and_file")
    spoken = replace(console, words=_words(told.language)) if told.language else console
    path = Path(told.to)
    spare(told, path)
    with reading(told.store, spoken) as session:
        if told.of:
            _tell_piece(session, spoken, told.paper, told.of)
        moment = moment_of(session, told.as_of)
        paper = paper_of(session, spoken.words, PaperWanted(told.paper, told.of, moment=moment))
    if path.suffix.lower() == ".pdf" and console.press is not None:
        console.write_pages(console.press, paper, path)
    else:
        write_paper(paper, path)
    for warning in paper.warnings:
        console.warn_text(warning)
    console.state("print.done", file=told.to, paper=paper.title)
    return Exit.DONE


def _tell_piece(session: StoreSession, console: Console, paper: str, of: str) -> None:
    """Say which piece another name leads to; a paper of an entry is asked for by a piece too."""
    subjects = {each.key: each.subject for each in paper_names(console.words)}
    if subjects.get(paper) in _OF_PIECES:
        # What names no piece may name an entry; else the paper says so itself.
        with suppress(UnclearReference):
            tell_otherwise(console, piece_of_any_name(session, of))


def _words(language: str) -> Words:
    folder = resources_folder() / "languages"
    known = languages(folder)
    if language_for(language, known).split("_")[0] != language.split("_")[0]:
        raise UsageRefused("print.language", language=language, known=list(known))
    return Words.load(language, folder)
