"""The recorded measurement of solving against descending: its counts are those of its program, its times one machine's."""

import runpy

import numpy as np
import pytest
from helpers import PACKAGE

from pages import recorded

SCRIPT = PACKAGE.parent / "docs" / "beyond" / "solve_or_descend.py"
MEASURED = runpy.run_path(str(SCRIPT))


def rows():
    for line in recorded.read(SCRIPT)[1].splitlines()[2:]:
        yield [float(each.replace(",", "")) for each in line.split()]


@pytest.mark.parametrize("size", [10, 30, 100])
def test_the_updates_on_the_page_are_those_of_its_program(size):
    (row,) = (row for row in rows() if row[0] == size)
    x, y, lr = MEASURED["problem"](size)
    assert row[1:3] == [len(x), MEASURED["updates_needed"](x, y, lr)]


def test_all_three_ways_lead_to_the_same_parameters():
    x, y, lr = MEASURED["problem"](30)
    exact = np.linalg.lstsq(np.hstack([np.ones((len(x), 1)), x]), y, rcond=None)[0]
    for way in "normal", "lstsq":
        np.testing.assert_allclose(MEASURED[way](x, y), exact, rtol=1e-10)
    n = MEASURED["updates_needed"](x, y, lr)
    walk = MEASURED["descents"](x, y, lr)
    off = [np.abs(np.vstack(next(walk)) - exact).max() / np.abs(exact).max() for _ in range(n)]
    assert off[-1] < 1e-6 <= off[-2]


def test_the_rate_is_nearly_the_best_that_there_is():
    from gdtutorial.features import eigenvalues

    x, _, lr = MEASURED["problem"](300)
    values = eigenvalues(x)
    assert lr == pytest.approx(2 / (values[0] + values[-1]), rel=0.1)
