"""Every fault shows the symptom by which it is told, and no longer does when it is mended."""

import numpy as np
import pytest
from helpers import source_loop

from gdtutorial.curvature import joint_limit
from gdtutorial.data import spoil, tutorial_data
from gdtutorial.descent import minimise
from gdtutorial.faults import FAULTS, N_FEW, N_SINGLE, N_UPDATES, run
from gdtutorial.model import initialise
from gdtutorial.problems import two_weights_problem

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


def found_on_the_path(fault):
    """Answer the questions of the page "Reading a loss curve", in their order; return the cause that they lead to."""
    loss, val = RUNS[fault].loss, RUNS[fault].val
    if np.isnan(loss[0]):
        return "data"
    if (steps(loss[:10]) > 1).all():
        return "gradient" if (steps(AGAIN[fault][:10]) > 1).all() else "rate above the limit"
    if (steps(loss)[1:] > 0.95).all() or loss[20] > 0.99 * loss[0]:
        if loss[1] < loss[0] / 50:
            return "long valley"
        before, after = SLOPES[fault]
        if abs(before) < 0.01:
            return "plateau"
        return "rate at the limit" if before * after < 0 else "rate too low"
    if loss[40] < 1.001 * LEAST and loss[60:].max() > 100 * LEAST:
        return "steps too long for where it is"
    turns = np.count_nonzero(np.diff(np.sign(np.diff(loss[-100:]))))
    if turns > 20:
        return "frozen order" if periodic(loss, 80) > 0.8 else "noise floor"
    if val is not None and val[-1] > 1.4 * val.min():
        return "overfitting"
    return "none"


LIMIT = joint_limit(X)
START = [each.item() for each in initialise()]


def walk(lr):
    """Descend with all points, and plain Python numbers."""
    return source_loop(X, Y, *START, lr, N_UPDATES, len(X))


def loss_of(path):
    b, w = path.T
    return ((b + w * X - Y) ** 2).mean(axis=0)


AGAIN = {
    fault: loss_of(walk(lr / 100))
    for fault, lr in {
        "rate too high": 1.02 * LIMIT,
        "overflow": 4 * LIMIT,
        "wrong sign": -0.5 * LIMIT,
        "sum for mean": 0.5 * LIMIT * len(X),
    }.items()
}
"""The losses with a hundredth of the rate; a sum of as many points is as many times the mean."""

PLATEAU = minimise(two_weights_problem(X, Y), 0.001, 0.001, 0.1, n_updates=2).b[:, 0]
SLOPES = {
    fault: -np.diff(b[n : n + 3]) / lr
    for fault, b, n, lr in (
        ("rate at the limit", walk(0.9999 * LIMIT)[:, 0], 50, 0.9999 * LIMIT),
        ("rate too low", walk(0.005 * LIMIT)[:, 0], 50, 0.005 * LIMIT),
        ("plateau", PLATEAU, 0, 0.1),
    )
}
"""Two gradients of the bias, or of the first weight, one update after the other."""


@pytest.mark.parametrize("fault", FAULTS)
def test_the_path_from_symptom_to_cure_leads_each_curve_to_its_own_cause(fault):
    cause = {
        "nothing wrong": "none",
        "rate too high": "rate above the limit",
        "overflow": "rate above the limit",
        "sum for mean": "rate above the limit",
        "wrong sign": "gradient",
        "NaN in the data": "data",
        "spoilt feature": "long valley",
        "Adam's return": "steps too long for where it is",
    }
    assert found_on_the_path(fault) == cause.get(fault, fault)


def test_ten_times_a_rate_that_is_too_low_is_a_cure_and_in_a_long_valley_a_disaster():
    low = 0.005 * LIMIT
    before, after = (loss_of(walk(lr))[-1] - LEAST for lr in (low, 10 * low))
    assert after < 0.1 * before
    bad_x = spoil(X)[0]
    path = source_loop(bad_x, Y, *START, 5 * joint_limit(bad_x), 20, len(X))
    assert ((path[-1, 0] + path[-1, 1] * bad_x - Y) ** 2).mean() > 1e6


def test_larger_batches_lower_the_noise_floor():
    ends = [
        loss_of(source_loop(X, Y, *START, 0.6 * LIMIT, n_epochs, size))[-80:].mean()
        for size, n_epochs in ((1, 5), (16, 80))
    ]
    assert ends[1] - LEAST < 0.2 * (ends[0] - LEAST)
