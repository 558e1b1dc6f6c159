"""Asks what one mass beside several numbers in a cell is: that of each piece, or of all together."""

from collections.abc import Iterable, Iterator

from lunarcurator.exchange.book import Row
from lunarcurator.services.importing.asking.question import Question, ask
from lunarcurator.services.importing.cells.repairs import parts_of
from lunarcurator.services.importing.cells.values import plain, says_nothing
from lunarcurator.services.importing.columns.units import MASSES
from lunarcurator.services.importing.reading import EACH, JOINT, TOGETHER, Reading


def about_joint_masses(reading: Reading, rows: Iterable[Row]) -> Iterator[Question]:
    """Ask whether the masses beside cells of several numbers are those of each piece or of all together."""
    at = {name: index for index, name in enumerate(reading.columns)}
    masses = reading.taken_for(*MASSES)
    if not masses or not reading.several:
        return
    count = 0
    facts: dict[str, str] = {}
    for row in rows:
        name = next((name for name in reading.several if len(parts_of(row.cells[at[name]])) > 1), "")
        mass = next(
            (cell for mass in masses if plain(cell := row.cells[at[mass]]) and not says_nothing(cell)), None
        )
        if name and mass is not None:
            count += 1
            facts = facts or {
                "column": name,
                "numbers": "; ".join(map(plain, parts_of(row.cells[at[name]]))),
                "mass": plain(mass),
            }
    if count:
        yield ask(JOINT, (TOGETHER, EACH), must=True, count=count, **facts)
