"""A schedule: a warm-up, and then a cosine."""

import numpy as np

TASK = """
Return the learning rate of each of `n_updates` updates, the first of which is number 0.
For `n_warm` updates the rate rises evenly from `start * lr`, at number 0, to `lr`, which it has at number `n_warm`.
From there it falls along half a wave of the cosine, $\\eta \\, (1 + \\cos(\\pi s)) / 2$, where $s$ is the share of the remaining updates that is done.
[Schedules of the learning rate](beyond/schedules.md) tells what it is good for.
"""
HINT = """
Make two rows of rates, one for each part, and join them with `np.concatenate`.
In the first part the share that is done is `np.arange(n_warm) / n_warm`, and the second one has `n_updates - n_warm` updates of its own.
"""


def schedule(lr, start, n_warm, n_updates):
    """Return the rate of each update.

    lr: the highest learning rate
    start: the share of it with which the warm-up begins
    n_warm: how many updates the warm-up takes
    n_updates: how many updates there are
    returns: an array, shape (n_updates,)
    """
    n_falling = n_updates - n_warm
    rising = lr * (start + (1 - start) * np.arange(n_warm) / n_warm)
    falling = lr * (1 + np.cos(np.pi * np.arange(n_falling) / n_falling)) / 2
    return np.concatenate([rising, falling])


def draw(rng):
    """Draw a short schedule."""
    return {
        "lr": round(rng.uniform(0.1, 0.9), 2),
        "start": round(rng.uniform(0.1, 0.4), 2),
        "n_warm": rng.randint(3, 6),
        "n_updates": rng.randint(10, 15),
    }


def no_warm_up(lr, start, n_warm, n_updates):
    """Your rate falls from the first update on: let it rise for `n_warm` updates first."""
    return lr * (1 + np.cos(np.pi * np.arange(n_updates) / n_updates)) / 2


def from_zero(lr, start, n_warm, n_updates):
    """Your warm-up begins at 0, where an update moves nothing: begin with `start * lr`."""
    return schedule(lr, 0.0, n_warm, n_updates)


def counts_from_the_start(lr, start, n_warm, n_updates):
    """Your cosine counts all updates, so that the rate jumps down after the warm-up: count those that remain."""
    rates = schedule(lr, start, n_warm, n_updates)
    rates[n_warm:] = no_warm_up(lr, start, n_warm, n_updates)[n_warm:]
    return rates


def too_soon(lr, start, n_warm, n_updates):
    """Your warm-up has all of `lr` one update too soon, at number `n_warm - 1`: divide by `n_warm`."""
    rates = schedule(lr, start, n_warm, n_updates)
    rates[:n_warm] = np.linspace(start * lr, lr, n_warm)
    return rates


def below_zero(lr, start, n_warm, n_updates):
    """Your rate falls below 0, and then the steps lead uphill: add 1 to the cosine and halve it."""
    rates = schedule(lr, start, n_warm, n_updates)
    rates[n_warm:] = 2 * rates[n_warm:] - lr
    return rates


def degrees(lr, start, n_warm, n_updates):
    """You take the cosine of degrees: NumPy's `cos` takes radians, and half a wave is `np.pi`."""
    rates = schedule(lr, start, n_warm, n_updates)
    n_falling = n_updates - n_warm
    rates[n_warm:] = lr * (1 + np.cos(180 * np.arange(n_falling) / n_falling)) / 2
    return rates


def straight(lr, start, n_warm, n_updates):
    """Your rate falls along a straight line: here it follows the cosine."""
    rates = schedule(lr, start, n_warm, n_updates)
    rates[n_warm:] = lr * (1 - np.arange(n_updates - n_warm) / (n_updates - n_warm))
    return rates
