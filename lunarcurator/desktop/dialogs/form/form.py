"""A form: rows of inputs in the order of the hands, and findings beside the input that can heal them."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunarcurator.desktop.dialogs.form.answers import Answers
from lunarcurator.desktop.dialogs.form.inputs import Input
from lunarcurator.desktop.dialogs.form.rows import Findings, Row
from lunarcurator.desktop.dialogs.form.tab_order import stop_after
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.widgets.strips import FindingStrip
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.services.words import Words


class Form(QObject):
    """The inputs of a dialog by key; `changed` comes with every edit of any of them."""

    changed = Signal()

    def __init__(self, appearance: Appearance, words: Words, column: QVBoxLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance, self._words, self._column = appearance, words, column
        self.answers = Answers(appearance, words, self)
        self.inputs: dict[str, Input] = {}
        self._rows: list[Row] = []
        self._general = Findings(appearance)
        self._wrong: dict[str, Refusal] = {}
        self._refused: Input | None = None

    def place_general(self) -> None:
        """Put what concerns the whole act here."""
        self._column.addLayout(self._general)

    def add(self, *inputs: Input, beside: Sequence[QWidget] = (), stretch: int = 0) -> Row:
        """Add a row of inputs at the end."""
        row = Row(self._appearance, inputs, beside, stretch=stretch)
        self._rows.append(row)
        self._column.addWidget(row)
        for each in inputs:
            self.inputs[each.key] = each
            each.changed.connect(self._edited)
        return row

    def settle(self) -> None:
        """Take over what is still being typed in an open editor."""
        for each in self.inputs.values():
            each.settle()

    def fit_rows(self) -> None:
        """Close the gaps of rows in which nothing is shown now."""
        for row in self._rows:
            row.fit()

    def troubles(self) -> list[tuple[Input, Refusal]]:
        """Say at each input what cannot be read there, and return all of it."""
        found = []
        for each in self._shown():
            trouble = each.trouble()
            if trouble is not None:
                self._say(each, trouble)
                found.append((each, trouble))
            elif each is not self._refused:
                self._calm(each)
        return found

    def missing(self) -> Input | None:
        """Return the first input where something has to be typed first, or None."""
        return next((each for each in self._shown() if each.is_missing()), None)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Put each finding below the row of the input it is about, and edge that input in its tone."""
        strips = self.answers.strips(findings)
        by_row: dict[int, list[FindingStrip]] = {}
        for each in self.inputs.values():
            if each.trouble() is None:
                each.point("", "")
        for finding, strip in strips.items():
            at, wanted = self._home(finding)
            by_row.setdefault(at, []).append(strip)
            if wanted is not None:
                wanted.point(finding.field, "red" if finding.strength is Strength.IMPOSSIBLE else "amber")
        for at, row in enumerate(self._rows):
            if row.findings.show_strips(by_row.get(at, [])):
                # A reason is asked for where it is seen, not behind all that stands below it.
                stop_after(row, [stop for strip in by_row.get(at, []) for stop in strip.stops])
        self._general.show_strips(by_row.get(-1, []))

    def show_refusal(self, refusal: Refusal) -> bool:
        """Say a refusal at the input whose text it is about; False if no input carries that text."""
        about = self.input_saying(str(refusal.facts.get("text", "")))
        if about is None:
            return False
        self._refused = about
        self._say(about, refusal)
        return True

    def input_saying(self, text: str) -> Input | None:
        """Return the input in which nothing but this text stands, or None."""
        told = text.strip()
        return next((each for each in self._shown() if told and told == each.text().strip()), None)

    def put_instead(self, text: str, other: str) -> None:
        """Write another text in every input where this one names a piece."""
        for each in self.inputs.values():
            each.put_instead(text, other)

    def input_for(self, finding: Finding) -> Input | None:
        """Return the input a finding is about, or None."""
        return self._home(finding)[1]

    def restore(self, texts: dict[str, str]) -> None:
        """Put the texts of a draft back into their inputs."""
        for key, text in texts.items():
            if key in self.inputs:
                self.inputs[key].restore(text)

    def _shown(self) -> Iterable[Input]:
        return (each for each in self.inputs.values() if not each.field.isHidden())

    def _home(self, finding: Finding) -> tuple[int, Input | None]:
        document = str(dict(finding.facts).get("document", ""))
        for at, row in enumerate(self._rows):
            # An act keeps documents of several fields together; their names tell which of them is meant.
            wanted = row.input_with(document) if document else None
            if wanted is not None and not wanted.field.isHidden():
                return at, wanted
        for at, row in enumerate(self._rows):
            wanted = row.input_of(finding.field) if finding.field else None
            if wanted is not None and not wanted.field.isHidden():
                return at, wanted
        return -1, None

    def _say(self, each: Input, refusal: Refusal) -> None:
        self._wrong[each.key] = refusal
        each.field.set_tone("red")
        told = (self._words.say(refusal.key, refusal.facts), each.stays)
        each.field.set_note(" ".join(filter(None, told)), "tones.red.ink")

    def _calm(self, each: Input) -> None:
        """Take back what was said of an input, and nothing else: its tone may be that of a finding."""
        if self._wrong.pop(each.key, None) is not None:
            each.field.set_tone("")
            each.field.set_note(each.stays or each.note)

    def _edited(self) -> None:
        if self._refused is not None:
            refused, self._refused = self._refused, None
            self._calm(refused)
        self.changed.emit()
