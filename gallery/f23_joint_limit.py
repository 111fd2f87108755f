"""
The joint limit
===============

Moved alone, b tolerates every learning rate below 1, and w higher ones still.
Here both move together, with four rates below 1: does the zigzag narrow, or does it widen?
"""

import matplotlib.pyplot as plt

from gdtutorial import plotting
from gdtutorial.curvature import joint_limit, section_limits
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise
from gdtutorial.surface import loss_surface, minimum, parameter_grid

plt.style.use("gdtutorial.style")

# %%
# The limits come from the curvature of the loss; the four rates lie around the joint one.

x_train, y_train, x_val, y_val = tutorial_data()
b_limit, w_limit = section_limits(x_train)
limit = joint_limit(x_train)
b, w = initialise()
rates = 0.7, 0.8, limit, 0.85
path = gradient_descent(x_train, y_train, b, w, rates, n_epochs=24)

# %%
# One path a rate, from the same start, for 24 epochs.

bs, ws = parameter_grid(b=1.5, w=1.0, reach=2.2)
losses = loss_surface(x_train, y_train, bs, ws)
outcomes = "narrows", "barely narrows", "never narrows", "widens"
fig, axes = plt.subplots(2, 2, figsize=(6.4, 7.4), sharex=True, sharey=True)
plotting.heading(fig, f"Limits: b alone {b_limit:.2f}, w alone {w_limit:.2f}, both {limit:.4f}")
for i, ax in enumerate(axes.flat):
    outlines = plotting.contours(ax, bs, ws, losses, plotting.loss_levels(losses))
    outlines.remove()  # they would lie under the zigzag
    plotting.path(ax, path, setting=i)
    plotting.mark(ax, b, w, "start")
    plotting.mark(ax, *minimum(x_train, y_train), "minimum")
    ax.set(title=f"{rates[i]:.4g}: {outcomes[i]}", xlim=bs[0, [0, -1]], ylim=ws[[0, -1], 0])
    ax.locator_params(nbins=5)
    ax.label_outer()
plotting.describe(
    fig,
    "Four zigzag paths across the valley, of {n} updates with b and w moving together, from a loss of {start:.2f}. "
    "At a learning rate of 0.7 the path narrows and the loss ends at {below:.3f}; at 0.8 it barely narrows, {near:.2f}; "
    "at the joint limit, {limit:.4f}, it keeps its width, {at:.2f}; at 0.85 it widens, {above:.0f}.",
    n=path.updates[-1], start=path.loss[0, 0], limit=limit,
    below=path.loss[-1, 0], near=path.loss[-1, 1], at=path.loss[-1, 2], above=path.loss[-1, 3],
)  # fmt: skip
plt.show()

# %%
# The zigzag runs across the valley, in a direction between b and w, where the surface bends most.
# No section shows that direction, nor this limit.
