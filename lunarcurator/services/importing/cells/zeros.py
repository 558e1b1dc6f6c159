"""The `,0` of a sample: its family's number, unless it was or will be registered apart."""

from collections.abc import Collection, Iterable, Mapping

from lunarcurator.domain.numbering import SampleNumber, Scheme


def families_of_zeros(
    scheme: Scheme, numbers: Iterable[SampleNumber], others: Iterable[str] = ()
) -> dict[str, str]:
    """Return the family's number for each of these that is a `,0`; the `others` are canonical prints."""
    # Only what ends so can be one, and parsing all numbers of a long list takes its time.
    parsed = (scheme.parse(text) for text in dict.fromkeys(others) if text.endswith("0"))
    return {
        number.canonical: number.family
        for each in (numbers, parsed)
        for number in each
        if number.serial == 0 and scheme.is_zero_split(number)
    }


def whole_pieces(families: Mapping[str, str], own: Collection[str], known: Collection[str]) -> dict[str, str]:
    """Return those of the `,0` in `families` that mean the whole, with its number.

    `own` are the numbers of the rows of the file, `known` those of the book. A list that calls the whole of a
    sample its split 0 names it so as a parent too; where no row does, the file or the book must have the whole.
    """
    return {
        zero: family
        for zero, family in families.items()
        if zero not in known and (family not in own if zero in own else family in own or family in known)
    }
