"""Gradient descent for a line, in small pure functions.

One file per idea, in reading order:

settings
    the tutorial's own numbers: the seed, the sizes, the true line, the rates
data
    make the synthetic line, split it, spoil it, standardise it
model
    the five steps of gradient descent: the heart, on one screen
moments
    six numbers for a set of points: all that its loss is made of
surface
    the loss at any parameters, its sections, its slopes and its minimum
curvature
    how strongly the surface bends, and the learning rates that it tolerates
logistic
    a loss that is no quadratic, for a yes or no
line_search
    the rate of one step, searched for
conjugate
    conjugate gradients: directions that do not undo each other
newton
    Newton's method, in full steps or damped
differences
    a gradient, measured, and the check of a gradient
autodiff
    an engine that computes gradients by itself
rules
    what to do with a gradient: momentum, RMSProp, Adam and others
problems
    what to descend on: a loss, its gradient, and where it is least
descent
    epochs and batches: a whole descent by any rule, and the path it took
delay
    gradients that come late, and the rate that they tolerate
network
    the five steps for a network with one hidden layer
contest
    a fair contest of the rules
noise
    how far from the minimum stochastic descent comes to rest
plotting
    draw each idea on Matplotlib axes

``checks`` holds every rule about input, and is called first.
"""

__version__ = "1.0.0"
