"""Sample numbers: one engine, a table for each numbering system.

`Scheme.from_table` makes a scheme of a parsed table; the scheme reads any usual spelling of a number, prints
it, sorts it, proposes the next one of a series and hints at what its digits say.
"""

from lunarcurator.domain.numbering.irregular import IRREGULAR
from lunarcurator.domain.numbering.keys import usual_keys
from lunarcurator.domain.numbering.scheme import Scheme
from lunarcurator.domain.numbering.values import (
    Hint,
    NumberTextError,
    SampleNumber,
    SchemeTableError,
    Series,
)

__all__ = [
    "IRREGULAR",
    "Hint",
    "NumberTextError",
    "SampleNumber",
    "Scheme",
    "SchemeTableError",
    "Series",
    "usual_keys",
]
