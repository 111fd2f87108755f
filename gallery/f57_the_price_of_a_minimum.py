"""
The price of a minimum
======================

Five methods on real data with ten standardised features: the loss above its minimum over the gradients that they have computed.
Which of them know something that a plain descent does not?
"""

import matplotlib.pyplot as plt
import numpy as np
from scipy.optimize import minimize
from sklearn.datasets import load_diabetes
from sklearn.preprocessing import StandardScaler

from gdtutorial import plotting
from gdtutorial.conjugate import conjugate_gradients
from gdtutorial.features import eigenvalues, hessian
from gdtutorial.line_search import backtracking, exact_search

plt.style.use("gdtutorial.style")

# %%
# All begin at 0, and stop when no slope is larger than a millionth of the largest at the start.

people = load_diabetes(scaled=False)
x, y = StandardScaler().fit_transform(people.data), people.target.reshape(-1, 1)
h, r = hessian(x), 2 * np.array([y.mean(), *(x * y).mean(axis=0)])
least, start, tolerance = np.linalg.solve(h, r), np.zeros(11), 1e-6 * np.abs(r).max()
values, asked = eigenvalues(x), []


def bowl_at(p):
    """Compute the mean squared error, but for a constant."""
    return p @ h @ p / 2 - r @ p


def slope_at(p):
    """Compute its slopes."""
    asked.append(p.copy())
    return h @ p - r


p, best_rate = start, 2 / (values[0] + values[-1])
while np.abs(slope_at(p)).max() > tolerance:
    p = p - best_rate * (h @ p - r)
paths = {"best constant rate": np.array(asked)}
paths["backtracking"] = backtracking(bowl_at, slope_at, start, 1.0, 0.5, tolerance, 5000).places
paths["exact search"] = exact_search(h, r, start, tolerance, 5000).places
asked.clear()
minimize(bowl_at, start, jac=slope_at, method="BFGS", options={"gtol": tolerance})
paths["BFGS"] = np.array(asked)
paths["conjugate gradients"] = conjugate_gradients(h, r, start, tolerance).places

# %%
# Both axes are logarithmic.

colours = [plotting.COLOURS[each] for each in ("data", "w", "b", "model", "good")]
fig, ax = plt.subplots(figsize=(6.4, 4.8))
for (name, path), colour in zip(paths.items(), colours, strict=True):
    excess = np.einsum("ti,ij,tj->t", path - least, h, path - least) / 2
    ax.plot(np.arange(1, len(path) + 1), excess, color=colour, label=name)
ax.set(title="Loss above its minimum", xlabel="gradients computed", xscale="log", yscale="log")
ax.set(ylim=(1e-9, 1e11), xticks=(1, 10, 100, 1000), xticklabels=("1", "10", "100", "1000"))
ax.legend(loc="upper right")

counts = {name: len(path) for name, path in paths.items()}
assert counts["conjugate gradients"] == 12 < counts["BFGS"] < 60, "two of them take few"
assert min(counts[name] for name in list(paths)[:3]) > 10 * counts["BFGS"], "three take many"
assert counts["backtracking"] < counts["best constant rate"], "a rate that is found is enough"
plotting.describe(
    fig,
    "Falling curves over the number of gradients, on logarithmic axes. To the same tolerance the "
    "best constant rate takes {a}, backtracking {b}, the exact search {c}, BFGS {d} and conjugate "
    "gradients {e}.",
    **dict(zip("abcde", counts.values(), strict=True)),
)
plt.show()

# %%
# What the three slow ones forget after each step, the two fast ones keep: how the gradient has changed.
