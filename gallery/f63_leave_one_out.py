"""
Without one of ten
==================

The condition number of ten standardised features, without each in turn, and what the least loss is then.
A feature worth leaving out has its dot far to the left, and a short bar.
"""

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LinearRegression
from sklearn.preprocessing import StandardScaler

from gdtutorial import plotting
from gdtutorial.features import condition_number, errors, mse

plt.style.use("gdtutorial.style")

# %%
# Leave each feature out, and solve for the weights of the others.

people = load_diabetes(scaled=False)
y = people.target.reshape(-1, 1)
x = StandardScaler().fit_transform(people.data)
names, kappas, losses = people.feature_names, [], []
for rest in [x, *(np.delete(x, j, axis=1) for j in range(len(names)))]:
    kappas.append(condition_number(rest))
    losses.append(mse(errors(LinearRegression().fit(rest, y).predict(rest), y)).item())
(whole, *kappas), (least, *losses) = kappas, losses
rises = [loss / least - 1 for loss in losses]

# %%
# The dashed line is the condition number of all ten.

alike = [name in {"s1", "s2"} for name in names]
colours = [plotting.COLOURS["model" if one else "data"] for one in alike]
fig, (left, right) = plt.subplots(1, 2, figsize=(6.4, 5.2), sharey=True)
rows = range(len(names))
left.hlines(rows, 20, kappas, colors=colours, linewidth=3, alpha=0.4)
left.scatter(kappas, rows, c=colours, s=90, zorder=3)
left.axvline(whole, color=plotting.INK, linestyle=(0, (4, 3)), linewidth=1.2)
right.barh(rows, [100 * rise for rise in rises], color=colours, height=0.5)
left.set(title="Condition number", xscale="log", xlim=(20, 900), xticks=(30, 100, 300))
left.set(xticklabels=("30", "100", "300"), yticks=rows, yticklabels=names, ylim=(9.6, -0.6))
left.minorticks_off()
left.set_ylabel("without")
right.set(title="Rise of the least loss, %", xlim=(0, 16))
for ax in (left, right):
    ax.grid(visible=False, axis="y")

by_kappa = dict(zip(names, kappas, strict=True))
assert sorted(names, key=by_kappa.get)[:2] == ["s1", "s2"], "these two make the valley long"
assert by_kappa["s1"] < whole / 8, "without one of them it is far shorter"
assert rises[4] < 0.01 and max(rises) == rises[2] > 0.1, "s1 is cheap to do without, bmi is not"
plotting.describe(
    fig,
    "Ten rows, one without each feature. The condition number is {s1:.0f} without s1, "
    "{s2:.0f} without s2, {s5:.0f} without s5 and {s3:.0f} without s3; without any other it "
    "stays above {rest:.0f}, where all ten have {whole:.0f}. The least loss rises most "
    "without bmi, by {bmi:.0%}, and by {s1_rise:.1%} without s1.",
    s1=kappas[4],
    s2=kappas[5],
    s3=kappas[6],
    s5=kappas[8],
    rest=min(
        k for k, name in zip(kappas, names, strict=True) if name not in {"s1", "s2", "s3", "s5"}
    )
    - 1,
    whole=whole,
    bmi=rises[2],
    s1_rise=rises[4],
)
plt.show()

# %%
# Without s1 the valley is far shorter, at hardly any cost; without bmi it is as long as before, at the highest.
