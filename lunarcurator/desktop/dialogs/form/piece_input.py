"""The input for another piece: its number in any spelling, offered while one types or scanned."""

from collections.abc import Callable, Sequence
from typing import override

from lunarcurator.desktop.dialogs.form.inputs import TextInput
from lunarcurator.desktop.dialogs.form.word_inputs import Offering
from lunarcurator.desktop.dialogs.form.wording import DOT, Wording
from lunarcurator.desktop.lanes import Lanes
from lunarcurator.desktop.theme.appearance import Appearance
from lunarcurator.domain.errors import Refusal
from lunarcurator.domain.identity import PieceRef, ref_of
from lunarcurator.services.form_context import PieceSummary, form_context, numbers_like, piece_meant
from lunarcurator.services.references import Meant
from lunarcurator.services.store_session import StoreSession


class PieceInput(TextInput):
    """A piece by its number; the note says which one it is, once the store has answered.

    `found` is the piece as the book has it, None while nothing is found. Whether the text names a piece at all,
    and by its number, is judged by the rules, so a number can be typed faster than it is looked up.
    """

    def __init__(
        self,
        appearance: Appearance,
        wording: Wording,
        session: StoreSession,
        lanes: Lanes,
        key: str,
        caption: str,
        *,
        note: str = "",
        required: bool = False,
        wide: int = 1,
    ) -> None:
        super().__init__(appearance, key, caption, note=note, required=required, wide=wide)
        self._wording, self._session, self._lanes, self._plain_note = wording, session, lanes, note
        self.found: PieceSummary | None = None
        self._meant: Meant | None = None
        self._offering = Offering(self.edit, lambda _text: ())
        self.edit.textEdited.connect(self._look_for)
        self.edit.textChanged.connect(self._look_up)

    def ref(self) -> PieceRef | None:
        """Return the reference of the piece typed, None for an empty input; exact once its number was found."""
        if self.found is not None and self._meant is not None and self._meant.asks is None:
            return PieceRef(ref_of(self.found.uid))
        return PieceRef(self.value()) if self.value() else None

    @override
    def put_instead(self, text: str, other: str) -> None:
        if self.value() == text.strip():
            self.edit.setText(other)

    def _look_up(self) -> None:
        self.found = self._meant = None
        self.set_note(self._plain_note)
        text, session = self.value(), self._session
        if text:
            self._ask("is", lambda: _card_of(session, text), self._arrived)

    def _look_for(self, text: str) -> None:
        session = self._session
        if len(text.strip()) > 1:
            self._ask("like", lambda: numbers_like(session, text), self._offer)

    def _ask(self, what: str, work: Callable[[], object], done: Callable[..., None]) -> None:
        # Two inputs of a form may look for two pieces at once.
        replaces = f"piece/{what}/{self.key}/{id(self)}"
        self._lanes.read(work, done, self._unknown, replaces=replaces)

    def _arrived(self, told: tuple[Meant, PieceSummary | None]) -> None:
        meant, card = told
        if card is None:
            return
        self.found, self._meant = card, meant
        parts = (card.number, self._wording.kind_of(card), self._wording.piece_mass(card))
        self.set_note(DOT.join(part for part in parts if part))
        if meant.asks is not None:
            self.set_note(self._wording.words.say(meant.asks.key, meant.asks.facts))
        self.changed.emit()

    def _offer(self, numbers: Sequence[str]) -> None:
        self._offering.offer(numbers)
        if self.edit.hasFocus() and numbers and tuple(numbers) != (self.value(),):
            self._offering.complete()

    def _unknown(self, error: Exception) -> None:
        # That nothing is called so is told by the rules, when the form is judged.
        if not isinstance(error, Refusal):
            self._lanes.fault.emit(error)


def _card_of(session: StoreSession, text: str) -> tuple[Meant, PieceSummary | None]:
    meant = piece_meant(session, text)
    pieces = form_context(session, (meant.uid,)).pieces
    return meant, pieces[0] if pieces else None
