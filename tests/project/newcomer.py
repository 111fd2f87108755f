"""Somebody who starts from a fresh copy of the project, with an empty home and nothing else."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

STORIES = {
    "reader": ["pip install .", "python gallery/f06_loss_surface.py"],
    "tester": ["pip install '.[test]'", "pytest --doctest-modules"],
    "contributor": [
        "make pdf", "make live", "make i18n", "make lock", "make help",
        ".venv/bin/python tools/proofread.py FILE.po", ".venv/bin/python tools/claims.py docs/tutorial/loss.md",
    ],
}  # fmt: skip
"""What each of them types, as README, CONTRIBUTING and the pages say it."""


def project_files():
    """List the files of the project: those that git knows, or would."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def copy(place):
    """Copy the project into an empty folder."""
    for file in project_files():
        (place / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, place / file)
    return place


def environment(folder, **more):
    """Return the environment of somebody with an empty home, who has not heard of this one."""
    home = folder.parent / f"home of {folder.name}"
    home.mkdir(exist_ok=True)
    kept = {
        name: value
        for name, value in os.environ.items()
        if not re.match(r"GDTUTORIAL_|PYTHON|VIRTUAL_ENV|MPL|CI$|READTHEDOCS|XDG_|MAKE", name)
    }
    own = str(Path(sys.executable).parent)
    path = [entry for entry in kept["PATH"].split(os.pathsep) if entry != own]
    return kept | {"HOME": str(home), "PATH": os.pathsep.join(path), "MPLBACKEND": "agg"} | more


def run(command, folder, **more):
    """Run a command in a shell; return what it printed."""
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command], cwd=folder, env=environment(folder) | more,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
    return done.stdout


def pythons():
    """List the interpreters on this machine that can make an environment, one of each version, the oldest first."""
    found = {}
    for minor in range(11, 20):
        name = f"python3.{minor}"
        homes = Path.home() / ".pyenv/versions", Path.home() / ".local/share/uv/python"
        places = [path for home in homes for path in sorted(home.glob(f"*3.{minor}*/bin/{name}"))]
        for place in filter(None, [shutil.which(name), *places]):
            tried = subprocess.run(
                [place, "-c", "import ensurepip, venv"], capture_output=True, check=False
            )
            if tried.returncode == 0:
                found[3, minor] = place
                break
    found.setdefault(sys.version_info[:2], sys.executable)
    return [place for _, place in sorted(found.items())]


def with_environment(folder, python=sys.executable):
    """Make a virtual environment, as one does before `pip install`; return the setting that uses it."""
    subprocess.run([python, "-m", "venv", folder / "env"], check=True)
    return {"PATH": f"{folder / 'env' / 'bin'}{os.pathsep}{environment(folder)['PATH']}"}
