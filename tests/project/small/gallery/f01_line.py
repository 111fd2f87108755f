"""
The line
========

Look at where it starts.
"""

import matplotlib.pyplot as plt
from gdtutorial.line import height

from gdtutorial import plotting

plt.style.use("gdtutorial.style")

# %%
# Two points are enough.

fig, ax = plt.subplots(figsize=(2.0, 1.5))
ax.plot([0, 1], [height(0), height(1)])
ax.set(title=f"Up to {height(1):.2f}")
plotting.describe(fig, "A line rises to {top:.2f}.", top=height(1))
plt.show()
