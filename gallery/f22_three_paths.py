"""
Three paths
===========

The same start, the same learning rate of 0.1, and 100 epochs, with batches of 80, of 16 and of a single point.
Follow each path: how straight is it, and does it come to rest?
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise
from gdtutorial.surface import loss_surface, minimum, parameter_grid

plt.style.use("gdtutorial.style")

# %%
# An epoch is one update with the full batch, 5 updates with batches of 16, and 80 with single points.

x_train, y_train, x_val, y_val = tutorial_data()
b, w = (start.item() for start in initialise())
b_min, w_min = minimum(x_train, y_train)
wide = parameter_grid(b=1.15, w=1.0, reach=1.4)
close = parameter_grid(b=b_min, w=w_min, reach=0.25)
panels = (80, wide, ""), (16, wide, ""), (1, wide, ""), (1, close, ", close up")

# %%
# Every update is an end of a faint line; the end of each epoch is a dot.

fig, axes = plt.subplots(2, 2, figsize=(6.4, 7.2))
distances = {}
for ax, (size, (bs, ws), view) in zip(axes.flat, panels, strict=True):
    path = gradient_descent(x_train, y_train, b, w, lr=0.1, n_epochs=100, batch_size=size)
    losses = loss_surface(x_train, y_train, bs, ws)
    plotting.contours(ax, bs, ws, losses, plotting.loss_levels(losses)).set_alpha(0.2)
    plotting.path(ax, path)
    plotting.mark(ax, b, w, "start")
    plotting.mark(ax, b_min, w_min, "minimum")
    ax.set(title=f"Batch size {size}{view}", xlim=(bs.min(), bs.max()), ylim=(ws.min(), ws.max()))
    ax.locator_params(nbins=4)
    distances[f"batch_{size}"] = np.hypot(path.b[-1, 0] - b_min, path.w[-1, 0] - w_min)
    if bs is not close[0]:
        at = path.b[path.updates_per_epoch, 0], path.w[path.updates_per_epoch, 0]
        plotting.note(ax, "epoch 1", at, (-9, 4), color=plotting.CHALK)
plt.setp(axes[0], xlabel="")
plt.setp(axes[:, 1], ylabel="")
plotting.describe(
    fig,
    "Paths of 100 epochs on the contours. Those of batch sizes 80 and 16 are smooth and end {batch_80:.2f} and {batch_16:.3f} from the minimum. "
    "That of batch size 1 zigzags, comes near in one epoch, and ends {batch_1:.3f} away; close up, it is a tangle around the minimum.",
    **distances,
)
plt.show()

# %%
# A small batch is near the minimum in few epochs, and then jumps around it; the dots alone would hide that.
