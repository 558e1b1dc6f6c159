"""Moving places and saying that all in one was seen: asked in the panel, judged in the reading lane, posted."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from lunarcurator.desktop.acting.pending_entry import PendingEntry
from lunarcurator.desktop.app_context import AppContext
from lunarcurator.desktop.panels.lacking import unweighed_in_words
from lunarcurator.desktop.panels.wording import DOT, Wording
from lunarcurator.desktop.rooms.places.asking import AskCard
from lunarcurator.desktop.translation import counted
from lunarcurator.domain.acts import Act, Posting
from lunarcurator.domain.identity import PieceRef, PlaceRef, Uid, ref_of
from lunarcurator.domain.operations import Move, Operation, Sight
from lunarcurator.services.places import MassSum, Moving, Places, PlaceTree, Totals, what_moves

_JUDGED = 500
"""Up to so many pieces are judged beforehand; more are judged when they are posted."""


class _Question(QObject):
    """What a card asks: judged as it is asked, posted once somebody agrees; it ends with its card."""

    answered = Signal()
    nobody_acts = Signal()

    def __init__(self, context: AppContext, card: AskCard, operation: Operation) -> None:
        super().__init__(card)
        self._card, self._words = card, context.words
        self._acts = (Act(operation=operation, day=context.session.today),)
        self.pending = PendingEntry(context, "places", card.reasons, self._work, self, of_history=False)
        self.pending.judged.connect(self._judged)
        self.pending.refused.connect(self._refused)
        self.pending.posted.connect(self.answered)
        self.pending.busy_changed.connect(card.hold)
        card.agreed.connect(self._post)

    def _work(self) -> Callable[[], Posting]:
        posting = self.pending.posting(self._acts)
        return lambda: posting

    def _judged(self) -> None:
        if not self.pending.busy:
            self._card.show_findings(self.pending.findings)

    def _refused(self) -> None:
        refusal = self.pending.refusal
        self._card.hold(False)
        if refusal is None:
            self._card.show_findings(self.pending.findings)
        else:
            self._card.show_refusal(self._words.say(refusal.key, refusal.facts))

    def _post(self) -> None:
        if self.pending.nobody_acts:
            self.nobody_acts.emit()
        else:
            self.pending.post(self.pending.posting(self._acts, reason=self._card.reason.text().strip()))


class Acting(QObject):
    """Asks one thing at a time; `asked` hands over the card to show, None when it is answered.

    `action_asked` carries the key of an action that has to come first or does it better.
    """

    asked = Signal(object)
    action_asked = Signal(str)

    def __init__(self, context: AppContext, places: Places, wording: Wording, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._places, self._wording = context, places, wording
        self.card: AskCard | None = None

    def ask_move(self, tree: PlaceTree, totals: Totals, moved: Sequence[int], target: int) -> None:
        """Ask whether these places are to move into a target, saying what moves with them."""
        moving = what_moves(tree, totals, moved, target)
        card = AskCard(
            self._context.appearance,
            self._context.words,
            self.tr("Move {what} to {target}?").format(what=self._what(moving), target=moving.target_name),
            self.tr("Nothing has moved yet."),
            self._facts(moving),
            self.tr("Move {what} to {target}").format(what=self._what(moving), target=moving.target_name),
        )
        places = tuple(PlaceRef(ref_of(tree.nodes[place].uid)) for place in moved)
        self._ask(card, Move(to=PlaceRef(ref_of(tree.nodes[target].uid)), places=places), judged=True)
        card.dialog_asked.connect(lambda: self.action_asked.emit("move"))

    def ask_sight(self, tree: PlaceTree, totals: Totals, chosen: Sequence[int]) -> None:
        """Ask whether all pieces in these places were seen today where the book has them."""
        places = tree.outermost(chosen)
        name = tree.nodes[places[0]].name if len(places) == 1 else self._count_of_places(len(places))
        held = totals.of_all(tree, places)

        def arrived(pieces: tuple[Uid, ...]) -> None:
            if not pieces:
                return
            count = self._wording.count(len(pieces))
            card = AskCard(
                self._context.appearance,
                self._context.words,
                self.tr("Everything in {place} seen today?").format(place=name),
                self.tr("Each piece is noted as seen where the book has it. Nothing moves."),
                ((self.tr("Pieces"), count), (self.tr("Mass"), self.held_words(held))),
                self.tr("Note {count} as seen").format(count=self._pieces(len(pieces))),
            )
            sight = Sight(samples=tuple(PieceRef(ref_of(uid)) for uid in pieces))
            self._ask(card, sight, judged=len(pieces) <= _JUDGED)

        self._context.lanes.read(
            lambda: self._places.pieces_inside(tree, places), arrived, replaces="places_sight"
        )

    def drop(self) -> None:
        """Ask no more; nothing has happened."""
        if self.card is not None:
            self.card = None
            self.asked.emit(None)

    def held_words(self, held: MassSum) -> str:
        """Return the known mass of a sum and how many are unknown, in words."""
        mass = held.known.shown(self._wording.unit) if held.ug else ""
        parts = [self.tr("{mass} known").format(mass=mass)] if mass else []
        if held.unweighed.total:
            parts.append(unweighed_in_words(held.unweighed))
        return ", ".join(parts) or self.tr("nothing")

    def _ask(self, card: AskCard, operation: Operation, *, judged: bool) -> None:
        self.card = card
        question = _Question(self._context, card, operation)
        question.nobody_acts.connect(lambda: self.action_asked.emit("who_acts"))
        question.answered.connect(lambda: self._answered(card))
        card.declined.connect(self.drop)
        self.asked.emit(card)
        if judged:
            question.pending.judging.ask()
        else:
            card.show_findings(())

    def _answered(self, card: AskCard) -> None:
        if card is self.card:
            self.drop()

    def _facts(self, moving: Moving) -> list[tuple[str, str]]:
        before, after = (self._wording.small("atmosphere", air) for air in moving.atmospheres)
        facts = [
            (self.tr("With it"), self._with_it(moving)),
            (self.tr("From"), "; ".join(path or self.tr("the top") for path in moving.came_from)),
            (self.tr("To"), moving.goes_to),
        ]
        if before or after:
            unknown = self.tr("not stated")
            told = self.tr("{before} to {after}").format(before=before or unknown, after=after or unknown)
            facts.append((self.tr("Atmosphere"), told))
        if moving.changes_site:
            facts.append((self.tr("Custody"), self.tr("the pieces change between here and remote")))
        return facts

    def _with_it(self, moving: Moving) -> str:
        held = moving.held
        parts = [self._pieces(held.pieces)]
        if moving.containers:
            parts.append(counted("Acting", "{count} container", "{count} containers", moving.containers))
        if held.pieces:
            parts.append(self.held_words(held))
        return DOT.join(parts)

    def _pieces(self, count: int) -> str:
        return counted("Acting", "{count} piece", "{count} pieces", count)

    def _what(self, moving: Moving) -> str:
        if len(moving.names) == 1:
            return moving.names[0]
        return self._count_of_places(len(moving.names))

    def _count_of_places(self, count: int) -> str:
        return counted("Acting", "1 place", "{count} places", count)
