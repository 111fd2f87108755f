"""Where the race begins on each of its problems: what is seen of it, and rates to start from."""

from gdtutorial import plotting
from gdtutorial.contest import contest
from gdtutorial.data import tutorial_data
from gdtutorial.problems import tutorial_problems, two_weights_problem
from gdtutorial.rules import RULES

SEEN = {  # of b, and of w
    "bad": ((-1, 2.5), (-0.8, 1.2)),
    "original": ((-2, 4), (-1, 5)),
    "standardised": ((-1, 5), (-2.4, 3.6)),
    "threshold": ((-4, 5), (-2, 18)),
    "weights": ((-4, 4), (-4, 4)),
}
RATES = {  # of the plain gradient and of decay, of both with a velocity, of RMSProp, of Adam
    "bad": (0.03, 0.01, 0.05, 0.3),
    "original": (0.4, 0.1, 0.05, 0.3),
    "standardised": (0.3, 0.1, 0.05, 0.3),
    "threshold": (4, 1, 0.2, 0.5),
    "weights": (0.05, 0.01, 0.02, 0.1),
}
N_GRID = 61
IN_SMALL = "gradient descent", "momentum", "Nesterov", "Adam"
UPDATES = 30  # as many as the figure above it shows
DIGITS = 6  # of a setting: as many as an address carries


def begin(start):
    """Return what the race needs to know of its problems, by name; each has the tutorial's start."""
    import numpy as np

    x, y, _, _ = tutorial_data()
    posed = [*tutorial_problems().values(), two_weights_problem(x, y)]
    found = {}
    for (name, (b, w)), problem in zip(SEEN.items(), posed, strict=True):
        grid = np.meshgrid(np.linspace(*b, N_GRID), np.linspace(*w, N_GRID))
        plain, velocity, rmsprop, adam = RATES[name]
        found[name] = {
            "b": b,
            "w": w,
            "start": start,
            "minimum": problem.minimum,
            "levels": plotting.loss_levels(problem.loss(*grid)).tolist(),
            "rates": {
                "plain": plain,
                "decayed": plain,
                "momentum": velocity,
                "nesterov": velocity,
                "rmsprop": rmsprop,
                "adam": adam,
            },
        }
    return found


def tuned(start):
    """Return what the race in small begins with: four rules on the bad feature, as they won the contest."""
    best = {}
    for name, trials in contest(tutorial_problems()["Bad"]).items():
        if name in IN_SMALL:
            best[RULES[name].__name__] = {
                key: float(f"{value:.{DIGITS}g}") for key, value in trials.best.items()
            }
    rates = {name: settings.pop("lr") for name, settings in best.items()}
    return {"problems": {"bad": begin(start)["bad"]}, "own": best, "n": UPDATES} | rates
