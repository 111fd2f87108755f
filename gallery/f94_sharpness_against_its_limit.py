"""
Sharpness against its limit
===========================

How sharply the loss is bent wherever a descent stands, and the sharpness that its rate tolerates, 2 over the rate.
Look on which side of the dashed line the descent begins, and on which it comes to rest.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.descent import minimise
from gdtutorial.settings import EDGE_LR, EDGE_START
from gdtutorial.sharpness import product_problem, sharpness

plt.style.use("gdtutorial.style")

# %%
# Twenty updates, from a start that is too sharp for this rate.

path = minimise(product_problem(), *EDGE_START, EDGE_LR, n_updates=20)
bent, loss, limit = sharpness(path.b, path.w)[:, 0], path.loss[:, 0], 2 / EDGE_LR
leap = int(np.argmax(loss))

# %%
# The sharpness above, the loss below, over the same updates.

fig, (above, below) = plt.subplots(2, sharex=True, figsize=(6.4, 5.4), height_ratios=(3, 2))
model, bad = plotting.COLOURS["model"], plotting.COLOURS["bad"]
above.plot(bent, "o-", color=model, markersize=4)
above.axhline(limit, color=bad, ls=(0, (4, 3)))
plotting.note(above, "2 / rate", (20, limit), (-4, 9), color=bad)
above.set(title="Too sharp for its rate, and then not", ylabel="sharpness", ylim=(0, 25))
below.plot(loss, "o-", color=model, markersize=4)
plotting.note(below, f"{loss[leap]:.1f}", (leap, loss[leap]), (9, 0), color=model)
below.set(xlabel="update", ylabel="loss", ylim=(0, 20), xticks=range(0, 21, 5))

over = int((bent > limit).sum())
assert bent[0] > 1.5 * limit, "it begins far above the limit"
assert loss[leap] > 30 * loss[0], "the loss leaps"
assert np.flatnonzero(bent > limit).max() < 8, "it is above the limit for a few updates"
assert bent[-1] < limit and loss[-1] < 1e-6, "and rests below it, without a loss"
plotting.describe(
    fig,
    "Above, the sharpness over 20 updates at the rate {lr}, with a dashed line at {limit:.0f}, "
    "2 over the rate. It begins at {first:.1f}, is above the line at {over} places, "
    "and rests at {last:.1f}. Below, the loss: it begins at {start:.2f}, leaps to {top:.1f} "
    "at update {leap}, and falls to 0.",
    lr=EDGE_LR,
    limit=limit,
    first=bent[0],
    over=over,
    last=bent[-1],
    start=loss[0],
    top=loss[leap],
    leap=leap,
)
plt.show()

# %%
# While the sharpness is above the line the loss leaps about; once it is below, the loss goes to 0.
