"""Splitting and seeds: every point goes to one side, and a stream goes on."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gdtutorial.data import make_line, split_index, tutorial_data
from gdtutorial.model import initialise


@given(st.integers(2, 300), st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_each_row_goes_to_one_side(n, tenths, seed):
    n_train = int(n * (tenths / 10))
    if 0 < n_train < n:
        train_idx, val_idx = split_index(n, train=tenths / 10, random_state=seed)
        assert len(train_idx) == n_train
        np.testing.assert_array_equal(np.sort(np.concatenate([train_idx, val_idx])), np.arange(n))


def test_rows_are_shuffled():
    train_idx, _ = split_index(100, random_state=0)
    assert (np.sort(train_idx) != train_idx).any()


def test_the_stream_of_a_generator_goes_on():
    rng = np.random.RandomState(4)
    (x_1, _), (x_2, _) = make_line(random_state=rng), make_line(random_state=rng)
    assert not np.intersect1d(x_1, x_2).size
    (b_1, w_1), (b_2, w_2) = initialise(rng), initialise(rng)
    assert len({b_1.item(), w_1.item(), b_2.item(), w_2.item()}) == 4
    first, second = split_index(50, random_state=rng)[0], split_index(50, random_state=rng)[0]
    assert (first != second).any()


def test_a_seed_starts_a_new_stream_each_time():
    np.testing.assert_array_equal(make_line(random_state=4)[0], make_line(random_state=4)[0])
    np.testing.assert_array_equal(
        tutorial_data(random_state=4)[2], tutorial_data(random_state=4)[2]
    )
    assert initialise(random_state=4) == initialise(random_state=np.int64(4))
    assert initialise(random_state=4) != initialise(random_state=5)
    np.testing.assert_array_equal(
        np.ravel(initialise(random_state=4)), np.random.RandomState(4).randn(2)
    )
