"""Where a form stands: what is in the way of its act, and how many findings it has."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from lunarcurator.desktop.dialogs.form.inputs import Input
from lunarcurator.desktop.translation import counted
from lunarcurator.domain.findings import Finding, Strength


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way of the act, in a sentence, and where it is healed (None: not in the form)."""

    sentence: str
    at: Input | None = None
    finding: Finding | None = None


def missing_obstacle(at: Input) -> Obstacle:
    """Return that something has to be typed or chosen first."""
    sentence = QCoreApplication.translate("Obstacles", "Still needed: {field}")
    return Obstacle(sentence.format(field=at.caption), at)


def trouble_obstacle(at: Input) -> Obstacle:
    """Return that what was typed somewhere cannot be read."""
    sentence = QCoreApplication.translate("Obstacles", "Not readable yet: {field}")
    return Obstacle(sentence.format(field=at.caption), at)


def finding_obstacle(findings: Sequence[Finding]) -> Obstacle | None:
    """Return what the gravest open finding asks for, or None where none is open."""
    blocks = [each for each in findings if each.strength is Strength.IMPOSSIBLE]
    if blocks:
        return Obstacle(QCoreApplication.translate("Obstacles", "A rule does not allow this"), finding=blocks[0])
    if findings:
        sentence = QCoreApplication.translate("Obstacles", "A warning waits for its reason")
        return Obstacle(sentence, finding=findings[0])
    return None


def summary(findings: Sequence[Finding], open_findings: Sequence[Finding]) -> tuple[str, str]:
    """Return how many findings there are and whether they are answered, with the tone of that sentence."""
    blocks = sum(each.strength is Strength.IMPOSSIBLE for each in findings)
    warnings, waiting = len(findings) - blocks, len(open_findings) - blocks
    if blocks:
        return counted("Obstacles", "1 block", "{count} blocks", blocks), "red"
    if not warnings:
        return "", "grey"
    told = counted("Obstacles", "1 warning", "{count} warnings", warnings)
    if waiting:
        sentence = QCoreApplication.translate("Obstacles", "{warnings}, {waiting} without a reason")
        return sentence.format(warnings=told, waiting=waiting), "amber"
    sentence = QCoreApplication.translate("Obstacles", "{warnings}, with a reason")
    return sentence.format(warnings=told), "amber"
