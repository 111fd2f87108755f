"""Line searches, conjugate gradients and Newton: closed forms, exact fractions, SciPy and PyTorch say the same."""

from fractions import Fraction
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise

import numpy as np
import pytest
from helpers import need, numbers
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize, minimize_scalar
from scipy.sparse.linalg import cg
from sklearn.datasets import load_diabetes
from sklearn.preprocessing import StandardScaler

from gdtutorial.conjugate import conjugate_gradients
from gdtutorial.curvature import best_rate, condition_number, hessian
from gdtutorial.data import standardise, tutorial_data
from gdtutorial.features import hessian as table_hessian
from gdtutorial.line_search import backtrack, backtracking, exact_rate, exact_search
from gdtutorial.logistic import (  # fmt: skip
    above_median,
    log_loss,
    log_loss_gradient,
    log_loss_hessian,
    log_loss_minimum,
)
from gdtutorial.newton import newton

X, Y, X_VAL, _ = tutorial_data()
SCALED, _, _ = standardise(X, X_VAL)
LABEL = above_median(Y)


def bowl(x, y):
    """The Hessian of the MSE, and its gradient at 0 turned round."""
    return table_hessian(x), 2 * np.array([y.mean(), *(x * y).mean(axis=0)])


def people():
    data = load_diabetes(scaled=False)
    return StandardScaler().fit_transform(data.data), data.target.reshape(-1, 1)


def loss(p):
    return log_loss(SCALED, LABEL, p[0], p[1]).item()


def gradient(p):
    return np.ravel(log_loss_gradient(SCALED, LABEL, p[:1], p[1:]))


def bends(p):
    return log_loss_hessian(SCALED, LABEL, *p)


# Backtracking.


@given(numbers(0.05, 20), numbers(0.05, 20), numbers(0.05, 0.95), numbers(-3, 3), numbers(-3, 3))
def test_on_a_parabola_a_rate_passes_up_to_twice_what_the_share_leaves_of_the_exact_one(
    one, other, share, u, v
):
    """Armijo's condition in closed form: no more than 2 (1 − c) exact rates."""
    h, p = np.diag([one, other]), np.array([u, v])
    g = h @ p
    if np.abs(g).max() < 1e-3:
        return
    limit = 2 * (1 - share) * exact_rate(h, -g, g)
    for first in 0.999 * limit, 1.001 * limit, 100.0:
        lr, _, n = backtrack(lambda p: p @ h @ p / 2, p, p @ h @ p / 2, -g, -(g @ g), first, share)
        halvings = max(0, int(np.ceil(np.log2(first / limit))))
        assert lr in {
            first / 2**halvings,
            first / 2 ** (halvings + 1),
        }  # on the border by rounding
        assert n == 1 + np.log2(first / lr)
        assert lr <= limit * (1 + 1e-6)


@pytest.mark.parametrize("share", [1e-4, 0.3, 0.5])
def test_each_doubling_is_paid_back_by_a_halving(share):
    calls = []
    for first in 0.01, 1.0, 100.0:
        calls.clear()

        def counted(p):
            calls.append(p)
            return loss(p)

        walk = backtracking(counted, gradient, [0.5, -0.1], first, share, 1e-4, n_updates=2000)
        assert walk.arrived
        assert walk.n_losses == len(calls) == 2 * len(walk.rates) - np.log2(walk.rates[-1] / first)
        assert walk.n_gradients == len(walk.rates) + 1 == len(walk.places)
        heights = np.array([loss(p) for p in walk.places])
        steps = walk.rates * np.array([gradient(p) @ gradient(p) for p in walk.places[:-1]])
        assert (heights[1:] <= heights[:-1] - share * steps).all(), "Armijo's condition, each time"
        np.testing.assert_allclose(walk.places[-1], log_loss_minimum(SCALED, LABEL), atol=0.5)


def test_where_no_step_lowers_the_loss_it_stops_and_says_that_it_has_not_arrived():
    uphill = backtracking(lambda p: (p**2).sum(), lambda p: -2 * p, [3.0])
    assert not uphill.arrived
    assert len(uphill.rates) == 0
    assert backtrack(lambda p: p[0], [1.0], 1.0, [1.0], -1.0)[0] == 0.0


def test_a_loss_that_is_no_number_is_refused_like_a_higher_one():
    """Beyond 0 this one is NaN; of the rates tried, a 64th is the first that stays on this side."""

    def half(p):
        return p[0] ** 2 if p[0] <= 0 else np.nan

    assert backtrack(half, [-1.0], 1.0, [64.0], -128.0) == (1 / 64, 0.0, 7)


# The exact search.


@given(st.integers(0, 2**31), st.integers(1, 6))
def test_scipy_finds_the_same_lowest_point_along_a_direction(seed, k):
    rng = np.random.RandomState(seed)
    root = rng.randn(k, k)
    h, way, g = root @ root.T + 0.1 * np.eye(k), rng.randn(k), rng.randn(k)
    found = minimize_scalar(lambda lr: lr * (g @ way) + lr**2 * (way @ h @ way) / 2).x
    assert exact_rate(h, way, g) == pytest.approx(found, rel=1e-5, abs=1e-7)


