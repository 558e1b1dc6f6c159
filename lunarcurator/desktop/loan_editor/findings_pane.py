"""What the rules find, one sentence each, with reasons for warnings and who allows what is forbidden."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunarcurator.desktop.acting.pending_entry import PendingEntry
from lunarcurator.desktop.acting.reasons import Reasons
from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.dialogs.form.approval import Approval
from lunarcurator.desktop.dialogs.form.drafting import texts_in
from lunarcurator.desktop.panels.sections import SectionHead, clear
from lunarcurator.desktop.translation import counted
from lunarcurator.desktop.widgets.badge import Badge
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.desktop.widgets.labels import Label, LinkLabel
from lunarcurator.desktop.widgets.strips import FindingStrip
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.findings import Finding, Strength
from lunarcurator.services.people import Operator, People
from lunarcurator.services.words import Words

_MOST: Final = 8
_FURTHER: Final = 48
"""So many more are shown at a time: thousands at once would stop the window."""


@dataclass(frozen=True, slots=True)
class Said:
    """One finding as it is shown: its sentence, tone, where it leads (`line:3`, `sample:UID`), and its key."""

    tone: str
    sentence: str
    link: str = ""
    target: str = ""
    key: str = ""
    rule: str = ""


class FindingsPane(QWidget):
    """Strips of findings; `followed` carries where one leads, `changed` says that a reason was typed."""

    followed = Signal(str)
    changed = Signal()

    def __init__(self, context: AppContext, operators: Sequence[Operator]) -> None:
        super().__init__()
        appearance, px = context.appearance, context.appearance.look.metrics.px
        self._appearance, self._context = appearance, context
        self._counts = FlowLayout(px(6))
        self._strips = QVBoxLayout()
        self._strips.setSpacing(px(8))
        self.approval = Approval(appearance, operators, context.operator, narrow=True)
        self.approval.changed.connect(self.changed)
        self.approval.hide()
        context.operator_changed.connect(self._offer_second)
        self.reasons = Reasons(self)
        self.reasons.forgotten.connect(self._show_reasons)
        self.said: tuple[Said, ...] | None = None
        self._asked = False
        self._most = _MOST
        self.more = LinkLabel(appearance, "", size=12, object_name="findings.more")
        self.more.activated.connect(self._show_further)
        self.strips: list[FindingStrip] = []
        self._asking: dict[str, FindingStrip] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(SectionHead(appearance, self.tr("Findings")))
        column.addLayout(self._counts)
        column.addLayout(self._strips)
        column.addWidget(self.more)
        column.addWidget(self.approval)

    def answer_for(self, pending: PendingEntry) -> None:
        """Let an entry take from here who allows it, and empty the PIN of whoever has proved himself."""
        pending.approval = self.approval
        pending.proved.connect(lambda: self.approval.pin.restore(""))

    def kept(self) -> Mapping[str, object]:
        """Return what a draft keeps of it: the reasons given, and who allows something, without a PIN."""
        return {
            "reasons": self.reasons.kept(),
            "authority": {each.key: each.text() for each in self.approval.inputs},
        }

    def take_up(self, content: Mapping[str, object]) -> None:
        """Take up the reasons of a draft; each stands at its finding once that is found again."""
        self.reasons.take_up(texts_in(content.get("reasons")))
        kept = texts_in(content.get("authority"))
        for each in self.approval.inputs:
            each.restore(kept.get(each.key, ""))
        self.said = None

    def begin(self) -> None:
        """Begin anew: nothing found, no reason given, nobody named who allows anything."""
        self.reasons.forget()
        for each in (*self.approval.inputs, self.approval.pin):
            each.restore("")
        self.said, self._most = None, _MOST
        self.approval.hide()
        self.show_findings((), asked=False)

    def ask_authority(self, findings: Sequence[Finding]) -> None:
        """Ask who allows it where one of these findings asks for that."""
        self.approval.ask_for(findings)

    def show_findings(self, said: Sequence[Said], *, asked: bool) -> None:
        """Show what the rules find, the gravest first; reasons typed before stay.

        `asked` says that the rules were asked: only then is it told that they find nothing.
        """
        if (tuple(said), asked) == (self.said, self._asked):
            return
        self.said, self._asked = tuple(said), asked
        self._show_strips()

    def show_refusal(self, refusal: Refusal) -> None:
        """Show why nothing can be posted, where that is no finding of a rule."""
        self.show_findings((Said("red", self._context.words.say(refusal.key, refusal.facts)),), asked=True)

    def _show_further(self) -> None:
        """Show more of what is found, and go on where that begins."""
        had = len(self.strips)
        self._most += _FURTHER
        self._show_strips()
        stops = [stop for strip in self.strips[had:] for stop in strip.stops]
        if self.more.isHidden() and stops:
            stops[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_strips(self) -> None:
        said = self.said or ()
        clear(self._strips)
        clear(self._counts)
        self.strips = []
        self._asking.clear()
        appearance = self._appearance
        self._count_badges()
        shown = shown_of(said, self._most)
        kinds = Counter(each.key for each in said)
        for at, (each, takes) in enumerate(shown):
            strip = FindingStrip(
                appearance,
                "red" if each.tone == "red" else "amber" if each.tone == "amber" else "grey",
                each.sentence,
                why=takes,
                link=each.link,
                note=self._answers_all(kinds[each.key]) if takes else "",
                rule=each.rule,
                object_name=f"finding{at}",
            )
            if takes:
                strip.why.setText(self.reasons.of(each.key))
                strip.reason_edited.connect(lambda text, key=each.key: self._reasoned(key, text))
                self._asking[each.key] = strip
            strip.followed.connect(lambda target=each.target: self.followed.emit(target))
            self._strips.addWidget(strip)
            self.strips.append(strip)
        more = len(said) - len(shown)
        self.more.set_text(counted("FindingsPane", "{count} more", "{count} more", more))
        self.more.setVisible(more > 0)
        if not said:
            checked = self.tr("Nothing stands in the way of what is filled in here.")
            words = checked if self._asked else self.tr("No rule has been asked yet.")
            self._strips.addWidget(Label(appearance, words, colour="text2", wrap=True))

    def _answers_all(self, count: int) -> str:
        """Say for how many findings one reason is given, nothing for one."""
        return counted(
            "FindingsPane",
            "One reason for all {count} of this kind.",
            "One reason for all {count} of this kind.",
            count,
        ) * (count > 1)

    def _offer_second(self) -> None:
        people, acting = People(self._context.session), self._context.operator
        self._context.lanes.read(
            people.operators, lambda found: self.approval.offer(found, acting), replaces=f"second/{id(self)}"
        )

    def _show_reasons(self) -> None:
        for key, strip in self._asking.items():
            strip.why.setText(self.reasons.of(key))

    def _reasoned(self, key: str, text: str) -> None:
        self.reasons.give(key, text)
        self.changed.emit()

    def _count_badges(self) -> None:
        appearance = self._appearance
        for tone, words, concept in (
            ("red", self.tr("{count} in the way"), "block"),
            ("amber", self.tr("{count} to give a reason for"), "warning"),
        ):
            count = sum(each.tone == tone for each in self.said or ())
            if count:
                self._counts.addWidget(Badge(appearance, words.replace("{count}", str(count)), tone, concept))


def shown_of(said: Sequence[Said], most: int = _MOST) -> list[tuple[Said, bool]]:
    """Return the first of many findings, and which of them takes the reason for all of its key.

    Whatever asks for a reason has a field for it, however many others there are.
    """
    asked: set[str] = set()
    takes: list[bool] = []
    for each in said:
        takes.append(each.tone == "amber" and bool(each.key) and each.key not in asked)
        asked.add(each.key)
    room = max(most - sum(takes), 0)
    shown: list[tuple[Said, bool]] = []
    for each, mine in zip(said, takes, strict=True):
        if mine or room > 0:
            shown.append((each, mine))
            room -= not mine
    return shown


def left_out(count: int) -> list[Said]:
    """Return the note that so many red rows were left out when the rules were asked, nothing for none."""
    words = counted(
        "FindingsPane",
        "The rules are asked without 1 red row.",
        "The rules are asked without {count} red rows.",
        count,
    )
    return [Said("note", words)] if count else []


def said_of(
    findings: Sequence[Finding], words: Words, rows: Mapping[int, int] = MappingProxyType({})
) -> list[Said]:
    """Return findings as they are shown; `rows` from a place in the acts to a grid row."""
    said = []
    for each in findings:
        row = next((rows[place] for place in rows if f"lines[{place}]" in each.field), None)
        target = f"row:{row}" if row is not None else ""
        blocks = each.strength is Strength.IMPOSSIBLE
        tone, key = ("red", "") if blocks else ("amber", each.key)
        said.append(Said(tone, words.say_finding(each), "", target, key, each.rule))
    return sorted(said, key=lambda each: each.tone != "red")
