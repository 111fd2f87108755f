"""
Away from a saddle
==================

Four descents on the loss of two weights in a row, from equal weights nearer and nearer to zero.
See how far apart the curves are: each starts ten times as near as the one before.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.descent import minimise
from gdtutorial.problems import two_weights_problem
from gdtutorial.settings import LR

plt.style.use("gdtutorial.style")

# %%
# Equal weights stay equal, so that one curve shows both.

x = y = np.array([[-1.0], [1.0]])
starts = np.array([0.1, 0.01, 0.001, 0.0001])
path = minimise(two_weights_problem(x, y), starts, starts, LR, n_updates=80)
assert (path.b == path.w).all(), "equal weights stay equal"
factor = 1 + 2 * LR
half = (path.b < 0.5).sum(axis=0)
tenfold = np.log(10) / np.log(factor)
assert np.abs(np.diff(half) - tenfold).max() < 1, "a tenth of the start costs as many updates each"
assert np.allclose(path.b[10, 3], starts[3] * factor**10, rtol=1e-4), "growth by one factor"

# %%
# On a logarithmic axis growth by a constant factor is a straight line: dotted is what that factor predicts.

fig, (above, below) = plt.subplots(2, figsize=(6.4, 6.4), sharex=True)
colour = plotting.COLOURS["model"]
for setting, start in enumerate(starts):
    above.semilogy(path.b[:, setting], color=colour)
    below.plot(path.loss[:, setting], color=colour)
    t = np.arange(half[setting] + 4)
    above.plot(t, start * factor**t, ":", color=plotting.INK, linewidth=2, zorder=5)
    plotting.note(below, f"{start:g}", (half[setting], 0.56), (4, 3), color=colour)
above.set(ylabel="each weight", title="Growth by a constant factor", ylim=(5e-5, 3))
below.set(xlabel="update", ylabel="loss", title="A plateau, and then a fall")
plotting.describe(
    fig,
    "Two panels over {n} updates, with four curves each. "
    "Above, on a logarithmic axis, the weights rise along parallel straight lines "
    "from {first:g}, {second:g}, {third:g} and {last:g}, by the factor {factor:.1f} an update, "
    "and level off at 1. "
    "Below, each loss stays near 1, then falls to 0; the weights reach one half "
    "after {a}, {b}, {c} and {d} updates.",
    n=len(path.b) - 1,
    first=starts[0],
    second=starts[1],
    third=starts[2],
    last=starts[3],
    factor=factor,
    a=int(half[0]),
    b=int(half[1]),
    c=int(half[2]),
    d=int(half[3]),
)
plt.show()

# %%
# A start ten times nearer to zero makes the plateau longer, by about as many updates each time.
