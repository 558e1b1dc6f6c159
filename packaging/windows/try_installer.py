"""Tries two installers as a laboratory meets them: `python try_installer.py FIRST SECOND STORES`.

On Windows only, and where the program is not installed. In Chinese and in silence the first is installed and a
store is opened; over the open store the second is installed, in English; then all is uninstalled. Nobody may be
asked for rights, no store may change, and what was installed must be gone.
"""

import ctypes
import hashlib
import os
import subprocess
import sys
import time
import winreg
from collections.abc import Callable
from pathlib import Path

KEPT = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\LunarCurator"
LONGEST_S = 400


def main() -> int:
    """Go through it all, say each step, and return 0; what does not hold is an `AssertionError`."""
    first, second, stores = (Path(each) for each in sys.argv[1:4])
    versions = [each.name.split("-")[1] for each in (first, second)]
    place = Path(os.environ["LOCALAPPDATA"]) / "Programs" / "Lunar Curator"
    hold(not place.exists(), "nothing is installed yet")

    hold(run(first, "/S", "/LANGUAGE=zh_CN") == 0, "the first version is installed")
    hold(entries() == ["月球样品管理.lnk"], "its entry is in the menu, in Chinese")
    hold(opened_by() == f'"{place / versions[0] / "lunarcurator.exe"}" "%1"', "a store is opened by it")
    hold(kept("DisplayName") == "月球样品管理", "Windows lists it in Chinese")

    other = place.with_name("Elsewhere")
    hold(run(second, "/S", f"/D={other}") == 5, "it is not installed a second time elsewhere")
    hold(not other.exists() and kept("InstallLocation") == str(place), "and the first stays what it was")

    store = stores / "practice.lunar"
    command = place / "lunarcurator.cmd"
    hold(run("cmd", "/c", command, "demo", "--no-window", "--store", store) == 0, "its command makes a store")
    hold(run("cmd", "/c", command, "verify", stores / "none.lunar") not in {0, 1}, "its exit code arrives")
    with subprocess.Popen([str(place / versions[0] / "lunarcurator.exe"), str(store)]) as window:
        wait(
            lambda: store.with_name(f"{store.name}-wal").exists() or window.poll() is not None, "the store to open"
        )
        hold(window.poll() is None, "the store is open in the window")
        hold(run(first, "/S") == 4, "the same version is not installed over what is open")

        hold(run(second, "/S", "/LANGUAGE=en") == 0, "the next version is installed beside it")
        hold(window.poll() is None, "the store is still open")
        hold((place / versions[0] / "_internal" / "base_library.zip").exists(), "what runs has its files")
        hold(entries() == ["Lunar Curator.lnk"], "the entry in the menu is the new one, in English")
        hold(opened_by() == f'"{place / versions[1] / "lunarcurator.exe"}" "%1"', "the new one opens a store")
        hold(run(place / "uninstall.exe", "/S", f"_?={place}") == 4, "nothing is uninstalled while it is open")
        hold((place / versions[1] / "lunarcurator.exe").exists(), "and nothing of it is gone")
        window.terminate()
    hold(run("cmd", "/c", command, "verify", store) == 0, "the new one verifies the store")
    hold(run(second, "/S") == 0, "it is installed once more")
    hold(not (place / versions[0]).exists(), "the old one is gone")

    beside = place / versions[1] / "beside.lunar"
    beside.write_bytes(store.read_bytes())
    before = [digest(store), digest(beside)]
    hold(run(place / "uninstall.exe", "/S") == 0, "all is uninstalled")
    wait(lambda: not (place / "uninstall.exe").exists(), "it to go")
    hold([digest(store), digest(beside)] == before, "no store is touched, even one beside the program")
    left = [each for each in place.rglob("*") if each not in {beside, beside.parent}]
    hold(not left, f"nothing else is left {left[:3]}")
    hold(not entries() and not opened_by() and not kept("DisplayName"), "no entry is left")
    beside.unlink()
    beside.parent.rmdir()
    place.rmdir()
    return 0


def hold(truth: bool, what: str) -> None:
    """Say what holds, and stop at what does not."""
    if not truth:
        raise AssertionError(f"it does not hold that {what}")
    print(f"ok      {what}", flush=True)


def run(*command: str | Path) -> int:
    """Run a command to its end and return its exit code."""
    # NSIS wants what follows _?= or /D= without quotation marks, whatever it is.
    told = [str(each) for each in command]
    line = subprocess.list2cmdline([each for each in told if not each.startswith(("_?=", "/D="))])
    line += "".join(f" {each}" for each in told if each.startswith(("_?=", "/D=")))
    return subprocess.run(line, stdin=subprocess.DEVNULL, check=False, timeout=LONGEST_S).returncode


def wait(wanted: Callable[[], object], what: str) -> None:
    """Wait until something holds."""
    end = time.monotonic() + LONGEST_S
    while not wanted():
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(0.2)


def titles() -> list[str]:
    """Return the titles of the windows that are open."""
    found: list[str] = []

    def look(window: int, _more: int) -> bool:
        title = ctypes.create_unicode_buffer(400)
        ctypes.windll.user32.GetWindowTextW(ctypes.c_void_p(window), title, 400)
        found.append(title.value)
        return True

    kind = ctypes.WINFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, ctypes.c_void_p)
    ctypes.windll.user32.EnumWindows(kind(look), 0)
    return found


def entries() -> list[str]:
    """Return the program's entries in the start menu."""
    menu = Path(os.environ["APPDATA"]) / "Microsoft" / "Windows" / "Start Menu" / "Programs"
    return sorted(each.name for each in menu.glob("*.lnk"))


def opened_by() -> str:
    """Return the command that opens a store by its suffix, or nothing."""
    kind = value(r"Software\Classes\.lunar", "")
    return value(rf"Software\Classes\{kind}\shell\open\command", "") if kind else ""


def kept(name: str) -> str:
    """Return what Windows lists of the program."""
    return value(KEPT, name)


def value(key: str, name: str) -> str:
    """Return a text of the person's registry, or nothing."""
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as found:
            return str(winreg.QueryValueEx(found, name)[0])
    except FileNotFoundError:
        return ""


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
