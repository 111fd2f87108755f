"""
A rate in proportion to the batch
=================================

The mean loss above its minimum over the epochs, with larger and larger batches, each with a rate in proportion.
Find the curve that does not lie on the others.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.curvature import joint_limit
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise
from gdtutorial.problems import line_problem

plt.style.use("gdtutorial.style")

# %%
# A hundred runs each, from one start, with points drawn anew for each batch.

x_train, y_train, x_val, y_val = tutorial_data()
problem, limit, lr, n_epochs = line_problem(x_train, y_train), joint_limit(x_train), 0.01, 20
start, sizes = np.repeat(initialise(), 100, axis=1), (1, 4, 16, 40, len(x_train))
means = {}
for size in sizes:
    drawn = {"batch_size": size, "replacement": True, "record": "epochs"}
    path = gradient_descent(x_train, y_train, *start, size * lr, n_epochs=n_epochs, **drawn)
    means[size] = problem.excess(path.b, path.w).mean(axis=1)

# %%
# Every epoch uses the same number of points; what differs is over how many updates they are spread.

fig, ax = plt.subplots(figsize=(6.4, 4.2))
model, bad = plotting.COLOURS["model"], plotting.COLOURS["bad"]
ax.semilogy(means[1], color=model, lw=5, alpha=0.35)
for size, style in zip(sizes[1:-1], ((0, (6, 2)), (0, (3, 2)), (0, (1, 1))), strict=True):
    ax.plot(means[size], color=model, ls=style)
ax.plot(means[sizes[-1]], color=bad)
words = f"batches of {sizes[-1]}, rate {sizes[-1] * lr:g}"
plotting.note(ax, words, (20, means[sizes[-1]][-1]), (0, 9), color=bad, ha="right")
plotting.note(
    ax, "batches of 1, 4, 16 and 40", (20, means[1][-1]), (-60, -6), color=model, ha="right"
)
ax.set(
    title="Rate in proportion to the batch",
    xlabel="epoch",
    ylabel="excess loss",
    xticks=range(0, 21, 5),
)

others = np.array([means[size] for size in sizes[:-1]])
assert (others[:, 1:].max(axis=0) < 1.3 * others[:, 1:].min(axis=0)).all(), (
    "the others lie together"
)
assert (others[:, 2:].max(axis=0) < 1.1 * others[:, 2:].min(axis=0)).all(), "one can hardly tell"
assert means[sizes[-1]][-1] > 100 * means[1][-1], "the last one does not"
assert sizes[-2] * lr < limit / 2 < 0.98 * limit < sizes[-1] * lr < limit, "its rate is just below"
plotting.describe(
    fig,
    "Mean loss above its minimum over {n} epochs, on a logarithmic axis. "
    "With batches of 1, 4, 16 and 40 points, at rates from {low:g} to {high:g}, "
    "the curves lie together, never more than {apart:.0%} apart from the first epoch on, and end "
    "at {end:.4f}. With batches of 80 at the rate {last:g}, just below the limit {limit:.4f}, "
    "it is still {far:.1f}.",
    n=n_epochs,
    low=lr,
    high=sizes[-2] * lr,
    apart=(others[:, 1:].max(axis=0) / others[:, 1:].min(axis=0)).max() - 1,
    end=means[1][-1],
    last=sizes[-1] * lr,
    limit=limit,
    far=means[sizes[-1]][-1],
)
plt.show()

# %%
# In the long run a few large steps do what many small ones did, as long as the rate is well below the limit.
