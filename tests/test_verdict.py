"""The verdict on a learning rate follows from eigenvalues, and descents agree with it."""

import numpy as np
import pytest
from helpers import columns, numbers
from hypothesis import assume, given

from gdtutorial.curvature import contraction, hessian, joint_limit, verdict
from gdtutorial.data import standardise, tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.surface import minimum

X_TRAIN, Y_TRAIN, X_VAL, _ = tutorial_data()
SCALED, _, _ = standardise(X_TRAIN, X_VAL)


@given(columns(), numbers(0.01, 3), numbers(0, 0.99))
def test_the_contraction_is_the_spectral_radius_of_one_update(data, fraction, momentum):
    x, _ = data
    lr = fraction * joint_limit(x)
    one = np.eye(2)
    update = np.block(
        [[(1 + momentum) * one - lr * hessian(x), -momentum * one], [one, np.zeros((2, 2))]]
    )
    expected = np.abs(np.linalg.eigvals(update)).max()
    # A double eigenvalue is known to half the digits only.
    assert contraction(x, lr, momentum) == pytest.approx(expected, rel=1e-6)


@given(columns(), numbers(0.05, 3), numbers(0, 0.9))
def test_momentum_raises_the_joint_limit_by_one_plus_itself(data, fraction, momentum):
    x, _ = data
    assume(abs(fraction - 1) > 1e-6)
    word = verdict(x, fraction * joint_limit(x) * (1 + momentum), momentum)
    assert (word == "diverges") == (fraction > 1)


@pytest.mark.parametrize(
    ("x", "lr", "momentum", "word"),
    [
        (X_TRAIN, 0.01, 0, "crawls"),
        (X_TRAIN, 0.1, 0, "converges"),
        (X_TRAIN, 0.8, 0, "oscillates"),
        (X_TRAIN, 0.9, 0, "diverges"),
        (X_TRAIN, 0.9, 0.5, "oscillates"),
        (X_TRAIN, 0.1, 0.5, "converges"),
        (X_TRAIN, 0.1, 0.9, "oscillates"),
        (10 * X_TRAIN, 0.03, 0, "oscillates"),
        (10 * X_TRAIN, 0.1, 0, "diverges"),
        (SCALED, 0.5, 0, "converges"),
        (SCALED, 1, 0, "diverges"),
        (X_TRAIN, 1e100, 0, "diverges"),
    ],
)
def test_the_words(x, lr, momentum, word):
    assert verdict(x, lr, momentum) == word


def distances(lr, momentum, n_epochs):
    path = gradient_descent(X_TRAIN, Y_TRAIN, 3, 0, lr, n_epochs=n_epochs, momentum=momentum)
    b, w = minimum(X_TRAIN, Y_TRAIN)
    return np.array([path.b[:, 0] - b, path.w[:, 0] - w])


@pytest.mark.parametrize("momentum", [0, 0.3, 0.8])
@pytest.mark.parametrize("lr", [0.003, 0.01, 0.05, 0.1, 0.3, 0.6, 0.78, 0.9, 1.2, 2])
def test_a_descent_does_what_the_verdict_says(lr, momentum):
    word, off = verdict(X_TRAIN, lr, momentum), distances(lr, momentum, 400)
    size = np.hypot(*off)
    if word == "diverges":
        assert size[400] > size[300] > 1
    else:
        assert size[400] < 0.8 * size[0]
    if word == "crawls":
        assert size[300] > 0.45 * size[200]
    if word == "converges":
        assert size[400] < 0.55 * size[300] or size[300] < 1e-9
    if word == "oscillates":
        _, directions = np.linalg.eigh(hessian(X_TRAIN))
        assert (np.diff(np.sign(directions.T @ off[:, :40])) != 0).any()


@pytest.mark.parametrize("judge", [contraction, verdict])
def test_bad_input_is_refused(judge):
    with pytest.raises(ValueError, match="lr must be above 0, got -1"):
        judge(X_TRAIN, -1)
    with pytest.raises(ValueError, match="momentum must be at least 0 and below 1, got 1"):
        judge(X_TRAIN, 0.1, 1)
    with pytest.raises(ValueError, match="x must vary"):
        judge(np.ones((3, 1)), 0.1)
