"""Makes a paper: reads its template, gathers its facts, fills it, and writes it as a file."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from lunarcurator.documents.papers.blocks import Foot, Paper, PaperWords
from lunarcurator.documents.papers.filling import fill
from lunarcurator.documents.papers.html_paper import render_html_paper
from lunarcurator.documents.papers.template import Template, context_of, load_template, load_templates
from lunarcurator.documents.rendering import UnknownFormatError
from lunarcurator.domain.days import show_day
from lunarcurator.domain.moments import Moment
from lunarcurator.exchange.new_file import new_file
from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.clock import local_time
from lunarcurator.services.codes import modules_of
from lunarcurator.services.papers.gatherers import GATHERERS, OF_NOW
from lunarcurator.services.papers.paper_context import PaperContext, PaperRefused, PaperWanted
from lunarcurator.services.places import Places
from lunarcurator.services.store_session import StoreSession
from lunarcurator.services.words import Words
from lunarcurator.store.reads.inventory import chains_of

PAPER_SUFFIXES: Final = (".pdf", ".html", ".htm", ".xlsx")
"""The file name endings a paper can be written as; PDF is made by what knows pages."""


class PaperName(NamedTuple):
    """A paper there is: its key, its title, and what it is of."""

    key: str
    title: str
    subject: str


def paper_names(words: Words) -> tuple[PaperName, ...]:
    """Return every paper there is, by title, in the language of the words."""
    found = [
        PaperName(each.key, words.text(context_of(each.key), each.title), each.subject)
        for each in templates().values()
    ]
    return tuple(sorted(found, key=lambda each: each.title))


def templates() -> Mapping[str, Template]:
    """Return the templates that come with the program, by key."""
    return load_templates(resources_folder() / "documents")


def paper_of(session: StoreSession, words: Words, wanted: PaperWanted) -> Paper:
    """Return a paper as it stands in the book; raises `TemplateError`, `PaperRefused`, `UnclearReference`.

    Every paper tells the moment it is asked of, or is refused for another day than today: see `OF_NOW`.
    A borrower who answers for nothing any more is said so first on every paper, and to whoever prints it.
    Its foot says the last entry known, the day, and the journal's head; the clock stands there and nowhere else.
    """
    template = load_template(resources_folder() / "documents", wanted.paper)
    if wanted.moment.day is not None and wanted.paper in OF_NOW:
        title = words.text(context_of(template.key), template.title)
        raise PaperRefused("paper.of_now", paper=title, day=wanted.moment.day)
    sequence = wanted.moment.seq if wanted.moment.seq is not None else session.head().seq
    with session.database.connect() as connection:
        digest = chains_of(connection, [sequence]).get(sequence, "")
    facts = GATHERERS[wanted.paper](PaperContext(session, words, wanted))
    gone = facts.values.get("gone", "")
    facts = replace(
        facts,
        organisation=facts.organisation or Places(session).laboratory(wanted.moment),
        above=gone,
        warnings=facts.warnings or tuple(filter(None, [gone])),
    )
    day = wanted.moment.day if wanted.moment.day is not None else session.today
    printed = f"{local_time(session.now_us(), session.time_zone):%Y-%m-%d %H:%M}"
    foot = Foot(session.path.name, sequence, show_day(day), digest, printed)
    made = partial(fill, template, facts, foot)
    return made(words_of(words), modules_of, words.say("paper.sum"), words.text)


def write_paper(paper: Paper, path: Path) -> None:
    """Write a paper as the file its name ends in (.html, .xlsx), whole or not at all.

    Raises `UnknownFormatError` for any other ending, `SheetError` where nothing can be written.
    """
    render = _renderer_for(path.suffix.lower())
    if render is None:
        raise UnknownFormatError("paper.format_unknown", suffix=path.suffix, known=list(PAPER_SUFFIXES))
    with new_file(path) as stream:
        render(paper, stream)


def _renderer_for(suffix: str) -> Callable[[Paper, BinaryIO], None] | None:
    if suffix == ".xlsx":
        # No start of the window needs the library of workbooks.
        from lunarcurator.documents.papers.xlsx_paper import render_xlsx_paper

        return render_xlsx_paper
    return render_html_paper if suffix in {".html", ".htm"} else None


def words_of(words: Words) -> PaperWords:
    """Word what every paper needs of its own."""
    gaps = {name: f"{{{name}}}" for name in ("page", "pages", "store", "sequence", "day", "digest")}
    return PaperWords(
        record=words.say("paper.record"),
        page=words.say("paper.page", gaps),
        foot=words.say("paper.foot", gaps),
        printed=words.say("paper.printed"),
        name=words.say("paper.name"),
        day=words.say("paper.day"),
        signature=words.say("paper.signature"),
        cut=words.say("document.cut"),
        checksum=words.say("paper.checksum"),
        not_set=words.label("paper.not_set"),
        at_least=words.say("paper.at_least", {name: f"{{{name}}}" for name in ("sum", "count")}),
        and_unweighed=words.say("paper.and_unweighed", {name: f"{{{name}}}" for name in ("mass", "count")}),
        came_unweighed=words.say("paper.only_unweighed", {"count": "{count}"}),
        on_lines=words.say("paper.on_lines", {name: f"{{{name}}}" for name in ("sum", "count", "all")}),
        unknown=words.say("mass.unknown"),
        language=words.language,
    )


def as_known_now(session: StoreSession, wanted: PaperWanted) -> PaperWanted:
    """Return the wish with the entries known now: what is previewed is what is printed later."""
    if wanted.moment.is_now:
        return wanted
    seq = wanted.moment.seq if wanted.moment.seq is not None else session.head().seq
    return replace(wanted, moment=Moment(day=wanted.moment.day, seq=seq))
