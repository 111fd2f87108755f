"""Full-batch descent is the closed form of a quadratic's iterates."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest
from helpers import columns, numbers
from hypothesis import given
from hypothesis import strategies as st

from gdtutorial.curvature import condition_number, contraction, joint_limit
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent, iterates
from gdtutorial.surface import minimum


@given(columns(), numbers(-10, 10), numbers(-10, 10), numbers(0.01, 0.99))
def test_every_update_is_the_eigenvectors_shrunk(data, b, w, fraction):
    r"""z_t = z* + V (1 - lr lambda)^t V' (z_0 - z*), with the Hessian's eigenvectors V."""
    x, y = data
    design = np.hstack([np.ones_like(x), x])
    eigenvalues, vectors = np.linalg.eigh(2 * design.T @ design / len(x))
    lr = fraction * 2 / eigenvalues[-1]
    end = np.linalg.lstsq(design, y, rcond=None)[0].ravel()

    t = np.arange(61).reshape(-1, 1)
    shrunk = (1 - lr * eigenvalues) ** t * (vectors.T @ ([b, w] - end))
    expected = end + shrunk @ vectors.T

    path = gradient_descent(x, y, b, w, lr, n_epochs=60)
    size = 1 + np.abs(expected).max()
    np.testing.assert_allclose(np.hstack([path.b, path.w]), expected, rtol=0, atol=1e-10 * size)


X_TRAIN, Y_TRAIN, _, _ = tutorial_data()
FEATURES = {
    "tutorial": X_TRAIN,
    "ten times": 10 * X_TRAIN,
    "tiny": 1e-6 * X_TRAIN,
    "large": 1e5 * X_TRAIN,
    "years": 2000 + np.arange(80.0).reshape(-1, 1),
    "around a million": 1e6 + X_TRAIN,
    "far away": 1e8 * X_TRAIN + 1e11,
}


def moments(x, y):
    """Compute the mean of x, its variance, and the best line, without rounding."""
    xs, ys = ([Fraction(v) for v in column.ravel().tolist()] for column in (x, y))
    n = len(xs)
    mean, y_mean = sum(xs) / n, sum(ys) / n
    variance = sum(v * v for v in xs) / n - mean**2
    w = (sum(v * u for v, u in zip(xs, ys, strict=True)) / n - mean * y_mean) / variance
    return [
        mpmath.mpf(v.numerator) / v.denominator for v in (mean, variance, y_mean - w * mean, w)
    ]


def to_100_digits(x, y, b, w, lr, updates):
    """Walk there by powers of one update's matrix, which knows no eigenvectors; give b and w, less the best line."""
    mean, variance, b_min, w_min = moments(x, y)
    bend = 2 * mpmath.matrix([[1, mean], [mean, variance + mean**2]])
    start = mpmath.matrix([mpmath.mpf(b) - b_min, mpmath.mpf(w) - w_min])
    return [(mpmath.eye(2) - lr * bend) ** t * start for t in updates], (
        mean,
        variance,
        b_min,
        w_min,
    )


def size(values):
    return float(np.sqrt(np.mean(np.square(values))))


@pytest.mark.parametrize("x", FEATURES.values(), ids=FEATURES)
@given(
    st.sampled_from([0.01, 0.5, 0.999, 1.01]), numbers(-10, 10), numbers(-10, 10), st.booleans()
)
def test_rounding_stays_within_its_bound(x, part, b, w, in_the_valley):
    """Against matrix powers in a hundred digits, for starts anywhere, and in the valley, where most digits cancel."""
    if in_the_valley:
        b_best, w_best = minimum(x, Y_TRAIN)
        b, w = b_best - w * float(x.mean()), w_best + w
    lr, updates = float(part * joint_limit(x)), [0, 1, 2, 9, 100]
    path = iterates(x, Y_TRAIN, b, w, lr, updates[-1])
    with mpmath.workdps(100):
        exact, (mean, variance, b_min, w_min) = to_100_digits(x, Y_TRAIN, b, w, lr, updates)
        off = [
            (path.b[t, 0] - b_min - b_off, path.w[t, 0] - w_min - w_off)
            for t, (b_off, w_off) in zip(updates, exact, strict=True)
        ]
        # the root mean square of b + w x over the points
        off = [float(mpmath.sqrt((b + w * mean) ** 2 + w**2 * variance)) for b, w in off]
    sums = size(Y_TRAIN) + size(b + w * x)
    terms = abs(b) + abs(float(b_min)) + size(x) * (abs(w) + abs(float(w_min)))
    for t, apart in zip(updates, off, strict=True):
        rounding = 16 * (t + 1) * 2.0**-52 * max(1, contraction(x, lr)) ** t
        assert apart <= rounding * condition_number(x) ** 0.5 * sums
        assert apart <= rounding * terms, "where b and w x do not cancel, no digit is lost"
