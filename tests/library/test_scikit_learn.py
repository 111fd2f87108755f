"""Scikit-learn, which shares no line with the library, finds the same minimum and walks the same path."""

import numpy as np
import pytest
from helpers import columns, numbers, safe_rate
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from sklearn.linear_model import LinearRegression, SGDRegressor

from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.surface import loss_surface, minimum


def sgd_regressor(lr, n_epochs):
    """Take steps as the library does: its loss is half the squared error, so its rate is double."""
    return SGDRegressor(
        learning_rate="constant",
        eta0=2 * lr,
        penalty=None,
        shuffle=False,
        max_iter=n_epochs,
        tol=None,
    )


@given(columns())
def test_minimum_is_that_of_linear_regression(data):
    x, y = data
    fit = LinearRegression().fit(x, y.ravel())
    b, w = minimum(x, y)
    np.testing.assert_allclose([b, w], [fit.intercept_, fit.coef_[0]], rtol=1e-10, atol=1e-9)
    loss = ((fit.predict(x) - y.ravel()) ** 2).mean()
    np.testing.assert_allclose(loss_surface(x, y, b, w), loss, rtol=1e-10, atol=1e-12)


@given(columns(), numbers(-10, 10), numbers(-10, 10))
@hypothesis_settings(max_examples=20)
def test_batch_size_1_is_sgd_regressor_after_each_epoch(data, b, w):
    x, y = data
    lr = safe_rate(x)
    path = gradient_descent(x, y, b, w, lr, n_epochs=6, batch_size=1, record="epochs")
    for epoch in range(1, 7):
        sgd = sgd_regressor(lr, epoch).fit(x, y.ravel(), coef_init=[w], intercept_init=[b])
        expected = [sgd.intercept_[0], sgd.coef_[0]]
        got = [path.b[epoch, 0], path.w[epoch, 0]]
        np.testing.assert_allclose(got, expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("lr", [0.01, 0.1, 0.4])
def test_the_tutorials_path_of_batch_size_1(lr):
    x, y, _, _ = tutorial_data()
    path = gradient_descent(x, y, 0.5, -0.1, lr, n_epochs=100, batch_size=1, record="epochs")
    for epoch in (1, 2, 10, 100):
        sgd = sgd_regressor(lr, epoch).fit(x, y.ravel(), coef_init=[-0.1], intercept_init=[0.5])
        np.testing.assert_allclose(path.b[epoch], sgd.intercept_, rtol=1e-12)
        np.testing.assert_allclose(path.w[epoch], sgd.coef_, rtol=1e-12)
