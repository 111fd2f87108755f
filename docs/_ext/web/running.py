"""What the pages run Python with, published once at the root of the site, for every language.

Two folders under ``_run``, each named by a digest of its content, so that both may be cached for ever:
the runtime, which changes when it is upgraded, and our own part with the wheel of this build.
Our part's ``manifest.json`` tells where the runtime lies, and the SHA-256 and the size of every file.
"""

import functools
import gzip
import hashlib
import io
import json
import os
import tempfile
import zipfile
from pathlib import Path

from flit_core import buildapi

from fresh import keys
from i18n.catalogs import speaker
from i18n.languages import TABLE, tag
from pages import programs, run

OURS = keys.DOCS / "_run"
FOLDER = "_run"
SERVED_AS = {"pyodide.mjs": "pyodide.js"}
"""Not every host knows the type of ``.mjs``."""

LICENCES = "licen", "copying"
"""What the names of licences have in them."""


def short(content):
    """Return the beginning of a digest, long enough for a name."""
    return hashlib.sha256(content).hexdigest()[:16]


def name_of(files):
    """Return the name of a folder that holds just these files."""
    listed = [(name, hashlib.sha256(content).hexdigest()) for name, content in files.items()]
    return short(json.dumps(sorted(listed)).encode())


@functools.cache
def wheel():
    """Build the library's wheel; return its name and its content, the same each time."""
    before = {name: os.environ.get(name) for name in ("SOURCE_DATE_EPOCH", "PWD")}
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        try:
            os.environ["SOURCE_DATE_EPOCH"] = "315532800"  # the first that a zip can tell
            os.chdir(keys.DOCS.parent)
            name = buildapi.build_wheel(folder)
        finally:
            os.chdir(here)
            for setting, value in before.items():
                if value is None:
                    os.environ.pop(setting, None)
                else:
                    os.environ[setting] = value
        return name, (Path(folder) / name).read_bytes()


def packed(files):
    """Return files as a zip, the same each time."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name], zipfile.ZIP_DEFLATED)
    return content.getvalue()


def modules():
    """Return the modules that run code, and what draws dark figures for them."""
    drawing = [keys.MACHINERY / "figures" / name for name in ("__init__.py", "dark.py")]
    paths = [*(OURS / "running").glob("*.py"), *drawing]
    return {f"{path.parent.name}/{path.name}": path.read_bytes() for path in paths}


def licences(runtime, source):
    """Return the licences of all that is served: what we keep, and what the packages bring."""
    found = {path.name: path.read_text("utf-8") for path in (OURS / "licences").glob("*.txt")}
    for path in sorted(runtime.glob("*.whl")):
        with zipfile.ZipFile(path) as archive:
            told = [
                archive.read(name).decode("utf-8", "replace")
                for name in sorted(archive.namelist())
                if any(word in name.rsplit("/", 1)[-1].lower() for word in LICENCES)
                and not name.endswith(".py")
            ]
        found[f"{path.name.split('-')[0]}.txt"] = "\n\n".join(told)
    mozilla = found["matplotlib_pyodide.txt"]  # a part of Pyodide, under the same licence
    found["pyodide.txt"] = f"The source code of Pyodide: {source}\n\n{mozilla}"
    if empty := [name for name, text in found.items() if not text.strip()]:
        raise ValueError(f"no licence is known of {', '.join(empty)}")
    return {f"licences/{name}": text.encode() for name, text in found.items()}


def runtime_files(runtime, digests, source):
    """Return the files of the runtime as they are served, each as it is pinned when it is read."""
    files = {name: (runtime / name).read_bytes() for name in digests}
    for name, content in files.items():
        if (found := hashlib.sha256(content).hexdigest()) != digests[name]:
            raise ValueError(
                f"{name} has the SHA-256 {found} by now, and {digests[name]} is pinned"
            )
    served = {SERVED_AS.get(name, name): content for name, content in files.items()}
    return served | licences(runtime, source)


def described(files):
    """Return what the page has to know of files: digest, size, and size where a host compresses."""
    return {
        name: {
            "sha256": hashlib.sha256(content).hexdigest(),
            "size": len(content),
            "packed": len(
                content if name.endswith(".whl") else gzip.compress(content, 6, mtime=0)
            ),
        }
        for name, content in files.items()
    }


def own_files(runtime_name, runtime, sets):
    """Return our own files: modules, words, the wheel, and the manifest of all."""
    scripts = {
        path.relative_to(OURS).as_posix(): path.read_bytes()
        for path in sorted(OURS.rglob("*"))
        if path.suffix in {".css", ".js"}
    }
    words = {
        f"words.{tag(language)}.json": json.dumps(
            run.words(speaker(language)) | programs.words(speaker(language)), ensure_ascii=False
        ).encode()
        for language in TABLE
    }
    name, content = wheel()
    python = {name: content, "running.zip": packed(modules())}
    judges = {f"judge.{tag(each)}.zip": packed(programs.judging(each)) for each in TABLE}
    core = [name for name in runtime if "/" not in name and not name.endswith((".whl", ".zip"))]
    manifest = {
        "runtime": f"../{runtime_name}/",
        "files": described({name: runtime[name] for name in runtime if "/" not in name}),
        "own": described(python),
        "judges": described(judges),  # one for each language, which comes when a program is judged
        "core": sorted({*core, "python_stdlib.zip"}),
        "sets": sets,
        "wheel": name,
    }
    return scripts | words | python | judges | {"manifest.json": json.dumps(manifest).encode()}


def folders(folder, digests, sets, source):
    """Return the content of the two folders, by their names; the last is the one that pages know."""
    runtime = runtime_files(folder, digests, source)
    runtime_name = name_of(runtime)
    own = own_files(runtime_name, runtime, sets)
    return {runtime_name: runtime, name_of(own): own}


def publish(contents, site):
    """Write the folders into a site."""
    for folder, files in contents.items():
        for name, content in files.items():
            path = site / FOLDER / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
