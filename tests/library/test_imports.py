"""A program that imports the library pays for what it uses, and for nothing else."""

import subprocess
import sys

import pytest
from helpers import MODULES

LOADED = "import gdtutorial.{}, sys; print(*{{name.split('.')[0] for name in sys.modules}})"


def loaded(name):
    """Name the packages that a fresh Python has loaded after importing one module."""
    program = [sys.executable, "-c", LOADED.format(name)]
    return set(subprocess.run(program, check=True, capture_output=True, text=True).stdout.split())


@pytest.mark.parametrize("name", MODULES)
def test_no_module_loads_scikit_learn(name):
    """Only a call of ``standardise`` does."""
    slow = {"sklearn", "scipy", "joblib"} | ({"matplotlib"} if name != "plotting" else set())
    assert not loaded(name) & slow
