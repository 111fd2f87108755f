"""
The rate that a delay tolerates
===============================

The highest learning rate at which a descent with late gradients converges, over the delay.
The dots were computed without a step, the rings were found by trying; look how fast they fall.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.curvature import directions, eigenvalues, joint_limit
from gdtutorial.data import tutorial_data
from gdtutorial.delay import delayed_descent, delayed_limit
from gdtutorial.problems import line_problem
from gdtutorial.settings import LR

plt.style.use("gdtutorial.style")

# %%
# A rate is tolerated if the distance along the most curved direction is smaller in the end than half-way.

x_train, y_train, x_val, y_val = tutorial_data()
problem, bend = line_problem(x_train, y_train), eigenvalues(x_train)[1]
start = np.add(problem.minimum, directions(x_train)[1])
taus, rates, n = np.arange(9), np.linspace(0.02, 1, 197), 1600
limits = np.array([delayed_limit(int(tau), bend) for tau in taus])
found = []
for tau in taus:
    path = delayed_descent(problem, *start, rates, int(tau), n_updates=n)
    half, end = (problem.excess(path.b[i - 60 : i], path.w[i - 60 : i]) for i in (n // 2, n))
    found.append(rates[end.max(axis=0) <= half.max(axis=0)].max())

# %%
# For long delays the limit falls nearly as one over the delay.

fig, ax = plt.subplots(figsize=(6.4, 4.0))
model, data, bad = (plotting.COLOURS[name] for name in ("model", "data", "bad"))
fine = np.linspace(1, 8.3, 100)
ax.plot(fine, np.pi / (2 * fine + 1) / bend, color=data, ls=(0, (4, 3)))
ax.axhline(LR, color=model, lw=1.4)
ax.plot(taus, found, "o", color=bad, ms=13, mfc="none")
ax.plot(taus, limits, "o", color=bad, ms=5)
plotting.note(ax, "the tutorial's rate", (8.3, LR), (0, 6), color=model, ha="right")
plotting.note(ax, "diverges", (3.5, 0.5), (0, 0), color=bad)
plotting.note(ax, "for long delays", (1.5, np.pi / 4 / bend), (8, 4), color=data)
ax.set(title="Dots: solved. Rings: tried.", xlabel="delay (updates)", ylabel="learning rate")
ax.set(xlim=(-0.4, 8.4), ylim=(0, 0.9))

lasts = int(taus[limits > LR].max())
assert np.abs(found - limits).max() < 1.5 * (rates[1] - rates[0]), "tried is what was solved"
assert np.isclose(limits[0], joint_limit(x_train)), "without delay: the joint limit"
assert np.isclose(limits[1], limits[0] / 2), "one update late, and half is left"
assert np.allclose(limits[3:], np.pi / (2 * taus[3:] + 1) / bend, rtol=0.02), (
    "and then as one over it"
)
assert 3 < lasts < 8, "the tutorial's rate is tolerated for some delays"
plotting.describe(
    fig,
    "The highest rate that is tolerated, over the delay from 0 to {most} updates. "
    "It is {none:.3f} without delay, {one:.3f} with a delay of one update, {two:.3f} with two "
    "and {eight:.3f} with {most}; rings found by trying lie around the dots. "
    "The rate {lr:g} is tolerated up to a delay of {lasts}.",
    most=int(taus[-1]),
    none=limits[0],
    one=limits[1],
    two=limits[2],
    eight=limits[-1],
    lr=LR,
    lasts=lasts,
)
plt.show()

# %%
# The first update of delay costs half of the rate, and each further one less than the one before.
