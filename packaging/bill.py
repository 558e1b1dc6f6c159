"""Writes the bill of materials of the bundle (CycloneDX): what is inside, in which version, under which licence.

It says the same as the table that *About* shows, in the words of those who look for known faults in what runs in
their house. Two builds of the same write the same bytes.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lunarcurator.services.licences import Part

FILE = "lunarcurator.cdx.json"
_EXPRESSION = re.compile(r"[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*")


def write_bill(path: Path, own: str, parts: Iterable[tuple[Part, str]]) -> Path:
    """Write what is inside, each part with its package URL ("" where it has none), and return the file.

    `own` is the name of the part that is this program.
    """
    told = [_component(part, url) for part, url in sorted(parts)]
    program = next(each for each in told if each["name"] == own)
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**program, "type": "application"}},
        "components": [each for each in told if each is not program],
    }
    path.write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    return path


def _component(part: Part, url: str) -> dict[str, Any]:
    told: dict[str, Any] = {"type": "library", "bom-ref": url or f"{part.name}@{part.version}", "name": part.name}
    if part.version:
        told["version"] = part.version
    if _EXPRESSION.fullmatch(part.licence):
        told["licenses"] = [{"expression": part.licence}]
    elif part.licence:
        told["licenses"] = [{"license": {"name": part.licence}}]
    if url:
        told["purl"] = url
    return told
