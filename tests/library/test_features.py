"""The five steps with a matrix: one feature is the line that we know, and many are what others compute."""

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LinearRegression
from sklearn.preprocessing import StandardScaler

from gdtutorial import curvature, features, model
from gdtutorial.data import tutorial_data

RAW = load_diabetes(scaled=False)
Y = RAW.target.reshape(-1, 1)
SCALED = StandardScaler().fit_transform(RAW.data)


def descend(x, y, lr, n_updates):
    b, w = features.initialise(x.shape[1])
    for _ in range(n_updates):
        error = features.errors(features.predict(b, w, x), y)
        b, w = features.update(b, w, *features.gradient(error, x), lr)
    return b, w


def test_one_feature_gives_the_digits_of_the_line():
    x, y, _, _ = tutorial_data()
    b, w = model.initialise()
    for n_updates in range(1001):
        if n_updates in {0, 1, 10, 1000}:
            many_b, many_w = descend(x, y, 0.1, n_updates)
            np.testing.assert_allclose([many_b, many_w[0]], [b, w], rtol=0, atol=1e-12)
        b, w = model.update(b, w, *model.gradient(model.errors(model.predict(b, w, x), y), x), 0.1)


def test_one_feature_has_the_curvature_of_the_line():
    x, _, _, _ = tutorial_data()
    np.testing.assert_allclose(features.hessian(x), curvature.hessian(x), rtol=1e-14)
    np.testing.assert_allclose(features.eigenvalues(x), curvature.eigenvalues(x), rtol=1e-13)
    assert features.joint_limit(x) == pytest.approx(curvature.joint_limit(x), rel=1e-14)
    assert features.condition_number(x) == pytest.approx(curvature.condition_number(x), rel=1e-13)


def test_settings_descend_side_by_side():
    rng = np.random.RandomState(0)
    b, w = rng.randn(3), rng.randn(10, 3)
    together = features.gradient(features.errors(features.predict(b, w, SCALED), Y), SCALED)
    for k in range(3):
        error = features.errors(features.predict(b[[k]], w[:, [k]], SCALED), Y)
        b_grad, w_grad = features.gradient(error, SCALED)
        np.testing.assert_allclose(together[0][[k]], b_grad)
        np.testing.assert_allclose(together[1][:, [k]], w_grad)


@given(st.integers(1, 4), st.integers(1, 6), st.data())
def test_the_gradient_is_that_of_finite_differences(d, n, data):
    """Central differences of a quadratic are exact, up to rounding."""
    numbers = st.floats(-10, 10, allow_subnormal=False)
    x, y, p = (data.draw(arrays(float, s, elements=numbers)) for s in ((n, d), (n, 1), (d + 1,)))

    def loss(p):
        return model.mse(features.errors(features.predict(p[:1], p[1:, np.newaxis], x), y)).item()

    error = features.errors(features.predict(p[:1], p[1:, np.newaxis], x), y)
    ours = np.concatenate([part.ravel() for part in features.gradient(error, x)])
    theirs = [(loss(p + step) - loss(p - step)) / 2 for step in np.eye(d + 1)]
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-7)


def test_gradient_and_hessian_are_those_of_algebra():
    """Sympy differentiates the loss of three points with two features, in exact fractions."""
    x, y = [[1, 2], [3, -1], [0, 5]], [2, 0, 1]
    p = b, v, w = sympy.symbols("b v w")
    loss = sum((b + v * one + w * two - label) ** 2 for (one, two), label in zip(x, y, strict=True)) / sympy.Integer(3)  # fmt: skip
    at = {b: 2, v: -1, w: sympy.Rational(1, 2)}
    exact = [float(sympy.diff(loss, each).subs(at)) for each in p]
    x, y = np.array(x, dtype=float), np.array(y, dtype=float).reshape(-1, 1)
    error = features.errors(features.predict(np.array([2.0]), np.array([[-1.0], [0.5]]), x), y)
    ours = np.concatenate([part.ravel() for part in features.gradient(error, x)])
    np.testing.assert_allclose(ours, exact, rtol=1e-14)
    np.testing.assert_allclose(features.hessian(x), np.array(sympy.hessian(loss, p), dtype=float))


@pytest.mark.parametrize("x", [RAW.data, SCALED], ids=["raw", "scaled"])
def test_eigenvalues_are_those_of_the_hessian(x):
    values = np.linalg.eigvalsh(features.hessian(x))
    np.testing.assert_allclose(features.eigenvalues(x), values, rtol=1e-6)
    assert features.condition_number(x) == pytest.approx(values[-1] / values[0], rel=1e-6)


def test_fewer_points_than_parameters_leave_directions_flat():
    values = features.eigenvalues(SCALED[:4])
    assert values.shape == (11,)
    assert (values[:7] == 0).all()
    assert (values[7:] > 0).all()


@pytest.mark.parametrize("x", [RAW.data, SCALED], ids=["raw", "scaled"])
def test_the_limit_parts_what_converges_from_what_diverges(x):
    """Along the most curved direction, where it is decided."""
    _, vectors = np.linalg.eigh(features.hessian(x))
    least = np.linalg.lstsq(np.hstack([np.ones((len(x), 1)), x]), Y, rcond=None)[0]
    for share, closer in (0.99, True), (1.01, False):
        p = least + vectors[:, [-1]]
        for _ in range(100):
            error = features.errors(features.predict(p[0], p[1:], x), Y)
            p = np.vstack(features.update(p[0], p[1:], *features.gradient(error, x), share * features.joint_limit(x)))  # fmt: skip
        assert (np.linalg.norm(p - least) < 1) == closer


def test_the_descent_arrives_where_scikit_learn_solves():
    """Twenty thousand updates at half the limit, on standardised data."""
    b, w = descend(SCALED, Y, features.joint_limit(SCALED) / 2, 20_000)
    exact = LinearRegression().fit(SCALED, Y)
    np.testing.assert_allclose(np.vstack([b, w]).ravel(), [*exact.intercept_, *exact.coef_.ravel()], rtol=0, atol=1e-9)  # fmt: skip
