"""One hidden layer: its gradient is that of differences, of the engine, of algebra and of PyTorch, and its starts do what the page says."""

from importlib import import_module
from importlib.util import find_spec

import numpy as np
import pytest
import sympy
from helpers import need, numbers
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime, minimize

from gdtutorial import network
from gdtutorial.autodiff import Variable, backward
from gdtutorial.data import make_line, tutorial_data
from gdtutorial.differences import check_gradient
from gdtutorial.network import as_row, from_row, initialise, train

X, NOISE = make_line(40, b=0, w=0)
Y = np.sin(2 * np.pi * X) + NOISE


def loss(p, x=X, y=Y):
    c, u, b, v = from_row(p)
    hidden = network.hidden_layer(c, u, x)
    return network.mse(network.errors(network.predict(b, v, hidden), y)).item()


def slopes(p, x=X, y=Y):
    c, u, b, v = from_row(p)
    hidden = network.hidden_layer(c, u, x)
    error = network.errors(network.predict(b, v, hidden), y)
    return as_row(*network.gradient(error, x, hidden, v))


@given(st.integers(1, 5), st.integers(0, 10_000))
@hypothesis_settings(max_examples=30)
def test_the_gradient_of_a_network_passes_the_check(n_units, seed):
    start = as_row(*initialise(n_units, seed))
    assert check_gradient(loss, slopes, start).max() < 1e-5
    np.testing.assert_allclose(slopes(start), approx_fprime(start, loss), atol=1e-4)


@given(st.integers(1, 4), st.integers(0, 10_000))
@hypothesis_settings(max_examples=10)
def test_the_engine_finds_the_gradient_of_a_network_without_a_formula(n_units, seed):
    start = as_row(*initialise(n_units, seed))
    variables = np.array([Variable(value) for value in start.tolist()])
    end = loss(variables)
    grads = backward(end)
    found = [grads[each] for each in variables]
    assert end.value == pytest.approx(loss(start), rel=1e-12)
    np.testing.assert_allclose(slopes(start), found, rtol=1e-9, atol=1e-12)


@given(*[numbers(-2, 2)] * 4)
@hypothesis_settings(max_examples=20)
def test_the_gradient_of_one_unit_is_that_of_algebra(c, u, b, v):
    x, y = np.array([[0.5], [-1.0], [2.0]]), np.array([[1.0], [0.0], [-1.0]])
    letters = sympy.symbols("c u b v")
    at = dict(zip(letters, (c, u, b, v), strict=True))
    each = [
        (letters[2] + letters[3] * sympy.tanh(letters[0] + letters[1] * x_i) - y_i) ** 2
        for x_i, y_i in zip(x[:, 0], y[:, 0], strict=True)
    ]
    written = sum(each) / len(each)
    expected = [float(sympy.diff(written, letter).subs(at)) for letter in letters]
    found = slopes(np.array([c, u, b, v]), x, y)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)


def test_pytorch_trains_the_same_network():
    if find_spec("torch") is None:
        need("PyTorch", "the oracle for a network; `make torch` installs it")
    torch = import_module("torch")
    start = initialise(3)
    theirs = [torch.tensor(part, requires_grad=True) for part in start]
    optimiser = torch.optim.SGD(theirs, lr=0.1)
    x, y = torch.from_numpy(X), torch.from_numpy(Y)
    their_losses = []
    for _ in range(200):
        c, u, b, v = theirs
        end = ((b + torch.tanh(c + x * u) @ v - y) ** 2).mean()
        their_losses.append(end.item())
        optimiser.zero_grad()
        end.backward()
        optimiser.step()
    ours, losses = train(X, Y, *start, 0.1, 200)
    np.testing.assert_allclose(losses[:-1], their_losses, rtol=1e-9)
    for mine, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(mine, other.detach().numpy(), rtol=1e-8)


def test_the_start_is_that_of_the_page_on_the_engine():
    np.testing.assert_array_equal(as_row(*initialise(3)), np.random.RandomState(42).randn(10))


@given(st.integers(1, 6))
def test_a_row_is_taken_apart_as_it_was_put_together(n_units):
    p = np.arange(3.0 * n_units + 1)
    parts = from_row(p)
    assert [part.shape for part in parts] == [(n_units,), (n_units,), (1,), (n_units, 1)]
    np.testing.assert_array_equal(as_row(*parts), p)


@pytest.mark.parametrize("length", [0, 1, 2, 3, 5, 6, 8])
def test_a_row_of_no_network_is_refused(length):
    with pytest.raises(ValueError, match=rf"p must hold 3 numbers .* got {length}"):
        from_row(np.zeros(length))


def test_training_in_parts_is_training_in_one_go():
    whole, losses = train(X, Y, *initialise(3), 0.1, 30)
    half, first = train(X, Y, *initialise(3), 0.1, 10)
    again, second = train(X, Y, *half, 0.1, 20)
    np.testing.assert_array_equal(as_row(*whole), as_row(*again))
    np.testing.assert_array_equal(losses, [*first, *second[1:]])


def test_training_leaves_its_start_as_it_was():
    start = initialise(3)
    before = as_row(*start)
    train(X, Y, *start, 0.1, 5)
    np.testing.assert_array_equal(as_row(*start), before)


def test_units_of_different_number_are_refused():
    c, u, b, v = initialise(3)
    with pytest.raises(ValueError, match="one number for each unit, got 2, 3 and 3"):
        train(X, Y, c[:2], u, b, v, 0.1, 1)


def test_units_that_start_alike_stay_alike_and_are_as_one():
    half = np.full(3, 0.5)
    (c, u, b, v), losses = train(X, Y, half, half, 0.0, half.reshape(3, 1), 0.1, 500)
    assert np.ptp(c) == np.ptp(u) == np.ptp(v) == 0
    one = as_row(c[:1], u[:1], b, 3 * v[:1])
    assert loss(one) == pytest.approx(losses[-1], rel=1e-12)


def test_from_zero_only_the_bias_learns():
    zero = np.zeros(3)
    (c, u, b, v), _ = train(X, Y, zero, zero, 0.0, zero.reshape(3, 1), 0.1, 300)
    assert not np.concatenate([c, u, v[:, 0]]).any()
    assert b.item() == pytest.approx(Y.mean(), abs=1e-12)


def test_two_units_have_a_minimum_that_is_no_best_one():
    found = minimize(loss, as_row(*initialise(2, 26)), jac=slopes, method="BFGS")
    rows = [approx_fprime(found.x, lambda p, i=i: slopes(p)[i], 1e-6) for i in range(len(found.x))]
    assert np.linalg.eigvalsh((np.array(rows) + np.transpose(rows)) / 2)[0] > 0
    assert found.fun > 4 * train(X, Y, *initialise(3, 8), 0.1, 5000)[1][-1]


def test_the_wave_of_the_docstring_is_that_of_the_engines_page():
    x = tutorial_data()[0][:20]
    y = np.sin(2 * np.pi * x)
    _, losses = train(x, y, *initialise(3), 0.2, 2000)
    assert losses[-1] < 0.01 * losses[0]
