"""
Where each rate comes to rest
=============================

The sharpness of the minimum that a descent finds, for many rates and one start, with the line of 2 over the rate.
Say before you look whether a greater rate always finds a flatter minimum.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.descent import minimise
from gdtutorial.settings import EDGE_LR, EDGE_START
from gdtutorial.sharpness import product_problem, sharpness

plt.style.use("gdtutorial.style")

# %%
# Each rate gets two thousand updates; what has not diverged by then is at rest.

rates = np.linspace(0.02, 0.25, 461)
path = minimise(product_problem(), *EDGE_START, rates, n_updates=2000)
lost = path.overflow >= 0
rest, found = sharpness(path.b[-1], path.w[-1])[~lost], rates[~lost]
level = found[rest > rest[0] - 0.5].max()

# %%
# Crosses at the top stand for rates that diverge.

fig, ax = plt.subplots(figsize=(6.4, 4.2))
model, bad = plotting.COLOURS["model"], plotting.COLOURS["bad"]
ax.plot(rates, 2 / rates, color=bad, ls=(0, (4, 3)))
ax.plot(found, rest, ".", color=model, markersize=4)
ax.plot(rates[lost][::4], np.full(len(rates[lost][::4]), 24), "x", color=bad, markersize=5)
ax.axhline(4, color=plotting.COLOURS["good"], linewidth=1)
plotting.note(ax, "2 / rate", (0.125, 16), (8, 8), color=bad)
plotting.note(ax, "diverged", (rates[lost][0], 24), (-9, 0), color=bad)
plotting.note(ax, "the flattest: 4", (0.02, 4), (4, -9), color=plotting.COLOURS["good"])
ax.set(title="The minimum that is found", xlabel="learning rate", ylabel="sharpness at rest")
ax.set(xlim=(0.01, 0.255), ylim=(0, 26))

high = found > 0.175
hump = int(np.argmax(np.where(high, rest, 0)))
assert (path.loss[-1, ~lost] < 1e-20).all(), "all of them rest, without a loss"
assert (rest < 2 / found).all(), "none rests above the line"
assert np.ptp(rest[found < 0.08]) < 0.5, "low rates all find the same"
assert rest[found < 0.17].min() < 4.1 and rest[hump] > 8, (
    "it falls to the flattest and rises again"
)
assert lost[rates > 0.2149].all() and not lost[rates < 0.2148].any(), "greater rates diverge"
plotting.describe(
    fig,
    "The sharpness at rest over the learning rate. Up to about {level:.2f} it is about "
    "{low:.0f}, then it falls to {least:.1f} at {flat:.3f}, rises to {top:.1f} at {at:.3f}, is "
    "{edge:.1f} at {lr}, and falls again. All lie below the line of 2 over the rate. "
    "From {first:.3f} on the descents diverge.",
    level=level,
    low=rest[0],
    least=rest[found < 0.18].min(),
    flat=found[np.argmin(np.where(found < 0.18, rest, 99))],
    top=rest[hump],
    at=found[hump],
    edge=rest[np.argmin(abs(found - EDGE_LR))],
    lr=EDGE_LR,
    first=rates[lost][0],
)
plt.show()

# %%
# On the whole greater rates find flatter minima, but not every greater rate a flatter one.
