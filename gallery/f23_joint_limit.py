"""
The joint limit
===============

Moved alone, b tolerates every learning rate below 1, and w higher ones still.
Here both move together, with four rates below 1: does the zigzag narrow, or does it widen?
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.curvature import directions, joint_limit, section_limits
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise
from gdtutorial.settings import HIGH_LR
from gdtutorial.surface import loss_surface, minimum, parameter_grid

plt.style.use("gdtutorial.style")

# %%
# The limits come from the curvature of the loss; the four rates lie around the joint one.

x_train, y_train, x_val, y_val = tutorial_data()
b_limit, w_limit = section_limits(x_train)
limit = joint_limit(x_train)
b, w = initialise()
rates = 0.7, HIGH_LR, limit, 0.85
path = gradient_descent(x_train, y_train, b, w, rates, n_epochs=24)
assert max(rates) < 1 and np.isclose(b_limit, 1), "four rates below 1, which b tolerates alone"
assert w_limit > b_limit, "w tolerates higher ones still"
b_min, w_min = minimum(x_train, y_train)
across = np.stack([path.b - b_min, path.w - w_min], axis=-1) @ directions(x_train)[1]
widths = np.abs(across[-1] / across[0])
assert (across[1:] * across[:-1] < 0).all(), "every path zigzags across the valley"
assert widths[0] < 0.1, "it narrows"
assert 0.5 < widths[1] < 1, "it barely narrows"
assert np.isclose(widths[2], 1), "at the joint limit it never narrows"
assert widths[3] > 2, "it widens"

# %%
# One path a rate, from the same start.

bs, ws = parameter_grid(b=1.5, w=1.0, reach=2.2)
assert bs.min() < b < bs.max() and ws.min() < w < ws.max(), "the start is in the picture"
losses = loss_surface(x_train, y_train, bs, ws)
outcomes = "narrows", "barely narrows", "never narrows", "widens"
fig, axes = plt.subplots(2, 2, figsize=(6.4, 7.4), sharex=True, sharey=True)
plotting.heading(fig, f"Limits: b alone {b_limit:.2f}, w alone {w_limit:.2f}, both {limit:.4f}")
for i, ax in enumerate(axes.flat):
    outlines = plotting.contours(ax, bs, ws, losses, plotting.loss_levels(losses))
    outlines.remove()  # they would lie under the zigzag
    plotting.path(ax, path, setting=i)
    plotting.mark(ax, b, w, "start")
    plotting.mark(ax, b_min, w_min, "minimum")
    ax.set(title=f"{rates[i]:.4g}: {outcomes[i]}", xlim=bs[0, [0, -1]], ylim=ws[[0, -1], 0])
    ax.locator_params(nbins=5)
    ax.label_outer()
below, near, at, above = path.loss[-1]
plotting.describe(
    fig,
    f"Four zigzag paths across the valley, of {path.updates[-1]} updates "
    f"with b and w moving together, from a loss of {path.loss[0, 0]:.2f}. "
    f"At a learning rate of {rates[0]} the path narrows and the loss ends at {below:.3f}; "
    f"at {rates[1]} it barely narrows, {near:.2f}; "
    f"at the joint limit, {limit:.4f}, it keeps its width, {at:.2f}; "
    f"at {rates[3]} it widens, {above:.0f}.",
)
plt.show()

# %%
# The zigzag runs across the valley, in a direction between b and w, where the surface bends most.
# No section shows that direction, nor this limit.
