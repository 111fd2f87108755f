"""Late gradients: the limit by three ways that share nothing, and paths that keep to it."""

import numpy as np
import pytest
import sympy
from helpers import numbers
from hypothesis import given
from hypothesis import strategies as st

from gdtutorial.curvature import directions, eigenvalues, joint_limit
from gdtutorial.data import tutorial_data
from gdtutorial.delay import delayed_descent, delayed_limit, delayed_roots
from gdtutorial.descent import minimise
from gdtutorial.problems import Problem, line_problem
from gdtutorial.rules import momentum

X, Y, X_VAL, Y_VAL = tutorial_data()
TAUS = range(9)
PARTS = np.linspace(0.01, 3, 299)  # of the limit; none of them is 1
delays = st.integers(0, 8)


def polynomial(tau, a):
    """Give the coefficients of z**(tau + 1) - z**tau + a, the highest power first."""
    coefficients = np.zeros(tau + 2)
    coefficients[0] = 1
    coefficients[1] -= 1
    coefficients[-1] += a
    return coefficients


@given(delays, numbers(0.01, 3), numbers(0.01, 3))
def test_the_factors_are_the_roots_that_numpy_finds(tau, bend, lr):
    ours = delayed_roots(tau, bend, lr)
    np.testing.assert_allclose(np.poly(ours).real, polynomial(tau, lr * bend), atol=1e-12)
    theirs = np.roots(polynomial(tau, lr * bend))
    assert abs(ours[0]) == pytest.approx(abs(ours).max(), rel=1e-14)
    assert abs(ours[0]) == pytest.approx(abs(theirs).max(), abs=1e-6)


@pytest.mark.parametrize("tau", range(5))
def test_at_the_limit_sympy_finds_a_root_on_the_circle_and_none_outside(tau):
    """Exactly: with the angle of the derivation put in, the equation simplifies to 0 = 0."""
    angle = sympy.pi / (2 * tau + 1)
    a = 2 * sympy.sin(angle / 2)
    z = sympy.exp(sympy.I * angle)
    assert sympy.simplify((z ** (tau + 1) - z**tau + a).rewrite(sympy.cos)).equals(0)
    t = sympy.Symbol("t")
    roots = sympy.Poly(t ** (tau + 1) - t**tau + a.evalf(40), t).nroots(n=30, maxsteps=200)
    assert max(abs(root) for root in roots) < 1 + 1e-12
    assert delayed_limit(tau, 1.0) == pytest.approx(float(a), rel=1e-15)


@pytest.mark.parametrize("tau", TAUS)
def test_below_the_limit_every_factor_is_below_one_and_above_it_one_is_above(tau):
    limit = delayed_limit(tau, bend=1.0)
    sizes = [abs(delayed_roots(tau, 1.0, part * limit)[0]) for part in PARTS]
    assert [size < 1 for size in sizes] == [part < 1 for part in PARTS]


@given(delays, numbers(0.1, 10), st.sampled_from([0.97, 1.03]))
def test_a_simulation_by_hand_shrinks_below_the_limit_and_grows_above_it(tau, bend, part):
    """Plain floats in a plain list, and nothing of the library but the limit."""
    lr = part * delayed_limit(tau, bend)
    distances = [1.0] * (tau + 1)
    for _ in range(4000):
        distances.append(distances[-1] - lr * bend * distances[-1 - tau])
    early, late = (max(map(abs, distances[end - 100 : end])) for end in (400, 4000))
    assert (late < early / 10) if part < 1 else (late > 10 * early)


def test_delays_of_one_and_two_have_the_limits_that_algebra_gives():
    assert delayed_limit(0, eigenvalues(X)[1]) == pytest.approx(joint_limit(X), rel=1e-14)
    assert delayed_limit(1, 1.0) == pytest.approx(1, rel=1e-15)
    assert delayed_limit(2, 1.0) == pytest.approx((5**0.5 - 1) / 2, rel=1e-15)


@given(delays, numbers(0.01, 0.5), numbers(-3, 3), numbers(-3, 3))
def test_a_late_descent_is_the_sum_over_gradients_at_old_places(tau, lr, b, w):
    problem = line_problem(X, Y)
    path = delayed_descent(problem, b, w, lr, tau, n_updates=12)
    for t in range(12):
        old = max(t - tau, 0)
        for column, slope in zip(
            (path.b, path.w), problem.gradient(path.b[old], path.w[old]), strict=True
        ):
            np.testing.assert_array_equal(column[t + 1], column[t] - lr * slope)


def test_without_delay_it_is_a_descent_like_any_other_with_every_rule():
    problem = line_problem(X, Y)
    for rule, settings in (momentum, {"momentum": 0.5}), (momentum, {}):
        one = delayed_descent(problem, 0.5, 0.1, 0.1, 0, rule, n_updates=20, **settings)
        other = minimise(problem, 0.5, 0.1, 0.1, rule, n_updates=20, **settings)
        np.testing.assert_array_equal(one.b, other.b)
        np.testing.assert_array_equal(one.loss, other.loss)


def test_two_descents_of_one_problem_do_not_share_their_pasts():
    problem = line_problem(X, Y)
    first, second = (delayed_descent(problem, 0, 0, 0.1, 3, n_updates=9) for _ in range(2))
    np.testing.assert_array_equal(first.w, second.w)


@pytest.mark.parametrize("tau", range(5))
def test_on_a_line_the_most_curved_direction_sets_the_limit(tau):
    problem, way = line_problem(X, Y), directions(X)[1]
    start = np.add(problem.minimum, way)
    limit = delayed_limit(tau, eigenvalues(X)[1])
    path = delayed_descent(problem, *start, [0.97 * limit, 1.03 * limit], tau, n_updates=1500)
    below, above = problem.excess(path.b, path.w).T
    assert below[-50:].max() < below[0] / 100
    assert above[-50:].max() > 100 * above[0]


@pytest.mark.parametrize("tau", range(1, 5))
def test_at_the_limit_a_swing_takes_four_updates_for_each_of_delay_and_two_more(tau):
    bowl = Problem(lambda b, w: b**2 + w**2, lambda b, w: (2 * b, 2 * w), (0.0, 0.0))
    path = delayed_descent(bowl, 1, 0, delayed_limit(tau, 2.0), tau, n_updates=2000)
    late = path.b[1000:, 0]
    np.testing.assert_allclose(late[4 * tau + 2 :], late[: -4 * tau - 2], atol=1e-9)
    np.testing.assert_allclose(late[2 * tau + 1 :], -late[: -2 * tau - 1], atol=1e-9)
