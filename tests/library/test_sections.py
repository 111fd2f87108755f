"""A grid is meshgrid's, and a section is its nearest line."""

import numpy as np
import pytest
from helpers import columns, numbers
from hypothesis import given
from hypothesis import strategies as st

from gdtutorial.surface import (
    SectionStep,
    cross_section,
    loss_surface,
    parameter_grid,
    section_steps,
)


@given(numbers(-5, 5), numbers(-5, 5), numbers(0.1, 10), st.integers(2, 40))
def test_axis_0_runs_over_w_and_axis_1_over_b(b, w, reach, n):
    bs, ws = parameter_grid(b, w, reach, n)
    b_range, w_range = np.linspace(b - reach, b + reach, n), np.linspace(w - reach, w + reach, n)
    np.testing.assert_array_equal([bs, ws], np.meshgrid(b_range, w_range))


@given(columns(), numbers(-2, 4), st.integers(2, 30), st.integers(2, 30))
def test_a_section_is_the_grid_line_nearest_to_the_cut(data, value, b_points, w_points):
    x, y = data
    b_range, w_range = np.linspace(-2, 4, b_points), np.linspace(-3, 5, w_points)
    bs, ws = np.meshgrid(b_range, w_range)
    losses = loss_surface(x, y, bs, ws)

    cut, values, section = cross_section(bs, ws, losses, b=value)
    assert abs(cut - value) == np.abs(b_range - value).min()
    np.testing.assert_array_equal(values, w_range)
    np.testing.assert_array_equal(section, loss_surface(x, y, cut, w_range))

    cut, values, section = cross_section(bs, ws, losses, w=value)
    assert abs(cut - value) == np.abs(w_range - value).min()
    np.testing.assert_array_equal(values, b_range)
    np.testing.assert_array_equal(section, loss_surface(x, y, b_range, cut))


@pytest.mark.parametrize("edge", [-2.0, 4.0])
def test_the_edges_belong_to_the_grid(edge):
    bs, ws = parameter_grid(b=1, w=1, reach=3, n=11)
    assert cross_section(bs, ws, bs + ws, b=edge)[0] == edge
    assert cross_section(bs, ws, bs + ws, w=edge)[0] == edge


@given(columns(), numbers(0.05, 3))
def test_a_section_step_goes_against_its_slope_while_the_other_parameter_stands_still(data, lr):
    x, y = data
    bs, ws = parameter_grid(b=0, w=0, reach=4, n=41)
    over_b, over_w = section_steps(x, y, bs, ws, b=-1.03, w=1.97, lr=lr, step=0.1)
    assert (over_b.at[0], over_w.at[0]) == pytest.approx((-1, 2))
    for step in over_b, over_w:
        assert step.moved == pytest.approx(-lr * step.slope)
    b, w = over_b.to[0], over_w.to[0]
    for end, (b_there, w_there) in {
        over_b.at: (-1, 2),
        over_w.at: (-1, 2),
        over_b.to: (b, 2),
        over_w.to: (-1, w),
    }.items():
        assert end[1] == pytest.approx(np.mean((y - b_there - w_there * x) ** 2), rel=1e-6)


@pytest.mark.parametrize(
    ("at", "to", "crosses"), [(-1, -0.5, False), (-1, 0.5, True), (2, -3, True), (1, 4, False)]
)
def test_a_step_crosses_when_it_ends_beyond_the_lowest_point(at, to, crosses):
    values = np.array([-1.0, 0.0, 1.0])
    step = SectionStep("b", values, values**2, slope=2 * at, at=(at, at**2), to=(to, to**2))
    assert step.crosses is crosses
