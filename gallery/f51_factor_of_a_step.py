"""
What one step leaves
====================

On a parabola each step multiplies the distance to the lowest point by one and the same number.
Here it is drawn over the learning rate times the curvature.
Look at where it changes its sign, and at where it leaves the band between −1 and 1.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting

plt.style.use("gdtutorial.style")

# %%
# Five products of rate and curvature, and what ten steps make of a distance of 1.

shown = np.array([0.25, 1, 1.75, 2, 2.25])
kept = 1 - shown
after = np.abs(kept) ** 10
assert 0 < kept[0] < 1, "a low rate comes closer on one side"
assert kept[1] == 0, "one step is enough where rate times curvature is 1"
assert -1 < kept[2] < 0, "a high rate comes closer from side to side"
assert kept[3] == -1 and after[3] == 1, "at the limit the distance keeps its size"
assert after[4] > 5, "beyond the limit it grows"

# %%
# The band holds every factor that makes the distance smaller.

product = np.linspace(0, 2.6, 100)
good, bad, ink = (plotting.COLOURS[name] for name in ("good", "bad", "model"))
fig, ax = plt.subplots(figsize=(6.4, 4.2))
ax.axhspan(-1, 1, color=good, alpha=0.12, linewidth=0)
ax.axhline(0, color=plotting.INK, linewidth=1)
ax.plot(product[product <= 2], 1 - product[product <= 2], color=ink, linewidth=3)
ax.plot(product[product >= 2], 1 - product[product >= 2], color=bad, linewidth=3)
ax.plot(2, -1, "o", color=bad, markersize=9)
for text, at, colour in (
    ("one side, closer", (0.45, 0.62), ink),
    ("side to side, closer", (1.42, -0.3), ink),
    ("side to side, farther", (1.2, -1.35), bad),
):
    plotting.note(ax, text, at, color=colour)
ax.set(title="The distance is multiplied by 1 − rate × curvature", xlim=(0, 2.6), ylim=(-1.7, 1.2))
ax.set(xlabel="learning rate × curvature", ylabel="factor of one step", yticks=(-1, 0, 1))
plotting.describe(
    fig,
    "A falling line: the factor by which one step changes the distance to the lowest point, "
    "over the learning rate times the curvature. "
    "It is {first:g} at 0, {zero:g} at {one:g} and {edge:g} at {limit:g}. "
    "Down to there it lies in a band from −1 to 1, where the distance shrinks; "
    "beyond, it lies below the band, and the distance grows.",
    first=1,
    zero=kept[1],
    one=shown[1],
    edge=kept[3],
    limit=shown[3],
)
plt.show()

# %%
# Between 0 and 2 the distance shrinks, fastest near 1.
# Beyond 2 each step jumps across the lowest point and lands farther away than it began.
