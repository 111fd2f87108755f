"""
Stopping by the validation loss
===============================

A descent that learns from a few points: its training loss, and its loss on the points for validation.
Find the place at which you would have liked to stop, and the one at which you would have noticed.
"""

import matplotlib.pyplot as plt

from gdtutorial import plotting
from gdtutorial.faults import N_FEW, run
from gdtutorial.stopping import patience

plt.style.use("gdtutorial.style")

# %%
# Five looks in a row without a new least are enough.

seen, n = run("overfitting"), 5
stop, best = patience(seen.val, n)
shown = 100
fig, ax = plt.subplots(figsize=(6.4, 4.0))
ax.plot(seen.loss[: shown + 1], color=plotting.COLOURS["model"])
ax.plot(seen.val[: shown + 1], color=plotting.COLOURS["data"], ls=(0, (4, 2)))
ax.plot([best], [seen.val[best]], "*", ms=15, color=plotting.COLOURS["good"])
ax.plot([stop], [seen.val[stop]], "D", color=plotting.COLOURS["bad"])
plotting.note(ax, "best", (best, seen.val[best]), (-9, -8), color=plotting.COLOURS["good"])
plotting.note(ax, "stop", (stop, seen.val[stop]), (7, -8), color=plotting.COLOURS["bad"])
plotting.note(
    ax, "training", (shown, seen.loss[shown]), (0, -5), color=plotting.COLOURS["model"], ha="right"
)
plotting.note(
    ax, "validation", (shown, seen.val[shown]), (0, 5), color=plotting.COLOURS["data"], ha="right"
)
ax.set(title=f"Learning from {N_FEW} points", xlabel="update", ylabel="loss", ylim=(0, 0.04))

assert seen.val[best] == seen.val.min() and stop == best + n, "what is kept is the least of all"
assert seen.val[shown] > 1.4 * seen.val[best], "without stopping it would have risen"
assert seen.loss[shown] < seen.loss[best], "while the training loss goes on falling"
plotting.describe(
    fig,
    "Training and validation loss over {shown} updates, of which only the lowest part is shown. "
    "The validation loss is least at update {best}, at {least:.4f}; patience ends at "
    "update {stop}. "
    "Later it is {later:.3f}, while the training loss has fallen to {train:.4f}.",
    shown=shown,
    best=best,
    least=seen.val[best],
    stop=stop,
    later=seen.val[shown],
    train=seen.loss[shown],
)
plt.show()

# %%
# One goes back to the parameters of the best look: that the curve has turned is known only afterwards.
