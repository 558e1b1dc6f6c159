"""Strips for findings, and the reasons people give for going on in spite of them."""

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from lunarcurator.desktop.acting.reasons import Reasons
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.strips import FindingStrip
from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.services.references import OTHER_NAME
from lunarcurator.services.words import Words


class Answers(QObject):
    """Makes one strip for each finding and keeps it as long as the finding says the same."""

    changed = Signal()
    followed = Signal(object)

    def __init__(self, appearance: Appearance, words: Words, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance, self._words = appearance, words
        self._strips: dict[Finding, FindingStrip] = {}
        self.reasons = Reasons(self)
        self.reasons.forgotten.connect(self._show_reasons)
        self.leads: dict[str, str] = {}
        """By a field of findings that stands in another act: what that act is called."""

    def strips(self, findings: Sequence[Finding]) -> dict[Finding, FindingStrip]:
        """Return a strip for each finding; one that is told already keeps its strip, reason and focus."""
        wanted = dict.fromkeys(findings)
        for finding in [each for each in self._strips if each not in wanted]:
            strip = self._strips.pop(finding)
            strip.hide()
            strip.deleteLater()
        for number, finding in enumerate(wanted):
            if finding not in self._strips:
                self._strips[finding] = self._strip(finding, number)
        count = Counter(finding.key for finding in wanted)
        for finding in wanted:
            if finding.strength is not Strength.IMPOSSIBLE:
                self._strips[finding].say_note(*self._notes(count[finding.key]))
        return {finding: self._strips[finding] for finding in wanted}

    def strip_of(self, finding: Finding) -> FindingStrip | None:
        """Return the strip that tells a finding now, or None."""
        return self._strips.get(finding)

    def _strip(self, finding: Finding, number: int) -> FindingStrip:
        blocks = finding.strength is Strength.IMPOSSIBLE
        strip = FindingStrip(
            self._appearance,
            "red" if blocks else "amber",
            self._words.say_finding(finding),
            why=not blocks,
            note="" if blocks else self._notes(1)[0],
            link=self._way_out(finding),
            rule=finding.rule,
            object_name=f"finding{finding.key.replace('.', '_')}{number or ''}",
        )
        strip.why.setText(self.reasons.of(finding.key))
        strip.reason_edited.connect(self._remember(finding))
        strip.followed.connect(lambda: self.followed.emit(finding))
        return strip

    def _notes(self, count: int) -> tuple[str, str]:
        """Return what is said below the field of a reason, and there until it is given, for so many of a kind."""
        if count < 2:
            wanted = self.tr("Needed: say why in a few words. They go into the journal.")
            return self.tr("The reason goes into the journal."), wanted
        told = self.tr("One reason for all {count} of this kind. It goes into the journal.")
        wanted = self.tr("Needed: one reason for all {count} of this kind. It goes into the journal.")
        return told.replace("{count}", str(count)), wanted.replace("{count}", str(count))

    def _show_reasons(self) -> None:
        for finding, strip in self._strips.items():
            strip.why.setText(self.reasons.of(finding.key))

    def _remember(self, finding: Finding) -> Callable[[str], None]:
        def reasoned(text: str) -> None:
            self.reasons.give(finding.key, text)
            for other, strip in self._strips.items():
                # One reason answers every finding of the same key, so all of them show it.
                if other.key == finding.key and strip.why.text() != text:
                    strip.why.setText(text)
            self.changed.emit()

        return reasoned

    def _way_out(self, finding: Finding) -> str:
        if finding.key == "posting.stale":
            return self.tr("Reload")
        if finding.key == OTHER_NAME:
            return self.tr("Use {number}").replace("{number}", str(dict(finding.facts)["number"]))
        if finding.cause.startswith("entry:"):
            return self.tr("Show the entry")
        return self.leads.get(finding.field, "")
