"""The command that says which letters are due, writes them, and records that they went out: `letters`."""

from argparse import Namespace
from pathlib import Path

from lunarcurator.documents.papers.blocks import Paper
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.services.commands.console import Console, Exit, UsageRefused
from lunarcurator.services.commands.opening import acting, posting, reading
from lunarcurator.services.commands.override_options import answered, tell_answered
from lunarcurator.services.commands.replacing import spare
from lunarcurator.services.lending.reminders import DueLetter, reminders_of
from lunarcurator.services.papers.making import paper_of, write_paper
from lunarcurator.services.papers.paper_context import PaperWanted
from lunarcurator.services.store_session import StoreSession
from lunarcurator.store.files import make_folder


def letters(told: Namespace, console: Console) -> Exit:
    """List the letters due today; with a folder, write each of them there; with `--sent`, record them as sent."""
    if told.sent and not told.to:
        raise UsageRefused("letters.sent_needs_folder")
    with posting(told.store, console) if told.sent else reading(told.store, console) as session:
        found = reminders_of(session)
        due = found.due
        if not due:
            console.state("letters.none")
        for each in due:
            _tell(each, console)
        for late in found.unchased:
            console.tell(console.words.say(f"letters_late.{late.why}", late.facts))
        if told.to:
            _write(session, due, told, console)
        if told.sent and due:
            who = acting(session, console, told.operator, told.witness, told.pin_file)
            acts = tuple(Act(operation=act, day=session.today) for each in due for act in each.records())
            wanted = Posting(acts=acts, operator=who.operator, witness=who.witness, reason=told.reason)
            wanted = answered(session, told, wanted)
            posted = session.post(wanted)
            tell_answered(wanted, posted.findings, console)
            console.state("letters.recorded", count=len(due), entry=posted.seq)
    return Exit.DONE


def _tell(due: DueLetter, console: Console) -> None:
    word = console.words.say(f"letter.{due.letter}")
    console.tell(console.words.say("letters.due", {"letter": word, **due.facts}))
    if due.gone is not None:
        console.warn("letters.gone", **due.gone.facts(due.name))


def _write(session: StoreSession, due: tuple[DueLetter, ...], told: Namespace, console: Console) -> None:
    folder = Path(told.to)
    make_folder(folder)
    paths = [folder / f"{each.file_name(number)}.{told.suffix}" for number, each in enumerate(due, start=1)]
    for path in paths:
        spare(told, path)
    for path, each in zip(paths, due, strict=True):
        paper = paper_of(session, console.words, PaperWanted(each.paper, uid=each.person))
        _write_one(paper, path, console)
        console.state("print.done", file=str(path), paper=paper.title)


def _write_one(paper: Paper, path: Path, console: Console) -> None:
    if path.suffix.lower() == ".pdf" and console.press is not None:
        console.write_pages(console.press, paper, path)
    else:
        write_paper(paper, path)
