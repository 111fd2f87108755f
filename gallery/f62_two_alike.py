"""
Two features that say nearly the same
=====================================

The loss over the weights of total cholesterol and of LDL, both standardised, on real data.
Say in which direction the valley runs before you look, and then follow the descent.
"""

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.preprocessing import StandardScaler

from gdtutorial import plotting
from gdtutorial.features import condition_number, errors, gradient, joint_limit, mse, predict

plt.style.use("gdtutorial.style")

# %%
# Two of ten features, and a bias, which is at its best: with standardised features, the mean of the labels.

people = load_diabetes(scaled=False)
y = people.target.reshape(-1, 1)
x = StandardScaler().fit_transform(people.data[:, 4:6])
r = np.corrcoef(x.T)[0, 1]
best = np.linalg.lstsq(x, y - y.mean(), rcond=None)[0].ravel()

# %%
# A descent of a hundred updates, from weights of 0.

b, w, path = y.mean(), np.zeros((2, 1)), []
for _ in range(101):
    path.append(w.ravel())
    error = errors(predict(b, w, x), y)
    w = w - 0.3 * joint_limit(x) * gradient(error, x)[1]
path = np.array(path)
sums, best_sum = path.sum(axis=1), best.sum()

# %%
# Both axes have the same scale, so that the picture has the valley's own shape.

one, other = np.meshgrid(np.linspace(-10, 40, 101), np.linspace(-25, 25, 101))
losses = mse(errors(predict(b, np.vstack([one.ravel(), other.ravel()]), x), y)).reshape(one.shape)
above = losses - losses.min() + 1
fig, ax = plt.subplots(figsize=(6.4, 5.6))
plotting.contours(ax, one, other, above, np.geomspace(4, above.max(), 9))
ax.plot(
    *path.T, "o-", color=plotting.CHALK, markeredgecolor=plotting.EDGE, markersize=6, linewidth=1
)
plotting.mark(ax, *path[0], "start")
plotting.mark(ax, *best, "minimum")
ax.set(title="Loss of the two weights", xlabel="weight of s1, total", ylabel="weight of s2, LDL")
ax.set_aspect("equal")

assert r > 0.8, "they say nearly the same"
assert np.abs(sums[10] / best_sum - 1) < 0.01, "after ten updates their sum is known"
left = np.hypot(*(path[[10, 100]] - best).T)
assert 0.2 < left[0] / np.hypot(*best) < 0.8 and left[1] < left[0] / 10, (
    "along the valley it creeps"
)
plotting.describe(
    fig,
    "Contours of the loss: a long valley that runs downwards to the right, for two features "
    "with a correlation of {r:.2f} and a condition number of {kappa:.1f}. The descent from 0,"
    " 0 is down in it after a few updates, with the sum of the weights at {total:.1f}, and "
    "creeps along it to the minimum at {one:.1f}, {other:.1f}; after ten updates {left:.0%} "
    "of the way is left.",
    r=r,
    kappa=condition_number(x),
    total=sums[10],
    one=best[0],
    other=best[1],
    left=left[0] / np.hypot(*best),
)
plt.show()

# %%
# Their sum is soon known; how to divide it between the two takes long.
