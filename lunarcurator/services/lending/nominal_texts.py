"""What a line says of pieces that came back in a form that is not weighed: the figure, and that it is nominal."""

from collections.abc import Iterable, Iterator

from lunarcurator.domain.lending.lines import Line
from lunarcurator.domain.lending.nominal_back import NominalBack
from lunarcurator.services.words import Words


def nominal_texts(words: Words, line: Line, back: Iterable[NominalBack]) -> Iterator[str]:
    """Yield one sentence for each piece whose mass on the return sheet is nominal."""
    for each in back:
        key = "line.came_nominal_weighed" if each.weighed else "line.came_nominal_stated"
        facts = {"line": line.code, "number": each.number, "form": each.form, "ug": each.ug}
        yield words.say(key, facts)
