"""Finite differences are off by what algebra says, and a check by them tells a right gradient from a wrong one."""

import numpy as np
import pytest
import sympy
from helpers import columns, numbers
from hypothesis import given
from scipy.optimize import approx_fprime
from scipy.optimize import check_grad as scipy_check

from gdtutorial.data import tutorial_data
from gdtutorial.differences import (
    CENTRAL_STEP,
    FORWARD_STEP,
    central_difference,
    central_step,
    check_gradient,
    forward_difference,
    forward_step,
    relative_error,
)
from gdtutorial.model import errors, gradient, initialise, mse, predict

H, P, Q = sympy.symbols("h p q")
EXPRESSION = sympy.exp(P) * Q**3
loss = sympy.lambdify([(P, Q)], EXPRESSION, "math")
PLACE = [0.3, -1.2]


@pytest.mark.parametrize(
    ("measure", "behind", "derivative", "factor"),
    [
        (forward_difference, 0, 2, sympy.Rational(1, 2)),
        (central_difference, 1, 3, sympy.Rational(1, 6)),
    ],
)
def test_a_difference_is_what_its_formula_says_and_its_error_begins_with_the_next_derivative(
    measure, behind, derivative, factor
):
    for i, symbol in enumerate((P, Q)):
        ahead, back = EXPRESSION.subs(symbol, symbol + H), EXPRESSION.subs(symbol, symbol - behind * H)  # fmt: skip
        exact = (ahead - back) / ((1 + behind) * H)
        here = dict(zip((P, Q), PLACE, strict=True))
        expected = float(exact.subs(here | {H: 0.01}))
        assert measure(loss, PLACE, 0.01)[i] == pytest.approx(expected, rel=1e-12)
        series = sympy.series(exact, H, 0, 4).removeO()
        first = series.coeff(H, derivative - 1)
        assert sympy.simplify(first - factor * sympy.diff(EXPRESSION, symbol, derivative)) == 0


def test_scipy_measures_the_same():
    np.testing.assert_allclose(
        forward_difference(loss, PLACE, 1e-6), approx_fprime(PLACE, loss, 1e-6), rtol=1e-9
    )
    wrong = [2.0, 3.0]
    distance = np.linalg.norm(wrong - forward_difference(loss, PLACE, 1e-6))
    assert scipy_check(loss, lambda _: np.array(wrong), PLACE, epsilon=1e-6) == pytest.approx(distance)  # fmt: skip


@pytest.mark.parametrize(("value", "slope"), [(1.0, 1.0), (0.7, 0.05), (100.0, 3.0)])
def test_a_predicted_step_makes_the_sum_of_both_errors_least(value, slope):
    u = float(np.finfo(float).eps) / 2
    curve_and_rounding = {
        forward_step(value, slope): lambda h: h * slope / 2 + 2 * u * value / h,
        central_step(value, slope): lambda h: h**2 * slope / 6 + u * value / h,
    }
    for step, error in curve_and_rounding.items():
        assert error(step) < min(error(0.99 * step), error(1.01 * step))
    assert forward_step(value, -slope) == forward_step(value, slope)


def test_the_usual_steps_are_those_of_a_loss_of_ordinary_size():
    assert 0.2 < FORWARD_STEP / forward_step(1, 1) < 5
    assert 0.2 < CENTRAL_STEP / central_step(1, 1) < 5


@given(columns(), numbers(-10, 10), numbers(-10, 10))
def test_the_tutorials_gradient_passes_its_check_wherever_it_is_not_small(data, b, w):
    x, y = data

    def measured_loss(p):
        return mse(errors(predict(p[0], p[1], x), y)).item()

    def slopes(p):
        return gradient(errors(predict(p[0], p[1], x), y), x)

    grads = np.ravel(slopes([b, w]))
    errs = check_gradient(measured_loss, slopes, [b, w])
    # what rounding of the losses can do, against the size of the slope
    allowed = 1e-13 * (1 + measured_loss([b, w])) / CENTRAL_STEP
    assert (errs * np.maximum(np.abs(grads), 1e-300) <= allowed).all()


def test_each_classic_mistake_fails_its_check():
    x, y, _, _ = tutorial_data()
    place = np.ravel(initialise())

    def measured_loss(p):
        return mse(errors(predict(p[0], p[1], x), y)).item()

    def e(p):
        return errors(predict(p[0], p[1], x), y)

    mistakes = {
        "no factor 2": lambda p: [e(p).mean(), (x * e(p)).mean()],
        "a sum": lambda p: [2 * e(p).sum(), 2 * (x * e(p)).sum()],
        "the other sign": lambda p: [-2 * e(p).mean(), -2 * (x * e(p)).mean()],
        "no feature": lambda p: [2 * e(p).mean()] * 2,
        "the mean of each": lambda p: [2 * e(p).mean(), 2 * x.mean() * e(p).mean()],
        "hats lost": lambda p: [2 * (y - y).mean(), 2 * (x * e(p)).mean()],
    }
    assert (check_gradient(measured_loss, lambda p: gradient(e(p), x), place) < 1e-8).all()
    for name, wrong in mistakes.items():
        assert check_gradient(measured_loss, wrong, place).max() > 0.1, name


def test_relative_errors_reach_from_equal_to_opposite():
    assert relative_error([0, 1, 2, 1, -1], [0, 1, 1, 0, 1]).tolist() == [0, 0, 0.5, 1, 2]
    big = float(np.finfo(float).max)
    assert relative_error([big, 5e-324], [-big, 5e-324]).tolist() == [2, 0]


@pytest.mark.parametrize("value", [np.nan, np.inf, "1", [1.0, 2.0], None])
def test_a_loss_that_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="what f gives must"):
        central_difference(lambda _: value, [0.0])


def test_a_gradient_of_another_length_is_refused():
    with pytest.raises(ValueError, match="must have the same length, got 3 and 2"):
        check_gradient(loss, lambda _: [1.0, 2.0, 3.0], PLACE)
