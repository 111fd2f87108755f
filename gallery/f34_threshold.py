"""
A surface that is no bowl
=========================

The log loss of a logistic regression: a slope below, a wide flat basin above.
Compare how far the steps of each rule reach at the start and at the end.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.contest import contest
from gdtutorial.data import standardise, tutorial_data
from gdtutorial.descent import minimise
from gdtutorial.logistic import above_median, log_loss_hessian
from gdtutorial.model import initialise
from gdtutorial.problems import threshold_problem
from gdtutorial.rules import RULES

plt.style.use("gdtutorial.style")

# %%
# The label is yes where the tutorial's label is above its median; the feature is standardised.

x_train, y_train, x_val, y_val = tutorial_data()
x, _, _ = standardise(x_train, x_val)
label = above_median(y_train)
problem = threshold_problem(x, label)
trials, start, n = contest(problem), initialise(), 50

# %%
# The curvature says how the surface changes from one end to the other.

first = np.linalg.eigvalsh(log_loss_hessian(x, label, 0, 0))
last = np.linalg.eigvalsh(log_loss_hessian(x, label, *problem.minimum))
bs, ws = np.meshgrid(np.linspace(-4, 5, 91), np.linspace(-2, 18, 101))
losses = problem.loss(bs, ws)
assert first[1] > 5 * last[1], "a rate that suits one end does not suit the other"
assert first[1] < 2 * first[0], "where b and w are 0, the surface is round"
assert last[1] > 10 * last[0], "at the minimum it is not: no scaling makes both ends round"
fig, axes = plt.subplots(1, 2, figsize=(6.4, 4.2), sharey=True)
for ax, name in zip(axes, ("gradient descent", "RMSProp"), strict=True):
    path = minimise(problem, *start, rule=RULES[name], n_updates=n, **trials[name].best)
    assert problem.excess(path.b[-1], path.w[-1]) < 1e-3, "the path leads to the basin"
    plotting.contours(ax, bs, ws, losses, losses.min() * np.geomspace(1.04, 60, 8))
    plotting.path(ax, path)
    plotting.mark(ax, *start, "start")
    plotting.mark(ax, *problem.minimum, "minimum")
    ax.set(title=f"{name[0].upper()}{name[1:]}", xlim=(-4, 5), ylim=(-2, 18), xticks=(-3, 0, 3))
    ax.label_outer()
plotting.describe(
    fig,
    "The log loss from above with paths of two rules over {n} updates, "
    "from the start on the slope to the minimum in the basin, at w = {w:.1f}. "
    "The largest curvature is {first:.3f} where b and w are 0, and {last:.3f} at the minimum, "
    "where the smallest is {least:.5f}.",
    n=n,
    w=problem.minimum[1],
    first=first[1],
    last=last[1],
    least=last[0],
)
plt.show()
print("curvatures where b and w are 0:", first.round(5), "at the minimum:", last.round(5))

# %%
# A rate that suits one end does not suit the other, and no scaling of the data can make this surface round.
