"""Every fault shows the symptom by which it is told, and no longer does when it is mended."""

import numpy as np
import pytest

from gdtutorial.data import tutorial_data
from gdtutorial.faults import FAULTS, N_FEW, N_SINGLE, run

X, Y, X_VAL, Y_VAL = tutorial_data()
LEAST = np.linalg.lstsq(np.hstack([np.ones_like(X), X]), Y, rcond=None)[1].item() / len(X)
"""What no line can better, by NumPy's own least squares."""

RUNS = {fault: run(fault) for fault in FAULTS}
MENDED = {fault: run(fault, mended=True) for fault in FAULTS}


def steps(loss):
    """By what each update multiplies the loss."""
    return loss[1:] / loss[:-1]


def periodic(loss, period):
    """Tell how alike the last two periods of a loss are, as a correlation."""
    return np.corrcoef(loss[-period:], loss[-2 * period : -period])[0, 1]


SYMPTOMS = {
    "nothing wrong": lambda loss: (steps(loss) <= 1 + 1e-12).all() and loss[-1] < 1.001 * LEAST,
    "rate too high": lambda loss: (steps(loss) > 1).all() and np.isfinite(loss).all(),
    "rate too low": lambda loss: (steps(loss) > 0.95).all() and loss[-1] > 20 * LEAST,
    "rate at the limit": lambda loss: loss[-1] > 0.8 * loss[0],
    "overflow": lambda loss: not np.isfinite(loss[-1]) and (steps(loss[:100]) > 1).all(),
    "spoilt feature": lambda loss: loss[1] < loss[0] / 50 and loss[100] > 2 * LEAST,
    "wrong sign": lambda loss: (steps(loss) > 1).all() and np.isfinite(loss).all(),
    "sum for mean": lambda loss: not np.isfinite(loss[-1]) and loss[1] > 1000 * loss[0],
    "NaN in the data": lambda loss: np.isnan(loss).all(),
    "plateau": lambda loss: loss[20] > 0.99 * loss[0] and loss[60] < 0.1 * loss[0],
    "noise floor": lambda loss: loss[-100:].max() > 3 * LEAST and periodic(loss, 80) < 0.8,
    "frozen order": lambda loss: loss[-100:].max() > 3 * LEAST and periodic(loss, 80) > 0.8,
    "Adam's return": lambda loss: loss[50:].max() > 100 * loss[:60].min(),
    "overfitting": lambda loss: loss[-1] < 0.01 * loss[0],
}


def test_every_fault_has_its_symptom():
    assert list(SYMPTOMS) == list(FAULTS)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_a_fault_shows(fault):
    assert SYMPTOMS[fault](RUNS[fault].loss)


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != "nothing wrong"])
def test_a_cure_cures(fault):
    """The loss comes near the least that its own data allow, and stays there: on average, where single points are drawn."""
    mended = MENDED[fault]
    assert mended.lost == -1
    least = {"plateau": two_weights_least(), "NaN in the data": mended.loss.min()}.get(
        fault, LEAST
    )
    noisy = fault in {"noise floor", "frozen order"}
    assert mended.loss[-80:].mean() < (1.3 if noisy else 1.05) * least
    if np.isfinite(RUNS[fault].loss[-1]) and fault != "plateau":
        assert mended.loss[-20:].max() < RUNS[fault].loss[-100:].max()


def two_weights_least():
    """The least loss of a line through the origin, in closed form."""
    slope = (X * Y).sum() / (X**2).sum()
    return ((Y - slope * X) ** 2).mean()


def test_what_overfits_is_seen_on_points_for_validation_alone():
    few, all_points = RUNS["overfitting"], MENDED["overfitting"]
    best = few.val.argmin()
    assert (np.diff(few.loss[best:]) < 1e-4).all()
    assert few.val[-1] > 1.4 * few.val[best]
    assert all_points.val[-1] < 0.9 * few.val[-1]
    least = np.linalg.lstsq(np.hstack([np.ones((N_FEW, 1)), X[:N_FEW]]), Y[:N_FEW], rcond=None)[1]
    assert few.loss[-1] == pytest.approx(least.item() / N_FEW)


def test_single_points_make_five_epochs():
    assert len(RUNS["noise floor"].loss) == len(RUNS["frozen order"].loss) == N_SINGLE + 1
