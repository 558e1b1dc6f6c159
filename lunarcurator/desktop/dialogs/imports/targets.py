"""What a column can be taken for, in words."""

from PySide6.QtCore import QObject

from lunarcurator.services.importing.columns.mapping import DEPTH_RANGE, LOAN_TARGETS, targets
from lunarcurator.services.importing.plan import PLACE_STEP
from lunarcurator.services.words import Words


class TargetWords(QObject):
    """Words for the targets of columns, and for the kinds of list there are."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def choices(self) -> list[tuple[str, str]]:
        """Return everything a column can be taken for as (code, words), by its words, `other` last."""
        codes = (*targets()[:-1], DEPTH_RANGE, *LOAN_TARGETS)
        told = sorted(((code, self.word(code)) for code in codes), key=lambda pair: pair[1].casefold())
        return [*told, (targets()[-1], self.word(targets()[-1]))]

    def word(self, target: str, kind: str = "") -> str:
        """Return what a column is taken for; in a catalogue a mass is the original one (`domain.md` 4)."""
        if kind == "catalogue" and target == "mass":
            target = "original"
        plain = {
            "number": self.tr("number"),
            "generic": self.tr("generic number"),
            "specific": self.tr("split number"),
            "mass_now": self.tr("mass now"),
            "original": self.tr("original mass"),
            "mass_unit": self.tr("unit of the mass"),
            "parent": self.tr("parent"),
            "place": self.tr("place"),
            PLACE_STEP: self.tr("place, step by step"),
            "names": self.tr("other names"),
            "day": self.tr("effective day"),
            DEPTH_RANGE: self.tr("depth from and to"),
            "borrower": self.tr("borrower"),
            "institution": self.tr("institution"),
            "issued": self.tr("mass lent"),
            "due": self.tr("due day"),
            "returned": self.tr("day it came back"),
            "other": self.tr("kept as it is, unread"),
        }
        field = f"field.{target}"
        return plain.get(target) or (self._words.say(field) if self._words.has(field) else target)

    def kind(self, kind: str) -> str:
        """Return what a list is, in words."""
        kinds = {
            "catalogue": self.tr("a catalogue: its weights are original masses"),
            "sections": self.tr("a list of sections under their generics"),
            "list": self.tr("a list of pieces"),
            "loans": self.tr("a list of loans"),
            "places": self.tr("a list of places"),
            "registry": self.tr("a registration of sample numbers"),
            "cores": self.tr("a list of core sections"),
        }
        return kinds.get(kind, kind)

    def profile(self, code: str) -> str:
        """Return the name of a profile: what the program calls its own, else what a person called it."""
        key = f"known_list.{code.replace(' ', '_')}"
        return self._words.say(key) if self._words.has(key) else code
