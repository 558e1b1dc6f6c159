"""Which function gathers the facts of which paper: one line for each template."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.documents.papers.filling import Facts
from lunarcurator.services.papers import pieces
from lunarcurator.services.papers.ground import Ground

type Gatherer = Callable[[Ground], Facts]

GATHERERS: Final[Mapping[str, Gatherer]] = MappingProxyType(
    {
        "accession_sheet": pieces.accession_sheet,
        "dissection_log": pieces.dissection_log,
        "genealogy": pieces.genealogy,
        "section_list": pieces.section_list,
    }
)
"""By the key of the template."""
