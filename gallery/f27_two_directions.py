"""
Two directions that do not mix
==============================

The way from the start to the minimum, taken apart along the flattest and the steepest direction of the surface.
Look at the right panel first: what shape does each part have on a logarithmic scale?
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.curvature import convergence_factors, directions
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise
from gdtutorial.surface import loss_surface, minimum, parameter_grid

plt.style.use("gdtutorial.style")

# %%
# The descent knows nothing of these directions; only its path is measured along them.

x_train, y_train, x_val, y_val = tutorial_data()
start, lr = initialise(), 0.1
path = gradient_descent(x_train, y_train, *start, lr=lr, n_epochs=30)
b_min, w_min = minimum(x_train, y_train)
flattest, steepest = directions(x_train)
from_minimum = np.hstack([path.b - b_min, path.w - w_min])
along, across = from_minimum @ flattest, from_minimum @ steepest

# %%
# The two parts of the way meet at a right angle.

fig, (ax, parts) = plt.subplots(1, 2, figsize=(6.4, 4.0))
bs, ws = parameter_grid(b=b_min, w=w_min, reach=2.6)
losses = loss_surface(x_train, y_train, bs, ws)
plotting.contours(ax, bs, ws, losses, plotting.loss_levels(losses))
corner_b, corner_w = (b_min, w_min) + along[0] * flattest
plotting.move(ax, (corner_b, corner_w), (b_min, w_min), color=plotting.CHALK)
plotting.move(ax, (path.b[0, 0], path.w[0, 0]), (corner_b, corner_w), color=plotting.CHALK)
plotting.mark(ax, *start, "start")
plotting.mark(ax, b_min, w_min, "minimum")
plotting.note(ax, "flattest", (1.35, 1.15), color=plotting.CHALK)
plotting.note(ax, "steepest", (1.35, -0.2), color=plotting.CHALK)
ax.set(title="The way, in two parts", aspect="equal")
for distance, name, colour in (along, "flattest", "data"), (across, "steepest", "model"):
    parts.semilogy(np.abs(distance), "o-", color=plotting.COLOURS[colour], markersize=4, lw=1.4)
    plotting.note(parts, name, (12, abs(distance[12])), (2, 13), color=plotting.COLOURS[colour])
parts.set(title="What is left of each", xlabel="update", ylabel="distance to the minimum")
slow, fast = convergence_factors(x_train, lr)
plotting.describe(
    fig,
    "Left: the way from the start to the minimum on the loss surface, as a part across the valley of length {across:.2f} "
    "and a part along it of length {along:.2f}. Right: what is left of each part over 30 updates at a rate of {lr:g}, "
    "two straight lines on a logarithmic scale: each update multiplies the one by {slow:.3f} and the other by {fast:.3f}.",
    across=abs(across[0]), along=abs(along[0]), lr=lr, slow=slow, fast=fast,
)  # fmt: skip
plt.show()
print(f"each update keeps {slow:.1%} along the flattest direction, {fast:.1%} along the steepest")

# %%
# Straight lines: each part shrinks by its own factor, always the same, whatever the other does.
# The slow part soon is all that remains, and that is why a descent creeps at the end.
