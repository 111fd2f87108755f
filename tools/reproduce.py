"""Build the site twice from nothing, where everything around it differs, and compare every byte.

Folder, time zone, locale, home, hash seed, mask of file modes and the clock that others may set
are not the same; the two sites must be, but for what `soak.DIFFERENT` names.
"""

import sys
import tempfile
from pathlib import Path

import soak

FOLDER = "a œuvre 目"
"""A name with spaces, and with letters beyond ASCII."""


def build(folder, home):
    """Build the site of a folder in other circumstances; return its files, with their digests."""
    home.mkdir()
    status, said = soak.build(
        folder,
        *("sh", "-c", "umask 077; exec make -s site"),
        HOME=str(home),
        LC_ALL="C",
        PYTHONHASHSEED="7",
        SOURCE_DATE_EPOCH="86400",
        TZ="Pacific/Chatham",
    )
    if status:
        raise RuntimeError(said)
    return soak.files(folder / "site")


def main():
    """Build twice, and name what differs."""
    with tempfile.TemporaryDirectory(prefix="reproduce-") as name:
        here, there = Path(name) / "project", Path(name) / FOLDER
        soak.copy(here)
        soak.copy(there)
        status, said = soak.build(here)
        if status:
            sys.exit(said)
        one, other = soak.files(here / "site"), build(there, Path(name) / "home")
    wrong = soak.different(one, other, but=soak.DIFFERENT)
    sys.exit("\n".join(["these differ:", *wrong]) if wrong else 0)


if __name__ == "__main__":
    main()
