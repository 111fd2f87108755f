"""
Waiting for the last
====================

Each worker is as quick as the others, but now and then, in one update of a hundred, it takes ten times as long.
An update is done when the last of the answers that are waited for has come.
Look at how many workers it takes until most updates are slow.
"""

from math import comb

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting

plt.style.use("gdtutorial.style")

# %%
# An update is slow if more workers are slow at once than are left out; how many are is a binomial number.

chance, times = 0.01, 10
workers = np.unique([*np.geomspace(1, 1000, 200).round(), 100]).astype(int).tolist()


def slow_update(n, left_out):
    """Return the chance that of n workers more are slow than are left out."""
    few = (comb(n, k) * chance**k * (1 - chance) ** (n - k) for k in range(left_out + 1))
    return 1 - sum(few)


everyone, all_but_one, most_of_them = (
    1 + (times - 1) * np.array([slow_update(n, int(left_out(n))) for n in workers])
    for left_out in (lambda n: 0 * n, lambda n: n**0, lambda n: n / 20)
)
at, half = np.searchsorted(workers, 100), workers[(everyone > (1 + times) / 2).argmax()]
drawn = np.random.RandomState(0).rand(4000, workers[at]) < chance
mean = np.where(drawn.any(axis=1), times, 1).mean()
assert abs(mean / everyone[at] - 1) < 0.05, "updates that were drawn take as long"
assert 60 < half < 80, "with so many workers, half of the updates are slow"
assert everyone[-1] > 0.99 * times, "with a thousand, nearly every update is"
assert all_but_one[at] < everyone[at] / 1.5, "leaving one out helps a hundred workers"
assert all_but_one[-1] > 0.99 * times, "and no longer a thousand"
assert most_of_them[-1] < 1.01, "leaving out a share of them helps any number"

# %%
# Waiting for 95 in 100 leaves out one worker more at each twenty, so that its curve has teeth.

fig, ax = plt.subplots(figsize=(6.4, 4.2))
drawings = {"all": (everyone, "bad"), "all but one": (all_but_one, "model")}
for name, (time, colour) in (drawings | {"95 in 100": (most_of_them, "good")}).items():
    ax.semilogx(workers, time, color=plotting.COLOURS[colour], label=name)
ax.legend(title="waiting for", loc="upper left")
ax.set(xlabel="workers", ylabel="time of an update", title="What the slowest worker costs")
plotting.describe(
    fig,
    "The mean time of an update against the number of workers, from 1 to {most}, "
    "where a quick update takes 1 and a slow one {times}. "
    "Waiting for all, half of the updates are slow with {half} workers, "
    "and with 100 an update takes {everyone:.1f}. Waiting for all but one, it takes {one:.1f}, "
    "and with {most} workers {last:.1f}. Waiting for 95 in 100 it takes {share:.2f} there.",
    most=workers[-1],
    times=times,
    half=half,
    everyone=everyone[at],
    one=all_but_one[at],
    last=all_but_one[-1],
    share=most_of_them[-1],
)
plt.show()

# %%
# The more workers there are, the surer it is that one of them is slow; leaving out a small share of them undoes that.
