r"""An engine that computes gradients: reverse-mode automatic differentiation, for single numbers.

==============  ==============================================
symbol          meaning
==============  ==============================================
``value``       what a number is
``operation``   what it was computed by; empty for one that was given
``inputs``      what it was computed from, each with its local slope: how fast this number grows with that one
==============  ==============================================

The tutorial's own steps 1 and 2 run on it, unchanged, and then the chain rule runs back through what they did:

>>> import numpy as np
>>> from gdtutorial.data import tutorial_data
>>> from gdtutorial.model import errors, initialise, mse, predict
>>> x_train, y_train, x_val, y_val = tutorial_data()
>>> b, w = map(Variable, np.ravel(initialise()).tolist())
>>> loss = mse(errors(predict(np.array([b]), np.array([w]), x_train), y_train)).item()
>>> grads = backward(loss)
>>> print(round(loss.value, 12), round(grads[b], 12), round(grads[w], 12))
2.742157770055 -3.044811379651 -1.833753717151

All of its code, without these words, is forty lines at most.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from gdtutorial import checks


@dataclass(frozen=True, eq=False)
class Variable:
    """A number that knows what it was computed from.

    Attributes
    ----------
    value : float
        The number.
    operation : str
        What made it.
    inputs : tuple of pairs
        Each a :class:`Variable` that went into it, and the local slope.

    Notes
    -----
    It knows four operations: ``+``, ``*``, a power with a fixed exponent, and the hyperbolic tangent.
    Minus and division are made of them; a plain number may stand on the left of ``+`` and ``*`` only.
    NumPy computes with arrays of variables as it does with numbers.
    Beyond the source.

    Examples
    --------
    >>> a = Variable(3.0)
    >>> print(a * a + 1)
    Variable(value=10.0, operation='+')
    """

    value: float
    operation: str = ""
    inputs: tuple[tuple[Variable, float], ...] = field(default=(), repr=False)

    def __add__(self, other: Variable | float) -> Variable:
        other = other if isinstance(other, Variable) else Variable(float(other))
        return Variable(self.value + other.value, "+", ((self, 1.0), (other, 1.0)))

    def __mul__(self, other: Variable | float) -> Variable:
        other = other if isinstance(other, Variable) else Variable(float(other))
        return Variable(self.value * other.value, "×", ((self, other.value), (other, self.value)))

    def __pow__(self, n: float) -> Variable:
        return Variable(self.value**n, f"^{n}", ((self, n * self.value ** (n - 1)),))

    def tanh(self) -> Variable:
        """Return the hyperbolic tangent; ``np.tanh`` calls it."""
        value = math.tanh(self.value)
        return Variable(value, "tanh", ((self, 1 - value**2),))

    def __sub__(self, other: Variable | float) -> Variable:
        return self + other * -1.0

    def __truediv__(self, other: Variable | float) -> Variable:
        return self * other**-1.0

    __radd__, __rmul__ = __add__, __mul__


def history(end: Variable) -> list[Variable]:
    """List all that a variable was computed from, and itself: each after its own inputs.

    Parameters
    ----------
    end : Variable
        Where to look back from, such as a loss.

    Returns
    -------
    order : list of Variable
        A topological order of the graph, `end` last.

    Raises
    ------
    ValueError
        If `end` is no :class:`Variable`.

    Notes
    -----
    Beyond the source.

    Examples
    --------
    >>> a = Variable(3.0)
    >>> for each in history(a * a + 1):
    ...     print(each)
    Variable(value=1.0, operation='')
    Variable(value=3.0, operation='')
    Variable(value=9.0, operation='×')
    Variable(value=10.0, operation='+')
    """
    done: dict[Variable, None] = {}
    waiting = [checks.instance("end", end, Variable)]
    while waiting:
        first = [source for source, _ in waiting[-1].inputs if source not in done]
        waiting += first
        if not first:
            done[waiting.pop()] = None
    return list(done)


def backward(end: Variable) -> dict[Variable, float]:
    r"""Compute the gradient of a variable for all that it was computed from.

    .. math:: \frac{\partial L}{\partial v} = \sum_{u \text{ made from } v} \frac{\partial u}{\partial v} \, \frac{\partial L}{\partial u}

    Parameters
    ----------
    end : Variable
        The loss :math:`L`.

    Returns
    -------
    grads : dict
        How fast `end` grows with each variable in its history.

    Raises
    ------
    ValueError
        If `end` is no :class:`Variable`.

    Notes
    -----
    In the reverse of a topological order a gradient is complete before it is handed on:
    all that was made from a variable comes before it.
    Beyond the source.

    Examples
    --------
    The square has two ways to ``a``, and the slopes along both add up:

    >>> a = Variable(3.0)
    >>> print(backward(a * a)[a])
    6.0
    """
    grads = dict.fromkeys(history(end), 0.0) | {end: 1.0}
    for node in reversed(grads):
        for source, slope in node.inputs:
            grads[source] += slope * grads[node]
    return grads
