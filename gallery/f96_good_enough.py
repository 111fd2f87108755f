"""
Good enough
===========

The loss along the gradient's direction, over the rate of the step, from the tutorial's random start.
A rate is good enough where the loss lies below the line that falls half as steeply as the slope promises.
Three rates are tried, each half of the last; which is the first to pass?
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.curvature import hessian
from gdtutorial.data import tutorial_data
from gdtutorial.line_search import backtrack, exact_rate
from gdtutorial.model import errors, gradient, initialise, predict
from gdtutorial.problems import line_problem

plt.style.use("gdtutorial.style")


def cost(p):
    """Compute the loss at a row of parameters."""
    return line_problem(x_train, y_train).loss(*p).item()


# %%
# One parabola, whatever the number of parameters: the loss cut along one direction.

x_train, y_train, x_val, y_val = tutorial_data()
start = np.ravel(initialise())
g = np.ravel(gradient(errors(predict(*start, x_train), y_train), x_train))
square = float(g @ g)
lr, after, n_tries = backtrack(cost, start, cost(start), -g, -square, lr=1.0, share=0.5)
lowest = exact_rate(hessian(x_train), -g, g)

# %%
# Dots are the rates that are tried.

rates = np.linspace(0, 1.1, 200)
losses = [cost(start - rate * g) for rate in rates]
half = cost(start) - 0.5 * rates * square
good, bad = plotting.COLOURS["good"], plotting.COLOURS["bad"]
fig, ax = plt.subplots(figsize=(6.4, 4.4))
ax.fill_between(rates, -3, np.maximum(half, -3), color=good, alpha=0.13, linewidth=0)
ax.plot(rates, cost(start) - rates * square, color=plotting.INK, linestyle="--", linewidth=1)
ax.plot(rates, half, color=good)
ax.plot(rates, losses, color=plotting.INK)
for i in range(n_tries):
    rate, height = 1.0 / 2**i, cost(start - g / 2**i)
    ax.plot(rate, height, "o", color=good if rate == lr else bad, markersize=9, zorder=5)
    plotting.note(ax, f"{rate:g}", (rate, height), (-9, 10) if rate > lowest else (7, -14))
ax.plot(lowest, cost(start - lowest * g), "*", color=plotting.INK, markersize=14, zorder=6)
plotting.note(ax, "the slope's promise", (0.42, cost(start) - 0.42 * square), (15, 0))
plotting.note(ax, "half of that", (0.1, half[18]), (9, 6), color=good)
ax.set(title="Tried, halved, taken", xlabel="rate of the step", ylabel="loss")
ax.set(xlim=(0, 1.1), ylim=(-3, 8))

assert (n_tries, lr) == (3, 0.25), "the third rate is taken"
assert cost(start - 0.5 * g) < cost(start) < cost(start - 1.0 * g), "lower is not yet enough"
least = cost(start - lowest * g)
assert np.isclose(least, cost(start) - lowest * square / 2), "half the slope meets the star"
plotting.describe(
    fig,
    "A parabola over the rate, from {before:.2f} at 0 down to {least:.2f} at {lowest:.3f} and up "
    "again. The line with half of its slope at 0 meets it just there. Of the rates tried, the "
    "first two lie above the line, at {one:.2f} and {two:.2f}, and {lr:g} below, at {after:.2f}.",
    before=cost(start),
    least=least,
    lowest=lowest,
    one=cost(start - 1.0 * g),
    two=cost(start - 0.5 * g),
    lr=lr,
    after=after,
)
plt.show()

# %%
# The second rate lowers the loss as well, but by too little for its length; the third will do.
