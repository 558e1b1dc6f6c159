"""The keys under which a number may have been written down, by every numbering system that can read it."""

from collections.abc import Iterable

from lunarcurator.domain.numbering.scheme import Scheme
from lunarcurator.domain.numbering.values import NumberTextError
from lunarcurator.domain.words_folding import number_key, unquoted


def usual_keys(text: str, schemes: Iterable[Scheme]) -> tuple[str, ...]:
    """Return the key of a text as it stands, then those of the usual writings of what each scheme reads in it.

    So a name noted as L-1627 is found by L1627, and 15405.91 by 15405,91; a `,0` is looked for as its whole too.
    """
    keys = dict.fromkeys((number_key(text), number_key(unquoted(text))))
    for scheme in schemes:
        try:
            number = scheme.parse(text)
        except NumberTextError:
            continue
        keys |= dict.fromkeys(scheme.usual_keys(number))
        if scheme.is_zero_split(number):
            keys[number_key(number.family)] = None
    return tuple(keys)
