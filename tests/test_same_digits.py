"""The doctests print the same digits on other processors, Pythons and NumPys."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from helpers import PACKAGE

try:
    from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__
except ImportError:  # NumPy 1.26
    from numpy.core._multiarray_umath import __cpu_dispatch__, __cpu_features__

pytestmark = pytest.mark.slow

RUN_DOCTESTS = """
import sys, pytest
raise SystemExit(pytest.main(["-q", "-p", "no:cacheprovider", "--doctest-modules", sys.argv[1]]))
"""
CHECK_FEATURES = """
try:
    from numpy._core._multiarray_umath import __cpu_features__ as features
except ImportError:
    from numpy.core._multiarray_umath import __cpu_features__ as features
import os
still_on = [f for f in os.environ["NPY_DISABLE_CPU_FEATURES"].split() if features[f]]
assert not still_on, still_on
"""


def run(python, *arguments, **environment):
    return subprocess.run(
        [str(python), *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=PACKAGE.parent,
        env=os.environ | {"MPLBACKEND": "agg", "PYTHONPATH": str(PACKAGE.parent)} | environment,
    )


def doctests_pass(python, before="", **environment):
    result = run(python, "-c", before + RUN_DOCTESTS, PACKAGE, **environment)
    assert result.returncode == 0, result.stdout + result.stderr
    assert " passed" in result.stdout


def test_with_the_processors_special_instructions_off():
    features = [feature for feature in __cpu_dispatch__ if __cpu_features__.get(feature)]
    if not features:
        pytest.skip("NumPy uses no special instruction of this processor")
    doctests_pass(
        sys.executable,
        CHECK_FEATURES,
        NPY_DISABLE_CPU_FEATURES=" ".join(features),
        PYTHONWARNINGS="error::ImportWarning",  # a feature that NumPy does not know
    )


def find_python(version):
    """Find an interpreter of this version that really starts."""
    homes = [Path.home() / ".pyenv/versions", Path.home() / ".local/share/uv/python"]
    candidates = [shutil.which(f"python{version}")]
    candidates += [
        path for home in homes for path in sorted(home.glob(f"*{version}*/bin/python{version}"))
    ]
    for candidate in filter(None, candidates):
        if run(candidate, "-c", "import venv, ensurepip").returncode == 0:
            return candidate
    return None


def environment_with(version, *packages):
    """Make a virtual environment, once, in the user's cache."""
    python = find_python(version)
    if python is None:
        pytest.skip(f"no Python {version} on this machine")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "gdtutorial" / "-".join([version, *packages]).replace("==", "-")
    made = folder / "made"
    if not made.exists():
        shutil.rmtree(folder, ignore_errors=True)
        created = run(python, "-m", "venv", folder)
        assert created.returncode == 0, created.stderr
        installed = run(
            folder / "bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check",
            "--retries", "1", "--timeout", "20", "--only-binary", ":all:", *packages,
        )  # fmt: skip
        if installed.returncode:
            shutil.rmtree(folder)
            pytest.skip(
                f"cannot install {packages} for Python {version}: {installed.stderr[-300:]}"
            )
        made.touch()
    return folder / "bin/python"


@pytest.mark.parametrize(("version", "numpy"), [("3.12", "1.26.4"), ("3.13", "2.1.0")])
def test_on_another_python_and_numpy(version, numpy):
    if (version, numpy) == (f"{sys.version_info.major}.{sys.version_info.minor}", np.__version__):
        pytest.skip("this is the environment that runs the doctests anyway")
    packages = [f"numpy=={numpy}", "scikit-learn", "matplotlib", "pytest"]
    python = environment_with(version, *packages)
    versions = run(
        python, "-c", "import numpy, sys; print(*sys.version_info[:2], numpy.__version__)"
    )
    assert versions.stdout.split() == [*version.split("."), numpy]
    doctests_pass(python)
