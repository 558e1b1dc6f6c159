"""Types at a console of Windows as a person does, from Linux: `python try_console.py COMMAND…`.

COMMAND sets the PIN of the one operator of a store. He gives himself one, changes it by the right one, and is
refused for a wrong one; nothing he types may be seen.
"""

import os
import pty
import re
import select
import sys
import time

LONGEST_S = 120


def main() -> int:
    """Set, change and fail to change a PIN; return 0 if each ended as it must."""
    command = sys.argv[1:]
    wrong = 0
    for said, code in ((["2468", "2468"], 0), (["2468", "1357", "1357"], 0), (["9999", "1111", "1111"], 3)):
        ended, seen = typed(command, said)
        holds = ended == code and not any(pin in seen for pin in said)
        wrong += not holds
        print(f"{'ok     ' if holds else 'FAILED '} {len(said)} PINs typed at a console, exit code {ended}")
        if not holds:
            print(repr(seen))
    return 1 if wrong else 0


def typed(command: list[str], lines: list[str]) -> tuple[int, str]:
    """Run a command at a terminal, answer each question by a line, and return its exit code and what was seen."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(command[0], command)
    seen, waiting, end = "", list(lines), time.monotonic() + LONGEST_S
    asked = 0
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                seen += os.read(terminal, 4096).decode("utf-8", "replace")
            except OSError:
                break
        plain = _bare(seen)
        if waiting and plain.count("PIN") > asked and plain.rstrip().endswith(":"):
            asked = plain.count("PIN")
            os.write(terminal, f"{waiting.pop(0)}\r".encode())
    else:
        os.kill(child, 9)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), _bare(seen)


def _bare(seen: str) -> str:
    """Return what was seen without the orders to the terminal."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07", "", seen)


if __name__ == "__main__":
    sys.exit(main())
