"""What a column can be taken for, in words."""

from lunarcurator.services.importing.columns.mapping import DEPTH_RANGE, LOAN_TARGETS, targets
from lunarcurator.services.words import Words


class TargetWords:
    """Words for the targets of columns, and for the kinds of list there are."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def choices(self) -> list[tuple[str, str]]:
        """Return everything a column can be taken for as (code, words), by its words, `other` last."""
        *known, other = ((code, self.word(code)) for code in (DEPTH_RANGE, *LOAN_TARGETS, *targets()))
        return [*sorted(known, key=lambda pair: pair[1].casefold()), other]

    def word(self, target: str, kind: str = "") -> str:
        """Return what a column is taken for; in a catalogue a mass is the original one (`domain.md` 4)."""
        if kind == "catalogue" and target == "mass":
            target = "original"
        own = f"import_target.{target}"
        return self._words.say(own if self._words.has(own) else f"field.{target}")

    def kind(self, kind: str) -> str:
        """Return what a list is, in words."""
        return self._words.say(f"import_kind.{kind}")

    def profile(self, code: str) -> str:
        """Return the name of a profile: what the program calls its own, else what a person called it."""
        key = f"known_list.{code.replace(' ', '_')}"
        return self._words.say(key) if self._words.has(key) else code
