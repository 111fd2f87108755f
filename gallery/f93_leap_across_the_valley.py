"""
A leap across the valley
========================

The loss of two weights whose product should be 1, and two descents from the same start, at a low rate and at a greater one.
Both begin beside a minimum; look which of them stays there.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.descent import minimise
from gdtutorial.settings import EDGE_LEVELS, EDGE_LR, EDGE_START, EDGE_U, EDGE_V
from gdtutorial.sharpness import product_problem, sharpness

plt.style.use("gdtutorial.style")

# %%
# The dashed curves are the valley floors: every v = 1 / u is a minimum, and a valley is narrow where one weight is large.

problem, lr = product_problem(), [0.05, EDGE_LR]
path = minimise(problem, *EDGE_START, lr, n_updates=60)
one, other = np.meshgrid(np.linspace(*EDGE_U, 241), np.linspace(*EDGE_V, 241))

# %%
# Each dot is an update.

fig, ax = plt.subplots(figsize=(6.4, 5.8))
plotting.contours(ax, one, other, problem.loss(one, other), EDGE_LEVELS).set_alpha(0.4)
for floor in np.linspace(0.2, 4, 200), np.linspace(-2, -0.2, 100):
    ax.plot(floor, 1 / floor, "--", color=plotting.CHALK, linewidth=1.6)
for setting in range(2):
    plotting.path(ax, path, setting=setting)
    plotting.mark(ax, path.b[-1, setting], path.w[-1, setting], "minimum")
plotting.mark(ax, *EDGE_START, "start")
plotting.note(ax, "start", EDGE_START, (9, -9), color=plotting.CHALK)
for setting, by in enumerate([(0, 11), (-12, -6)]):
    place = path.b[-1, setting], path.w[-1, setting]
    plotting.note(ax, f"rate {lr[setting]}", place, by, color=plotting.CHALK)
ax.set(title="One start, two rates", xlabel="first weight u", ylabel="second weight v")
ax.set(xlim=EDGE_U, ylim=EDGE_V)
ax.set_aspect("equal")

low, high = sharpness(path.b[-1], path.w[-1])
assert (path.loss[-1] < 1e-9).all(), "both arrive"
assert abs(path.b[:, 0] - 3).max() < 0.1, "the low rate stays beside the start"
assert path.loss[:, 1].max() > 30 * path.loss[0, 1], "the greater one leaps up"
assert high < low / 2, "and comes down where the valley is wider"
plotting.describe(
    fig,
    "The loss over two weights, with two curved valleys where their product is 1. "
    "Two descents start at u = {u:.0f}, v = {v:.1f}. "
    "At the rate {low_lr} the path goes straight to the minimum "
    "at u = {u_low:.2f}, v = {v_low:.2f}. At {lr} it leaps across the valley, to a loss of "
    "{top:.1f}, and settles at u = {u_high:.2f}, v = {v_high:.2f}.",
    u=EDGE_START[0],
    v=EDGE_START[1],
    low_lr=lr[0],
    lr=lr[1],
    u_low=path.b[-1, 0],
    v_low=path.w[-1, 0],
    top=path.loss[:, 1].max(),
    u_high=path.b[-1, 1],
    v_high=path.w[-1, 1],
)
plt.show()

# %%
# The low rate stays in the narrow part of the valley; the greater one cannot, and finds a place where it is wider.
