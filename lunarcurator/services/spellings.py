"""What a term is called in every language of the program, so that any of its words is understood."""

from collections.abc import Sequence
from pathlib import Path
from typing import Self

from lunarcurator.resources_folder import resources_folder
from lunarcurator.services.catalogue import languages
from lunarcurator.services.words import Words


class Spellings:
    """The words of message keys in all languages; immutable."""

    def __init__(self, tables: Sequence[Words] = ()) -> None:
        self._tables = tuple(tables)

    @classmethod
    def load(cls, folder: Path | None = None) -> Self:
        """Read the catalogues of a folder, by default the program's own; raises OSError if there are none."""
        place = folder if folder is not None else resources_folder() / "languages"
        return cls([Words.load(name, place) for name in languages(place)])

    def of(self, key: str) -> tuple[str, ...]:
        """Return the words of a key such as `form.slab`, each once, and its code as people would type it."""
        words = [table.label(key) for table in self._tables if table.has(key)]
        code = key.rpartition(".")[2]
        return tuple(dict.fromkeys([*words, code, code.replace("_", " ")]))
