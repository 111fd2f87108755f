"""Twelve common beliefs about gradient descent, each refuted by a computation with the library."""

import numpy as np
import pytest
from sklearn.linear_model import SGDRegressor

from gdtutorial.curvature import eigenvalues, hessian, joint_limit, section_limits
from gdtutorial.data import spoil, standardise, tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import errors, gradient, initialise, mse, predict, update
from gdtutorial.surface import loss_surface, minimum, parameter_grid

x, y, x_val, y_val = tutorial_data()
b, w = initialise()
b_min, w_min = minimum(x, y)
N = len(x)


def slope(b, w, x=x):
    return np.concatenate(gradient(errors(predict(b, w, x), y), x))


def loss(b, w, x=x, y=y):
    return mse(errors(predict(b, w, x), y)).item()


def distance(path):
    return np.hypot(path.b[:, 0] - b_min, path.w[:, 0] - w_min)


def angle(one, other):
    cosine = one @ other / np.hypot(*one) / np.hypot(*other)
    return np.degrees(np.arccos(np.clip(cosine, -1, 1)))


def test_01_a_step_along_the_negative_gradient_always_lowers_the_loss():
    grad = slope(b, w)
    longest = 2 * grad @ grad / (grad @ hessian(x) @ grad)  # where the parabola is level again
    for lr in np.array([0.1, 0.99, 1.01, 1.5]) * longest:
        there = update(b, w, *grad, lr)
        assert (loss(*there) < loss(b, w)) == (lr < longest)


def test_02_the_negative_gradient_points_at_the_minimum():
    home = np.array([b_min - b.item(), w_min - w.item()])
    assert angle(-slope(b, w), home) > 40
    # somewhere by as much as the surface's shape allows, and on a round bowl nowhere
    around = np.linspace(0, 2 * np.pi, 3601)
    ring = b_min + np.cos(around), w_min + np.sin(around)
    off = [
        angle(-grad, np.array([b_min - i, w_min - j]))
        for i, j, grad in zip(*ring, slope(*ring).reshape(2, -1).T, strict=True)
    ]
    low, high = eigenvalues(x)
    assert max(off) == pytest.approx(np.degrees(np.arcsin((high - low) / (high + low))), abs=0.01)
    scaled, _, _ = standardise(x, x_val)
    round_b, round_w = minimum(scaled, y)
    assert angle(-slope(b, w, scaled), np.array([round_b - b.item(), round_w - w.item()])) < 1e-5


def test_03_nan_means_a_bug_in_the_code():
    bad_x, _ = spoil(x)
    healthy, lost = (gradient_descent(f, y, b, w, lr=0.1, n_epochs=1000) for f in (x, bad_x))
    assert np.isfinite(healthy.loss).all()
    assert np.isnan(lost.b[-1])
    assert np.isnan(lost.w[-1])
    assert 0 < lost.overflow[0] < 1000
    saved = gradient_descent(bad_x, y, b, w, lr=0.99 * joint_limit(bad_x), n_epochs=5000)
    assert saved.loss[-1] == pytest.approx(loss(b_min, w_min), rel=1e-6)


def test_04_the_learning_rate_alone_sets_the_length_of_a_step():
    path = gradient_descent(x, y, b, w, lr=0.1, n_epochs=100)
    length = np.hypot(np.diff(path.b[:, 0]), np.diff(path.w[:, 0]))
    grads = [np.hypot(*slope(*row)) for row in zip(path.b[:-1], path.w[:-1], strict=True)]
    assert length[0] > 50 * length[-1]
    np.testing.assert_allclose(length, 0.1 * np.array(grads), rtol=1e-9)


def test_05_the_mse_of_linear_regression_has_local_minima():
    low, high = eigenvalues(x)
    assert 0 < low < high  # it bends upwards in every direction, everywhere
    losses = loss_surface(x, y, *parameter_grid())
    inside = losses[1:-1, 1:-1]
    n = len(losses)
    shifts = [(i, j) for i in (0, 1, 2) for j in (0, 1, 2) if (i, j) != (1, 1)]
    neighbours = [losses[i : n - 2 + i, j : n - 2 + j] for i, j in shifts]
    assert (inside < np.min(neighbours, axis=0)).sum() == 1
    starts = np.random.RandomState(0).randn(2, 200) * 10
    ends = gradient_descent(x, y, *starts, lr=0.5, n_epochs=1000, record="epochs")
    np.testing.assert_allclose(ends.b[-1], b_min, atol=1e-9)
    np.testing.assert_allclose(ends.w[-1], w_min, atol=1e-9)


