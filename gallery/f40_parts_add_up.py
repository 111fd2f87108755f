"""
Four parts of a gradient
========================

The training points are put in order of their feature and cut into four parts, each with a gradient of its own.
Each arrow is the gradient of one part, times its share of the points, and begins where the last one ended.
Look at where the four of them arrive.
"""

from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.model import errors, gradient, initialise, predict
from gdtutorial.surface import geometric_gradient

plt.style.use("gdtutorial.style")

# %%
# The same function computes the gradient of a part and of the whole.

x_train, y_train, x_val, y_val = tutorial_data()
b, w = initialise()
error = errors(predict(b, w, x_train), y_train)
whole = np.ravel(gradient(error, x_train))

parts = np.array_split(x_train[:, 0].argsort(), 4)
shares = np.array([[len(part) / len(x_train)] for part in parts])
grads = np.array([np.ravel(gradient(error[part], x_train[part])) for part in parts])
stations = np.vstack([[0, 0], (grads * shares).cumsum(axis=0)])
slopes = geometric_gradient(x_train, y_train, b, w, step=1e-6)
assert np.allclose(slopes, whole, rtol=1e-3), "the light arrow is the gradient"
assert np.allclose(stations[-1], whole), "the four arrive where the gradient of all points ends"
assert (np.diff(grads[:, 1] / grads[:, 0]) > 0).all(), "they point in different directions"
assert (whole < 0).all(), "they lead down and to the left, into the picture"

# %%
# The light arrow is the gradient of all points; the four dark ones are laid end to end beside it.

fig, ax = plt.subplots(figsize=(6.4, 4.8))
purple = plotting.COLOURS["model"]
plotting.move(ax, (0, 0), tuple(whole), color=purple, linewidth=5, alpha=0.45, mutation_scale=22)
for at, to in pairwise(stations):
    plotting.move(ax, tuple(at), tuple(to), linewidth=2.4)
    ax.plot(*at, "o", color=plotting.INK, markersize=5)
plotting.note(ax, "small x", tuple(stations[1] / 2), (0, 8))
plotting.note(ax, "large x", tuple(stations[-2:].mean(axis=0)), (-10, 0), va="bottom")
plotting.note(ax, f"all {len(x_train)} points", tuple(whole / 2), (12, 0), color=purple, va="top")
ax.set(title="Four parts, end to end, make the whole", xlabel="gradient for b")
ax.set(ylabel="gradient for w", xlim=(1.1 * whole[0], 0.3), ylim=(1.1 * whole[1], 0.2))
plotting.describe(
    fig,
    "Gradients at the random start, as arrows. "
    "The arrows of four parts, from the points with small x to those with large x, "
    "point in different directions: the gradient for w alone runs from {low:.2f} to {high:.2f}. "
    "End to end they arrive at {b:.2f} for b and {w:.2f} for w, "
    "just where the one arrow of all {n} points ends.",
    n=len(x_train),
    b=stations[-1, 0],
    w=stations[-1, 1],
    low=grads[:, 1].max(),
    high=grads[:, 1].min(),
)
plt.show()

# %%
# No part knows the gradient; weighed by their shares, the four add up to it, exactly.
