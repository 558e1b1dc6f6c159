"""Makes the installer of a bundle for Windows, on Linux or Windows: `python installer.py BUNDLE [--into DIR]`.

It needs NSIS 3 (Debian's package `nsis`). `--version` says another one than the bundle's own, to try an upgrade;
`--quick` packs less well in a tenth of the time.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from same_bytes import told  # noqa: E402
from version_info import four_numbers  # noqa: E402


def main() -> int:
    """Make the installer and return 0; NSIS says on standard error what is in its way."""
    parser = argparse.ArgumentParser(prog="installer.py", description=__doc__.splitlines()[0])
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--into", type=Path, default=HERE.parent.parent / "dist")
    parser.add_argument("--version", default="")
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    made = make(given.bundle, given.into, given.version or version_of(given.bundle), quick=given.quick)
    print(f"{made.stat().st_size / 1e6:8.1f} MB  {made.name}")
    return 0


def make(bundle: Path, into: Path, version: str, *, quick: bool = False) -> Path:
    """Write the installer of a bundle into a folder, and return it."""
    into.mkdir(parents=True, exist_ok=True)
    made = into / f"lunarcurator-{version}-setup.exe"
    files = [path for path in bundle.rglob("*") if path.is_file()]
    with tempfile.TemporaryDirectory(prefix="lunarcurator-installer-") as folder:
        listed, listing = Path(folder) / "installed.txt", Path(folder) / "files.nsh"
        listed.write_bytes(installed(bundle).encode("utf-16-le"))
        listing.write_text(script(bundle, listed, version), encoding="utf-8", newline="\n")
        defined = {
            "VERSION": version,
            "NUMBERS": ".".join(map(str, four_numbers(version))),
            "HOW": "zlib" if quick else "lzma",
            "OUT": made.absolute(),
            "ICON": bundle.absolute().parent / "lunarcurator.ico",
            "FILES": listing,
            "KIBIBYTES": sum(path.stat().st_size for path in files) // 1024,
        }
        command = ["makensis", "-V2", "-WX", "-NOCD", "-INPUTCHARSET", "UTF8"]
        command += [f"-D{name}={text}" for name, text in defined.items()]
        subprocess.run([*command, str(HERE / "installer.nsi")], env=told(dict(os.environ)), check=True)
    return made


def version_of(bundle: Path) -> str:
    """Return the version a bundle says of itself."""
    (metadata,) = bundle.glob("_internal/lunarcurator-*.dist-info/METADATA")
    lines = metadata.read_text("utf-8").splitlines()
    return next(line.partition(": ")[2] for line in lines if line.startswith("Version: "))


def installed(bundle: Path) -> str:
    """Return the list of what is installed, as what takes it away reads it: files, then folders from within."""
    files, folders = _inside(bundle)
    names = [*files, *(f"{name}/" for name in sorted(folders, key=lambda name: (-name.count("/"), name)))]
    return "".join(name.replace("/", "\\") + "\r\n" for name in names)


def script(bundle: Path, listed: Path, version: str) -> str:
    """Return the lines of NSIS that put each file into its place, in the order of their names."""
    files, _ = _inside(bundle)
    lines, at = [], None
    for name in files:
        folder = name.rpartition("/")[0].replace("/", "\\")
        if folder != at:
            lines.append(f'SetOutPath "$INSTDIR\\{version}{_escaped(chr(92) + folder if folder else "")}"')
            at = folder
        lines.append(f'File "{bundle.absolute() / name}"')
    lines += [f'SetOutPath "$INSTDIR\\{version}"', f'File "{listed}"']
    return "\n".join(lines) + "\n"


def _inside(bundle: Path) -> tuple[list[str], list[str]]:
    paths = [(path.relative_to(bundle).as_posix(), path.is_dir()) for path in bundle.rglob("*")]
    return sorted(name for name, is_folder in paths if not is_folder), [
        name for name, is_folder in paths if is_folder
    ]


def _escaped(text: str) -> str:
    """Return a folder of the installed program in which a dollar begins no variable; a source's name has none."""
    return text.replace("$", "$$")


if __name__ == "__main__":
    sys.exit(main())
