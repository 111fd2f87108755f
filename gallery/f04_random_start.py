"""
Predictions at the random start
===============================

The first forward pass uses parameters that were drawn at random.
Look at how far the line is from the points: it knows nothing of them yet.
"""

import matplotlib.pyplot as plt

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.model import initialise, predict

plt.style.use("gdtutorial.style")

# %%
# Step 0 draws the parameters, step 1 predicts.

x_train, y_train, x_val, y_val = tutorial_data()
b, w = initialise()
y_hat = predict(b, w, x_train)
b, w = b.item(), w.item()
assert y_hat.max() < y_train.min(), "every label lies above every prediction"
assert -0.25 < w < 0, "the line falls slightly"

# %%
# Every prediction lies on the line, and every label far above it.

fig, ax = plt.subplots(figsize=(6.4, 4.0))
plotting.points(ax, x_train, y_train, markersize=6)
plotting.line(ax, b, w, [0, 1], linewidth=3)
plotting.note(ax, "labels", (0.5, 2.3), (-9, 0))
words = f"predictions: b = {b:.2f}, w = {w:.2f}"
plotting.note(ax, words, (0.5, b + w / 2), (0, 8), color=plotting.COLOURS["model"])
ax.set(title="The random start predicts badly", ylabel="y", ylim=(min(0, y_hat.min()), None))
plotting.describe(
    fig,
    "The training points rise from about {low:.1f} to {high:.1f}. "
    "Far below them, the predictions of the random start, b = {b:.2f} and w = {w:.2f}, "
    "lie on a line that falls slightly, between {least:.2f} and {most:.2f}.",
    low=y_train.min(),
    high=y_train.max(),
    b=b,
    w=w,
    least=y_hat.min(),
    most=y_hat.max(),
)
plt.show()

# %%
# The line even falls where the points rise.
# How bad is that, as one number?
# That is what the loss will say.
