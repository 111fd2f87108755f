"""The log loss, its slopes, its curvature and its minimum agree with one another and with scikit-learn."""

import warnings

import numpy as np
import pytest
from helpers import numbers
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss as sklearn_loss

from gdtutorial.data import standardise, tutorial_data
from gdtutorial.logistic import (
    above_median,
    log_loss,
    log_loss_gradient,
    log_loss_hessian,
    log_loss_minimum,
    probability,
)


@st.composite
def classes(draw):
    """Draw a feature that varies, and classes that overlap in it."""
    n = draw(st.integers(4, 30))
    x = np.round(draw(arrays(float, (n, 1), elements=numbers(-10, 10))), 2)
    label = draw(arrays(float, (n, 1), elements=st.sampled_from([0.0, 1.0])))
    assume(x.std() > 0.1)
    zeros, ones = x[label == 0], x[label == 1]
    assume(zeros.size and ones.size and zeros.max() > ones.min() and ones.max() > zeros.min())
    return x, label


@given(classes(), numbers(-3, 3), numbers(-3, 3))
def test_loss_is_that_of_scikit_learn(data, b, w):
    x, label = data
    p = probability(b, w, x)
    assume(((p > 1e-6) & (p < 1 - 1e-6)).all())  # nearer to 0 or 1, 1 - p loses digits
    expected = sklearn_loss(label.ravel(), p.ravel())
    np.testing.assert_allclose(log_loss(x, label, b, w), expected, rtol=1e-7)


@given(classes(), numbers(-3, 3), numbers(-3, 3))
def test_gradient_and_hessian_are_the_slopes_of_what_they_derive(data, b, w):
    x, label = data
    h = 1e-5
    steps = [(b + h, w), (b - h, w), (b, w + h), (b, w - h)]
    losses = [log_loss(x, label, *step) for step in steps]
    slopes = np.array([losses[0] - losses[1], losses[2] - losses[3]]) / (2 * h)
    np.testing.assert_allclose(np.ravel(log_loss_gradient(x, label, b, w)), slopes, atol=1e-8)
    grads = [np.ravel(log_loss_gradient(x, label, *step)) for step in steps]
    bends = np.array([grads[0] - grads[1], grads[2] - grads[3]]) / (2 * h)
    np.testing.assert_allclose(log_loss_hessian(x, label, b, w), bends, atol=1e-7)


@given(classes())
def test_at_the_minimum_the_slope_is_0(data):
    x, label = data
    b, w = log_loss_minimum(x, label)
    slope = np.ravel(log_loss_gradient(x, label, b, w))
    np.testing.assert_allclose(slope, 0, atol=1e-9)


def test_the_minimum_is_that_of_scikit_learn():
    x, y, x_val, _ = tutorial_data()
    label = above_median(y)
    for feature in (x, 10 * x, standardise(x, x_val)[0]):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # how to say "no penalty" has changed over versions
            fit = LogisticRegression(C=1e12, solver="newton-cholesky", tol=1e-12).fit(
                feature, label.ravel()
            )
        got = log_loss_minimum(feature, label)
        np.testing.assert_allclose(got, [fit.intercept_[0], fit.coef_[0, 0]], rtol=1e-5)


def test_a_far_probability_is_0_or_1_without_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        np.testing.assert_array_equal(probability(0, 1, np.array([[-1e5], [1e5]])), [[0], [1]])
        x, label = np.array([[0.0], [1], [2], [3]]), np.array([[0.0], [1], [0], [1]])
        assert log_loss(x, label, 0, 1e6) == pytest.approx(0.5e6)  # one wrong point out of four
        assert np.isnan(log_loss(x, label, np.inf, -np.inf))


def test_the_loss_takes_grids():
    x, y, _, _ = tutorial_data()
    label = above_median(y)
    bs, ws = np.meshgrid([0.0, 1.0, 2.0], [-1.0, 1.0])
    losses = log_loss(x, label, bs, ws)
    assert losses.shape == (2, 3)
    assert losses[1, 2] == log_loss(x, label, 2, 1)


@given(arrays(float, (9, 1), elements=numbers(-10, 10), unique=True))
def test_half_of_the_labels_are_above_the_median(y):
    assume(y.std() > 0.1)
    assert above_median(y).sum() == 4


def test_scaling_turns_the_minimum_and_keeps_its_loss():
    x, y, _, _ = tutorial_data()
    label = above_median(y)
    b, w = log_loss_minimum(x, label)
    bad_b, bad_w = log_loss_minimum(10 * x, label)
    np.testing.assert_allclose([bad_b, 10 * bad_w], [b, w], rtol=1e-9)
