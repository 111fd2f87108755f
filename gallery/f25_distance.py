"""
Distance to the minimum
=======================

How far from the minimum each update leaves the parameters, for three batch sizes and one learning rate.
Look at the right end of each curve: which of them come to rest, and what changes when the points are reshuffled?
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise
from gdtutorial.settings import LR, MINI_BATCH, N_EPOCHS
from gdtutorial.surface import minimum

plt.style.use("gdtutorial.style")

# %%
# Above, the points keep their order; below, every epoch has a new one.

x_train, y_train, x_val, y_val = tutorial_data()
n, half = len(x_train), N_EPOCHS // 2
b_min, w_min = minimum(x_train, y_train)
looks = {  # of each batch size: the colour, and the place of its name
    1: (plotting.COLOURS["model"], (70, 0.16)),
    MINI_BATCH: (plotting.FAINT_INK, (24, 0.3)),
    n: (plotting.INK, (57, 0.95)),
}

# %%
# For batch size 1, every update is drawn faintly, and the line through the ends of epochs strongly.

fig, axes = plt.subplots(2, 1, figsize=(6.4, 7.4), sharex=True, sharey=True)
distances = {}
for ax, shuffle in zip(axes, (False, True), strict=True):
    for size, (colour, place) in looks.items():
        batches = {"n_epochs": N_EPOCHS, "batch_size": size, "shuffle": shuffle}
        path = gradient_descent(x_train, y_train, *initialise(), lr=LR, **batches)
        distance = np.hypot(path.b - b_min, path.w - w_min)[:, 0]
        ends = distance[path.epoch_ends]
        ax.plot(path.epochs, distance, color=colour, linewidth=0.8, alpha=0.4)
        ax.plot(path.epochs[path.epoch_ends], ends, color=colour)
        distances[shuffle, size] = distance
        plotting.note(ax, f"batch size {size}", place, color=colour)
    ax.set(yscale="log", ylabel="distance to minimum")
    ax.yaxis.set_major_formatter("{x:g}")
    ax.minorticks_off()

fixed, shuffled = distances[False, 1], distances[True, 1]
frozen, wandering = fixed[half * n :: n], shuffled[half * n :: n]
low, high = wandering.min(), wandering.max()
assert (np.diff(distances[False, n]) < 0).all(), "the full batch falls steadily"
assert max(fixed[5 * n], shuffled[5 * n]) < fixed[0] / 10, "single points fall in a few epochs"
assert np.ptp(frozen) < 1e-4 < np.ptp(fixed[-n:]), "epochs end where they ended, and do not rest"
assert high > 2 * low, "reshuffled they wander"
assert np.allclose(fixed[-n:], fixed[-2 * n : -n]), "the same steps in every epoch"
axes[0].set_title(f"Fixed order: epoch ends freeze {frozen.max():.3f} away")
axes[1].set_title(f"Reshuffled: epoch ends wander from {low:.3f} to {high:.3f}")
axes[1].set(xlabel="epoch", xlim=(0, N_EPOCHS))
plotting.describe(
    fig,
    "Distance to the minimum over {n_epochs} epochs. "
    "Batch size {full} falls steadily to {end:.2f}. "
    "Batch size 1 falls within a few epochs and then goes up and down: "
    "in a fixed order its epoch ends freeze {frozen:.3f} away, "
    "and reshuffled they wander between {low:.3f} and {high:.3f}.",
    n_epochs=N_EPOCHS,
    full=n,
    end=ends[-1],
    frozen=frozen.max(),
    low=low,
    high=high,
)
plt.show()

# %%
# A frozen end of an epoch is not rest: the faint lines show the same steps again in every epoch.
