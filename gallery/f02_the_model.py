"""
The model: a line and its noise
===============================

A label is the bias, plus the weight times the feature, plus noise.
Look for the three parts: where the line begins, how much it rises, and how far a point lies from it.
"""

import matplotlib.pyplot as plt

from gdtutorial import plotting
from gdtutorial.data import make_line
from gdtutorial.model import predict
from gdtutorial.settings import NOISE, TRUE_B, TRUE_W

plt.style.use("gdtutorial.style")

# %%
# A few points around a line, with more noise than the tutorial's data have, to make it visible.

b, w = TRUE_B, TRUE_W
x, y = make_line(n=8, b=b, w=w, noise=3 * NOISE)
noises = y - predict(b, w, x)
lucky = noises.argmax()
x_lucky, y_lucky, noise = x[lucky].item(), y[lucky].item(), noises[lucky].item()
assert w > 0, "the line rises"
assert noise > 0, "the point lies above the line"

# %%
# Each part of the equation gets a colour, and keeps it through the whole tutorial.

ink = plotting.COLOURS
fig, ax = plt.subplots(figsize=(6.4, 4.2))
plotting.line(ax, b, w, [0, 1], linewidth=3)
plotting.points(ax, x, y, markersize=8)
plotting.move(ax, (0, 0), (0, b), color=ink["b"], linewidth=2.6)
plotting.move(ax, (1, b), (1, b + w), color=ink["w"], linewidth=2.6)
plotting.move(ax, (x_lucky, y_lucky - noise), (x_lucky, y_lucky), linewidth=2.6, shrinkB=4)
ax.plot([0, 1], [b, b], color=plotting.FAINT_INK, linewidth=1.4, linestyle=(0, (4, 3)))
plotting.note(ax, f"bias b = {b:g}", (0, b / 2), color=ink["b"])
plotting.note(ax, "one unit of x", (0.55, b), (0, -6), color=plotting.FAINT_INK)
plotting.note(ax, f"weight w = {w:g}", (1, b + w / 4), color=ink["w"], by=(-9, 0))
plotting.note(ax, f"noise = {noise:.2f}", (x_lucky, y_lucky - noise / 2), (-10, 2))
ax.set(title="y = b + w x + noise", ylim=(0, None))
plotting.describe(
    fig,
    "{n} points around a rising line. At x = 0 the line is at the bias, b = {b:g}; "
    "over one unit of x it rises by the weight, w = {w:g}. "
    "One point at x = {x:.2f} lies {noise:.2f} above the line: its noise.",
    n=len(x),
    b=b,
    w=w,
    x=x_lucky,
    noise=noise,
)
plt.show()

# %%
# The line cannot explain the noise; all that training can find is ``b`` and ``w``.
