"""Posts a plan as one entry, all or nothing, with the file's name and checksum."""

from collections.abc import Callable
from typing import Final

from lunarcurator.domain.acts import Override, Posting
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.domain.rules.identity import ELSEWHERE
from lunarcurator.services.file_sources import named_source
from lunarcurator.services.importing.plan import BAD, ImportPlan, PlannedRow
from lunarcurator.services.posting import Posted, Refused
from lunarcurator.services.store_session import StoreSession

AS_PUBLISHED = "as published"
"""The reason recorded where a catalogue is kept as it is although a value looks doubtful."""
_PUBLISHED: Final = (
    "register.pristinity_doubtful",
    ELSEWHERE,
    "number.other_family",
    "number.other_mission",
    "day.before_mission",
    "enter_loan.without_agreement",
    "enter_loan.mass_differs",
)
"""What a document may say although a rule asks: the preview shows it, and it is kept as published."""


class RowsRefused(Refused):
    """Rows of a file cannot come in, and nobody said that they may be left out; `rows` are they."""

    def __init__(self, plan: ImportPlan) -> None:
        self.rows: tuple[PlannedRow, ...] = tuple(row for row in plan.rows if row.verdict in BAD)
        super().__init__([reason for row in self.rows for reason in row.reasons])
        self.key = "import.rows_refused"
        self.facts = {"count": len(self.rows), "file": plan.file}


class NoRowGood(RowsRefused):
    """Every row of a file is refused or in conflict: leaving them out leaves nothing."""

    def __init__(self, plan: ImportPlan) -> None:
        super().__init__(plan)
        self.key = "import.no_row_good"


class NothingToImport(Refusal):
    """The book knows everything a file says already, or all but rows left out; there is nothing to post."""


def post_import(
    session: StoreSession,
    plan: ImportPlan,
    operator: OperatorRef,
    *,
    witness: OperatorRef | None = None,
    reason: str = "",
    skip_bad: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Posted:
    """Post what a plan would write: one entry, one undo; `progress` is told acts done and all acts.

    Raises `RowsRefused` where rows are bad and not skipped, or all are, `NothingToImport`, and what
    `StoreSession.post` raises.
    """
    _check(plan, skip_bad=skip_bad)
    asked = (key for key in _PUBLISHED if key in plan.warnings)
    return session.post(
        Posting(
            acts=plan.acts(),
            operator=operator,
            witness=witness,
            reason=reason,
            overrides=tuple(Override(key=key, reason=AS_PUBLISHED) for key in asked),
            basis=plan.basis,
            title=plan.collection,
            source=named_source(plan.file, plan.sheet if plan.one_of_several else ""),
            source_sha256=plan.sha256,
        ),
        progress,
        should_stop,
    )


def _check(plan: ImportPlan, *, skip_bad: bool) -> None:
    """Refuse a plan of which nothing would be posted, or not all that somebody expects."""
    if plan.bad and not skip_bad:
        raise RowsRefused(plan)
    if plan.bad and plan.bad == len(plan.rows):
        raise NoRowGood(plan)
    if not plan.writes and plan.bad:
        raise NothingToImport("import.rest_known", file=plan.file, count=plan.bad)
    if not plan.writes:
        raise NothingToImport("import.nothing_new", file=plan.file)
