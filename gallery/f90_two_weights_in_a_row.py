"""
A saddle between two valleys
============================

The loss of a model that multiplies its feature by one weight, and the result by another.
Dotted is where it is least.
Look for the one path that leads to no minimum, and for another that nearly goes the same way.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.descent import minimise
from gdtutorial.problems import two_weights_problem

plt.style.use("gdtutorial.style")

# %%
# Two points on a line of slope one, so that the loss is the square of how far the product is from one.

x = y = np.array([[-1.0], [1.0]])
problem = two_weights_problem(x, y)
us, vs = np.meshgrid(np.linspace(-2.1, 2.1, 169), np.linspace(-2.1, 2.1, 169))
losses = problem.loss(us, vs)
assert np.allclose(losses, (us * vs - 1) ** 2), "the simplest loss of two weights"

# %%
# Four starts, one of them with weights that are exactly opposite.

starts = np.array([[1.7, -1.7], [-1.7, 1.68], [0.2, 1.8], [1.7, -0.6]])
path = minimise(problem, *starts.T, lr=0.05, n_updates=300)
ends = np.stack([path.b[-1], path.w[-1]], axis=1)
assert np.abs(ends[0]).max() < 1e-6, "the first start leads to the saddle"
assert path.loss[-1, 1:].max() < 1e-6, "all others lead to a minimum"
near = np.hypot(path.b, path.w)[:, 1].min()
assert near < 0.3, "the second one passes near the saddle"
assert ends[2].min() > 0 > ends[1].max(), "minima on both sides are reached"
u_min, v_min = ends[1:].T
assert np.ptp(u_min[u_min > 0]) > 0.2, "at different places"

levels = [0.03, 0.15, 0.4, 1, 2, 4, 8, 16]
saddle = problem.loss(0, 0)
assert saddle == 1, "the thick level goes through the saddle"
fig, ax = plt.subplots(figsize=(6.0, 6.0))
plotting.contours(ax, us, vs, losses, levels)
plotting.emphasise(ax, us, vs, losses, 1)
for side in -1, 1:
    along = side * np.geomspace(1 / 2.1, 2.1, 60)
    ax.plot(along, 1 / along, ":", color=plotting.CHALK, linewidth=2.5)
for setting, (u, v) in enumerate(starts):
    plotting.path(ax, path, setting=setting, ends=False)
    plotting.mark(ax, u, v, "start")
for u, v in ends[1:]:
    plotting.mark(ax, u, v, "minimum")
plotting.mark(ax, 0, 0, "now")
plotting.note(ax, "saddle", (0, 0), (-10, -12), color=plotting.CHALK)
plotting.note(ax, "opposite", (1.7, -1.7), (-10, -6), color=plotting.CHALK)
plotting.note(ax, "valley", (1, 1), (8, 8), color=plotting.CHALK)
ax.set(xlabel="first weight u", ylabel="second weight v", aspect="equal")
ax.set_title("A saddle between two valleys")
plotting.describe(
    fig,
    "The loss over the first weight u and the second weight v, from above. "
    "Its minima lie on two curved valleys, u times v = 1, to the upper right and the lower left. "
    "Between them, at u = v = 0, is a saddle with the loss {saddle:g}. "
    "The path from u = {u:.1f}, v = {v:.1f} ends at the saddle; "
    "the one from u = {left:.1f}, v = {other:.2f} passes {near:.2f} from it "
    "and ends in a valley, as two more do.",
    saddle=saddle,
    u=starts[0, 0],
    v=starts[0, 1],
    left=starts[1, 0],
    other=starts[1, 1],
    near=near,
)
plt.show()

# %%
# Where a descent ends depends on where it starts; and one that starts with opposite weights ends at no minimum at all.
