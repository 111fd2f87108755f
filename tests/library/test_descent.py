"""A descent goes through epochs and batches as it says, for any number of settings at once."""

import numpy as np
import pytest
from helpers import columns, numbers, safe_rate, source_loop
from hypothesis import given
from hypothesis import strategies as st

from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.surface import loss_surface


def parameters(path):
    return np.stack([path.b, path.w])


@given(columns(), numbers(-10, 10), numbers(-10, 10), st.data())
def test_every_update_is_that_of_the_plain_loop(data, b, w, more):
    """Batches follow each other in the order of the rows; a last, smaller one takes its own mean."""
    x, y = data
    size = more.draw(st.integers(1, len(x)), label="batch_size")
    lr = safe_rate(x)
    path = gradient_descent(x, y, b, w, lr, n_epochs=4, batch_size=size)
    expected = source_loop(x, y, b, w, lr, 4, size)
    np.testing.assert_allclose(np.hstack([path.b, path.w]), expected, rtol=1e-9, atol=1e-10)
    assert path.updates_per_epoch == -(-len(x) // size)


@given(columns(most=15), st.data())
def test_settings_at_once_are_single_descents(data, more):
    x, y = data
    k = more.draw(st.integers(2, 5), label="k")

    def one_or_k(low, high):
        number = numbers(low, high)
        return more.draw(number | st.lists(number, min_size=k, max_size=k).map(np.array))

    b, w = one_or_k(-10, 10), one_or_k(-10, 10)
    lr = one_or_k(0.01, 1) * safe_rate(x)
    size = more.draw(st.integers(1, len(x)), label="batch_size")
    options = {"n_epochs": 3, "batch_size": size, "shuffle": True, "random_state": 5}

    together = gradient_descent(x, y, b, w, lr, **options)
    columns = together.b.shape[1]
    assert columns == (k if np.ndim(b) or np.ndim(w) or np.ndim(lr) else 1)
    settings = zip(*(np.broadcast_to(value, columns) for value in (b, w, lr)), strict=True)
    for i, setting in enumerate(settings):
        alone = gradient_descent(x, y, *setting, **options)
        for got, expected in (
            (together.b, alone.b),
            (together.w, alone.w),
            (together.loss, alone.loss),
        ):
            np.testing.assert_allclose(got[:, [i]], expected, rtol=1e-9, atol=1e-9)


@given(columns(), st.integers(0, 5), st.booleans(), st.data())
def test_recording_epochs_keeps_the_epoch_ends_of_recording_updates(data, n_epochs, shuffle, more):
    x, y = data
    size = more.draw(st.integers(1, len(x)), label="batch_size")
    options = {"n_epochs": n_epochs, "batch_size": size, "shuffle": shuffle, "random_state": 9}
    lr = [0.5 * safe_rate(x), safe_rate(x)]
    every, ends = (
        gradient_descent(x, y, 1, -1, lr, record=record, **options)
        for record in ("updates", "epochs")
    )
    per_epoch = every.updates_per_epoch
    assert per_epoch == ends.updates_per_epoch == -(-len(x) // size)
    for name in ("b", "w", "loss", "updates", "epochs"):
        np.testing.assert_array_equal(getattr(ends, name), getattr(every, name)[::per_epoch])
    np.testing.assert_array_equal(every.epoch_ends, np.arange(n_epochs + 1) * per_epoch)
    np.testing.assert_array_equal(ends.epoch_ends, np.arange(n_epochs + 1))
    np.testing.assert_array_equal(every.updates, np.arange(n_epochs * per_epoch + 1))
    np.testing.assert_allclose(every.epochs, np.arange(n_epochs * per_epoch + 1) / per_epoch)


@given(columns(), st.data())
def test_the_loss_kept_is_that_of_all_points(data, more):
    x, y = data
    size = more.draw(st.integers(1, len(x)), label="batch_size")
    path = gradient_descent(x, y, 3, -3, safe_rate(x), n_epochs=2, batch_size=size)
    np.testing.assert_array_equal(path.loss, loss_surface(x, y, path.b, path.w))
    by_hand = ((path.b[:, 0] + path.w[:, 0] * x - y) ** 2).mean(axis=0)
    np.testing.assert_allclose(path.loss[:, 0], by_hand, rtol=1e-10, atol=1e-10)


def test_the_full_batch_is_the_default():
    x, y, _, _ = tutorial_data()
    default = gradient_descent(x, y, 0, 0, 0.1, n_epochs=5)
    full = gradient_descent(x, y, 0, 0, 0.1, n_epochs=5, batch_size=80)
    np.testing.assert_array_equal(parameters(default), parameters(full))
    assert default.updates_per_epoch == 1


def points_used(n, n_epochs, **options):
    """Read from the path which point made each update.

    The labels are 1, 2, 3 and so on, and the steps so small that the errors stay the labels.
    Then b moves by 2 lr y, and w by x times as much.
    """
    y = np.arange(1.0, n + 1).reshape(-1, 1)
    x = y**2
    lr = 1e-12
    path = gradient_descent(x, y, 0, 0, lr, n_epochs=n_epochs, batch_size=1, **options)
    b_steps, w_steps = np.diff(path.b[:, 0]), np.diff(path.w[:, 0])
    labels = b_steps / (2 * lr)
    np.testing.assert_allclose(w_steps / b_steps, labels**2, rtol=1e-3)  # x and y moved together
    np.testing.assert_allclose(labels, labels.round(), atol=1e-3)
    return labels.round().astype(int).reshape(n_epochs, n)


def test_without_shuffle_each_epoch_goes_through_the_rows_in_order():
    for order in points_used(8, 3):
        np.testing.assert_array_equal(order, range(1, 9))


def test_shuffle_uses_each_point_once_an_epoch_in_a_new_order():
    orders = points_used(8, 20, shuffle=True)
    for order in orders:
        np.testing.assert_array_equal(np.sort(order), range(1, 9))
    assert len({tuple(order) for order in orders}) == 20


def test_the_same_seed_gives_the_same_path_and_another_seed_another():
    one, same, other = (points_used(8, 2, shuffle=True, random_state=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert (one != other).any()


def test_the_stream_of_a_generator_goes_on():
    rng = np.random.RandomState(1)
    first, second = (points_used(8, 2, shuffle=True, random_state=rng) for _ in "12")
    at_once = points_used(8, 4, shuffle=True, random_state=1)
    np.testing.assert_array_equal(np.vstack([first, second]), at_once)


def test_without_shuffle_a_generator_is_left_alone():
    rng = np.random.RandomState(1)
    points_used(8, 2, random_state=rng)
    assert rng.rand() == np.random.RandomState(1).rand()


def test_the_global_generator_is_left_alone():
    x, y, _, _ = tutorial_data()
    before = np.random.get_state()
    gradient_descent(x, y, 0, 0, 0.1, n_epochs=2, batch_size=16, shuffle=True)
    after = np.random.get_state()
    assert before[2:] == after[2:]
    np.testing.assert_array_equal(before[1], after[1])


def test_no_epoch_gives_the_start_alone():
    x, y, _, _ = tutorial_data()
    path = gradient_descent(x, y, [1, 2], 3, 0.1, n_epochs=0, batch_size=16)
    np.testing.assert_array_equal(path.b, [[1, 2]])
    np.testing.assert_array_equal(path.w, [[3, 3]])
    np.testing.assert_array_equal(path.updates, [0])
    np.testing.assert_array_equal(path.epoch_ends, [0])


def test_the_input_stays_as_it_was():
    x, y, _, _ = tutorial_data()
    b, w, lr = np.array([1.0]), np.array([2.0]), np.array([0.1])
    given_arrays = (x, y, b, w, lr)
    before = [array.copy() for array in given_arrays]
    gradient_descent(x, y, b, w, lr, n_epochs=3, batch_size=16, shuffle=True)
    for array, copy in zip(given_arrays, before, strict=True):
        np.testing.assert_array_equal(array, copy)


@pytest.mark.parametrize("size", [1, 16, 30, 80])
def test_integers_and_lists_are_as_good_as_floats_and_arrays(size):
    x, y = [[1], [2], [4]] * 27, [[1], [3], [5]] * 27
    lists = gradient_descent(x, y, 1, [2], 0.01, n_epochs=2, batch_size=size)
    arrays = gradient_descent(
        np.array(x, float), np.array(y, float), 1.0, 2.0, [0.01], n_epochs=2, batch_size=size
    )
    np.testing.assert_array_equal(parameters(lists), parameters(arrays))


def test_draws_with_replacement_are_fresh_for_each_update_and_each_setting():
    x = np.arange(50.0).reshape(-1, 1)
    y, lr, k = 0 * x, 1e-9, 400  # so small that every error stays 1, the start's b
    options = {"batch_size": 3, "n_epochs": 1, "replacement": True, "random_state": 0}
    path = gradient_descent(x, y, np.ones(k), 0, lr, **options)
    assert path.updates_per_epoch == 17  # as many as without replacement
    np.testing.assert_array_equal(path.epochs, np.arange(18) / 17)
    means = -np.diff(path.w, axis=0) / (2 * lr)  # of x over each batch
    np.testing.assert_allclose(means * 3, (means * 3).round(), atol=0.01)
    assert all(len(np.unique(row.round(1))) > 50 for row in means)  # each setting draws its own
    assert all(len(np.unique(column.round(1))) > 8 for column in means.T)  # and each update anew
    assert abs(means.mean() - x.mean()) < 4 * x.std() / np.sqrt(3 * means.size)
    again = gradient_descent(x, y, np.ones(k), 0, lr, **options)
    np.testing.assert_array_equal(again.w, path.w)


def test_a_point_can_be_drawn_twice_in_an_epoch():
    orders = points_used(8, 20, replacement=True)
    assert set(orders.ravel()) == set(range(1, 9))
    assert any(len(set(order)) < 8 for order in orders)


def test_a_batch_is_reshuffled_or_drawn_but_not_both():
    with pytest.raises(ValueError, match="shuffle must be False with replacement=True"):
        points_used(8, 1, shuffle=True, replacement=True)
    with pytest.raises(ValueError, match="replacement must be one of False, True, got 1"):
        points_used(8, 1, replacement=1)
