"""The time to find the weights: by the normal equation, by lstsq and by descending, as the problem grows."""

import os
import time
from itertools import takewhile

import numpy as np

from gdtutorial.features import errors, gradient, predict, update

POINTS = 10  # for each feature
DIGITS = 1e-6  # of the largest weight, by which the descent may be off


def problem(d):
    """Draw d features that have nothing in common, labels, and the rate that suits them."""
    rng = np.random.RandomState(0)
    x = rng.randn(POINTS * d, d)
    y = x.sum(axis=1, keepdims=True) + rng.randn(POINTS * d, 1)
    return (
        x,
        y,
        1 / (2 + 2 / POINTS),
    )  # 2 / (smallest + largest eigenvalue), for many such features


def normal(x, y):
    """Solve the normal equation."""
    a = np.hstack([np.ones((len(x), 1)), x])
    return np.linalg.solve(a.T @ a, a.T @ y)


def lstsq(x, y):
    """Solve by singular values."""
    a = np.hstack([np.ones((len(x), 1)), x])
    return np.linalg.lstsq(a, y, rcond=None)[0]


def descents(x, y, lr):
    """Descend from 0 for ever, and hand out the parameters after each update."""
    b, w = np.zeros(1), np.zeros((x.shape[1], 1))
    while True:
        b, w = update(b, w, *gradient(errors(predict(b, w, x), y), x), lr)
        yield b, w


def updates_needed(x, y, lr):
    """Count the updates until each parameter has its digits."""
    exact = lstsq(x, y)
    near = DIGITS * np.abs(exact).max()
    far = (np.abs(np.vstack(each) - exact).max() >= near for each in descents(x, y, lr))
    return 1 + sum(takewhile(bool, far))


def descend(x, y, lr, n):
    """Make n updates."""
    walk = descents(x, y, lr)
    for _ in range(n):
        next(walk)


def best_times(works, budget=3.0):
    """Return the shortest run of each, in seconds; they take turns, so that each gets the same machine."""
    times = {name: [] for name in works}
    start = time.perf_counter()
    while not times[name := min(times, key=lambda name: len(times[name]))] or (
        time.perf_counter() - start < budget
    ):
        begin = time.perf_counter()
        works[name]()
        times[name].append(time.perf_counter() - begin)
    return [min(each) for each in times.values()]


def row(d):
    """Measure one size: the updates that it takes, and the three times."""
    x, y, lr = problem(d)
    n = updates_needed(x, y, lr)
    works = {
        "normal": lambda: normal(x, y),
        "lstsq": lambda: lstsq(x, y),
        "descent": lambda: descend(x, y, lr, n),
    }
    return n, best_times(works)


if __name__ == "__main__":
    print(f"on {os.cpu_count()} processor cores")
    print(f"{'features':>8}{'points':>8}{'updates':>9}{'normal, s':>12}{'lstsq, s':>12}{'descent, s':>12}")  # fmt: skip
    for d in 10, 30, 100, 300, 1000, 2000:
        n, times = row(d)
        print(f"{d:8,}{POINTS * d:8,}{n:9}" + "".join(f"{each:12.6f}" for each in times))
