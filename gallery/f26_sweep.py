"""
Learning rate and batch size
============================

Each cell is the end of a whole descent, coloured by its loss; each row is one sweep over learning rates.
Look for the fastest corner of the map, and for the edge beyond which descents diverge: how much does it move with the batch size?
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.curvature import joint_limit
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise

plt.style.use("gdtutorial.style")

# %%
# One call runs all the learning rates of a row side by side.

x_train, y_train, x_val, y_val = tutorial_data()
b, w = initialise()
limit = joint_limit(x_train)
rates = np.geomspace(0.002, 2, 301)
n_epochs, n = 50, len(x_train)
sizes = [size for size in range(1, n + 1) if n % size == 0]
task = (x_train, y_train, b, w, rates)
sweeps = [
    gradient_descent(*task, n_epochs=n_epochs, batch_size=size, record="epochs") for size in sizes
]
start = sweeps[0].loss[0, 0]
final = np.array([sweep.loss[-1] for sweep in sweeps])
edges = rates[np.argmin(final <= start, axis=1)]
assert (np.diff(final[:, 0]) > 0).all(), "at low rates, the smaller the batch the lower the loss"
assert np.allclose(edges, limit, rtol=0.3), "descents of every size diverge near the joint limit"
assert np.isclose(edges[-1], limit, rtol=0.05), "the full batch does so at the joint limit"

# %%
# A descent that ends with more loss than it began with has diverged: its cell is red.

fig, ax = plt.subplots(figsize=(6.4, 6.2))
plotting.sweep(ax, rates, sizes, final, most=start)
ax.axvline(limit, color=plotting.CHALK, linewidth=2.5, linestyle=(0, (3, 1.5)))
plotting.note(ax, f"joint limit {limit:.4f}", (limit, len(sizes) - 0.5), (0, 5))
plotting.note(ax, "diverges", (1.25, 5.3), (0, -1), color=plotting.CHALK, rotation=90)
ax.set_title(f"Loss after {n_epochs} epochs")
plotting.describe(
    fig,
    "A map of the loss after {n_epochs} epochs over learning rate and batch size. "
    "At low rates, small batches reach a low loss and large ones do not. "
    "The joint limit, {limit:.4f}, is marked; descents diverge above {low:.2f} to {high:.2f}, "
    "depending on the batch size, and are red.",
    n_epochs=n_epochs,
    limit=limit,
    low=edges.min(),
    high=edges.max(),
)
plt.show()

# %%
# At low rates, the smaller the batch, the more updates in an epoch, and the lower the loss.
# At the other end, the batch size moves the edge only a little: descents of every size diverge near the joint limit.
