"""The exact iterates are the descent, and no constant rate beats the best one."""

import numpy as np
import pytest
from helpers import columns, numbers
from hypothesis import given
from hypothesis import strategies as st

from gdtutorial.curvature import (
    best_rate,
    condition_number,
    convergence_factors,
    directions,
    eigenvalues,
    hessian,
    joint_limit,
)
from gdtutorial.data import standardise, tutorial_data
from gdtutorial.descent import gradient_descent, iterates
from gdtutorial.model import initialise
from gdtutorial.surface import minimum


@given(columns(), numbers(-10, 10), numbers(-10, 10), numbers(0.01, 1.2), st.integers(0, 60))
def test_iterates_are_the_path_of_the_descent(data, b, w, fraction, n):
    x, y = data
    lr = fraction * joint_limit(x)
    predicted, walked = iterates(x, y, b, w, lr, n), gradient_descent(x, y, b, w, lr, n_epochs=n)
    size = 1 + np.abs([walked.b, walked.w]).max()
    np.testing.assert_allclose(predicted.b, walked.b, rtol=0, atol=1e-10 * size)
    np.testing.assert_allclose(predicted.w, walked.w, rtol=0, atol=1e-10 * size)
    np.testing.assert_allclose(predicted.loss, walked.loss, rtol=1e-7, atol=1e-8 * size)
    np.testing.assert_array_equal(predicted.updates, walked.updates)


def test_several_starts_and_rates_go_side_by_side():
    x, y, _, _ = tutorial_data()
    together = iterates(x, y, [0, 1], [2, -1], [0.1, 0.7], n_updates=20)
    for k, (b, w, lr) in enumerate([(0, 2, 0.1), (1, -1, 0.7)]):
        alone = iterates(x, y, b, w, lr, n_updates=20)
        np.testing.assert_array_equal(together.b[:, k], alone.b[:, 0])
        np.testing.assert_array_equal(together.loss[:, k], alone.loss[:, 0])


@given(columns())
def test_directions_are_the_eigenvectors(data):
    x, _ = data
    h = hessian(x)
    for vector, curvature in zip(directions(x), eigenvalues(x), strict=True):
        np.testing.assert_allclose(h @ vector, curvature * vector, atol=1e-11 * np.abs(h).max())
        np.testing.assert_allclose(vector @ vector, 1, rtol=1e-14)
    assert abs(np.dot(*directions(x))) < 1e-15


@given(columns(), numbers(0.05, 3))
def test_no_constant_rate_beats_the_best_one(data, times):
    x, _ = data
    best = best_rate(x)
    flat, curved = convergence_factors(x, best)
    kappa = condition_number(x)
    np.testing.assert_allclose(flat, (kappa - 1) / (kappa + 1), atol=1e-9)
    np.testing.assert_allclose(curved, -flat, atol=1e-9)
    assert max(map(abs, convergence_factors(x, times * best))) >= flat - 1e-9
    np.testing.assert_allclose(best, 2 / sum(eigenvalues(x)), rtol=1e-12)


@given(columns(), numbers(-10, 10), numbers(-10, 10))
def test_standardised_data_are_solved_in_one_step(data, b, w):
    x, y = data
    x, _, _ = standardise(x, x)
    path = gradient_descent(x, y, b, w, lr=0.5, n_epochs=1)
    np.testing.assert_allclose([path.b[1, 0], path.w[1, 0]], minimum(x, y), atol=1e-11)


@pytest.mark.parametrize("fraction", [0.1, 0.5, 0.9])
def test_the_slower_factor_is_the_rate_of_convergence_in_the_long_run(fraction):
    x, y, _, _ = tutorial_data()
    b, w = initialise()
    lr = fraction * joint_limit(x)
    path = gradient_descent(x, y, b, w, lr, n_epochs=150)
    distance = np.hypot(*np.subtract([path.b, path.w], np.reshape(minimum(x, y), (2, 1, 1))))
    slower = max(map(abs, convergence_factors(x, lr)))
    np.testing.assert_allclose(distance[150] / distance[149], slower, rtol=1e-6)


def test_factors_come_as_the_rate_does():
    x, _, _, _ = tutorial_data()
    assert all(type(factor) is float for factor in convergence_factors(x, 0.1))
    many = convergence_factors(x, [0.1, 0.2])
    for factors, first in zip(many, convergence_factors(x, 0.1), strict=True):
        assert factors.shape == (2,)
        assert factors[0] == first
