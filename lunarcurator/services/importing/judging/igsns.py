"""An IGSN is of one sample: rows that give it to two pieces, of the file or the book, cannot come in."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from lunarcurator.domain.igsn import igsn_keys, igsn_of
from lunarcurator.domain.words_folding import number_key
from lunarcurator.services.importing.judging.judged_row import JudgedRow
from lunarcurator.services.importing.rows import ReadRow


def igsns_in_book(
    read: Iterable[ReadRow], pieces_of: Callable[[Sequence[str]], Mapping[str, str]]
) -> dict[str, str]:
    """Return for the IGSNs of rows which pieces of any collection have them: `Apollo:15555, …`.

    `pieces_of` returns the pieces by the keys of their names.
    """
    keys = {igsn: (number_key(igsn), *igsn_keys(igsn)) for row in read for igsn in _igsns(row)}
    found = pieces_of([key for ways in keys.values() for key in ways])
    told = {igsn: dict.fromkeys(found[key] for key in ways if key in found) for igsn, ways in keys.items()}
    return {igsn: ", ".join(pieces) for igsn, pieces in told.items() if pieces}


def refuse_shared(rows: Sequence[JudgedRow], in_book: Mapping[str, str]) -> None:
    """Make conflicts of rows that give a piece the IGSN of another one; what the book has stays as it is."""
    of: dict[str, dict[str, None]] = {}
    for row in rows:
        for igsn in _igsns(row.told):
            of.setdefault(number_key(igsn), {})[row.number] = None
    for row in rows:
        for igsn in _igsns(row.told):
            code = f"{row.around.target.code}:"
            known = in_book.get(igsn, "").removeprefix(code)
            others = sorted({*of[number_key(igsn)], known} - {"", row.number})
            if others and known != row.number:
                row.clash("import.igsn_shared", "R18", "names", igsn=igsn, others=", ".join(others))
                row.basis = None


def _igsns(row: ReadRow) -> list[str]:
    return [*filter(None, map(igsn_of, row.names))]
