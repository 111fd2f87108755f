"""The predicted noise floor is the fixed point of the covariance, and what SGD shows."""

import numpy as np
import pytest
from helpers import columns, numbers
from hypothesis import given
from hypothesis import strategies as st

from gdtutorial.curvature import joint_limit
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.noise import noise_floor, noise_limit
from gdtutorial.problems import line_problem
from gdtutorial.surface import loss_surface, minimum


def step_matrices(x, lr):
    """For each point, what one update with that point does to a distance from the minimum."""
    points = np.hstack([np.ones_like(x), x])
    return [np.eye(2) - 2 * lr * np.outer(a, a) for a in points], points


def next_covariance(c, x, y, lr, size):
    """Average over batches of independent points: point by point, and for pairs of different draws."""
    steps, points = step_matrices(x, lr)
    b, w = minimum(x, y)
    noise = [np.outer(a, a) * (2 * lr * (b + w * a[1] - yi)) ** 2 for a, yi in zip(points, y[:, 0], strict=True)]  # fmt: skip
    mean = sum(steps) / len(steps)
    alone = sum(m @ c @ m for m in steps) / len(steps)
    return alone / size + (1 - 1 / size) * (mean @ c @ mean) + sum(noise) / len(noise) / size


@given(columns(most=12), numbers(0.01, 0.9), st.integers(1, 20))
def test_the_floor_is_where_the_covariance_rests(data, fraction, size):
    x, y = data
    lr = fraction * noise_limit(x, size)
    columns_of_map = [
        (next_covariance(unit, x, y, lr, size) - next_covariance(0 * unit, x, y, lr, size)).ravel()
        for unit in np.eye(4).reshape(4, 2, 2)
    ]
    forcing = next_covariance(np.zeros((2, 2)), x, y, lr, size).ravel()
    c = np.linalg.solve(np.eye(4) - np.transpose(columns_of_map), forcing).reshape(2, 2)
    floor = c[0, 0] + 2 * c[0, 1] * x.mean() + c[1, 1] * (x**2).mean()
    np.testing.assert_allclose(noise_floor(x, y, lr, size), floor, rtol=1e-6, atol=1e-12)


@given(columns(most=12), st.integers(1, 20))
def test_at_the_limit_the_spread_neither_grows_nor_shrinks(data, size):
    """One update is a linear map of the covariance; it grows if the map has an eigenvalue above 1."""
    x, y = data
    limit = noise_limit(x, size)
    for fraction, grows in ((0.98, False), (1.02, True)):
        columns_of_map = [
            next_covariance(unit, x, 0 * y, fraction * limit, size).ravel()
            for unit in np.eye(4).reshape(4, 2, 2)
        ]
        largest = abs(np.linalg.eigvals(np.transpose(columns_of_map))).max()
        assert (largest > 1) == grows


@pytest.mark.parametrize("size", [1, 4, 16])
def test_sgd_with_replacement_stays_at_the_predicted_floor(size):
    x, y, _, _ = tutorial_data()
    lrs = np.array([0.05, 0.2, 0.5])
    problem = line_problem(x, y)
    many = np.repeat(lrs, 60)
    options = {"n_epochs": -(-2500 * size // len(x)), "batch_size": size, "random_state": 5}
    path = gradient_descent(x, y, *problem.minimum, many, replacement=True, **options)
    runs = problem.excess(path.b[500:], path.w[500:]).mean(axis=0).reshape(len(lrs), -1)
    for lr, measured in zip(lrs, runs, strict=True):
        error = measured.std() / np.sqrt(len(measured))
        assert abs(measured.mean() - noise_floor(x, y, lr, size)) < 4 * error
        assert error < 0.05 * measured.mean()


def test_the_floor_is_in_proportion_to_a_small_rate_and_to_the_batch_inversely():
    x, y, _, _ = tutorial_data()
    one, ten, sixteenth = (noise_floor(x, y, *how) for how in ((1e-5,), (1e-4,), (1e-5, 16)))
    np.testing.assert_allclose(ten / one, 10, rtol=1e-3)
    np.testing.assert_allclose(one / sixteenth, 16, rtol=1e-3)


def test_large_batches_have_the_limit_of_the_full_one():
    x, _, _, _ = tutorial_data()
    limits = [noise_limit(x, size) for size in (1, 4, 16, 10**9)]
    assert limits == sorted(limits)
    np.testing.assert_allclose(limits[-1], joint_limit(x), rtol=1e-6)


def test_reshuffling_is_calmer_at_small_rates():
    x, y, _, _ = tutorial_data()
    b, w = minimum(x, y)
    path = gradient_descent(
        x, y, b, w, 0.003, n_epochs=400, batch_size=1, shuffle=True, record="epochs"
    )
    excess = path.loss[100:] - loss_surface(x, y, b, w)
    assert excess.mean() < 0.3 * noise_floor(x, y, 0.003)


def test_without_noise_there_is_no_floor():
    x, _, _, _ = tutorial_data()
    assert noise_floor(x, 1 + 2 * x, 0.1) < 1e-28


def test_beyond_the_limit_there_is_no_answer():
    x, y, _, _ = tutorial_data()
    limit = noise_limit(x)
    with pytest.raises(ValueError, match=rf"lr must be below {limit:.6g}, where .+, got 0\.75"):
        noise_floor(x, y, 0.75)
