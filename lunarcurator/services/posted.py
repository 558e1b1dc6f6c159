"""What posting and its preview give back, and how they say no; posting itself needs every rule there is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lunarcurator.domain.acts import Act
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Finding
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.pieces import Recorded
from lunarcurator.services.changes import ChangeSet

type Progress = Callable[[int, int], None]
type ShouldStop = Callable[[], bool]


class Refused(Refusal):
    """Rules stand in the way of a posting; `findings` say which, and nothing was changed."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        # The same thing found in several rows or fields is told once, so it counts once.
        super().__init__("posting.refused", count=len({(each.key, each.facts) for each in findings}))
        self.findings = tuple(findings)


class Cancelled(Refusal):
    """Somebody stopped the posting before its end; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("posting.cancelled")


@dataclass(frozen=True, slots=True)
class Posted:
    """An entry that is in the journal now: its sequence, uid and chain link, what changed, what was noticed."""

    seq: int
    uid: Uid
    chain: str
    changes: ChangeSet
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a posting would do: the acts made exact, their facts and findings; nothing was written."""

    acts: tuple[Act, ...]
    facts: tuple[Recorded, ...]
    findings: tuple[Finding, ...]
    open_findings: tuple[Finding, ...]
