"""A Chinese paper on a workstation that has no font: what the bundle carries must do, and no sign be a box."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

from lunarcurator.resources_folder import resources_folder
from lunarcurator.selftest.failing import StepError
from lunarcurator.selftest.reading import read_back

_NO_FONTS: Final = (
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
    "<fontconfig><cachedir>{folder}/fontconfig</cachedir></fontconfig>"
)
_HAN: Final = re.compile("[\u4e00-\u9fff]")


def print_without_fonts(folder: Path, store: str) -> None:
    """Print a Chinese paper in a process that sees no font of the system, and read the PDF back.

    From source, where no Chinese font comes along, it must be refused instead; so on Linux. Other systems hide no
    fonts, and there the paper must be whole.
    """
    page, paper = folder / "paper.html", folder / "no-fonts.pdf"
    settings = folder / "no-fonts.conf"
    settings.write_text(_NO_FONTS.format(folder=folder), encoding="utf-8", newline="\n")
    said = _print(store, paper, {"FONTCONFIG_FILE": str(settings)})
    carried = any((resources_folder() / "fonts").glob("*.otf"))
    if sys.platform == "linux" and not carried:
        if not said.returncode or "Traceback" in said.stderr or paper.exists():
            raise StepError(f"a paper of boxes was not refused: {said.stderr}")
        return
    if said.returncode:
        raise StepError(f"exit code {said.returncode}: {said.stderr[-300:]}")
    if not _HAN.search(page.read_text("utf-8")):
        raise StepError("nothing Chinese was printed")
    # A box says that it is none, so no sign that is one is found.
    read_back(paper, page)


def _print(store: str, paper: Path, more: dict[str, str]) -> subprocess.CompletedProcess[str]:
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "lunarcurator"]
    told = ["print", "accession_sheet", "--from", store, "--of", "15555", "--to", str(paper)]
    screenless = {"QT_QPA_PLATFORM": "offscreen"} if sys.platform == "linux" else {}
    env = screenless | dict(os.environ) | more
    # The command is this program itself, and the store one of this selftest.
    return subprocess.run(  # noqa: S603
        [*program, *told, "--language", "zh_CN"],
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
