"""
The error of one point
======================

An error belongs to one point: its prediction minus its label.
Look for it as a vertical arrow, and mind its sign.
"""

import matplotlib.pyplot as plt

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.model import errors, initialise, predict

plt.style.use("gdtutorial.style")

# %%
# The first training point, at the random start.

x_train, y_train, x_val, y_val = tutorial_data()
b, w = initialise()
y_hat = predict(b, w, x_train)
error = errors(y_hat, y_train)[0].item()
assert error < 0, "the prediction is too low"
x, label, prediction = x_train[0].item(), y_train[0].item(), y_hat[0].item()

# %%
# The arrow goes from the label to the prediction, as the error is counted.

ink = plotting.COLOURS
fig, ax = plt.subplots(figsize=(6.4, 4.0))
plotting.points(ax, x_train, y_train, alpha=0.35)
plotting.line(ax, b, w, [0, 1], linewidth=3)
plotting.move(ax, (x, label), (x, prediction), color=ink["bad"], linewidth=2.6, shrinkB=5)
ax.plot(x, label, "o", color=ink["data"], markersize=10, zorder=7)
ax.plot(x, prediction, "o", color=ink["model"], markersize=10, zorder=7)
plotting.note(ax, f"label {label:.2f}", (x, label), (10, -12))
plotting.note(ax, f"prediction {prediction:.2f}", (x, prediction), (-4, -16), color=ink["model"])
plotting.note(ax, f"error {error:.2f}", (x, (label + prediction) / 2), color=ink["bad"])
ax.set(title="One point, one error", ylabel="y", ylim=(min(0, y_hat.min()), None))
plotting.describe(
    fig,
    "One training point at x = {x:.2f} stands out: "
    "its label is {label:.2f}, its prediction on the line below {prediction:.2f}. "
    "An arrow from label to prediction is its error, {error:.2f}.",
    x=x,
    label=label,
    prediction=prediction,
    error=error,
)
plt.show()

# %%
# The error is negative because the prediction is too low.
# Squared, its sign no longer matters; the mean of all the squares is the loss.
