"""The attention room: what needs a hand on the day shown, and what can be done about the row that is chosen."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, override

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from lunarcurator.desktop.app_context import AppContext, Room
from lunarcurator.desktop.lanes import Ticket
from lunarcurator.desktop.links import NOTHING, Link, Selection, Target
from lunarcurator.desktop.panels.wording import Wording
from lunarcurator.desktop.rooms.heading import RoomHead, next_focus
from lunarcurator.desktop.rooms.to_do.tables import ListTable, fill, glance_cells, listing_cells, listing_table
from lunarcurator.desktop.rooms.to_do.writing import ListWriting, write_count
from lunarcurator.desktop.theme.fonts import SEMIBOLD
from lunarcurator.desktop.widgets.buttons import Button
from lunarcurator.desktop.widgets.flow import FlowLayout
from lunarcurator.desktop.widgets.grounds import Rule
from lunarcurator.desktop.widgets.labels import Label
from lunarcurator.desktop.widgets.ledger_model import LedgerColumn
from lunarcurator.desktop.widgets.pages import Pages
from lunarcurator.desktop.widgets.waiting import LongRead, Waiting
from lunarcurator.domain.identity import Uid
from lunarcurator.domain.incidents import LOSSES
from lunarcurator.services.exporting import Report
from lunarcurator.services.policies import PolicyError
from lunarcurator.services.to_do.limits import Limits, limits_of
from lunarcurator.services.to_do.listing import Concern, Listing, ListRow
from lunarcurator.services.to_do.looking import look
from lunarcurator.services.to_do.reporting import Glance, glance, rule_of

_MOST: Final = 500
"""So many rows of a list are shown; a file has them all."""
_CONCERNS: Final = tuple(Concern)
_COUNTED: Final = frozenset({"elsewhere", "missing", "extra"})
"""Kinds of cases that a count opens."""
_ONLY_READ: Final = frozenset({"export_count", "incident_record"})
"""What may be done by whoever may look."""
_ROOMS: Final = frozenset({Target.SAMPLE, Target.PLACE, Target.ENTRY, Target.PERSON, Target.LINE})
_ASKS: Final = (("case", "close_case"), ("order", "advance_order"), ("balance", "balances"))
_AGREED: Final[Mapping[Concern, str]] = MappingProxyType(
    {
        Concern.AGREEMENTS: "renew_agreement",
        Concern.SIGNATURES: "sign_agreement",
        Concern.CONTACTS: "confirm_contact",
    }
)
"""What is done about a row of those who borrow."""


class ToDoRoom(Room):
    """Concerns at the left with how many need a hand, the list of the chosen one at the right."""

    key = "attention"
    icon = "warning"

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        appearance = context.appearance
        self._concern = Concern.CASES
        self._found: dict[Concern, Listing] = {}
        self._tables: dict[Concern, ListTable] = {}
        self._glances: tuple[Glance, ...] = tuple(Glance(each, 0, 0) for each in Concern)
        self._glancing: Ticket | None = None
        self._is_fresh = True
        self.head = RoomHead(appearance, self.title(), object_name="attentionRoom.head")
        self._add_head(
            "attention_limits", self.tr("Limits…"), "settings", lambda: self.asked.emit("attention_limits")
        )
        self._add_head("export_list", self.tr("Export…"), "export", lambda: self.asked.emit("export"))
        self.writing = ListWriting(context, self)
        self.writing.told.connect(self._say_written)
        columns = (LedgerColumn(self.tr("What")), LedgerColumn(self.tr("Open"), "count", 64))
        self.concerns = ListTable(appearance, columns, self.tr("What"), object_name="attentionRoom.concerns")
        fill(self.concerns)
        self.concerns.selectionModel().currentRowChanged.connect(self._choose)
        self._name = Label(appearance, size=15, weight=SEMIBOLD, object_name="attentionRoom.name")
        self._rule = Label(appearance, colour="text2", wrap=True, object_name="attentionRoom.rule")
        self._shown = Label(appearance, size=12, colour="text2", object_name="attentionRoom.shown")
        self._none = Label(
            appearance, self.tr("Nothing here needs a hand."), colour="text2", object_name="attentionRoom.none"
        )
        self.acts = {
            key: Button(text, dense=True, object_name=f"attentionRoom.{key}")
            for key, text in (
                ("export_count", self.tr("Discrepancy list…")),
                ("incident_record", self.tr("Record of the loss…")),
                ("close_case", self.tr("Close the case…")),
                ("reopen_case", self.tr("Reopen the case…")),
                ("advance_order", self.tr("Go on with it…")),
                ("finish_order", self.tr("Split and finish…")),
                ("cancel_order", self.tr("Give it up…")),
                ("renew_agreement", self.tr("Renew it…")),
                ("sign_agreement", self.tr("It is signed…")),
                ("confirm_contact", self.tr("Confirm the contact…")),
            )
        }
        for key, button in self.acts.items():
            if key == "export_count":
                button.clicked.connect(lambda _on=False: self.export_count())
            else:
                button.clicked.connect(lambda _on=False, key=key: self.asked.emit(key))
        self.stack = Pages()
        self.stack.setObjectName("attentionRoom.lists")
        self._blank = QWidget()
        self.stack.addWidget(self._blank)
        waiting = Waiting(
            appearance, self.stack, self.concerns.horizontalHeader().height, object_name="attentionWaiting"
        )
        self.reading = LongRead(context.lanes, waiting, "attentionRoom.list")
        self._lay_out()
        # Before the first list is read nobody knows whether anything needs a hand, and nothing can be done.
        self._none.hide()
        self._offer()
        self._show_glances(self._glances)
        context.changed.connect(lambda _changes: self.when_seen(self.refresh))
        context.operator_changed.connect(self._offer)
        context.moment_changed.connect(lambda _moment: self._other_day())
        self.when_seen(self.refresh)

    @override
    def title(self) -> str:
        return self.tr("Attention")

    @override
    def enter(self) -> None:
        self.concerns.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def concern(self) -> Concern:
        """What is listed."""
        return self._concern

    @property
    def table(self) -> ListTable | None:
        """The list in front, None before it was read."""
        return self._tables.get(self._concern)

    def show_concern(self, concern: Concern) -> None:
        """List what there is about a concern."""
        self._is_fresh = False
        self._set_row(_CONCERNS.index(concern))

    def copy(self) -> None:
        """Copy the chosen rows with headers."""
        if self.table is not None:
            QApplication.clipboard().setText(self.table.copied())

    def next_pane(self) -> None:
        """Go on to the next part with the keyboard: concerns, list."""
        next_focus((self.concerns, self.table or self._blank))

    @override
    def list_in_front(self) -> Report:
        return Report(self._concern.word)

    def export_count(self) -> None:
        """Ask for a file and write what differed at the count that opened the chosen case, for two to sign."""
        session, words, who = self.context.session, self.context.words, self.context.operator_name
        code = self._count_of_case()
        self.writing.ask(
            f"count-{code}",
            lambda path, ticket: write_count(session, words, code, path, ticket, who=who),
        )

    def _count_of_case(self) -> str:
        """Return the number of the count behind the chosen case, "" for none."""
        chosen = self._row
        if chosen is None or self._concern is not Concern.CASES:
            return ""
        code, kind, *_ = chosen.values
        return str(code).rpartition("-")[0] if kind in _COUNTED else ""

    def _is_loss(self) -> bool:
        """Tell whether the chosen row is a case of what was lost or stolen."""
        chosen = self._row
        return chosen is not None and self._concern is Concern.CASES and chosen.values[1] in LOSSES

    @property
    def _row(self) -> ListRow | None:
        """The selected row of the list in front, None for none."""
        found, table = self._found.get(self._concern), self.table
        row = table.chosen_row if table is not None else -1
        return found.rows[row] if found is not None and 0 <= row < len(found.rows) else None

    def _say_written(self, sentence: str, _well: bool) -> None:
        self._shown.setText(sentence)

    def refresh(self) -> None:
        """Count what needs a hand, and read the list in front anew."""
        session, moment = self.context.session, self.context.moment
        if self._glancing is not None:
            self._glancing.cancel()
        self._glancing = self.context.lanes.background(
            lambda ticket: None if ticket.should_stop() else glance(session, limits_of(session), moment),
            self._counted,
        )
        self._read()

    def _other_day(self) -> None:
        """Show what needed a hand on another day; on a day that is past nothing can be done about it."""
        self._offer()
        self.when_seen(self.refresh)

    def _counted(self, found: tuple[Glance, ...] | None) -> None:
        if found is None:
            return
        self._show_glances(found)
        if self._is_fresh:
            # What is empty says nothing to somebody who has just come in.
            self._is_fresh = False
            self.show_concern(next((each.concern for each in found if each.marked), self._concern))

    def _show_glances(self, found: Sequence[Glance]) -> None:
        self._glances = tuple(found)
        self.concerns.set_rows(glance_cells(found, self.context.words))
        self._set_row(_CONCERNS.index(self._concern))
        count = sum(each.marked for each in found)
        told = self.context.words.say("attention.in_all", {"count": count})
        self.head.show_totals(told)

    def _set_row(self, row: int) -> None:
        index = self.concerns.model().index(row, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.concerns.selectionModel().setCurrentIndex(index, flags)

    def _choose(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not current.isValid() or _CONCERNS[current.row()] is self._concern:
            return
        self._is_fresh = False
        self._concern = _CONCERNS[current.row()]
        self._select(NOTHING)
        self._read()

    def _read(self) -> None:
        session, concern, moment = self.context.session, self._concern, self.context.moment

        def work() -> tuple[Limits, Listing]:
            limits = limits_of(session)
            return limits, look(session, concern, limits, _MOST, moment)

        sentence = self.tr("Looking through the store…")
        self.reading.start(sentence, work, lambda found: self._arrived(*found), self._put_back, self._refused)

    def _put_back(self) -> None:
        """Keep what was read before, if anything: the reading was called off."""
        if self._concern not in self._found:
            self.stack.setCurrentWidget(self._blank)

    def _refused(self, error: Exception) -> None:
        """Say why a list cannot be told: one that needs a policy, while none can be read."""
        if not isinstance(error, PolicyError):
            self.context.lanes.fault.emit(error)
            return
        words = self.context.words
        self._found.pop(self._concern, None)
        self.stack.setCurrentWidget(self._blank)
        self._name.setText(words.label(f"attention.{self._concern.word}"))
        self._rule.setText(words.say(error.key, error.facts))
        self._shown.setText("")
        self._none.hide()
        self._select(NOTHING)

    def _arrived(self, limits: Limits, found: Listing) -> None:
        words, concern = self.context.words, found.concern
        wording = Wording(words, self.context.units.in_lists)
        before, self._found[concern] = self._found.get(concern), found
        table = self._tables.get(concern)
        if table is None:
            table = self._tables[concern] = listing_table(self.context.appearance, wording, found, self.stack)
            table.followed.connect(self._follow)
            table.selectionModel().selectionChanged.connect(lambda _on, _off: self._chosen())
            self.stack.addWidget(table)
        at, near = table.chosen_row, table.currentIndex().row()
        kept = before.rows[at] if before is not None and 0 <= at < len(before.rows) else None
        table.set_rows(listing_cells(found, wording))
        table.choose_rows(_places_of(kept, found.rows)[:1], near)
        if concern is not self._concern:
            return
        self.stack.setCurrentWidget(table)
        self._name.setText(words.label(f"attention.{concern.word}"))
        self._rule.setText(rule_of(words, limits, concern))
        shown = {"shown": len(found.rows), "count": found.total}
        self._shown.setText(words.say("attention.first_rows", shown) if found.total > len(found.rows) else "")
        self._none.setVisible(not found.total)
        table.setVisible(bool(found.total))
        self._chosen()

    def _chosen(self) -> None:
        row = self._row
        self._select(_selection(row) if row is not None else NOTHING)

    def _select(self, selection: Selection) -> None:
        if selection != self.selection:
            self.selection = selection
            self.selection_changed.emit(selection)
        self._offer()

    def _offer(self) -> None:
        """Show what can be done about the chosen row."""
        row = self._row
        marked = row is not None and row.marked
        may = self.context.may_post and not self.context.session.read_only
        case, order = self.selection.case is not None, self.selection.order is not None
        wanted = {
            "export_count": bool(self._count_of_case()),
            "incident_record": self._is_loss(),
            "close_case": case and marked,
            "reopen_case": case and not marked,
            "advance_order": order and marked,
            "finish_order": order and marked,
            "cancel_order": order and marked,
            **{key: concern is self._concern and marked for concern, key in _AGREED.items()},
        }
        for key, button in self.acts.items():
            button.setVisible(wanted[key])
            button.setEnabled(may or key in _ONLY_READ)

    def _follow(self, target: str) -> None:
        kind, _, uid = target.partition(":")
        if kind in _ROOMS:
            self.context.go(Link(Target(kind), Uid(uid)))
            return
        key = _AGREED[self._concern] if kind == Target.AGREEMENT else dict(_ASKS)[kind]
        if key == "balances" or self.acts[key].isEnabled():
            closed = key == "close_case" and self.acts["reopen_case"].isVisible()
            self.asked.emit("reopen_case" if closed else key)

    def _add_head(self, key: str, text: str, concept: str, act: Callable[[], None]) -> None:
        button = Button(text, concept=concept, object_name=f"attentionRoom.{key}")
        button.clicked.connect(lambda _on=False: act())
        self.head.add(button)

    def _lay_out(self) -> None:
        appearance = self.context.appearance
        px = appearance.look.metrics.px
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(px(16), px(12), px(16), 0)
        column.setSpacing(px(8))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self._name)
        head.addWidget(self._shown, 1)
        column.addLayout(head)
        column.addWidget(self._rule)
        acts = FlowLayout(px(6))
        for button in self.acts.values():
            acts.addWidget(button)
        column.addLayout(acts)
        column.addWidget(self._none)
        column.addWidget(self.stack, 1)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setObjectName("attentionRoom.splitter")
        self._split.setHandleWidth(1)
        self._split.addWidget(self.concerns)
        self._split.addWidget(right)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([px(272), px(960)])
        self._split.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for part in (self.head, Rule(appearance), self._split):
            whole.addWidget(part)
        whole.setStretch(2, 1)


def _selection(row: ListRow) -> Selection:
    """Return what a row is about, so that the acts on pieces and places are offered for it too."""
    by_kind: dict[str, Uid] = {target.kind: target.uid for target in row.targets.values()}
    sample, order = by_kind.get("sample"), by_kind.get("order")
    return Selection(
        samples=(sample,) if sample else (),
        entry=by_kind.get("entry"),
        case=by_kind.get("case"),
        order=order,
        person=by_kind.get("person"),
        agreement=by_kind.get("agreement"),
    )


def _places_of(kept: ListRow | None, rows: Sequence[ListRow]) -> list[int]:
    """Return where a row stands now, by the records it leads to and not by its place; none if they left the list.

    What leads nowhere is known by what it says; of several rows about the same records the likest comes first.
    """
    if kept is None:
        return []

    def likeness(at: int) -> int:
        return sum(one == other for one, other in zip(rows[at].values, kept.values, strict=False))

    same = [at for at, row in enumerate(rows) if row.targets == kept.targets]
    if not kept.targets:
        same = [at for at in same if rows[at].values == kept.values]
    return sorted(same, key=likeness, reverse=True)
