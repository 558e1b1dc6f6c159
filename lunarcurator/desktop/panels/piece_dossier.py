"""The part of the first page that says what a piece met, what belongs to it, and what is open about it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lunarcurator.desktop.links import Target
from lunarcurator.desktop.panels.sections import SectionHead
from lunarcurator.desktop.panels.targets import target_to
from lunarcurator.desktop.panels.wording import DOT, EN_DASH, Wording
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.desktop.theme.badges import BadgeLook, badge_of
from lunarcurator.desktop.widgets.badge_flow import BadgeFlow
from lunarcurator.desktop.widgets.citations import Citation, Citations
from lunarcurator.desktop.widgets.events import Event, Events
from lunarcurator.desktop.widgets.facts import FactsGrid
from lunarcurator.domain.mass_display import shown_count
from lunarcurator.domain.temperature import show_temperature
from lunarcurator.services.disputed_facts import Disputed
from lunarcurator.services.dossier import Dossier, Met, Open

_MOST = 6
_MARK = BadgeLook("teal", "block")
_DOUBT = BadgeLook("amber", "unknown")


class PieceMarks(QWidget):
    """How a piece must not be handled and whether it is what its number says, as badges with their reason."""

    def __init__(self, appearance: Appearance, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.badges = BadgeFlow(appearance, object_name="pieceMarks")
        column.addWidget(self.badges)
        self.hide()

    def show_dossier(self, dossier: Dossier) -> None:
        """Show the marks of a piece; nothing where it has none."""
        term = self._wording.term
        badges = [(term("handling", code), badge_of("handling", code) or _MARK) for code in dossier.handling]
        if dossier.identity_doubt:
            word = term("identity_doubt", dossier.identity_doubt)
            badges.insert(0, (word, badge_of("identity_doubt", dossier.identity_doubt) or _DOUBT))
        self.badges.show_badges(badges)
        self.badges.setToolTip(dossier.restriction if dossier.handling else "")
        self.setVisible(bool(badges))


class PieceDossier(QWidget):
    """Sections that show only where there is something; `followed` carries targets, `asked` actions."""

    followed = Signal(str)
    asked = Signal(str)

    def __init__(self, appearance: Appearance, wording: Wording) -> None:
        super().__init__()
        self._appearance, self._wording = appearance, wording
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(appearance.look.metrics.px(8))
        self._parts: dict[str, tuple[SectionHead, QWidget]] = {}
        self._links: list[QWidget] = []
        self.exposures = self._add("exposures", self.tr("Exposure and temperature"), Events, "expose")
        self.number = self._add("number", self.tr("Number"), FactsGrid)
        self.meanings = self._add("meanings", self.tr("What the number has meant besides"), Events)
        self.handling = self._add("handling", self.tr("Handling"), FactsGrid, "restrict")
        self.core = self._add("core", self.tr("Core and fractions"), FactsGrid)
        self.sections = self._add("sections", self.tr("Butts and sections"), Events)
        self.related = self._add("related", self.tr("Belongs together"), FactsGrid, "relate")
        self.disputed = self._add("disputed", self.tr("What sources say"), Citations, "state_fact")
        self.title = self._add("title", self.tr("Title"), FactsGrid)
        self.open = self._add("open", self.tr("Still open"), FactsGrid)
        self.show_dossier(None)

    def allow(self, allowed: bool) -> None:
        """Offer what posts, or not."""
        for each in self._links:
            each.setEnabled(allowed)

    def show_dossier(self, dossier: Dossier | None) -> None:
        """Show a dossier, or nothing yet."""
        told = dossier or Dossier()
        self.exposures.show_events(self._exposures(told), most=_MOST)
        self._show_links(self.number, self._number(told))
        self.meanings.show_events(self._meanings(told), most=_MOST)
        self._show_facts(self.handling, self._handling(told))
        self._show_facts(
            self.core,
            [(self._wording.term("field", key), self._wording.value(key, value)) for key, value in told.core],
        )
        self.sections.show_events(self._sections(told), most=_MOST)
        self._show_links(self.related, self._related(told))
        self.disputed.show_sayings([saying for each in told.disputed for saying in self._sayings(each)])
        owner = (self._wording.words.label(told.owner_label), told.owner)
        self._show_facts(self.title, [owner] if told.owner else [])
        self._show_links(self.open, self._open(told))
        self._show_parts(told)

    def _add[W: QWidget](self, key: str, title: str, make: Callable[..., W], action: str = "") -> W:
        head, shown = SectionHead(self._appearance, title), make(self._appearance, object_name=f"piece_{key}")
        if action:
            words = self.tr("Change\u2026") if action == "restrict" else self.tr("Add\u2026")
            link = head.link(words, f"pieceAdd_{action}", lambda: self.asked.emit(action))
            self._links.append(link)
        if isinstance(shown, FactsGrid | Events):
            shown.followed.connect(self.followed)
        self._column.addWidget(head)
        self._column.addWidget(shown)
        self._parts[key] = (head, shown)
        return shown

    def _show_parts(self, told: Dossier) -> None:
        there = {
            "exposures": bool(told.exposures or told.temperature_mk is not None),
            "number": told.numbered_by is not None,
            "meanings": bool(told.meanings),
            "handling": bool(told.handling),
            "core": bool(told.core),
            "sections": bool(told.sections),
            "related": bool(told.related or told.body_of or told.bodies),
            "disputed": bool(told.disputed),
            "title": bool(told.owner),
            "open": bool(told.cases or told.orders),
        }
        for key, (head, shown) in self._parts.items():
            head.setVisible(there[key])
            shown.setVisible(there[key])
        self.setVisible(any(there.values()))

    def _show_facts(self, grid: FactsGrid, facts: Sequence[tuple[str, str]]) -> None:
        grid.clear()
        for label, value in facts:
            grid.add(label, value)

    def _show_links(self, grid: FactsGrid, links: Sequence[tuple[str, list[tuple[str, str]]]]) -> None:
        grid.clear()
        for label, targets in links:
            grid.add_links(label, targets)

    def _exposures(self, told: Dossier) -> list[Event]:
        events = []
        if told.temperature_mk is not None:
            kept = self.tr("Kept at {temperature}").format(temperature=show_temperature(told.temperature_mk))
            events.append(Event(kept, ""))
        return [*events, *(self._event(each) for each in reversed(told.exposures))]

    def _event(self, met: Met) -> Event:
        wording = self._wording
        kind = wording.term("exposure_kind", met.kind)
        when = met.since.text(wording.words)
        if met.until and met.until != met.since.day:
            when = f"{when} {EN_DASH} {wording.day(met.until)}"
        notes = (
            when,
            self.tr("in {place}").format(place=met.place_name) if met.place_name else "",
            "" if met.scope == "whole" else wording.small("scope", met.scope),
            show_temperature(met.temperature_mk) if met.temperature_mk is not None else "",
            met.evidence,
        )
        inherited, target = "", ""
        if met.origin is not None:
            inherited = self.tr("inherited from {number}").format(number=met.origin_number)
            target = target_to(Target.SAMPLE, met.origin)
        return Event(
            DOT.join(part for part in (kind, met.agent) if part),
            DOT.join(note for note in notes if note),
            inherited,
            target,
        )

    def _number(self, told: Dossier) -> list[tuple[str, list[tuple[str, str]]]]:
        if told.numbered_by is None:
            return []
        words = self.tr("this lab, entry {entry}").replace("{entry}", shown_count(told.numbered_by.seq))
        return [(self.tr("Given by"), [(words, target_to(Target.ENTRY, told.numbered_by.uid))])]

    def _meanings(self, told: Dossier) -> list[Event]:
        """Return what else the number has meant, each with a way to the piece."""
        words = self._wording.words
        return [
            Event("", each.told(words), each.number, target_to(Target.SAMPLE, each.uid)) for each in told.meanings
        ]

    def _handling(self, told: Dossier) -> list[tuple[str, str]]:
        if not told.handling:
            return []
        marks = ", ".join(self._wording.small("handling", code) for code in told.handling)
        reason = [(self.tr("Why"), told.restriction)] if told.restriction else []
        return [(self.tr("Marked"), marks[:1].upper() + marks[1:]), *reason]

    def _sections(self, told: Dossier) -> list[Event]:
        made = []
        for each in told.sections:
            notes = (
                self._wording.small("form", each.form),
                self.tr("set {name}").format(name=each.set) if each.set else "",
                self.tr("home slot {place}").format(place=" \u203a ".join(each.home[-2:])) if each.home else "",
            )
            target = target_to(Target.SAMPLE, each.uid)
            made.append(Event("", DOT.join(note for note in notes if note), each.number, target))
        return made

    def _related(self, told: Dossier) -> list[tuple[str, list[tuple[str, str]]]]:
        rows = []
        if told.body_of is not None:
            target = target_to(Target.SAMPLE, told.body_of.uid)
            rows.append((self.tr("Another body of"), [(told.body_of.number, target)]))
        if told.bodies:
            links = [(each.number, target_to(Target.SAMPLE, each.uid)) for each in told.bodies]
            rows.append((self.tr("Further bodies"), links))
        term = self._wording.term
        related = (
            (term("relation_kind", each.kind), [(each.number, target_to(Target.SAMPLE, each.other))])
            for each in told.related
        )
        return [*rows, *related]

    def _sayings(self, disputed: Disputed) -> list[Citation]:
        words = self._wording.words
        fact, recorded, made = disputed.label(words), disputed.in_the_record(words), list[Citation]()
        if recorded:
            made.append(Citation(self._saying(fact, recorded), self.tr("In the record")))
        for each in disputed.statements:
            notes = (each.source, each.day.text(words), each.compared.told(words) if each.compared else "")
            text = self._saying(fact, each.value, chosen=each.chosen)
            made.append(Citation(text, DOT.join(note for note in notes if note), strong=each.chosen))
        return made

    def _saying(self, fact: str, value: str, *, chosen: bool = False) -> str:
        words = self.tr("{field}: {value}, chosen") if chosen else self.tr("{field}: {value}")
        return words.format(field=fact, value=value)

    def _open(self, told: Dossier) -> list[tuple[str, list[tuple[str, str]]]]:
        rows = [(self.tr("Case"), self._to_entry(each, "case_kind")) for each in told.cases]
        return rows + [(self.tr("Order"), self._to_entry(each, "order_state")) for each in told.orders]

    def _to_entry(self, each: Open, area: str) -> list[tuple[str, str]]:
        told = [each.code, self._wording.small(area, each.what), each.text]
        if each.pieces:
            facts = {"missing": each.missing, "count": each.pieces}
            told.append(self._wording.words.say("case.missing_of", facts))
        words = DOT.join(part for part in told if part)
        return [(words, target_to(Target.ENTRY, each.entry))]
