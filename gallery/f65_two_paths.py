"""
Stopping and shrinking
======================

On the loss of two weights, the path of a descent from 0 with small steps, and all solutions of ridge regression.
Both lead from 0 to the minimum; look for where they are farthest apart, and which of them is ahead.
"""

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.linear_model import Ridge
from sklearn.preprocessing import StandardScaler

from gdtutorial import plotting
from gdtutorial.features import errors, gradient, joint_limit, mse, predict, update

plt.style.use("gdtutorial.style")

# %%
# Two features that say nearly the same, and labels with a mean of 0, so that the bias is 0.

people = load_diabetes(scaled=False)
y = people.target.reshape(-1, 1) - people.target.mean()
x = StandardScaler().fit_transform(people.data[:, 4:6])
best = np.linalg.lstsq(x, y, rcond=None)[0].ravel()

# %%
# Small steps; and the penalty from endless to none.

lr = joint_limit(x) / 100
b, w, stopped = np.zeros(1), np.zeros((2, 1)), []
for _ in range(10_000):
    stopped.append(w.ravel())
    b, w = update(b, w, *gradient(errors(predict(b, w, x), y), x), lr)
stopped = np.array(stopped)
shrunk = np.array([Ridge(alpha=a).fit(x, y.ravel()).coef_ for a in np.geomspace(1e-2, 1e6, 500)])
apart = np.hypot(*(stopped[:, np.newaxis] - shrunk).T).min(axis=0).max()

# %%
# Both axes have the same scale.

one, other = np.meshgrid(np.linspace(-5, 32, 101), np.linspace(-15, 15, 101))
losses = mse(errors(predict(b, np.vstack([one.ravel(), other.ravel()]), x), y)).reshape(one.shape)
above = losses - losses.min() + 1
fig, ax = plt.subplots(figsize=(6.4, 5.6))
plotting.contours(ax, one, other, above, np.geomspace(4, above.max(), 9)).set_alpha(0.4)
ax.plot(*stopped.T, color=plotting.CHALK, linewidth=5)
ax.plot(*shrunk.T, color=plotting.EDGE, linewidth=2.4, linestyle=(0, (4, 2)))
plotting.mark(ax, 0, 0, "start")
plotting.mark(ax, *best, "minimum")
plotting.note(ax, "solid: stopping", (11, 5), (8, 12), color=plotting.CHALK)
plotting.note(ax, "dashed: ridge", (6, 2), (4, -40), color=plotting.CHALK)
ax.set(title="Two ways from 0 to the minimum", xlabel="weight of s1", ylabel="weight of s2")
ax.set_aspect("equal")

assert apart < 0.1 * np.hypot(*best), "the two paths run side by side"
assert stopped[:, 1].max() > shrunk[:, 1].max() + 1, "ridge turns earlier"
assert np.allclose(shrunk[0], best, atol=0.05) and np.allclose(shrunk[-1], 0, atol=0.05), (
    "ridge goes the whole way"
)
assert np.allclose(stopped[-1], best, atol=0.05), "and the descent go the whole way"
plotting.describe(
    fig,
    "Contours of a long valley, with two paths from 0, 0 to the minimum at {one:.1f}, "
    "{other:.1f}: first across the valley, then along it. The path of the descent and that of"
    " ridge regression are nowhere farther apart than {apart:.2f}.",
    one=best[0],
    other=best[1],
    apart=apart,
)
plt.show()

# %%
# They run side by side: both learn first what the data tell loudly, and last what lies along the valley.
