"""The first module of the bundle."""

import multiprocessing
import os
import sys

if __name__ == "__main__":
    # A child started by spawn is the program again, and must know it.
    multiprocessing.freeze_support()
    # Without it Qt's print support asks for printers over the network of this machine.
    os.environ.setdefault("CUPS_SERVER", "/run/cups/cups.sock")
    from lunarcurator.__main__ import main

    sys.exit(main())
