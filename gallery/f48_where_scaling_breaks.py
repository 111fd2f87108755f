"""
Where linear scaling breaks
===========================

How far above its minimum the loss stays in the end, over the size of the batch, if the rate grows with it and if it does not.
The lines were computed without a step, the dots measured; find the batch at which the upper line ends.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.curvature import joint_limit
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.noise import noise_floor, noise_limit
from gdtutorial.problems import line_problem

plt.style.use("gdtutorial.style")

# %%
# The noise floor of batches drawn with replacement: in proportion to the rate, and one over the batch.

x_train, y_train, x_val, y_val = tutorial_data()
problem, lr = line_problem(x_train, y_train), 0.01
sizes = np.arange(1, len(x_train) + 1)
sizes = sizes[[size * lr < noise_limit(x_train, int(size)) for size in sizes]]
scaled = np.array([noise_floor(x_train, y_train, lr * size, int(size)) for size in sizes])
fixed = np.array([noise_floor(x_train, y_train, lr, int(size)) for size in sizes])

# %%
# Four hundred runs for each dot, started at the minimum; the first half of their updates does not count.

shown, measured = np.array([1, 4, 16, 40, 70]), []
for size in shown.tolist():
    drawn = {"batch_size": size, "replacement": True}
    runs = np.full(400, lr * size)
    n_epochs = 400 * size // len(x_train) + 8
    path = gradient_descent(x_train, y_train, *problem.minimum, runs, n_epochs=n_epochs, **drawn)
    half = len(path.b) // 2
    measured.append(problem.excess(path.b[half:], path.w[half:]).mean())

fig, ax = plt.subplots(figsize=(6.4, 4.2))
model, data, bad = (plotting.COLOURS[name] for name in ("model", "data", "bad"))
ax.loglog(sizes, scaled, color=model)
ax.plot(shown, measured, "o", color=model, ms=8)
ax.plot(sizes, fixed, color=data, ls=(0, (4, 3)))
ax.axvline(joint_limit(x_train) / lr, color=bad)
plotting.note(ax, "rate grows with the batch", (1.1, scaled[0]), (0, 10), color=model, ha="left")
plotting.note(ax, "rate stays", (4, fixed[3]), (-8, -8), color=data, ha="right")
plotting.note(ax, "limit", (joint_limit(x_train) / lr, 1e-5), (-5, 0), color=bad)
ax.set(title="Lines: predicted. Dots: measured.", xlabel="points in a batch", ylabel="excess loss")

off = np.abs(np.array(measured) / scaled[shown - 1] - 1).max()
assert off < 0.1, "the measured dots lie on the line"
assert scaled[15] < 1.3 * scaled[0], "at first the floor hardly rises"
assert scaled[-1] > 100 * scaled[0], "just below the limit it shoots up"
assert np.allclose(fixed * sizes, fixed[0], rtol=0.05), (
    "at a constant rate it falls as one over the batch"
)
plotting.describe(
    fig,
    "Mean loss above its minimum in the end, over the points in a batch, on logarithmic axes. "
    "If the rate grows with the batch, from {lr:g}, the floor is {one:.1e} for single points, "
    "{some:.1e} for batches of 16, {many:.1e} for batches of 40 and {most:.1e} for {size}, "
    "below the limit. Measured dots lie on that line, off by no more than {off:.0%}. "
    "At a constant rate the floor falls to {low:.1e}.",
    lr=lr,
    one=scaled[0],
    some=scaled[15],
    many=scaled[39],
    most=scaled[-1],
    size=int(sizes[-1]),
    off=off,
    low=fixed[-1],
)
plt.show()

# %%
# Far below the limit, a small rate with a small batch has about the same floor as a great rate with a large batch.
