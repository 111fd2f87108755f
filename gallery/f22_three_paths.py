"""
Three paths
===========

The same start, the same learning rate and as many epochs, with the full batch, with mini-batches and with single points.
Follow each path: how straight is it, and does it come to rest?
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise
from gdtutorial.settings import LR, MINI_BATCH, N_EPOCHS
from gdtutorial.surface import loss_surface, minimum, parameter_grid

plt.style.use("gdtutorial.style")

# %%
# An epoch is one update with the full batch, one for each mini-batch, or one for each point.

x_train, y_train, x_val, y_val = tutorial_data()
b, w = (start.item() for start in initialise())
b_min, w_min = minimum(x_train, y_train)
wide = parameter_grid(b=1.15, w=1.0, reach=1.4)
close = parameter_grid(b=b_min, w=w_min, reach=0.25)
panels = (len(x_train), wide, ""), (MINI_BATCH, wide, ""), (1, wide, ""), (1, close, ", close up")

# %%
# Every update is an end of a faint line; the end of each epoch is a dot.

fig, axes = plt.subplots(2, 2, figsize=(6.4, 7.2))
ends, lengths = [], []
way = np.hypot(b - b_min, w - w_min)
for ax, (size, (bs, ws), view) in zip(axes.flat, panels, strict=True):
    path = gradient_descent(x_train, y_train, b, w, LR, n_epochs=N_EPOCHS, batch_size=size)
    losses = loss_surface(x_train, y_train, bs, ws)
    plotting.contours(ax, bs, ws, losses, plotting.loss_levels(losses)).set_alpha(0.2)
    plotting.path(ax, path)
    plotting.mark(ax, b, w, "start")
    plotting.mark(ax, b_min, w_min, "minimum")
    ax.set(title=f"Batch size {size}{view}", xlim=(bs.min(), bs.max()), ylim=(ws.min(), ws.max()))
    ax.locator_params(nbins=4)
    distance = np.hypot(path.b - b_min, path.w - w_min)[:, 0]
    ends.append(distance[-1])
    lengths.append(np.hypot(np.diff(path.b[:, 0]), np.diff(path.w[:, 0])).sum())
    if bs is not close[0]:
        at = path.b[path.updates_per_epoch, 0], path.w[path.updates_per_epoch, 0]
        plotting.note(ax, "epoch 1", at, (-9, 4), color=plotting.CHALK)
plt.setp(axes[0], xlabel="")
plt.setp(axes[:, 1], ylabel="")
assert np.abs([b - 1.15, w - 1]).max() < 1.4, "the start is in the picture"
around = path.b[-100:] > b_min, path.w[-100:] > w_min
assert max(lengths[:2]) < 2 * way, "the paths of larger batches are smooth"
assert lengths[2] > 10 * way, "that of single points zigzags"
assert distance[path.updates_per_epoch] < way / 4, "it comes near in one epoch"
assert all(side.any() and not side.all() for side in around), "a tangle around the minimum"
assert distance[-100:].max() > 4 * distance[-100:].min(), "it jumps"
plotting.describe(
    fig,
    "Paths of {n} epochs on the contours. Those of batch sizes {full} and {mini} are smooth "
    "and end {full_end:.2f} and {mini_end:.3f} from the minimum. "
    "That of batch size 1 zigzags, comes near in one epoch, and ends {single_end:.3f} away; "
    "close up, it is a tangle around the minimum.",
    n=N_EPOCHS,
    full=len(x_train),
    mini=MINI_BATCH,
    full_end=ends[0],
    mini_end=ends[1],
    single_end=ends[2],
)
plt.show()

# %%
# A small batch is near the minimum in few epochs, and then jumps around it; the dots alone would hide that.
