"""
What a check of the gradient sees
=================================

The relative error between a gradient that somebody wrote and the one that is measured, for the right one and for classic wrong ones.
Look at the gap between the right one and the best of the wrong ones.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import tutorial_data
from gdtutorial.differences import check_gradient
from gdtutorial.model import errors, gradient, initialise, mse, predict

plt.style.use("gdtutorial.style")

# %%
# Each gradient is a function of the errors; the check is made at the random start.

x, y, x_val, y_val = tutorial_data()
start = np.ravel(initialise())
gradients = {
    "right": lambda e: gradient(e, x),
    "b moved first": lambda e: (2 * e.mean(), 2 * (x * (e - 0.1 * 2 * e.mean())).mean()),
    "feature forgotten": lambda e: (2 * e.mean(), 2 * e.mean()),
    "factor 2 forgotten": lambda e: (e.mean(), (x * e).mean()),
    "mean times mean": lambda e: (2 * e.mean(), 2 * x.mean() * e.mean()),
    "sum, not mean": lambda e: (2 * e.sum(), 2 * (x * e).sum()),
    "label, not prediction": lambda e: (0 * e.mean(), 0 * e.mean()),
    "sign turned round": lambda e: (-2 * e.mean(), -2 * (x * e).mean()),
}


def error(p):
    """Compute the errors at a bias and a weight."""
    return errors(predict(p[0], p[1], x), y)


worst = {
    name: check_gradient(lambda p: mse(error(p)), lambda p, g=g: g(error(p)), start).max()
    for name, g in gradients.items()
}
names = sorted(worst, key=worst.get)
least = worst[names[1]]
assert names[0] == "right", "the right one is the best"
assert worst["right"] < 1e-8, "and it is right"
assert least > 0.1, "no wrong one comes near"

# %%
# Between the two bands one looks again.

fig, ax = plt.subplots(figsize=(6.4, 4.9))
good, bad = plotting.COLOURS["good"], plotting.COLOURS["bad"]
for i, name in enumerate(names):
    ax.plot(worst[name], i, "o", color=bad if i else good, markersize=9)
ax.axvspan(1e-12, 1e-6, color=good, alpha=0.12, linewidth=0)
ax.axvspan(1e-2, 10, color=bad, alpha=0.12, linewidth=0)
ax.set(xscale="log", xlim=(1e-12, 10), yticks=range(len(names)), yticklabels=names)
ax.set(title="Right, and wrong", xlabel="relative error", xticks=(1e-12, 1e-9, 1e-6, 1e-3, 1))
ax.minorticks_off()
plotting.describe(
    fig,
    "The relative error of eight gradients, each at its larger entry, on a logarithmic axis. "
    "That of the right one is below {right:.0e}; "
    "those of the seven wrong ones lie between {least:.2f} and {most:.2f}.",
    right=1e-8,
    least=least,
    most=worst[names[-1]],
)
plt.show()

# %%
# The right gradient is off by rounding alone; the wrong ones are off by a tenth and more.
