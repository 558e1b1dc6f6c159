"""What papers say of sub-samples a borrower reported and nobody told of again."""

from collections.abc import Iterable, Iterator

from lunarcurator.documents.papers.filling import Row
from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.sub_samples import untold
from lunarcurator.services.papers.paper_context import PaperContext


def untold_rows(context: PaperContext, lines: Iterable[Line]) -> Iterator[Row]:
    """Yield of each closed line which sub-samples its borrower reported and nobody said what became of."""
    for line in lines:
        if missing := [each.name for each in untold(line)]:
            facts = {"line": line.code, "names": missing}
            yield {"told": context.words.say("line.sub_samples_untold", facts)}
