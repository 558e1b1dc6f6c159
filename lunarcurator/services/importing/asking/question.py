"""What is asked of a sheet: a kind of question finds where it is open, words it, and reads what was answered."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, override

from lunarcurator.services.importing.asking.choices import Choice

if TYPE_CHECKING:
    from lunarcurator.services.importing import reading
    from lunarcurator.services.importing.asking import looking

# Looked up where they are needed: a reading itself asks what was answered.
type Looking = looking.Looking
type Reading = reading.Reading
type Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a kind `about` a column or row: the key of its sentence with facts, and its choices.

    `proposed` holds without an answer, unless the question `must` be answered; `of_choices` are facts for the
    words of some choices.
    """

    kind: "Kind[Any]"
    about: str
    key: str
    facts: tuple[tuple[str, Any], ...] = ()
    choices: tuple[str, ...] = ()
    proposed: str = ""
    must: bool = False
    of_choices: Mapping[str, Facts] = MappingProxyType({})

    @property
    def id(self) -> str:
        """What the answer is kept under, and what the command line calls the question."""
        return self.kind.id(self.about)

    @property
    def free(self) -> bool:
        """Whether any words are an answer."""
        return self.kind.free

    @property
    def choice_words(self) -> tuple[tuple[str, str], ...]:
        """The choices with the key of the word for each; empty for a choice that says itself, such as a column."""
        return tuple((each, self.kind.word(each)) for each in self.choices)

    def choice_facts(self, choice: str) -> Facts:
        """Return the facts for the word of a choice."""
        return self.of_choices.get(choice, {})

    def takes(self, answer: str) -> bool:
        """Tell whether an answer is one: a choice, or any words where the kind leaves them free."""
        return bool(answer) and (self.free or answer in self.choices)


class Kind[Answer](ABC):
    """A kind of question: where a sheet leaves it open, its words, and what its answers are.

    `name` is what answers are kept under, `key` that of its sentence where it is not that of the name, `options`
    are the choices there always are. Where any words are an answer it is `free`, and `hint` is the key of what
    stands in the line for them.
    """

    name: str
    key = ""
    options: tuple[str, ...] = ()
    free = False
    hint = "import.hint.meaning"

    @abstractmethod
    def found(self, sheet: Looking) -> Iterator[Question]:
        """Yield the questions of this kind that a sheet leaves open."""

    @abstractmethod
    def read(self, text: str) -> Answer | None:
        """Return what an answer says, None where it is none."""

    def said(self, answers: Mapping[str, str], about: str | int = "") -> Answer | None:
        """Return what was answered, None where nobody did, or where it is no answer."""
        text = answers.get(self.id(about), "")
        return self.read(text) if text else None

    def answered(self, reading: Reading, text: str, about: str | int = "") -> Reading:
        """Return a reading with one more answer."""
        return replace(reading, answers=MappingProxyType({**reading.answers, self.id(about): text}))

    def forgotten(self, reading: Reading, about: str | int = "") -> Reading:
        """Return a reading without an answer."""
        left = {asked: said for asked, said in reading.answers.items() if asked != self.id(about)}
        return replace(reading, answers=MappingProxyType(left))

    def typed(self, text: str) -> str:
        """Return words that somebody typed as the answer they are."""
        return text

    def word(self, choice: str) -> str:
        """Return the key of the word for a choice, empty for one that says itself."""
        return f"import.choice.{choice}" if choice in Choice else ""

    def id(self, about: str | int = "") -> str:
        """Return what the answer about a column or row is kept under."""
        return f"{self.name}:{about}" if about != "" else self.name

    def ask(
        self,
        facts: Facts,
        about: str | int = "",
        *,
        choices: tuple[str, ...] = (),
        proposed: str = "",
        must: bool | None = None,
        key: str = "",
    ) -> Question:
        """Return a question of this kind, which must be answered unless an answer is `proposed`.

        Its sentence is that of the kind unless a `key` is given.
        """
        must = not proposed if must is None else must
        key = key or self.key or f"import.ask.{self.name}"
        return Question(self, str(about), key, tuple(facts.items()), choices or self.options, proposed, must)


class Told(Kind[str]):
    """A kind of question whose answers are names, such as those of columns, or any words."""

    @override
    def read(self, text: str) -> str | None:
        return text


class Chosen(Kind[Choice]):
    """A kind of question whose answers are all among its `options`, choices with a word of their own."""

    options: tuple[Choice, ...]

    @override
    def read(self, text: str) -> Choice | None:
        return Choice(text) if text in self.options else None
