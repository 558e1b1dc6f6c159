"""The plans for the rows of several collections as one: a file comes in by one run, as one entry."""

from collections import ChainMap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from heapq import merge
from itertools import chain

from lunarcurator.domain.acts import Act
from lunarcurator.domain.operations import SetUpPlace
from lunarcurator.exchange.book import Row
from lunarcurator.services.importing.plan import ImportPlan


def joined(plans: Sequence[ImportPlan]) -> ImportPlan:
    """Return plans for different rows of one file as one plan, its rows in the order of the file."""
    first, *further = plans
    if not further:
        return first
    placed = [*enumerate(chain.from_iterable(plan.rows for plan in plans))]
    placed.sort(key=lambda each: each[1].row)
    at = {before: index for index, (before, _) in enumerate(placed)}
    return replace(
        first,
        collection=", ".join(plan.collection for plan in plans),
        rows=tuple(row for _, row in placed),
        opening=_once(chain.from_iterable(plan.opening for plan in plans)),
        days=dict(ChainMap(*(dict(plan.days) for plan in plans))),
        posting_order=tuple(at[before] for before in _order(plans)),
        cells=lambda: _cells(plans),
    )


def _order(plans: Sequence[ImportPlan]) -> Iterator[int]:
    """Yield in which order rows are posted, counted on from plan to plan."""
    before = 0
    for plan in plans:
        yield from (before + index for index in plan.posting_order or range(len(plan.rows)))
        before += len(plan.rows)


def _once(acts: Iterator[Act]) -> tuple[Act, ...]:
    """Return acts without the second that sets up one place."""
    found: dict[object, Act] = {}
    for act in acts:
        made = act.operation
        found.setdefault((made.parent, made.name) if isinstance(made, SetUpPlace) else act, act)
    return (*found.values(),)


def _cells(plans: Sequence[ImportPlan]) -> Iterator[Row]:
    return merge(*(plan.cells() for plan in plans), key=lambda row: row.number)
