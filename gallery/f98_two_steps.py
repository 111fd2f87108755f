"""
Two steps
=========

Two paths from one start: one always to the lowest point along the gradient, the other by conjugate gradients.
On the left is the bowl as it is, on the right the same bowl stretched until it is round.
At which angle do the two directions of the conjugate gradients meet, in either picture?
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.conjugate import conjugate_gradients
from gdtutorial.curvature import hessian
from gdtutorial.data import tutorial_data
from gdtutorial.line_search import exact_search
from gdtutorial.surface import loss_surface, minimum, parameter_grid

plt.style.use("gdtutorial.style")

# %%
# The zigzag and the two steps, from a start beside the valley.

x_train, y_train, x_val, y_val = tutorial_data()
h, least, start = hessian(x_train), np.array(minimum(x_train, y_train)), np.array([2.2, 0.2])
zigzag = exact_search(h, h @ least, start, 1e-12, n_updates=20).places
two = conjugate_gradients(h, h @ least, start).places
values, vectors = np.linalg.eigh(h)
root = vectors @ np.diag(np.sqrt(values)) @ vectors.T  # stretches by the root of each curvature


def angle(one, other):
    """Measure the angle between two directions, in degrees."""
    return np.degrees(np.arccos(one @ other / np.linalg.norm(one) / np.linalg.norm(other)))


# %%
# The stretched picture has the loss of every place where the root of the Hessian puts it.

bs, ws = parameter_grid(b=1.3, w=1.3, reach=2.6)
losses = loss_surface(x_train, y_train, bs, ws)
levels = plotting.loss_levels(losses)
fig, (left, right) = plt.subplots(1, 2, figsize=(6.4, 3.7))
round_bs, round_ws = np.tensordot(root, np.array([bs, ws]) - least[:, np.newaxis, np.newaxis], 1)
plotting.contours(left, bs, ws, losses, levels).set_alpha(0.35)
right.contour(round_bs, round_ws, losses, levels, colors=plotting.COLOURS["data"], linewidths=1)
for ax, moved in (left, lambda p: p), (right, lambda p: (p - least) @ root):
    for path, colour in (zigzag, plotting.COLOURS["bad"]), (two, plotting.INK):
        shade = colour if ax is right else plotting.CHALK
        style = "o-" if path is two else "--"
        ax.plot(*moved(path).T, style, color=shade, mec=plotting.EDGE, markersize=7, zorder=4)
    ax.set_aspect("equal")
plotting.mark(left, *least, "minimum")
right.plot(0, 0, "*", color=plotting.INK, markersize=15, zorder=5)
left.set(title="As it is", xlim=(0, 3), ylim=(-0.3, 2.7))
right.set(title="Made round", xlim=(-0.6, 1.4), ylim=(-1.4, 0.6), xlabel="stretched", yticks=[])
right.set(xticks=[])
first, second = np.diff(two, axis=0)
ways = angle(first, second), angle(root @ first, root @ second)
assert len(two) == 3 and np.allclose(two[-1], least), "two steps are enough"
assert abs(ways[1] - 90) < 1e-6 and abs(ways[0] - 90) > 5, "at right angles where it is round"
off = np.linalg.norm(zigzag - least, axis=1)
assert off[2] > 0.2 * off[0], "after two steps of the zigzag the way is still long"
plotting.describe(
    fig,
    "Two paths from one start, on the contours of a long bowl and of the same bowl stretched "
    "until it is round. The zigzag has {left:.0%} of the distance left after two steps. "
    "Conjugate gradients reach the minimum in two steps, whose directions meet at {plain:.0f} "
    "degrees on the long bowl and at {round:.0f} on the round one.",
    left=off[2] / off[0],
    plain=ways[0],
    round=ways[1],
)
plt.show()

# %%
# Where the bowl is round two directions at right angles are all there are, so two steps, each to the lowest point, lead to the bottom.
