"""The tool that changes the library a line at a time changes what it says, and notices what tests notice."""

import pytest

import mutants

SOURCE = '''"""Halve.

>>> half(4)
2.0
"""


def half(x: float) -> float:
    """Return a half; 2 stays as it is here."""
    if x < 0:
        raise ValueError(f"x must be at least 0, got {x - 0}")
    return x / 2
'''


@pytest.fixture
def module(tmp_path):
    path = tmp_path / "gdtutorial" / "halves.py"
    path.parent.mkdir()
    (path.parent / "__init__.py").touch()
    path.write_text(SOURCE, "utf-8")
    (tmp_path / "tests" / "library").mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text(
        '[tool.pytest]\nmarkers = ["gate", "slow"]\n', "utf-8"
    )
    return path


def test_code_is_changed_and_words_are_not(module):
    after = [mutant.after.strip() for mutant in mutants.mutants(module)]
    assert after == ["if (x <= 0):", "if x < (1):", "return (x * 2)", "return x / (3)"]


@pytest.mark.gate
def test_a_change_that_a_doctest_shows_does_not_survive_and_another_does(module):
    alive = [mutants.survives(mutant, module.parents[1]) for mutant in mutants.mutants(module)]
    assert alive == [True, True, False, False]
    assert module.read_text("utf-8") == SOURCE
