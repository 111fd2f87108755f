"""The library prints the same digits on other processors, and on the oldest versions of what it needs."""

import os
import re
import subprocess
import sys
from pathlib import Path

import newcomer
import pytest

try:
    from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__
except ImportError:  # NumPy 1.26
    from numpy.core._multiarray_umath import __cpu_dispatch__, __cpu_features__

pytestmark = pytest.mark.gate

ROOT = Path(__file__).parents[2]
UV = [str(ROOT / ".uv" / "bin" / "uv"), "--system-certs"]
CHECK_FEATURES = """
try:
    from numpy._core._multiarray_umath import __cpu_features__ as features
except ImportError:
    from numpy.core._multiarray_umath import __cpu_features__ as features
import os
still_on = [f for f in os.environ["NPY_DISABLE_CPU_FEATURES"].split() if features[f]]
assert not still_on, still_on
"""
RUN = """
import sys, pytest
raise SystemExit(pytest.main(["-q", "-p", "no:cacheprovider", *sys.argv[1:]]))
"""


def run(*command, **more):
    return subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=os.environ | {"MPLBACKEND": "agg"} | more,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def outcome_of(python, *arguments, before="", **environment):
    """Run tests of the library; return how many passed."""
    done = run(
        python,
        "-c",
        before + RUN,
        *arguments,
        PYTHONPATH=str(ROOT),
        CI="",
        GDTUTORIAL_GATE="",
        **environment,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return int(re.search(r"(\d+) passed", done.stdout)[1])


DOCTESTS = ("--doctest-modules", "gdtutorial")


def test_with_the_processors_special_instructions_off():
    features = [feature for feature in __cpu_dispatch__ if __cpu_features__.get(feature)]
    assert features, (
        "NumPy uses no special instruction of this processor: this test cannot fail here"
    )
    off = {
        "NPY_DISABLE_CPU_FEATURES": " ".join(features),
        "PYTHONWARNINGS": "error::ImportWarning",  # a feature that NumPy does not know
    }
    assert outcome_of(sys.executable, *DOCTESTS, before=CHECK_FEATURES, **off) > 40


def test_on_the_oldest_versions(tmp_path):
    """A tester runs them on the newest, in test_commands.py."""
    python, *_ = newcomer.pythons()
    folder = tmp_path / "env"
    own = folder / "bin" / "python"
    for command in (
        [*UV, "venv", "-q", "--python", python, folder],
        [*UV, "pip", "install", "-q", "--python", own, "--resolution", "lowest-direct", "."],
        [*UV, "pip", "install", "-q", "--python", own, "pytest", "hypothesis", "sympy", "lxml"],
    ):  # fmt: skip
        done = run(*command)
        assert done.returncode == 0, done.stderr
    listed = run(*UV, "pip", "freeze", "--python", own).stdout
    declared = re.findall(
        r'"(numpy|matplotlib|scikit-learn)>=([\d.]+)"', (ROOT / "pyproject.toml").read_text()
    )
    assert len(declared) == 3
    assert all(f"{name}=={least}" in listed for name, least in declared), listed
    # Matplotlib of 2023 uses names that today's pyparsing means to drop, and says so at each import.
    kept = ["-m", "not gate and not slow", "-W", "ignore::DeprecationWarning", "tests/library"]
    assert outcome_of(own, *DOCTESTS, *kept) > 400
