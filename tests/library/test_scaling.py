"""Scaling the feature scales the weight back, and changes nothing else."""

import numpy as np
from helpers import columns, numbers
from hypothesis import given

from gdtutorial.curvature import condition_number, joint_limit
from gdtutorial.data import make_line, spoil, standardise, tutorial_data
from gdtutorial.surface import loss_surface, minimum


@given(columns(), numbers(0.01, 100))
def test_the_minimum_keeps_b_and_divides_w(data, c):
    x, y = data
    b, w = minimum(x, y)
    scaled_b, scaled_w = minimum(c * x, y)
    assert abs(scaled_b - b) < 1e-9 * (1 + abs(b) + abs(w) * 10)
    assert abs(scaled_w * c - w) < 1e-11 * (1 + abs(w) + 10 / x.std())


@given(columns(), numbers(0.01, 100), numbers(-5, 5), numbers(-5, 5))
def test_the_loss_stays(data, c, b, w):
    x, y = data
    here, there = loss_surface(x, y, b, w), loss_surface(c * x, y, b, w / c)
    np.testing.assert_allclose(there, here, rtol=1e-9, atol=1e-11)


@given(columns(), numbers(0.01, 100), numbers(-5, 5))
def test_spoil_changes_no_label(data, factor, w):
    x, _ = data
    bad_x, bad_w = spoil(x, w=w, factor=factor)
    np.testing.assert_allclose(bad_x, factor * x, rtol=1e-15)
    np.testing.assert_allclose(bad_x * bad_w, x * w, rtol=1e-14, atol=1e-300)


@given(columns())
def test_standardised_training_data_make_a_round_bowl(data):
    x_train, x_val = data
    scaled_x_train, scaled_x_val, scaler = standardise(x_train, x_val)
    assert abs(scaled_x_train.mean()) < 1e-12
    assert abs(scaled_x_train.std() - 1) < 1e-12
    assert abs(joint_limit(scaled_x_train) - 1) < 1e-11
    assert (
        abs(condition_number(scaled_x_train) - 1) < 1e-5
    )  # the root in the eigenvalue halves digits
    by_training = (x_val - x_train.mean()) / x_train.std()
    np.testing.assert_allclose(scaled_x_val, by_training, rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(scaler.inverse_transform(scaled_x_val), x_val, atol=1e-10)


def test_the_unspoilt_line_is_exact_without_noise():
    x, y = make_line(n=50, b=0.5, w=-3, noise=0, random_state=7)
    np.testing.assert_array_equal(y, 0.5 - 3 * x)
    b, w = minimum(x, y)
    assert abs(b - 0.5) < 1e-13
    assert abs(w + 3) < 1e-13


def test_noise_is_a_standard_deviation_and_x_lies_between_0_and_1():
    x, y = make_line(n=20_000, b=1, w=2, noise=0.5, random_state=0)
    noise = y - 1 - 2 * x
    assert abs(noise.std() - 0.5) < 0.01
    assert abs(noise.mean()) < 0.01
    assert 0 <= x.min() < 0.001 < 0.999 < x.max() < 1


def test_tutorial_data_are_the_line_split_out_of_one_stream():
    x_train, y_train, x_val, y_val = tutorial_data(b=0.5, w=-3, random_state=3)
    x, y = make_line(n=100, b=0.5, w=-3, noise=0.1, random_state=3)
    pairs = np.hstack([np.vstack([x_train, x_val]), np.vstack([y_train, y_val])])
    np.testing.assert_array_equal(np.sort(pairs[:, 0]), np.sort(x.ravel()))
    np.testing.assert_array_equal(
        pairs[pairs[:, 0].argsort()], np.hstack([x, y])[x.ravel().argsort()]
    )
