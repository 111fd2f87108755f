"""
Two directions that do not mix
==============================

The way from the start to the minimum, taken apart along the directions in which the surface is least and most curved.
Look at the right panel first: what shape does each part have on a logarithmic scale?
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.curvature import convergence_factors, directions
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise
from gdtutorial.settings import LR
from gdtutorial.surface import loss_surface, minimum, parameter_grid

plt.style.use("gdtutorial.style")

# %%
# The descent knows nothing of these directions; only its path is measured along them.

x_train, y_train, x_val, y_val = tutorial_data()
start, end, lr = initialise(), minimum(x_train, y_train), LR
path = gradient_descent(x_train, y_train, *start, lr=lr, n_epochs=30)
flat, curved = directions(x_train)
from_minimum = np.hstack([path.b, path.w]) - end
along, across = from_minimum @ flat, from_minimum @ curved
slow, fast = convergence_factors(x_train, lr)
assert np.allclose(along[1:], slow * along[:-1]), "one part shrinks by its own factor"
assert np.allclose(across[1:], fast * across[:-1]), "and so does the other"
assert abs(along[-1]) > 100 * abs(across[-1]), "soon the slow part is all that remains"

fig, (ax, parts) = plt.subplots(1, 2, figsize=(6.4, 3.7))
bs, ws = parameter_grid(*end, reach=2.6)
losses = loss_surface(x_train, y_train, bs, ws)
plotting.contours(ax, bs, ws, losses, plotting.loss_levels(losses))
corner = tuple(end + along[0] * flat)
plotting.move(ax, corner, end, color=plotting.CHALK)
plotting.move(ax, tuple(end + from_minimum[0]), corner, color=plotting.CHALK)
plotting.mark(ax, *start, "start")
plotting.mark(ax, *end, "minimum")
ax.set(title="The way, in two parts", aspect="equal")
for name, colour, at, by in (
    ("least", "data", (-1.5, 1.3), -11),
    ("most", "model", (1.1, 0.05), 9),
):
    distance, colour = along if name == "least" else across, plotting.COLOURS[colour]
    plotting.note(ax, f"{name} curved", at, color=plotting.CHALK)
    parts.semilogy(np.abs(distance), "o-", color=colour, markersize=4, linewidth=1.4)
    plotting.note(parts, f"{name} curved", (12, abs(distance[12])), (5, by), color=colour)
parts.set(title="What is left of each", xlabel="update", ylabel="distance", box_aspect=1)
plotting.describe(
    fig,
    "Left: the way from the start to the minimum on the loss surface, "
    "as a part across the valley of length {across:.2f} "
    "and a part along it of length {along:.2f}. "
    "Right: what is left of each part over {n} updates at a rate of {lr:g}, "
    "two straight lines on a logarithmic scale: "
    "each update multiplies the one by {slow:.3f} and the other by {fast:.3f}.",
    n=path.updates[-1],
    across=abs(across[0]),
    along=abs(along[0]),
    lr=lr,
    slow=slow,
    fast=fast,
)
plt.show()

# %%
# Straight lines: each part shrinks by its own factor, always the same, whatever the other does.
# Soon the slow part is all that remains, and that is why a descent creeps at the end.
