"""
Three paths at one rate
=======================

The loss surface from above, and a descent at one learning rate whose gradients come on time, two updates late and three.
Look across the valley: which paths swing, and whose swings grow?
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.curvature import eigenvalues
from gdtutorial.data import tutorial_data
from gdtutorial.delay import delayed_descent, delayed_limit
from gdtutorial.model import initialise
from gdtutorial.problems import line_problem
from gdtutorial.settings import LOW_LR

plt.style.use("gdtutorial.style")

# %%
# The start, the rate and the number of updates are the same; only the age of the gradients differs.

x_train, y_train, x_val, y_val = tutorial_data()
problem, bend = line_problem(x_train, y_train), eigenvalues(x_train)[1]
b, w = initialise()
bs, ws = np.meshgrid(np.linspace(-1.7, 4.1, 81), np.linspace(-0.8, 3.2, 61))
losses, n = problem.loss(bs, ws), 30
paths = {tau: delayed_descent(problem, b, w, LOW_LR, tau, n_updates=n) for tau in (0, 2, 3)}
widest = {}

# %%
# The limit lies between the last two.

fig, axes = plt.subplots(1, 3, figsize=(6.8, 3.4), sharex=True, sharey=True)
names = "On time", "2 updates late", "3 updates late"
for ax, name, (tau, path) in zip(axes, names, paths.items(), strict=True):
    plotting.contours(ax, bs, ws, losses, losses.min() + np.geomspace(0.02, 12, 9))
    plotting.path(ax, path)
    plotting.mark(ax, *problem.minimum, "minimum")
    ax.set(title=name, xlim=(-1.7, 4.1), ylim=(-0.8, 3.2), xticks=(0, 2))
    ax.label_outer()
    excess = problem.excess(path.b, path.w)[:, 0]
    widest[tau] = excess[n // 2 :].max() / excess[0]

limits = [delayed_limit(tau, bend) for tau in (2, 3)]
assert limits[0] > LOW_LR > limits[1], "two updates late it is below its limit, three late above"
on_time = problem.excess(paths[0].b, paths[0].w)[:, 0]
assert (np.diff(on_time) < 0).all(), "on time the loss falls at each update"
assert widest[0] < widest[2] < 0.2 < 1 < widest[3], (
    "in the second they shrink, in the third they grow"
)
plotting.describe(
    fig,
    "The loss surface from above with three descents of {n} updates at the rate {lr:g}. "
    "On time, the path runs into the valley and along it. "
    "Two updates late it swings across the valley and settles, as the limit is {two:.3f}. "
    "Three updates late, with a limit of {three:.3f}, the swings grow: "
    "in the second half the loss above its minimum reaches {widest:.0%} of that at the start.",
    n=n,
    lr=LOW_LR,
    two=limits[0],
    three=limits[1],
    widest=widest[3],
)
plt.show()

# %%
# A late gradient knows the way down from where it was computed; but the descent is no longer there.
