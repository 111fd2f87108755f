"""
Why Adam's loss comes back
==========================

The learning rate that Adam's own scale tolerates, above the loss, on the bad feature.
Find the updates at which the limit sinks below the rate, and look what the loss does there.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.contest import adam_limit, contest
from gdtutorial.data import spoil, tutorial_data
from gdtutorial.descent import minimise
from gdtutorial.model import initialise
from gdtutorial.problems import line_problem
from gdtutorial.rules import adam

plt.style.use("gdtutorial.style")

# %%
# Adam's best settings, tuned for fifty updates from other starts, and three hundred updates of them.

x_train, y_train, x_val, y_val = tutorial_data()
x, _ = spoil(x_train)
problem, n = line_problem(x, y_train), 300
best = contest(problem)["Adam"].best
path = minimise(problem, *initialise(), rule=adam, n_updates=n, **best)
excess = problem.excess(path.b, path.w)[1:, 0]
limit = adam_limit(x, y_train, path, beta1=best["beta1"])[:, 0]

# %%
# The limit needs the curvature and the scale that Adam keeps, and no loss.

updates, rate = np.arange(1, n + 1), best["lr"]
below = limit < rate
sinks = updates[1:][below[1:] & ~below[:-1]]
fig, (top, bottom) = plt.subplots(2, 1, figsize=(6.4, 5.2), sharex=True)
ink, bad, model = plotting.INK, plotting.COLOURS["bad"], plotting.COLOURS["model"]
top.plot(updates, limit, color=bad)
top.axhline(rate, color=ink, lw=1.2)
bottom.semilogy(updates, excess, color=model)
for ax in top, bottom:
    for sink in sinks:
        ax.axvline(sink, color=bad, ls=":", lw=1.2)
top.set(ylabel="learning rate", ylim=(0.6, 2.2), title="Tolerated, and taken")
bottom.set(ylabel="loss above its minimum", xlabel="update", title="What becomes of the loss")
bottom.set(yticks=(1e-15, 1e-10, 1e-5, 1))
plotting.note(top, "limit", (70, limit[69]), (6, 8), color=bad)
plotting.note(top, "rate", (180, rate), (0, -10), color=ink)
turns = np.array([max(1, s - 15) + excess[max(0, s - 16) : s + 15].argmin() for s in sinks])
peaks = [excess[s : s + 60].max() for s in sinks]
assert len(sinks) > 1, "the loss comes back more than once"
assert (np.abs(turns - sinks) < 15).all(), "the loss turns where the limit sinks below the rate"
assert min(peaks) > 1e3 * excess[turns - 1].max(), "and rises by many powers of ten"
lifted = [limit[s : s + 60].max() for s in sinks[:-1]]
assert min(lifted) > 1.1 * rate, "the blow-up lifts the limit again"
plotting.describe(
    fig,
    "Two panels over {n} updates of Adam on the bad feature. "
    "Above, the tolerated rate falls and sinks below the rate, {rate:.2f}, "
    "for the first time at update {sink}, and {times} times in all. "
    "Below, the loss falls to {low:.0e} above its minimum, "
    "turns where the limit crosses the rate, and comes back to {peak:.0e}; "
    "each return lifts the limit.",
    n=n,
    rate=rate,
    sink=sinks[0],
    times=len(sinks),
    low=excess[: sinks[0] + 15].min(),
    peak=excess[sinks[0] : sinks[0] + 60].max(),
)
plt.show()
print("the limit sinks below the rate at updates", *sinks, "and the loss turns at", *turns)

# %%
# The better it goes, the smaller the gradients, and the less the scale holds back: success makes the next step too long.
