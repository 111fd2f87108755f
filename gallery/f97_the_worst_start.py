"""
The worst start
===============

Each step to the lowest point along the gradient, and beside it the best constant rate, from two starts.
Compare the two paths in each of the upper pictures, and then the lines below.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.curvature import best_rate, condition_number, directions, eigenvalues, hessian
from gdtutorial.data import tutorial_data
from gdtutorial.descent import iterates
from gdtutorial.line_search import exact_search
from gdtutorial.model import initialise
from gdtutorial.problems import line_problem
from gdtutorial.surface import loss_surface, parameter_grid

plt.style.use("gdtutorial.style")

# %%
# The worst start has slopes of equal size along both directions of the bowl.

x_train, y_train, x_val, y_val = tutorial_data()
problem, h, kappa = line_problem(x_train, y_train), hessian(x_train), condition_number(x_train)
least = np.array(problem.minimum)
worst = least - 0.35 * np.divide(1, eigenvalues(x_train)) @ directions(x_train)
starts = {"the worst start": worst, "the random start": np.ravel(initialise())}

# %%
# A line through dots is the exact search; rings are the best constant rate.

n, lr, left = 12, best_rate(x_train), []
fig = plt.figure(figsize=(6.4, 6.8))
grid = fig.add_gridspec(2, 2, height_ratios=(1.2, 1))
bs, ws = parameter_grid(b=1.3, w=1.3, reach=2.0)
losses = loss_surface(x_train, y_train, bs, ws)
for i, (name, start) in enumerate(starts.items()):
    exact = exact_search(h, h @ least, start, 1e-12, n).places
    steady = iterates(x_train, y_train, *start, lr, n_updates=n)
    steady = np.column_stack([np.ravel(steady.b), np.ravel(steady.w)])
    ax = fig.add_subplot(grid[0, i])
    plotting.contours(ax, bs, ws, losses, plotting.loss_levels(losses)).set_alpha(0.35)
    ax.plot(*exact.T, "o-", color=plotting.CHALK, markeredgecolor=plotting.EDGE, markersize=5)
    ax.plot(*steady.T, "o", mfc="none", mec=plotting.EDGE, markersize=9)
    plotting.mark(ax, *least, "minimum")
    ax.set(title=f"From {name}", aspect="equal", xlim=(-0.5, 3), ylim=(-0.5, 3))
    left += [problem.excess(*path.T) / problem.excess(*start) for path in (exact, steady)]
plt.setp(fig.axes[1], ylabel="")
ax, (same, steady, fast, slow) = fig.add_subplot(grid[1, :]), left
ax.plot(same, "o-", color=plotting.COLOURS["model"], markersize=5)
ax.plot(steady, "o", mfc="none", mec=plotting.COLOURS["model"], markersize=10)
ax.plot(fast, "o-", color=plotting.COLOURS["data"], markersize=5)
ax.plot(slow, "o", mfc="none", mec=plotting.COLOURS["data"], markersize=13)
ax.set(title="Share of the excess that is left", xlabel="steps", yscale="log", ylim=(1e-11, 9))
plotting.note(ax, "the three others", (6, same[6]), (0, -16), color=plotting.COLOURS["model"])
plotting.note(ax, "random start, exact", (4, fast[4]), (-9, -4), color=plotting.COLOURS["data"])

assert np.allclose(same, [steady, slow]), "from either start the constant rate leaves the same"
assert np.allclose(same[1:] / same[:-1], ((kappa - 1) / (kappa + 1)) ** 2), "a share each time"
assert fast[8] < 1e-4 * slow[8], "from the random start the exact search is far ahead"
plotting.describe(
    fig,
    "Above, paths on the contours. From the worst start the exact search and the best constant "
    "rate, {lr:.3f}, take the same {n} zigzag steps; from the random start the exact search "
    "is there in a few. Below, the share of the excess that is left: from the worst "
    "start each step takes {factor:.1%} of it; from the random start, 8 steps of the search leave "
    "{fast:.0e}, and 8 of the constant rate {slow:.0e}.",
    lr=lr,
    n=n,
    factor=1 - same[1],
    fast=fast[8],
    slow=slow[8],
)
plt.show()

# %%
# The search that looks for the best rate in each step finds, from the worst start, the best constant rate, again and again.
