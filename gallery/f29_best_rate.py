"""
The best constant rate
======================

By how much one update changes the distance to the minimum, in the two directions, over the learning rate.
The larger of the two decides; look for the rate at which the larger one is least.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.curvature import best_rate, convergence_factors, joint_limit
from gdtutorial.data import standardise, tutorial_data

plt.style.use("gdtutorial.style")

# %%
# The original and the standardised feature, over one range of rates.

x_train, y_train, x_val, y_val = tutorial_data()
scaled_x_train, scaled_x_val, scaler = standardise(x_train, x_val)
rates = np.linspace(1e-3, 1.1, 500)

# %%
# Thin: each direction. Thick: the slower of both.

fig, axes = plt.subplots(1, 2, figsize=(6.4, 4.0), sharex=True, sharey=True)
for ax, x, title in (
    (axes[0], x_train, "Original"),
    (axes[1], scaled_x_train, "Standardised"),
):
    flattest, steepest = np.abs(convergence_factors(x, rates))
    best = best_rate(x)
    factor = abs(convergence_factors(x, best)[0])
    ax.axhline(1, color=plotting.COLOURS["bad"], linewidth=1.4)
    ax.plot(rates, np.maximum(flattest, steepest), color=plotting.INK, linewidth=5, alpha=0.25)
    ax.plot(rates, flattest, color=plotting.COLOURS["data"])
    ax.plot(rates, steepest, color=plotting.COLOURS["model"], linestyle="--")
    ax.plot(best, factor, "o", color=plotting.COLOURS["good"], markersize=10, zorder=5)
    ax.set(title=title, xlabel="learning rate", ylim=(-0.03, 1.25), yticks=(0, 0.5, 1))
    good = plotting.COLOURS["good"]
    if ax is axes[0]:
        plotting.note(ax, "flattest", (0.3, 0.955), (0, -4), color=plotting.COLOURS["data"])
        plotting.note(ax, "steepest", (0.28, 0.3), (-8, 0), color=plotting.COLOURS["model"])
        plotting.note(ax, f"best {best:.2f}\nkeeps {factor:.0%}", (best, factor), (0, -12), color=good)
    else:
        plotting.note(ax, f"best {best:.2f}\nkeeps {factor:.0%}", (best, 0.3), (0, 9), color=good)
axes[0].set(ylabel="left after one update")
axes[1].set(ylabel="")
plotting.note(axes[1], "above this line it diverges", (0.02, 1), (1, 9), color=plotting.COLOURS["bad"])  # fmt: skip
best, factor = best_rate(x_train), convergence_factors(x_train, best_rate(x_train))[0]
plotting.describe(
    fig,
    "The share of the distance that one update leaves, over the learning rate, for the flattest and the steepest direction. "
    "With the original feature the two lines cross at the rate {best:.2f}, where both leave {factor:.0%}; "
    "the steepest passes 1 at {limit:.2f}. With the standardised feature they are one line, which touches 0 at the rate {scaled:.2f}.",
    best=best, factor=factor, limit=joint_limit(x_train), scaled=best_rate(scaled_x_train),
)  # fmt: skip
plt.show()

# %%
# Below the best rate the flattest direction lags, above it the steepest.
# In a round bowl no direction lags, and one rate leaves nothing of either.
