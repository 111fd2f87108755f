"""
Three units bend to a wave
==========================

A network with three hidden units learns a noisy wave: from a random start, and from one where all units are alike.
Look how the curve bends over the updates on the left, and whether one on the right ever turns; and look at the steps in the loss below.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.data import make_line
from gdtutorial.network import hidden_layer, initialise, predict, train
from gdtutorial.settings import LR, NOISE

plt.style.use("gdtutorial.style")

# %%
# A line without bias and weight is nothing but its noise; the wave is added to it.

x, noise = make_line(40, b=0, w=0, noise=NOISE)
y = np.sin(2 * np.pi * x) + noise
starts = {"random": initialise(3)}
for name, size in ("all alike", 0.5), ("all zero", 0.0):
    starts[name] = np.full(3, size), np.full(3, size), 0.0, np.full((3, 1), size)
seen, fine = [0, 1000, 2000, 10000], np.linspace(0, 1, 200).reshape(-1, 1)
curves, losses, ends = {}, {}, {}
for name, p in starts.items():
    curves[name], losses[name] = [], []
    for n_updates in np.diff([0, *seen]).tolist():
        p, leg = train(x, y, *p, LR, n_updates)
        losses[name] += leg[bool(losses[name]) :].tolist()
        curves[name].append(predict(p[2], p[3], hidden_layer(p[0], p[1], fine))[:, 0])
    ends[name] = p

# %%
# The curves are above: on the left at four moments, on the right where the two other starts end.

last = {name: values[-1] for name, values in losses.items()}
c, u, _, v = ends["all alike"]
assert np.ptp(c) == np.ptp(u) == np.ptp(v) == 0, "units that start alike stay alike"
assert np.ptp(curves["all zero"][-1]) == 0, "from zero it is flat"
assert last["random"] < 0.1 * last["all alike"], "alike, three units are as one"
assert (np.diff(curves["all alike"][-1]) < 0).all(), "alike, the curve only falls"
fig = plt.figure(figsize=(6.4, 6.8))
grid = fig.add_gridspec(2, 2)
left, right, below = (fig.add_subplot(place) for place in (grid[0, 0], grid[0, 1], grid[1, :]))
model, data, bad = (plotting.COLOURS[name] for name in ("model", "data", "bad"))
for i, (n_updates, curve) in enumerate(zip(seen, curves["random"], strict=True)):
    left.plot(fine, curve, color=model, alpha=0.4 + 0.2 * i, linewidth=1 + 0.4 * i)
    plotting.note(left, f"{n_updates}", (1, curve[-1]), (2, 5 * (i == 3)), color=model)
styles = {"random": (model, "-"), "all alike": (bad, "-"), "all zero": (data, "--")}
for name, (colour, style) in styles.items():
    below.loglog(1 + np.arange(seen[-1] + 1), losses[name], style, color=colour, label=name)
    if name != "random":
        right.plot(fine, curves[name][-1], style, color=colour)
for ax in left, right:
    plotting.points(ax, x, y)
    ax.set(xlim=(-0.05, 1.3), ylim=(-1.3, 3.4), xlabel="feature x", ylabel="label y")
left.set(title="A random start")
right.set(title="Alike, or zero")
below.set(title="What is left of the loss", xlabel="update + 1", ylabel="loss")
below.legend()
plotting.describe(
    fig,
    "Three panels. Forty points on a noisy wave, and curves: from the random start, "
    "at four moments from {first} to {end} updates, they bend from a loss of {before:.1f} "
    "to one of {after:.3f}. From units that are all alike the curve only falls from left to "
    "right, with a loss of {alike:.2f}; from zero it is a flat line, with {zero:.2f}. "
    "Below, the three losses over the updates, on logarithmic axes.",
    first=seen[0],
    end=seen[-1],
    before=losses["random"][0],
    **dict(zip(("after", "alike", "zero"), last.values(), strict=True)),
)
plt.show()

# %%
# Only different units learn different things; and on the way the loss stands nearly still, more than once, before it falls on.
