"""
The same wall, with names and cures
===================================

Each curve once more, with its fault above it, and the same descent with this one thing mended.
Compare the two in each panel: what did the cure change?
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.faults import WALL, run

plt.style.use("gdtutorial.style")

# %%
# The axes are those of the wall.

low, high = 4e-3, 1e3
fig, axes = plt.subplots(5, 3, figsize=(6.4, 7.8), sharey=True)
*panels, key = axes.flat
better = 0
for number, (ax, fault) in enumerate(zip(panels, WALL, strict=True), start=1):
    broken, mended = run(fault), run(fault, mended=True)
    for each, colour in (broken, "bad"), (mended, "good"):
        if each is broken or fault != "nothing wrong":
            ax.semilogy(
                each.loss, color=plotting.COLOURS["good" if fault == "nothing wrong" else colour]
            )
        if each.val is not None:
            ax.plot(each.val, color=plotting.COLOURS[colour], ls=(0, (4, 2)))
    ax.set_title(f"{number} {fault}", fontsize="small")
    ax.set(xlim=(0, len(broken.loss) - 1), ylim=(low, high), xticks=(), yticks=(1e-2, 1, 1e2))
    ax.minorticks_off()
    assert np.isfinite(mended.loss).all(), "what is mended keeps its numbers"
    assert mended.loss[-80:].mean() < mended.loss[0] / 5, "and falls"
    better += not broken.loss[-1] < 1.02 * mended.loss[-1]
key.axis("off")
key.text(0, 0.75, "as it was", color=plotting.COLOURS["bad"], transform=key.transAxes)
key.text(0, 0.45, "mended", color=plotting.COLOURS["good"], transform=key.transAxes)
key.text(0, 0.15, "dashed: validation", transform=key.transAxes)
fig.supylabel("loss")
fig.supxlabel("update")
plotting.describe(
    fig,
    "The {n} panels of the wall, each with the name of its fault and a second curve, of "
    "the same descent mended. "
    "Every mended curve falls and stays low; in {better} panels the faulty one ends higher.",
    n=len(WALL),
    better=better,
)
plt.show()

# %%
# In each panel one thing was changed, and nothing else.
