"""Two processes descend as one, and neither waits for ever when the other is lost, at whatever update."""

import importlib.util
import re
import sys
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec

import numpy as np
import pytest
from helpers import PACKAGE, need

from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise
from gdtutorial.settings import LR, MANY_EPOCHS

sys.path.insert(0, str(PACKAGE.parent / "docs" / "_ext"))
from pages import recorded

LOST = PACKAGE.parent / "docs" / "beyond" / "processes_lost.py"


@pytest.fixture(scope="module")
def lost():
    """The program that loses a process, imported and not run."""
    if find_spec("torch") is None:
        need("PyTorch", "`make torch` installs it")
    spec = importlib.util.spec_from_file_location(LOST.stem, LOST)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def with_changes(folder, changes):
    """Write the program into a folder, with other numbers in it."""
    text = LOST.read_text("utf-8")
    for pattern, replacement in changes.items():
        text, n = re.subn(pattern, replacement, text)
        assert n == 1, f"{pattern} is found once"
    (folder / "changed.py").write_text(text, "utf-8")
    return folder / "changed.py"


def test_what_is_kept_of_a_descent_is_always_one_whole_file(tmp_path, lost):
    file = tmp_path / "descent.npy"
    for done in 0, 100:
        lost.keep(file, done, np.array([1.0]), np.array([2.0]))
        assert np.load(file).tolist() == [done, 1.0, 2.0]
    assert list(tmp_path.iterdir()) == [file]


def test_patience_is_shorter_than_pytorchs_own(lost):
    constants = import_module("torch.distributed.constants")
    assert constants.default_pg_timeout == timedelta(minutes=30)
    assert lost.PATIENCE == 10


@pytest.mark.gate
@pytest.mark.parametrize("at", [1, 100, 999])
def test_whenever_a_process_is_killed_the_digits_stay_those_of_one(at, tmp_path, lost):
    changes = {"LOST_AT = 100, 550": f"LOST_AT = 100, {at}", ", signal.SIGSTOP": ""}
    assert lost.KEEP_EVERY == 100
    printed = recorded.run(with_changes(tmp_path, changes), seconds=300).splitlines()
    one = gradient_descent(*tutorial_data()[:2], *initialise(), LR, n_epochs=MANY_EPOCHS)

    def kept(code, update):
        b, w = one.b[update].item(), one.w[update].item()
        return f"  code {code}; kept: update {update}, {b:.12f} {w:.12f}"

    assert printed == [
        "nobody is lost",
        kept(0, MANY_EPOCHS),
        "process 1 gets SIGKILL",
        f"  process 0: at update {at} the other process has gone",
        kept(1, at // 100 * 100),
        "two new processes",
        kept(0, MANY_EPOCHS),
        "  the same to the last digit: True",
    ]