@given(st.fractions(1, 50), st.integers(1, 6))
def test_from_the_worst_start_it_takes_the_best_constant_rate_in_exact_numbers(kappa, n):
    """Fractions, no rounding: the excess shrinks by ((kappa − 1) / (kappa + 1))² in every step."""
    h = [Fraction(1), Fraction(kappa)]
    p = [1 / curvature for curvature in h]
    excess = sum(c * v * v for c, v in zip(h, p, strict=True))
    for _ in range(n):
        g = [c * v for c, v in zip(h, p, strict=True)]
        if not any(g):
            return
        rate = sum(s * s for s in g) / sum(c * s * s for c, s in zip(h, g, strict=True))
        assert rate == 2 / (h[0] + h[1])
        p = [v - rate * s for v, s in zip(p, g, strict=True)]
        left = sum(c * v * v for c, v in zip(h, p, strict=True))
        assert left == excess * ((kappa - 1) / (kappa + 1)) ** 2
        excess = left


def test_on_our_data_the_worst_start_is_as_slow_as_the_best_constant_rate():
    for x in X, 10 * X:
        h, r = bowl(x, Y)
        values, vectors = np.linalg.eigh(h)
        low = np.linalg.solve(h, r)
        walk = exact_search(h, r, low + vectors @ (1 / values), 1e-12, n_updates=20)
        np.testing.assert_allclose(walk.rates, best_rate(x), rtol=1e-9)
        away = walk.places - low
        excess = np.einsum("ti,ij,tj->t", away, h, away)
        kappa = condition_number(x)
        np.testing.assert_allclose(excess[1:] / excess[:-1], ((kappa - 1) / (kappa + 1)) ** 2, rtol=1e-6)  # fmt: skip


@given(numbers(-3, 3), numbers(-3, 3))
def test_no_start_is_worse_and_each_step_is_at_a_right_angle_to_the_last(b, w):
    h, r = bowl(X, Y)
    low, kappa = np.linalg.solve(h, r), condition_number(X)
    walk = exact_search(h, r, [b, w], 1e-4)
    away = walk.places - low
    excess = np.einsum("ti,ij,tj->t", away, h, away)
    assert (excess[1:] <= excess[:-1] * ((kappa - 1) / (kappa + 1)) ** 2 * (1 + 1e-6)).all()
    steps = np.diff(walk.places, axis=0)
    steps = steps / np.linalg.norm(steps, axis=1, keepdims=True)
    assert np.abs((steps[1:] * steps[:-1]).sum(axis=1)).max(initial=0) < 1e-4


# Conjugate gradients.


def test_scipy_walks_through_the_same_places():
    x, y = people()
    for h, r in (bowl(X, Y), bowl(10 * X, Y), bowl(x, y)):
        theirs = []
        cg(h, r, x0=np.zeros(len(r)), rtol=1e-9, maxiter=len(r) - 1, callback=lambda p: theirs.append(p.copy()))  # noqa: B023 - called at once  # fmt: skip
        ours = conjugate_gradients(h, r, np.zeros(len(r)), 1e-12, n_updates=len(r) - 1)
        assert len(theirs) == len(ours.rates) == len(r) - 1
        np.testing.assert_allclose(ours.places[1:], theirs, rtol=1e-5, atol=1e-5)


@given(st.integers(0, 2**31), st.integers(1, 7))
def test_as_many_steps_as_parameters_and_any_two_are_conjugate(seed, k):
    rng = np.random.RandomState(seed)
    root = rng.randn(k, k)
    h, r, at = root @ root.T + np.eye(k), rng.randn(k), rng.randn(k)
    walk = conjugate_gradients(h, r, at, tolerance=1e-7)
    assert walk.arrived
    assert len(walk.rates) <= k
    assert walk.n_gradients == len(walk.rates) + 1
    np.testing.assert_allclose(walk.places[-1], np.linalg.solve(h, r), atol=1e-6)
    steps = np.diff(walk.places, axis=0)
    steps = steps / np.sqrt(np.einsum("ti,ij,tj->t", steps, h, steps))[:, np.newaxis]
    np.testing.assert_allclose(steps @ h @ steps.T, np.eye(len(steps)), atol=1e-4)


def test_as_many_steps_as_there_are_different_curvatures():
    h = np.diag([1.0, 1.0, 5.0, 5.0, 5.0, 9.0])
    assert len(conjugate_gradients(h, np.arange(1.0, 7), np.zeros(6), 1e-9).rates) == 3


def test_a_step_of_conjugate_gradients_is_never_higher_than_any_other_of_its_directions():
    """Its place is the lowest of all that the gradients so far span: solved there, and compared."""
    x, y = people()
    h, r = bowl(x, y)
    walk = conjugate_gradients(h, r, np.zeros(11), 1e-9, n_updates=6)
    powers = np.linalg.qr(np.column_stack([np.linalg.matrix_power(h, i) @ r for i in range(6)]))[0]
    for t in range(1, 7):
        span = powers[:, :t]
        lowest = span @ np.linalg.solve(span.T @ h @ span, span.T @ r)
        np.testing.assert_allclose(walk.places[t], lowest, rtol=1e-6, atol=1e-6)


