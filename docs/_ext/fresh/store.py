"""Results, each under a key that is made from what it was made of.

A result is a folder of files, with a list of their digests.
It appears whole or not at all, and a damaged one counts as absent.
So it matters neither when nor in which build it was made, nor whether that build ended well.
"""

import hashlib
import json
import os
import shutil
from pathlib import Path

LIST = "digests.json"


def digest(content):
    """Return the digest of some bytes."""
    return hashlib.sha256(content).hexdigest()


def key(*parts):
    """Return a key made of some strings."""
    return digest("\0".join(parts).encode())[:32]


class Store:
    """A folder of results, of which the `most` used last are kept."""

    def __init__(self, folder, most):
        self.folder = Path(folder)
        self.most = most

    def get(self, name):
        """Return the folder of a result, or None if there is none, or one that was damaged."""
        result = self.folder / name
        try:
            digests = json.loads((result / LIST).read_text("utf-8"))
            whole = all(
                digest((result / file).read_bytes()) == value for file, value in digests.items()
            )
        except (OSError, ValueError, AttributeError, TypeError):
            whole = False
        if not whole:
            shutil.rmtree(result, ignore_errors=True)
            return None
        os.utime(result / LIST)  # used now
        return result

    def files(self, name):
        """Return the digests of a result's files, by their names."""
        return json.loads((self.folder / name / LIST).read_text("utf-8"))

    def put(self, name, files):
        """Keep files, their bytes by their names; return their folder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        new = self.folder / f".{os.getpid()}-{name}"
        shutil.rmtree(new, ignore_errors=True)  # an interruption may have left one
        new.mkdir()
        for file, content in files.items():
            (new / file).parent.mkdir(parents=True, exist_ok=True)
            (new / file).write_bytes(content)
        digests = {file: digest(content) for file, content in sorted(files.items())}
        (new / LIST).write_text(json.dumps(digests), "utf-8")
        shutil.rmtree(self.folder / name, ignore_errors=True)
        new.rename(self.folder / name)
        self._forget()
        return self.folder / name

    def _forget(self):
        """Remove the results that were not used for longest."""
        lists = sorted(self.folder.glob(f"*/{LIST}"), key=lambda path: path.stat().st_mtime)
        for path in lists[: -self.most]:
            shutil.rmtree(path.parent, ignore_errors=True)
