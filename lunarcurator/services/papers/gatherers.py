"""Which function gathers the facts of which paper: one line for each template."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from lunarcurator.documents.papers.filling import Facts
from lunarcurator.services.papers import blank_forms, entries, pieces, places
from lunarcurator.services.papers.ground import Ground

type Gatherer = Callable[[Ground], Facts]

GATHERERS: Final[Mapping[str, Gatherer]] = MappingProxyType(
    {
        "accession_sheet": pieces.accession_sheet,
        "blank_form": blank_forms.blank_form,
        "container_contents": places.container_contents,
        "count_record": places.count_record,
        "day_sheet": entries.day_sheet,
        "dissection_log": pieces.dissection_log,
        "entry_sheet": entries.entry_sheet,
        "genealogy": pieces.genealogy,
        "section_list": pieces.section_list,
        "split_record": entries.split_record,
        "vault_inventory": places.vault_inventory,
    }
)
"""By the key of the template."""
