"""
Distance to the minimum
=======================

How far from the minimum each update leaves the parameters, for three batch sizes and a learning rate of 0.1.
Look at the right end of each curve: which of them come to rest, and what changes when the points are reshuffled?
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise
from gdtutorial.surface import minimum

plt.style.use("gdtutorial.style")

# %%
# Above, the points keep their order; below, every epoch has a new one.

x_train, y_train, x_val, y_val = tutorial_data()
b_min, w_min = minimum(x_train, y_train)
colours = {1: plotting.COLOURS["model"], 16: plotting.FAINT_INK, 80: plotting.INK}
places = {1: (70, 0.16), 16: (24, 0.3), 80: (57, 0.95)}  # of the names beside the curves

# %%
# For batch size 1, every update is drawn faintly, and the line through the ends of epochs strongly.

fig, axes = plt.subplots(2, 1, figsize=(6.4, 7.4), sharex=True, sharey=True)
late = {}
for ax, shuffle in zip(axes, (False, True), strict=True):
    for size, colour in colours.items():
        batches = {"batch_size": size, "shuffle": shuffle}
        path = gradient_descent(x_train, y_train, *initialise(), lr=0.1, n_epochs=100, **batches)
        distance = np.hypot(path.b - b_min, path.w - w_min)
        ends = distance[path.epoch_ends]
        ax.plot(path.epochs, distance, color=colour, linewidth=0.8, alpha=0.4)
        ax.plot(path.epochs[path.epoch_ends], ends, color=colour)
        plotting.note(ax, f"batch size {size}", places[size], color=colour)
        if size == 1:
            late[shuffle] = ends[50:].min(), ends[50:].max()
    ax.set(yscale="log", ylabel="distance to minimum")
    ax.yaxis.set_major_formatter("{x:g}")
    ax.minorticks_off()
axes[0].set(title=f"Fixed order: epoch ends freeze {late[False][1]:.3f} away")
axes[1].set_title("Reshuffled: epoch ends wander from {:.3f} to {:.3f}".format(*late[True]))
axes[1].set(xlabel="epoch", xlim=(0, 100))
plotting.describe(
    fig,
    "Distance to the minimum over 100 epochs. Batch size 80 falls steadily to {batch:.2f}. Batch size 1 falls within a few epochs and then "
    "goes up and down: in a fixed order its epoch ends freeze {frozen:.3f} away, and reshuffled they wander between {low:.3f} and {high:.3f}.",
    batch=ends[-1, 0], frozen=late[False][1], low=late[True][0], high=late[True][1],
)  # fmt: skip
plt.show()

# %%
# A frozen end of an epoch is not rest: the faint lines show the same dance in every epoch.
