"""
The trials of the contest
=========================

How well six rules do on four problems, over the learning rate.
Look for the edge at which a curve turns straight up, and for the curves that have none.
"""

import matplotlib.pyplot as plt
import numpy as np

from gdtutorial import plotting
from gdtutorial.contest import contest
from gdtutorial.problems import tutorial_problems

plt.style.use("gdtutorial.style")

# %%
# Every rule gets the same number of trials over the same rates, from the same starts.
# The score is the logarithm of the loss above its minimum, averaged over fifty updates and ten starts: lower is better.

trials = {name: contest(problem) for name, problem in tutorial_problems().items()}
n_trials = {result.n_trials for results in trials.values() for result in results.values()}
assert len(n_trials) == 1, "every rule gets the same number of trials"
print("trials for each rule:", *n_trials)

# %%
# Where a rule has a second setting, the curve shows the best one at each rate.

fig, axes = plt.subplots(2, 2, figsize=(6.4, 6.2), sharex=True, sharey=True)
for ax, (problem, results) in zip(axes.flat, trials.items(), strict=True):
    for name, style in plotting.RULE_STYLES.items():
        rates, scores = results[name].grid["lr"], results[name].by_rate
        ax.semilogx(rates, np.minimum(scores, 9), label=name, **style)
        ax.plot(results[name].best["lr"], results[name].score, "o", color=style["color"])
    ax.set(title=problem, ylim=(-16.5, 3.5), xticks=(1e-3, 1e-1, 10), yticks=(-15, -10, -5, 0))
    ax.minorticks_off()
fig.supxlabel("learning rate", fontsize="medium")
fig.supylabel("score", fontsize="medium")
fig.legend(*axes[0, 0].get_legend_handles_labels(), loc="outside upper center", ncols=3)
bad, round_bowl = trials["Bad"], trials["Standardised"]
for problem, results in trials.items():
    for name in "gradient descent", "momentum":
        high = results[name].by_rate[-1]
        assert high > 50 or problem == "Threshold", "on squared errors they diverge"
        assert high > results[name].score + 1, "too high a rate is far worse than the best"
    for name in "RMSProp", "Adam":
        assert results[name].by_rate.max() < 3, "these have no such edge"
edges = {results["gradient descent"].best["lr"] for results in trials.values()}
assert len(edges) == len(trials), "the edge lies elsewhere on each problem"
plotting.describe(
    fig,
    "Scores of six rules over the learning rate on four problems. "
    "On squared errors gradient descent and momentum improve up to a rate "
    "beyond which they diverge; RMSProp and Adam have no such edge. "
    "On the bad feature the best scores are {plain:.1f} for gradient descent, "
    "{momentum:.1f} for momentum and {adam:.1f} for Adam; "
    "on the standardised one {round_plain:.1f}, {round_momentum:.1f} and {round_adam:.1f}.",
    plain=bad["gradient descent"].score,
    momentum=bad["momentum"].score,
    adam=bad["Adam"].score,
    round_plain=round_bowl["gradient descent"].score,
    round_momentum=round_bowl["momentum"].score,
    round_adam=round_bowl["Adam"].score,
)
plt.show()

# %%
# Without a scale of its own a rule lives close to an edge, and the edge lies elsewhere on each problem.
