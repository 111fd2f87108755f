"""Gradient descent for a line, in small pure functions.

One file per idea, in reading order:

settings
    the tutorial's own numbers: the seed, the sizes, the true line, the rates
data
    make the synthetic line, split it, spoil it, standardise it
model
    the five steps of gradient descent: the heart, on one screen
surface
    the loss at any parameters, its sections, its slopes and its minimum
curvature
    how steep the surface bends, and the learning rates that it tolerates
descent
    epochs and batches: a whole descent, and the path it took
logistic
    a loss that is no quadratic, for a yes or no
optimisers
    better steps: momentum, RMSProp, Adam and others, and a fair contest of them
noise
    how far from the minimum stochastic descent comes to rest
plotting
    draw each idea on Matplotlib axes

``checks`` holds every rule about input, and is called first.
"""

__version__ = "1.0.0"
