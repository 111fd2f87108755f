"""
Four rules on one surface
=========================

The surface of the bad feature, a long valley, and thirty updates of four rules from one start.
Each rule has its best settings out of the same number of trials.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.contest import contest
from gdtutorial.curvature import condition_number, directions
from gdtutorial.data import spoil, tutorial_data
from gdtutorial.descent import minimise
from gdtutorial.model import initialise
from gdtutorial.problems import line_problem
from gdtutorial.rules import RULES
from gdtutorial.surface import loss_surface, parameter_grid

plt.style.use("gdtutorial.style")

# %%
# The settings were chosen from other starts, by the loss over fifty updates.
# RMSProp is missing: with its best settings the first step leads far out of the picture.

x_train, y_train, x_val, y_val = tutorial_data()
bad_x_train, bad_w = spoil(x_train)
problem = line_problem(bad_x_train, y_train)
start, n = initialise(), 30
trials = contest(problem)
assert len({each.n_trials for each in trials.values()}) == 1, "each had as many trials"
assert trials["RMSProp"].best["lr"] > 5, "RMSProp's first step would lead out of the picture"

# %%
# Watch which way each path leaves the start, and how it comes in.

bs, ws = parameter_grid(b=0.75, w=0.25, reach=1.6, n=201)
losses = loss_surface(bad_x_train, y_train, bs, ws)
fig, axes = plt.subplots(2, 2, figsize=(6.4, 5.4), sharex=True, sharey=True)
left, along, across = {}, {}, {}
to_minimum = directions(bad_x_train)
names = "gradient descent", "momentum", "Nesterov", "Adam"
for ax, name in zip(axes.flat, names, strict=True):
    path = minimise(problem, *start, rule=RULES[name], n_updates=n, **trials[name].best)
    left[name.split()[0]] = problem.excess(path.b[-1], path.w[-1]).item()
    off = np.hstack([path.b, path.w]) - problem.minimum
    along[name], across[name] = off @ to_minimum[0], off @ to_minimum[1]
    plotting.contours(ax, bs, ws, losses, plotting.loss_levels(losses, n=4))
    plotting.path(ax, path)
    plotting.mark(ax, *start, "start")
    plotting.mark(ax, *problem.minimum, "minimum")
    ax.set(title=f"{name[0].upper()}{name[1:]}", xlim=(-0.8, 2.3), ylim=(-0.6, 1.1))
    ax.set(yticks=(-0.5, 0, 0.5, 1))
    ax.label_outer()
walls = across["gradient descent"]
assert (walls[1:] * walls[:-1] < 0).all(), "gradient descent jumps across"
kept = {name: abs(part[-1] / part[0]) for name, part in along.items()}
assert kept["gradient descent"] > 4 * kept["momentum"], "it creeps along, and momentum does not"
assert condition_number(bad_x_train) > 100, "the valley is long and narrow"
plotting.describe(
    fig,
    "Paths of four rules over {n} updates in the narrow valley of the bad feature, "
    "each at its best settings. "
    "Gradient descent jumps across and creeps along, with {kept:.0%} of that way before it, "
    "and ends {gradient:.0e} above the least loss; "
    "momentum swings along the valley and ends {momentum:.0e} above it; "
    "Nesterov {Nesterov:.0e}; Adam {Adam:.0e}.",
    n=n,
    kept=kept["gradient descent"],
    **left,
)
plt.show()

# %%
# Gradient descent spends its steps on the walls of the valley.
# A velocity adds up what the gradients agree on; a scale of its own for each parameter makes the valley rounder.
