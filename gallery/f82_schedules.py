"""
Four schedules of the learning rate
===================================

The learning rate of each of a hundred updates, by four schedules with the same highest rate.
Look where each begins, where it is highest, and where it ends.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.schedules import cosine, one_cycle, step, warm_up

plt.style.use("gdtutorial.style")

# %%
# A warm-up is a beginning: here a cosine follows it.

n, n_warm, top = 100, 20, 0.4
t = np.arange(n)
after = cosine(np.maximum(t - n_warm, 0), top, n - n_warm)
rates = {
    "step decay": step(t, top, every=25, factor=0.5),
    "cosine": cosine(t, top, n),
    "warm-up, then cosine": np.where(t < n_warm, warm_up(t, top, n_warm), after),
    "one cycle": one_cycle(t, top, n),
}

# %%
# Each is a function of the number of updates so far.

fig, axes = plt.subplots(2, 2, figsize=(6.4, 4.4), sharex=True, sharey=True)
for ax, (name, rate) in zip(axes.flat, rates.items(), strict=True):
    ax.plot(t, rate, color=plotting.COLOURS["model"], drawstyle="steps-post")
    ax.set(title=f"{name[0].upper()}{name[1:]}", xlim=(0, n), ylim=(0, 1.1 * top))
    ax.label_outer()
fig.supxlabel("update")
fig.supylabel("learning rate")

first, last, highest = ({name: each[i] for name, each in rates.items()} for i in (0, -1, 29))
assert first["step decay"] == first["cosine"] == top, "two begin at the highest rate"
assert max(first["warm-up, then cosine"], first["one cycle"]) < top / 5, "and two far below it"
assert np.isclose(highest["one cycle"], top), "one cycle is highest after three tenths"
assert all(value < top / 7 for value in last.values()), "all end low"
plotting.describe(
    fig,
    "Four panels of learning rate against update, all up to {top:g}. "
    "Step falls from there by halves to {step:g}, and the cosine in one wave to nearly zero. "
    "The other two rise first: the warm-up evenly from {warm:g} over {n_warm} updates, "
    "one cycle along a wave from {cycle:g}; then both fall to nearly zero.",
    top=top,
    step=last["step decay"],
    warm=first["warm-up, then cosine"],
    n_warm=n_warm,
    cycle=first["one cycle"],
)
plt.show()

# %%
# Two begin at their highest rate, two rise to it, and all of them end low.
