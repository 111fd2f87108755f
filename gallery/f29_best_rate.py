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

limit, best, scaled_best = joint_limit(x_train), best_rate(x_train), best_rate(scaled_x_train)
below, at, above = (np.abs(convergence_factors(x_train, best * r)) for r in (0.9, 1, 1.1))
assert np.isclose(*at), "the two lines cross at the best rate"
assert below[0] > below[1] and above[0] < above[1], (
    "below it the least curved direction lags, above it the most curved one"
)
assert np.isclose(convergence_factors(x_train, limit)[1], -1), (
    "the most curved passes 1 at the limit"
)
at_once = convergence_factors(scaled_x_train, scaled_best)
assert np.allclose(at_once, 0), "in a round bowl one rate leaves nothing of either"

# %%
# Thin: each direction. Thick: the slower of both.

data, model, good, bad = (plotting.COLOURS[name] for name in ("data", "model", "good", "bad"))
fig, axes = plt.subplots(1, 2, figsize=(6.4, 4.0), sharex=True, sharey=True)
for ax, x in zip(axes, (x_train, scaled_x_train), strict=True):
    flat, curved = np.abs(convergence_factors(x, rates))
    lowest = best_rate(x)
    factor = abs(convergence_factors(x, lowest)[0])
    ax.axhline(1, color=bad, linewidth=1.4)
    ax.plot(rates, np.maximum(flat, curved), color=plotting.INK, linewidth=5, alpha=0.25)
    ax.plot(rates, flat, color=data)
    ax.plot(rates, curved, color=model, linestyle="--")
    ax.plot(lowest, factor, "o", color=good, markersize=10, zorder=5)
    inside = (0.41, 0.53) if ax is axes[0] else (lowest, 0.35)
    plotting.note(ax, f"best {lowest:.2f}\nkeeps {factor:.0%}", inside, (0, 1), color=good)
axes[0].set(title="Original", xlabel="learning rate", ylabel="left after one update")
axes[1].set(title="Standardised", xlabel="learning rate", ylim=(-0.03, 1.25), yticks=(0, 0.5, 1))
plotting.note(axes[0], "least curved", (0.7, 0.74), (4, 0), color=data)
plotting.note(axes[0], "most curved", (0.52, 0.28), (9, 0), color=model)
plotting.note(axes[1], "above this line it diverges", (0.02, 1), (1, 9), color=bad)
plotting.describe(
    fig,
    "The share of the distance that one update leaves, over the learning rate, "
    "for the directions of least and of most curvature. "
    "With the original feature the two lines cross at the rate {best:.2f}, "
    "where both leave {factor:.0%}; the most curved one passes 1 at {limit:.2f}. "
    "With the standardised feature they are one line, which touches 0 at the rate {scaled:.2f}.",
    best=best,
    factor=at[0],
    limit=limit,
    scaled=scaled_best,
)
plt.show()

# %%
# Below the best rate the direction of least curvature lags, above it that of most.
# In a round bowl no direction lags, and one rate leaves nothing of either.
