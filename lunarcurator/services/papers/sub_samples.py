"""What papers say of the sub-samples of a borrower: what became of them, and of which nobody told again."""

from collections.abc import Iterable, Iterator

from lunarcurator.documents.papers.filling import Row
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.sub_samples import reported, untold
from lunarcurator.services.papers.paper_context import PaperContext


def untold_rows(context: PaperContext, lines: Iterable[Line]) -> Iterator[Row]:
    """Yield of each closed line which sub-samples its borrower reported and nobody said what became of."""
    for line in lines:
        if missing := [each.name for each in untold(line)]:
            facts = {"line": line.code, "names": missing}
            yield {"told": context.words.say("line.sub_samples_untold", facts)}


def told_rows(context: PaperContext, lines: Iterable[Line]) -> Iterator[Row]:
    """Yield of each line which sub-samples, by their borrower's names, were used up or lost, and which are out."""
    for line in lines:
        gone = [each.name for each in reported(line) if each.became == "gone"]
        out = [each.name for each in reported(line) if each.is_awaited and line.is_open]
        for key, names in (("line.sub_samples_gone", gone), ("line.sub_samples_out", out)):
            if names:
                yield {"told": context.words.say(key, {"line": line.code, "names": names})}
