"""A descent that diverges is no error: it goes on, silently, and says where floats ended."""

import math
import warnings

import numpy as np
import pytest
from helpers import source_loop

from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.surface import loss_surface


@pytest.fixture
def data():
    return tutorial_data()[:2]


@pytest.fixture(autouse=True)
def no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def finite(path):
    return np.isfinite(path.b) & np.isfinite(path.w) & np.isfinite(path.loss)


@pytest.mark.parametrize("batch_size", [1, 16, 33, 80])
@pytest.mark.parametrize("record", ["updates", "epochs"])
def test_overflow_is_where_finite_rows_end_for_each_setting(data, batch_size, record):
    lr = [0.01, 1.5, 4.0, 1e200]
    path = gradient_descent(
        *data, 0, 0, lr, n_epochs=1500, batch_size=batch_size, shuffle=True, record=record
    )
    assert path.overflow[0] == -1
    assert finite(path)[:, 0].all()
    for setting in (1, 2, 3):
        row = int(np.flatnonzero(path.updates == path.overflow[setting])[0])
        assert row > 0
        assert finite(path)[:row, setting].all()
        assert not finite(path)[row:, setting].any()
    assert path.overflow[1] > path.overflow[2] > path.overflow[3] > 0


def test_overflow_is_the_update_at_which_the_plain_loop_overflows(data):
    x, y = data
    path = gradient_descent(x, y, 0, 0, 1.1, n_epochs=800)
    b, w = source_loop(x, y, 0, 0, 1.1, 800, 80).T
    points = list(zip(x.ravel().tolist(), y.ravel().tolist(), strict=True))

    def loss(b, w):
        """Divide before adding: the mean may be finite where the sum is not."""
        return sum((e := b + w * xi - yi) * (e / len(points)) for xi, yi in points)

    lost = next(t for t in range(801) if not math.isfinite(loss(float(b[t]), float(w[t]))))
    assert path.overflow[0] == lost
    np.testing.assert_allclose(path.b[:lost, 0], b[:lost], rtol=1e-9)


def test_the_path_at_the_edge_is_as_large_as_a_float_can_be(data):
    path = gradient_descent(*data, 0, 0, 1.1, n_epochs=1000)
    assert path.loss[path.overflow[0] - 1, 0] > 1e306


def test_a_start_whose_loss_has_no_float_is_told_as_such(data):
    path = gradient_descent(*data, [1e200, 1.0], [-1e300, 2.0], 0.1, n_epochs=3)
    np.testing.assert_array_equal(path.overflow, [0, -1])
    assert not np.isfinite(path.loss[:, 0]).any()
    assert np.isfinite(path.loss[:, 1]).all()


def test_the_surface_takes_a_path_that_diverged(data):
    path = gradient_descent(*data, 0, 0, 1e100, n_epochs=20)
    np.testing.assert_array_equal(loss_surface(*data, path.b, path.w), path.loss)


def test_a_descent_that_converges_has_no_overflow(data):
    for size in (1, 16, 80):
        path = gradient_descent(*data, 5, 5, [0.1, 0.3], n_epochs=50, batch_size=size)
        np.testing.assert_array_equal(path.overflow, [-1, -1])
