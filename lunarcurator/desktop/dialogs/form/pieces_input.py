"""The input for several other pieces in one line of text: their numbers with semicolons between them."""

import re
from typing import Final, override

from lunarcurator.desktop.dialogs.form.inputs import TextInput
from lunarcurator.domain.identity import PieceRef

_APART: Final = re.compile(r",\s+|[;；，、\n]+")
_BETWEEN: Final = "; "


class PiecesInput(TextInput):
    """Pieces by their numbers; which they are is judged by the rules, which ask about other names."""

    def refs(self) -> tuple[PieceRef, ...]:
        """Return the pieces that are named."""
        return pieces_in(self.value())

    @override
    def put_instead(self, text: str, other: str) -> None:
        named = pieces_in(self.value())
        if text.strip() in named:
            self.edit.setText(_BETWEEN.join(other if each == text.strip() else each for each in named))


def pieces_in(text: str) -> tuple[PieceRef, ...]:
    """Return the pieces that a text names by their numbers, with semicolons or line feeds between them.

    A comma stands inside many numbers, and parts two of them only where a space follows.
    """
    return tuple(PieceRef(each.strip()) for each in _APART.split(text) if each.strip())
