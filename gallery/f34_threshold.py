"""
A surface that is no bowl
=========================

The log loss of a logistic regression: sharply curved below, a wide flat basin above.
Compare how far the steps of each rule reach at the start and at the end.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.contest import tune
from gdtutorial.data import standardise, tutorial_data
from gdtutorial.descent import minimise
from gdtutorial.logistic import above_median, log_loss_hessian
from gdtutorial.model import initialise
from gdtutorial.problems import threshold_problem
from gdtutorial.rules import plain, rmsprop

plt.style.use("gdtutorial.style")

# %%
# The label is yes where the tutorial's label is above its median; the feature is standardised.

x_train, y_train, x_val, y_val = tutorial_data()
x, _, _ = standardise(x_train, x_val)
label = above_median(y_train)
problem = threshold_problem(x, label)
start, n = initialise(), 50

# %%
# Each rule has the best of a hundred rates, tuned from ten other starts.

task = (problem, *np.random.RandomState(1).randn(2, 10), np.geomspace(0.001, 100, 100))
trials = {
    "Gradient descent": (plain, tune(*task, n_updates=n)),
    "RMSProp": (rmsprop, tune(*task, rmsprop, n_updates=n, alpha=0.9)),
}

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
for ax, (name, (rule, tried)) in zip(axes, trials.items(), strict=True):
    path = minimise(problem, *start, rule=rule, n_updates=n, **tried.best)
    assert problem.excess(path.b[-1], path.w[-1]) < 1e-3, "the path leads to the basin"
    plotting.contours(ax, bs, ws, losses, losses.min() * np.geomspace(1.04, 60, 8))
    plotting.path(ax, path)
    plotting.mark(ax, *start, "start")
    plotting.mark(ax, *problem.minimum, "minimum")
    ax.set(title=name, xlim=(-4, 5), ylim=(-2, 18), xticks=(-3, 0, 3))
    ax.label_outer()
plotting.describe(
    fig,
    "The log loss from above with paths of two rules over {n} updates, "
    "from the start to the minimum in the basin, at w = {w:.1f}. "
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
