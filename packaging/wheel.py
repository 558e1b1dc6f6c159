"""Builds wheel and sdist and tries the wheel in a new environment: `uv run python packaging/wheel.py`.

The wheel is built from the sdist, so that a file missing there is missing everywhere and is seen.
"""

import argparse
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from email.parser import BytesParser
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
TOLD = ("Author", "Classifier", "Keywords", "License-Expression", "License-File", "Project-URL", "Summary")
LEFT_OUT = ("pictures/",)
"""What of `resources` serves the project and not the program; the wheel may have it all the same."""


def main() -> int:
    """Build, look inside, install, try; return 0 if everything holds."""
    parser = argparse.ArgumentParser(prog="wheel.py", description=__doc__.splitlines()[0])
    parser.add_argument("--into", type=Path, default=ROOT / "dist")
    into: Path = parser.parse_args().into
    with tempfile.TemporaryDirectory(prefix="lunarcurator-wheel-") as folder:
        subprocess.run(["uv", "build", "--quiet", "--out-dir", folder, str(ROOT)], check=True)
        wheel, sdist = next(Path(folder).glob("*.whl")), next(Path(folder).glob("*.tar.gz"))
        missing = [*lacking(wheel, sdist), *unsaid(wheel, sdist)]
        for name in missing:
            print(f"missing: {name}", file=sys.stderr)
        for made in (wheel, sdist):
            print(f"{made.stat().st_size / 1e6:8.1f} MB  {made.name}")
        ended = try_out(wheel, Path(folder))
        into.mkdir(parents=True, exist_ok=True)
        for made in (wheel, sdist):
            made.replace(into / made.name)
    return 1 if missing or ended else 0


def lacking(wheel: Path, sdist: Path) -> list[str]:
    """Return the resources that are in the tree of git and not in wheel or sdist."""
    told = subprocess.run(["git", "ls-files", "resources"], cwd=ROOT, capture_output=True, text=True, check=True)
    wanted = [name for name in told.stdout.splitlines() if (ROOT / name).exists()]
    wanted = [name for name in wanted if not name.removeprefix("resources/").startswith(LEFT_OUT)]
    with zipfile.ZipFile(wheel) as packed:
        inside = set(packed.namelist())
    with tarfile.open(sdist) as packed_source:
        source = {name.partition("/")[2] for name in packed_source.getnames()}
    return [
        *(f"{name} in the wheel" for name in wanted if f"lunarcurator/{name}" not in inside),
        *(f"{name} in the sdist" for name in wanted if name not in source),
    ]


def unsaid(wheel: Path, sdist: Path) -> list[str]:
    """Return what wheel or sdist do not say of themselves: by whom, for whom, under which licence."""
    with zipfile.ZipFile(wheel) as packed:
        name = next(each for each in packed.namelist() if each.endswith(".dist-info/METADATA"))
        texts = {"wheel": packed.read(name)}
    with tarfile.open(sdist) as packed_source:
        found = next(
            each for each in packed_source if each.name.count("/") == 1 and each.name.endswith("/PKG-INFO")
        )
        reading = packed_source.extractfile(found)
        texts["sdist"] = reading.read() if reading is not None else b""
    return [
        f"{field} in the {kind}"
        for kind, text in texts.items()
        for field in TOLD
        if BytesParser().parsebytes(text)[field] is None
    ]


def try_out(wheel: Path, folder: Path) -> int:
    """Install the wheel into a new environment and run the selftest and the journeys there, away from the tree."""
    place = folder / "venv"
    subprocess.run(["uv", "venv", "--quiet", "--python", sys.executable, str(place)], check=True)
    python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    taking = ["uv", "pip", "install", "--quiet", "--python", str(python)]
    subprocess.run([*taking, "--constraint", str(CONSTRAINTS), str(wheel)], check=True)
    told = {key: text for key, text in os.environ.items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    told |= {"QT_QPA_PLATFORM": "offscreen"}
    program = python.with_name("lunarcurator.exe" if sys.platform == "win32" else "lunarcurator")
    ended = 0
    for more in ((), ("--journeys",)):
        tried = subprocess.run([str(program), "selftest", *more], cwd=folder, env=told, check=False, timeout=600)
        ended = ended or tried.returncode
    return ended


if __name__ == "__main__":
    sys.exit(main())
