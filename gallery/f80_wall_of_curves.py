"""
A wall of loss curves
=====================

Fourteen descents, all real: one is sound, and each of the others has one thing wrong.
Sort them by what the eye sees: which rise, which stand still, which find no rest, and which only seem to be well?
"""

import matplotlib.pyplot as plt

from gdtutorial import plotting
from gdtutorial.faults import WALL, run

plt.style.use("gdtutorial.style")

# %%
# Upwards is the loss, in powers of ten, the same in all panels; to the right are the updates, twice as many where each sees a single point.
# What leaves a panel at its top goes on rising.

low, high = 4e-3, 1e3
fig, axes = plt.subplots(5, 3, figsize=(6.4, 7.4), sharey=True)
*panels, key = axes.flat
seen = {fault: run(fault) for fault in WALL}
for number, (ax, each) in enumerate(zip(panels, seen.values(), strict=True), start=1):
    ax.semilogy(each.loss, color=plotting.COLOURS["model"])
    if each.val is not None:
        ax.plot(each.val, color=plotting.COLOURS["data"], ls=(0, (4, 2)))
    if each.lost >= 0:
        ax.text(
            0.5,
            0.5,
            f"no number\nfrom update {each.lost}",
            transform=ax.transAxes,
            ha="center",
            va="center",
        )
    ax.set(title=f"{number}", xlim=(0, len(each.loss) - 1), ylim=(low, high))
    ax.set(xticks=(), yticks=(1e-2, 1, 1e2))
    ax.minorticks_off()
key.axis("off")
key.text(0, 0.75, "training loss", color=plotting.COLOURS["model"], transform=key.transAxes)
key.text(0, 0.45, "validation loss", color=plotting.COLOURS["data"], transform=key.transAxes)
fig.supylabel("loss")
fig.supxlabel("update")

assert len(panels) == len(WALL), "every fault has its panel"
gone = [each for each in seen.values() if each.lost >= 0]
grown = [each for each in seen.values() if each.lost < 0 and each.loss[-1] > high]
assert len(gone) == 3 and len(grown) == 2, "three end without a number, and two leave at the top"
plotting.describe(
    fig,
    "{n} numbered panels of loss against update, on one logarithmic scale from {low:g} to "
    "{high:g}. "
    "{grown} curves leave at the top, {gone} have no number after some update, "
    "and the others fall: some hardly, some at once, some restlessly, one with a return.",
    n=len(WALL),
    low=low,
    high=high,
    grown=len(grown),
    gone=len(gone),
)
plt.show()

# %%
# Curves that look alike need not have the same cause: a curve says what to ask next.
