"""
Newton needs a brake
====================

Newton's method on the log loss, from a curve that is too steep: in full steps, and with steps that are halved until the loss falls by enough.
Where does the first full step land, and where the second?
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import standardise, tutorial_data
from gdtutorial.logistic import above_median, log_loss_hessian
from gdtutorial.newton import newton
from gdtutorial.problems import threshold_problem

plt.style.use("gdtutorial.style")

# %%
# The loss of a yes or no, as in the contest of rules.

x_train, y_train, x_val, y_val = tutorial_data()
x, _, _ = standardise(x_train, x_val)
label = above_median(y_train)
problem = threshold_problem(x, label)


def log_loss_at(p):
    """Compute the loss at a row of parameters."""
    return problem.loss(*p).item()


def slopes_at(p):
    """Compute its slopes."""
    return np.ravel(problem.gradient(p[:1], p[1:]))


start = np.array([0.0, 20.0])
full, damped = (
    newton(log_loss_at, slopes_at, lambda p: log_loss_hessian(x, label, *p), start, damped=on)
    for on in (False, True)
)

# %%
# The dashed path leaves the picture.

bs, ws = np.meshgrid(np.linspace(-9, 5, 121), np.linspace(-6, 24, 121))
losses = problem.loss(bs, ws)
fig, ax = plt.subplots(figsize=(6.4, 5.2))
plotting.contours(ax, bs, ws, losses, np.geomspace(0.07, 6, 10)).set_alpha(0.35)
style = {"color": plotting.CHALK, "markeredgecolor": plotting.EDGE, "markersize": 6}
ax.plot(*full.places.T, "o--", **style)
ax.plot(*damped.places.T, "o-", **style)
plotting.mark(ax, *start, "start")
plotting.mark(ax, *problem.minimum, "minimum")
for step, by in (1, -12), (2, 9):
    plotting.note(ax, f"full step {step}", full.places[step], (0, by), color=plotting.CHALK)
plotting.note(ax, "damped", damped.places[1], (9, -4), color=plotting.CHALK)
ax.set(title="Log loss", xlim=(-9, 5), ylim=(-6, 24))

heights = [log_loss_at(p) for p in full.places]
assert heights[1] > 10 * heights[0], "the first full step leads uphill"
assert not full.arrived and heights[-1] > 100, "and the later ones out of the world"
assert damped.arrived and damped.rates[0] == 0.5, "one halving is enough to arrive"
plotting.describe(
    fig,
    "Contours of the log loss. In full steps Newton's method goes from b = 0, w = 20, at a "
    "loss of {first:.3f}, to a loss of {second:.2f}, then across the valley and out of the "
    "picture. Damped, it is at b = {b:.2f}, w = {w:.2f} after {n} steps, the first one halved.",
    first=heights[0],
    second=heights[1],
    b=problem.minimum[0],
    w=problem.minimum[1],
    n=len(damped.rates),
)
plt.show()

# %%
# Where the loss is no bowl, the bowl that fits in one place says little about a place that is far away.
