"""What a header says, whatever stands around it."""

import re
import unicodedata
from typing import Final

_AROUND: Final = re.compile(r"\s*[(\[（【][^()\[\]（）【】]*[)\]）】]\s*")


def bare(name: str) -> str:
    """Return the last part of a header without what stands in brackets, folded as aliases are spelt."""
    last = unicodedata.normalize("NFKC", name).rpartition(" / ")[2]
    without = _AROUND.sub(" ", last)
    return " ".join((without.strip() or last).replace("_", " ").casefold().strip(" :：*").split())


def says_igsn(header: str) -> bool:
    """Tell whether what stands under a header are IGSNs."""
    return "igsn" in header.casefold()
