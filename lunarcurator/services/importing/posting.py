"""Posts a plan as one entry, all or nothing, with the file's name and checksum."""

from collections.abc import Callable

from lunarcurator.domain.acts import Authority, Override, Posting
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import OperatorRef
from lunarcurator.services.desk import Desk
from lunarcurator.services.importing.plan import BAD, ImportPlan, PlannedRow
from lunarcurator.services.posting import Posted, Refused

AS_PUBLISHED = "as published"
"""The reason recorded where a catalogue is kept as it is although a value looks doubtful."""


class RowsRefused(Refused):
    """Rows of a file cannot come in, and nobody said that they may be left out; `rows` are they."""

    def __init__(self, plan: ImportPlan) -> None:
        self.rows: tuple[PlannedRow, ...] = tuple(row for row in plan.rows if row.verdict in BAD)
        super().__init__([reason for row in self.rows for reason in row.reasons])
        self.key = "import.rows_refused"
        self.facts = {"count": len(self.rows), "file": plan.file}


class NothingToImport(Refusal):
    """The book knows everything a file says already; there is nothing to post."""


def post_import(
    desk: Desk,
    plan: ImportPlan,
    operator: OperatorRef,
    *,
    witness: OperatorRef | None = None,
    reason: str = "",
    overrides: tuple[Override, ...] = (),
    authority: Authority | None = None,
    skip_bad: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Posted:
    """Post what a plan would write: one entry, one undo; `progress` is told acts done and all acts.

    Raises `RowsRefused` where rows are bad and not skipped, `NothingToImport`, and what `Desk.post` raises.
    """
    if plan.bad and not skip_bad:
        raise RowsRefused(plan)
    if not plan.writes:
        raise NothingToImport("import.nothing_new", file=plan.file)
    answered = {each.key for each in overrides}
    doubtful = "register.pristinity_doubtful"
    published = () if doubtful in answered else (Override(key=doubtful, reason=AS_PUBLISHED),)
    return desk.post(
        Posting(
            acts=tuple(plan.acts()),
            operator=operator,
            witness=witness,
            reason=reason,
            overrides=(*overrides, *(published if doubtful in plan.warnings else ())),
            authority=authority,
            basis=plan.basis,
            title=plan.collection,
            source=plan.file,
            source_sha256=plan.sha256,
        ),
        progress,
        should_stop,
    )
