"""
The model before and after one update
=====================================

One step of gradient descent, seen in the model instead of on the surface.
Compare the two lines: where each lies, and whether it rises or falls.
"""

import matplotlib.pyplot as plt

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise, predict
from gdtutorial.settings import LR, NOISE

plt.style.use("gdtutorial.style")

# %%
# With the full batch, one epoch is one update.

x_train, y_train, x_val, y_val = tutorial_data()
path = gradient_descent(x_train, y_train, *initialise(), lr=LR, n_epochs=1)
(b_before, b_after), (w_before, w_after) = path.b[:, 0], path.w[:, 0]
loss_before, loss_after = path.loss[:, 0]
assert w_before < 0 < w_after < 0.2, "the line fell, and now it rises a little"
assert b_after > b_before and b_after + w_after > b_before + w_before, "it lies higher"
assert (predict(b_after, w_after, x_train) < y_train).all(), "it lies below the points"
assert loss_before > loss_after > 10 * NOISE**2, "it is better, and still far from them"

# %%
# The old line is dashed, the new one drawn out.

model = plotting.COLOURS["model"]
fig, ax = plt.subplots(figsize=(6.4, 4.0))
plotting.points(ax, x_train, y_train, alpha=0.5)
plotting.line(ax, b_before, w_before, [0, 1], linestyle=(0, (4, 2)))
plotting.line(ax, b_after, w_after, [0, 1], linewidth=3.2)
for x in 0.1, 0.9:
    plotting.move(ax, (x, b_before + w_before * x), (x, b_after + w_after * x), shrinkB=3)
plotting.note(
    ax, f"after: loss {loss_after:.2f}", (0.5, b_after + w_after / 2), (0, 7), color=model
)
plotting.note(
    ax, f"before: loss {loss_before:.2f}", (0.5, b_before + w_before / 2), (0, -7), color=model
)
ax.set(
    title="One update turns the line the right way",
    ylabel="y",
    ylim=(min(0, b_before + w_before), None),
)
plotting.describe(
    fig,
    "The training points and two lines below them. "
    "Before the update the line falls, with b = {b_before:.2f} and w = {w_before:.2f}; "
    "after it the line lies higher and rises a little, "
    "with b = {b_after:.2f} and w = {w_after:.2f}. "
    "The loss fell from {loss_before:.2f} to {loss_after:.2f}.",
    b_before=b_before,
    w_before=w_before,
    b_after=b_after,
    w_after=w_after,
    loss_before=loss_before,
    loss_after=loss_after,
)
plt.show()

# %%
# The line is still far from the points, and yet it has turned from falling to rising.
