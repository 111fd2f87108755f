"""
What the gradient says of the loss that is left
===============================================

The loss above its minimum, and the two bounds that the gradient and the curvatures give without knowing the minimum.
Look which bound the curve follows, at first and later.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import errors, gradient, initialise, predict
from gdtutorial.problems import line_problem
from gdtutorial.settings import LR
from gdtutorial.stopping import excess_bounds, updates_until

plt.style.use("gdtutorial.style")

# %%
# Three hundred updates at the tutorial's rate.

x_train, y_train, x_val, y_val = tutorial_data()
problem, n = line_problem(x_train, y_train), 300
b, w = initialise()
path = gradient_descent(x_train, y_train, b, w, LR, n_epochs=n)
excess = problem.excess(path.b, path.w)[:, 0]
grads = zip(*gradient(errors(predict(path.b.T, path.w.T, x_train), y_train), x_train), strict=True)
low, high = np.array([excess_bounds(x_train, *pair) for pair in grads]).T

# %%
# A hundredth of the excess at the start, at the update that the formula gives.

hundredth = updates_until(x_train, y_train, b, w, LR)
fig, ax = plt.subplots(figsize=(6.4, 4.0))
ax.semilogy(excess, color=plotting.COLOURS["model"])
for bound in low, high:
    ax.plot(bound, color=plotting.COLOURS["data"], ls=(0, (4, 3)))
ax.plot([hundredth], [excess[hundredth]], "D", color=plotting.COLOURS["model"])
plotting.note(
    ax, "one per cent", (hundredth, excess[hundredth]), (9, 7), color=plotting.COLOURS["model"]
)
plotting.note(ax, "at most", (200, high[200]), (0, 8), color=plotting.COLOURS["data"])
plotting.note(ax, "at least", (200, low[200]), (0, -8), color=plotting.COLOURS["data"])
ax.set(title="Bounds, and the loss between them", xlabel="update", ylabel="loss above its minimum")

assert (low <= excess * (1 + 1e-9)).all() and (excess <= high * (1 + 1e-9)).all(), (
    "it lies between"
)
assert excess[0] < 1.2 * low[0], "at first it follows the lower bound"
assert excess[-1] > 0.99 * high[-1], "and then the upper one"
assert excess[hundredth] <= excess[0] / 100 < excess[hundredth - 1], "the formula is right"
plotting.describe(
    fig,
    "Loss above its minimum over {n} updates, on a logarithmic axis, between two bounds, "
    "{apart:.0f} times apart. "
    "At the start, at {start:.1f}, the curve lies near the lower bound, and from about "
    "update {meet} on at the upper one. "
    "One per cent of the start is left after {hundredth} updates.",
    n=n,
    apart=high[0] / low[0],
    start=excess[0],
    meet=int(np.argmax(excess > 0.9 * high)),
    hundredth=hundredth,
)
plt.show()

# %%
# In the long run only the flat direction is left, and there the upper bound is the loss itself.
