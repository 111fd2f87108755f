"""
Four points that stand for all
==============================

On the left are the training points, on the right four points made from six numbers that sum them up.
Look at the contours below: each cloud has its own.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.moments import moments
from gdtutorial.surface import loss_surface, minimum, parameter_grid

plt.style.use("gdtutorial.style")

# %%
# Two of the four points lie above each other on either side of the mean, one standard deviation away from it.

x_train, y_train, x_val, y_val = tutorial_data()
clouds = {
    f"{len(x_train)} points": (x_train, y_train),
    "4 points": moments(x_train, y_train).points(),
}
bs, ws = parameter_grid()
surfaces = [loss_surface(x, y, bs, ws) for x, y in clouds.values()]
levels = plotting.loss_levels(surfaces[0], n=6)
off = np.abs(surfaces[0] - surfaces[1]).max()
assert off < 1e-9, "both surfaces are the same"
whole, four = (moments(x, y) for x, y in clouds.values())
assert np.isclose(four.x_variance, whole.x_variance), "the four have the spread of all the points"
assert np.allclose((four.x_mean, four.y_mean), (whole.x_mean, whole.y_mean)), "their means"
assert np.isclose(four.least, whole.least), "their least loss"
ends = [minimum(x, y) for x, y in clouds.values()]
assert np.allclose(*ends), "and their best line"

# %%
# Both surfaces are computed from the points above them, and drawn at the same levels.

fig, axes = plt.subplots(2, 2, figsize=(6.4, 6.2), sharex="row", sharey="row")
for (name, (x, y)), surface, (above, below) in zip(clouds.items(), surfaces, axes.T, strict=True):
    b_min, w_min = minimum(x, y)
    plotting.points(above, x, y)
    plotting.line(above, b_min, w_min, [0, 1])
    above.set(title=name, xlabel="feature x")
    plotting.contours(below, bs, ws, surface, levels)
    plotting.mark(below, b_min, w_min, "minimum")
    below.set(title=f"loss of {name}")
axes[0, 0].set(ylabel="label y")
for ax in axes[:, 1]:
    ax.set(ylabel="")
plotting.describe(
    fig,
    "Two clouds of points, and the loss surface of each from above: "
    "{n} points around a line, and 4 points, two on either side of the mean, "
    "around the same line. "
    "The surfaces are the same: "
    "they differ by no more than {off:.0e}, "
    "and both have their minimum at b = {b:.2f}, w = {w:.2f}.",
    n=len(x_train),
    off=off,
    b=b_min,
    w=w_min,
)
plt.show()

# %%
# The four points have the means, the spread, the best line and the least loss of all the points.
# A line's squared error knows nothing else of its data, so gradient descent cannot tell the clouds apart.