# Newton.


def test_on_a_bowl_one_step_of_newton_is_enough_wherever_it_begins():
    x, y = people()
    for h, r in (bowl(X, Y), bowl(10 * X, Y), bowl(SCALED, Y), bowl(x, y)):
        for at in np.zeros(len(r)), np.full(len(r), 7.0):
            walk = newton(
                lambda p: p @ h @ p / 2 - r @ p,  # noqa: B023 - called at once
                lambda p: h @ p - r,  # noqa: B023 - called at once
                lambda _: h,  # noqa: B023 - called at once
                at,
                tolerance=1e-9 * np.abs(r).max(),
            )
            assert walk.arrived
            assert walk.rates.tolist() == [1.0]
            assert (walk.n_losses, walk.n_gradients, walk.n_hessians) == (2, 2, 1)


def test_undamped_it_runs_away_from_where_damped_it_arrives():
    wild = newton(loss, gradient, bends, [0.0, 20.0], damped=False)
    tame = newton(loss, gradient, bends, [0.0, 20.0])
    assert not wild.arrived
    assert loss(wild.places[-1]) > 100
    assert wild.n_losses == 0
    assert tame.arrived
    assert len(tame.rates) < 10
    assert tame.n_losses == 1 + len(tame.rates) - np.log2(tame.rates).sum()
    np.testing.assert_allclose(tame.places[-1], log_loss_minimum(SCALED, LABEL), rtol=1e-3)


def test_near_the_minimum_the_distance_is_squared():
    walk = newton(loss, gradient, bends, [0.5, -0.1], tolerance=1e-12)
    left = np.linalg.norm(walk.places - log_loss_minimum(SCALED, LABEL), axis=1)
    last = [d for d in left if 1e-7 < d < 1]
    assert len(last) >= 2
    assert all(0.01 < after / before**2 < 1 for before, after in pairwise(last))


def test_scipy_arrives_at_the_same_minimum():
    start = np.array([0.5, -0.1])
    theirs = minimize(loss, start, jac=gradient, hess=bends, method="trust-exact", options={"gtol": 1e-9})  # fmt: skip
    ours = newton(loss, gradient, bends, start, tolerance=1e-9)
    np.testing.assert_allclose(ours.places[-1], theirs.x, rtol=1e-6)


def test_newton_ends_where_there_is_no_bowl():
    """A Hessian that cannot be solved, and one that leads uphill."""
    flat = newton(lambda p: p[0], lambda _: [1.0], lambda _: [[0.0]], [1.0])
    hill = newton(lambda p: -(p[0] ** 2), lambda p: -2 * p, lambda _: [[-2.0]], [1.0])
    top = newton(lambda p: -(p[0] ** 2), lambda p: -2 * p, lambda _: [[-2.0]], [1.0], damped=False)
    assert len(flat.rates) == len(hill.rates) == 0
    assert not flat.arrived
    assert not hill.arrived
    assert top.places[-1] == 0.0, "undamped it goes to the top of a hill just as well"


def test_pytorch_makes_the_same_step_of_newton():
    if find_spec("torch") is None:
        need("PyTorch", "the oracle for Newton's step; `make torch` installs it")
    torch = import_module("torch")
    x, label = torch.from_numpy(SCALED), torch.from_numpy(LABEL)

    def theirs(p):
        return torch.nn.functional.binary_cross_entropy_with_logits(p[0] + p[1] * x, label)

    p = torch.tensor([0.5, -0.1], dtype=torch.float64)
    h = torch.autograd.functional.hessian(theirs, p)
    (g,) = torch.autograd.grad(theirs(p.requires_grad_()), p)
    step = p.detach() - torch.linalg.solve(h, g)
    ours = newton(loss, gradient, bends, [0.5, -0.1], damped=False, n_updates=1)
    np.testing.assert_allclose(ours.places[-1], step.numpy(), rtol=1e-9)


def test_pytorch_finds_the_same_minimum_with_a_quasi_newton_method():
    if find_spec("torch") is None:
        need("PyTorch", "the oracle for L-BFGS; `make torch` installs it")
    torch = import_module("torch")
    h, r = (torch.from_numpy(part) for part in bowl(X, Y))
    p = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([p], line_search_fn="strong_wolfe", max_iter=50)

    def closure():
        optimiser.zero_grad()
        value = p @ h @ p / 2 - r @ p
        value.backward()
        return value

    optimiser.step(closure)
    walk = conjugate_gradients(*bowl(X, Y), [0.0, 0.0], 1e-9)
    np.testing.assert_allclose(walk.places[-1], p.detach().numpy(), atol=1e-5)


def test_the_hessians_of_one_feature_and_of_a_table_are_the_same_bowl():
    np.testing.assert_allclose(hessian(X), table_hessian(X))