def test_06_updating_b_first_and_then_taking_the_gradient_of_w_is_the_same_algorithm():
    def in_turn(b, w, lr):
        b, _ = update(b, w, *slope(b, w), lr)
        _, w = update(b, w, *slope(b, w), lr)
        return b, w

    together, turns = update(b, w, *slope(b, w), 0.1), in_turn(b, w, 0.1)
    assert turns[0] == together[0]
    assert abs(turns[1] - together[1]) > 0.02
    here, there = (b, w), (b, w)
    for _ in range(200):  # at 0.9 one of the two converges
        here, there = update(*here, *slope(*here), 0.9), in_turn(*there, 0.9)
    assert loss(*here) > 1e6
    assert loss(*there) == pytest.approx(loss(b_min, w_min))


@pytest.mark.parametrize(("name", "factor"), [("sum", N), ("half", 0.5), ("mean", 1)])
def test_07_sum_or_mean_and_factor_2_or_not_make_no_difference_to_the_rate(name, factor):
    """The gradient grows by the factor, so the limit shrinks by it: only 1 keeps it."""

    def after(lr):
        here = b, w
        for _ in range(2000):
            here = update(*here, *(factor * slope(*here)), lr)
        return loss(*here)

    limit = joint_limit(x) / factor
    assert after(0.98 * limit) == pytest.approx(loss(b_min, w_min))
    assert after(1.02 * limit) > 1e6
    assert (limit == joint_limit(x)) == (name == "mean")


def test_08_the_loss_has_stopped_moving_so_it_has_converged():
    path = gradient_descent(x, y, b, w, lr=1e-8, n_epochs=1000)
    assert f"{path.loss[0, 0]:.3f}" == f"{path.loss[-1, 0]:.3f}"
    assert path.loss[-2, 0] - path.loss[-1, 0] < 1e-6
    assert np.hypot(*slope(path.b[-1], path.w[-1])) > 3
    assert path.loss[-1, 0] > 100 * loss(b_min, w_min)


def test_09_sgd_with_a_constant_rate_settles_at_the_minimum_if_you_wait():
    def late(lr):
        settings = {"n_epochs": 1000, "batch_size": 1, "shuffle": True}
        off = distance(gradient_descent(x, y, b, w, lr, **settings))
        return off[100 * N : 200 * N].mean(), off[900 * N :].mean()

    early, later = late(0.1)
    assert later == pytest.approx(early, rel=0.1)
    assert later > 0.01
    assert late(0.01)[1] < later / 2  # what helps is a smaller rate


def test_10_validation_data_are_scaled_with_their_own_statistics_and_scaled_weights_are_original_ones():
    scaled, scaled_val, scaler = standardise(x, x_val)
    scaled_b, scaled_w = minimum(scaled, y)
    own = (x_val - x_val.mean()) / x_val.std()
    fair, unfair = (loss(scaled_b, scaled_w, f, y_val) for f in (scaled_val, own))
    assert fair == pytest.approx(loss(b_min, w_min, x_val, y_val))
    assert unfair > 2 * fair
    assert abs(scaled_w - w_min) > 1
    assert scaled_w / scaler.scale_.item() == pytest.approx(w_min)
    assert scaled_b - w_min * scaler.mean_.item() == pytest.approx(b_min)


def test_11_epoch_batch_iteration_and_update_mean_the_same():
    path = gradient_descent(x, y, b, w, lr=0.1, n_epochs=10, batch_size=30)
    epochs, batches, updates = len(path.epoch_ends) - 1, path.updates_per_epoch, path.updates[-1]
    assert (epochs, batches, updates) == (10, 3, 30)
    peer = SGDRegressor(max_iter=10, tol=None, random_state=0).fit(x, y.ravel())
    assert peer.n_iter_ == epochs  # its iterations are epochs
    assert peer.t_ - 1 == epochs * N  # its updates are one for each point


def test_12_a_rate_that_is_fine_on_each_section_is_fine_jointly():
    lr = 0.9
    assert lr < min(section_limits(x))
    b_alone, w_alone, here = (b, w), (b, w), (b, w)
    for _ in range(300):
        b_alone = update(*b_alone, *(slope(*b_alone) * [1, 0]), lr)
        w_alone = update(*w_alone, *(slope(*w_alone) * [0, 1]), lr)
        here = update(*here, *slope(*here), lr)
    assert abs(slope(*b_alone)[0]) < 1e-9
    assert abs(slope(*w_alone)[1]) < 1e-9
    assert loss(*here) > 1e6
