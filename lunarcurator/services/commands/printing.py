"""The command that makes papers: `print`."""

from argparse import Namespace
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.catalogue import languages
from lunarcurator.services.commands.console import Console, Exit, UsageRefused
from lunarcurator.services.commands.opening import moment_of, piece_to_read, reading, tell_otherwise
from lunarcurator.services.commands.replacing import spare
from lunarcurator.services.languages import language_for
from lunarcurator.services.number_meanings import read_number
from lunarcurator.services.papers.making import paper_names, paper_of, write_paper
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.references import UnclearReference
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words


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
        moment = moment_of(session, told.as_of)
        if told.of:
            _tell_piece(session, spoken, PaperWanted(told.paper, told.of, moment=moment))
        paper = paper_of(session, spoken.words, PaperWanted(told.paper, told.of, moment=moment))
    if path.suffix.lower() == ".pdf" and console.press is not None:
        console.write_pages(console.press, paper, path)
    else:
        write_paper(paper, path)
    for warning in paper.warnings:
        console.warn_text(warning)
    console.state("print.done", file=told.to, paper=paper.title)
    return Exit.DONE


def _tell_piece(session: StoreSession, console: Console, wanted: PaperWanted) -> None:
    """Say which piece another name leads to; a paper of an entry is asked for by a piece too."""
    subjects = {each.key: each.subject for each in paper_names(console.words)}
    if subjects.get(wanted.paper) == "piece":
        piece_to_read(session, console, wanted.of, wanted.moment)
    elif subjects.get(wanted.paper) == "entry":
        # What names no piece may name an entry.
        with suppress(UnclearReference):
            tell_otherwise(console, read_number(session, wanted.of, wanted.moment))


def _words(language: str) -> Words:
    folder = resources_folder() / "languages"
    known = languages(folder)
    if language_for(language, known).split("_")[0] != language.split("_")[0]:
        raise UsageRefused("print.language", language=language, known=list(known))
    return Words.load(language, folder)
