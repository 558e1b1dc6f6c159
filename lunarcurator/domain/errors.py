"""The one way the lower layers say no: a message key with its facts, worded later."""


class Refusal(Exception):  # noqa: N818 - it is an answer to a person, not a fault of the program
    """Something a person asked for cannot be done; `key` names the sentence and `facts` fill its gaps.

    Every refusal a person may see derives from this class, so one place can turn it into a sentence.
    Masses among the facts are integer micrograms, days are integers yyyymmdd. `act` is which act of several it is
    about, counted from 1, and 0 where there is one or all are meant.
    """

    act: int = 0

    def __init__(self, key: str, /, **facts: object) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts: dict[str, object] = facts

    def __str__(self) -> str:
        # For logs and tests; people read the sentence of the catalogue instead.
        told = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.key} ({told})" if told else self.key
