"""What every report says about itself, worded the same way everywhere."""

from collections.abc import Iterator
from dataclasses import dataclass

from lunarcurator.documents.model import AboutLine, Say


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Under which circumstances a report was made; texts already worded, empty where there is nothing to say.

    `as_of` is the day the picture is effective by, `sequence` the last entry it knows, `digest` the head of
    the journal then, in hex. `when` is a day or moment; leave it empty where the same cells must come out again.
    """

    store: str
    as_of: str
    sequence: int
    digest: str
    filters: tuple[str, ...] = ()
    who: str = ""
    when: str = ""


def about_lines(say: Say, what: str, facts: Circumstances) -> Iterator[AboutLine]:
    """Yield the lines that say what, of what, as of when, from which store and by whom."""
    lines = (
        (say("about.what"), what),
        (say("about.filters"), "; ".join(facts.filters) or say("about.no_filter")),
        (say("about.as_of"), facts.as_of),
        (say("about.sequence"), str(facts.sequence)),
        (say("about.digest"), facts.digest),
        (say("about.store"), facts.store),
        (say("about.who"), facts.who),
        (say("about.when"), facts.when),
    )
    yield from (AboutLine(label, value) for label, value in lines if value)
