"""Momentum is PyTorch's: v <- mu v + g, p <- p - lr v; and a momentum of 0 changes no digit."""

import numpy as np
import pytest
from helpers import columns, numbers, safe_rate
from hypothesis import given
from hypothesis import strategies as st

from gdtutorial.descent import gradient_descent
from gdtutorial.rules import momentum

X, Y = np.array([[0.0], [1.0], [2.0]]), np.array([[1.0], [3.0], [4.0]])


def velocity_loop(x, y, b, w, lr, mu, n_epochs, batch_size):
    """Descend in plain Python numbers, as the documentation of PyTorch's SGD writes it."""
    x, y, b, w, v_b, v_w = x.ravel().tolist(), y.ravel().tolist(), float(b), float(w), 0.0, 0.0
    path = [(b, w)]
    for _ in range(n_epochs):
        for first in range(0, len(x), batch_size):
            batch = range(first, min(first + batch_size, len(x)))
            error = [b + w * x[i] - y[i] for i in batch]
            g_b = 2 * sum(error) / len(batch)
            g_w = 2 * sum(x[i] * e for i, e in zip(batch, error, strict=True)) / len(batch)
            v_b, v_w = mu * v_b + g_b, mu * v_w + g_w
            b, w = b - lr * v_b, w - lr * v_w
            path.append((b, w))
    return np.array(path)


@given(columns(), numbers(-3, 3), numbers(-3, 3), numbers(0, 0.95), st.data())
def test_every_update_is_that_of_the_definition(data, b, w, mu, more):
    x, y = data
    size = more.draw(st.integers(1, len(x)))
    lr = safe_rate(x)
    options = {"n_epochs": 5, "batch_size": size}
    path = gradient_descent(x, y, b, w, lr, momentum, momentum=mu, **options)
    expected = velocity_loop(x, y, b, w, lr, mu, 5, size)
    scale = np.abs(expected).max()
    np.testing.assert_allclose(np.c_[path.b, path.w], expected, rtol=1e-9, atol=1e-11 * scale)


@given(columns(), numbers(-3, 3), numbers(-3, 3), st.booleans())
def test_no_momentum_leaves_every_digit_as_it_is(data, b, w, shuffle):
    x, y = data
    options = {"n_epochs": 3, "batch_size": 2, "shuffle": shuffle}
    plain = gradient_descent(x, y, b, w, 0.1, **options)
    zero = gradient_descent(x, y, b, w, 0.1, momentum, momentum=0, **options)
    assert plain.b.tobytes() == zero.b.tobytes()
    assert plain.w.tobytes() == zero.w.tobytes()


def test_several_settings_keep_a_velocity_each():
    rates = [0.01, 0.1, 0.3]
    options = {"n_epochs": 20, "batch_size": 2, "momentum": 0.5}
    together = gradient_descent(X, Y, 0, 0, rates, momentum, **options)
    for k, lr in enumerate(rates):
        alone = gradient_descent(X, Y, 0, 0, lr, momentum, **options)
        np.testing.assert_allclose(together.b[:, k], alone.b[:, 0], rtol=1e-12)
        np.testing.assert_allclose(together.w[:, k], alone.w[:, 0], rtol=1e-12)


@pytest.mark.parametrize(
    ("share", "message"),
    [
        (1, "momentum must be at least 0 and below 1, got 1.0"),
        (-0.1, "momentum must be at least 0 and below 1, got -0.1"),
        (np.nan, "momentum must be finite, got nan"),
        ([[0.1, 0.2]], "b, w, lr and momentum must be numbers or have shape"),
        ("much", "momentum must hold numbers, got 'much'"),
    ],
)
def test_a_momentum_that_is_none_is_refused(share, message):
    with pytest.raises(ValueError, match=message):
        gradient_descent(X, Y, 0, 0, 0.1, momentum, momentum=share)
