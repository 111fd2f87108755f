r"""Better steps: what to do with a gradient, other than to take it times the learning rate.

A rule gets parameters, their gradient and its own memory, and returns new parameters and a new memory.
It works entry by entry, on arrays of any shape:

==========  =======================================================
symbol      meaning
==========  =======================================================
``p``       parameters :math:`\theta`, here `b` and `w`, shape (2, k)
``g``       gradient at these parameters, of the same shape
``memory``  what the rule keeps between updates; ``None`` before the first
``lr``      learning rate :math:`\eta`
==========  =======================================================

Two updates by hand:

>>> import numpy as np
>>> p, memory = np.array([1.0, 1.0]), None
>>> for _ in range(2):
...     g = np.array([2.0, 0.2]) * p  # of the loss p0**2 + 0.1 p1**2
...     p, memory = momentum(p, g, memory, lr=0.1, momentum=0.5)
...     print(p)
[0.8  0.98]
[0.54   0.9504]
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Rule = Callable[..., tuple[Any, Any]]


def plain(p: Any, g: Any, memory: Any = None, *, lr: Any) -> tuple[Any, Any]:
    r"""Gradient descent: step against the gradient.

    .. math:: \theta \leftarrow \theta - \eta g

    Parameters
    ----------
    p, g : array
        Parameters and their gradient.
    memory : None
        Not needed.
    lr : float or array
        Learning rate.

    Returns
    -------
    p : array
        New parameters.
    memory : None
        New memory.

    Notes
    -----
    A. Cauchy (1847), "Méthode générale pour la résolution des systèmes d'équations simultanées".
    In PyTorch: ``SGD``.
    Beyond the source.

    Examples
    --------
    >>> plain(1.0, 0.5, lr=0.1)
    (0.95, None)
    """
    return p - lr * g, memory


def decayed(p: Any, g: Any, memory: Any = None, *, lr: Any, tau: Any = 100.0) -> tuple[Any, Any]:
    r"""Gradient descent with a learning rate that falls over time.

    .. math:: \theta \leftarrow \theta - \frac{\eta}{1 + t / \tau} \, g, \qquad t \leftarrow t + 1

    Parameters
    ----------
    p, g : array
        Parameters and their gradient.
    memory : int, optional
        The number t of updates so far.
    lr : float or array
        Learning rate of the first update.
    tau : float or array
        After how many updates the rate is half of that.

    Returns
    -------
    p : array
        New parameters.
    memory : int
        New memory.

    Notes
    -----
    H. Robbins, S. Monro (1951), "A Stochastic Approximation Method", doi:10.1214/aoms/1177729586:
    the rates must add up to infinity, so that any distance can be walked, and their squares must not, so that the noise dies out.
    In PyTorch: ``SGD`` with ``LambdaLR(optimizer, lambda t: 1 / (1 + t / tau))``.
    Beyond the source.

    Examples
    --------
    >>> decayed(1.0, 1.0, 100, lr=0.5, tau=100.0)
    (0.75, 101)
    """
    t = 0 if memory is None else memory
    return p - lr / (1 + t / tau) * g, t + 1


def momentum(
    p: Any, g: Any, memory: Any = None, *, lr: Any, momentum: Any = 0.9
) -> tuple[Any, Any]:
    r"""Momentum, the heavy ball: a velocity carries on a share of what came before.

    .. math:: v \leftarrow \mu v + g, \qquad \theta \leftarrow \theta - \eta v

    Parameters
    ----------
    p, g : array
        Parameters and their gradient.
    memory : array, optional
        The velocity v.
    lr : float or array
        Learning rate.
    momentum : float or array
        The share :math:`\mu`, from 0 to below 1.

    Returns
    -------
    p : array
        New parameters.
    memory : array
        New memory.

    Notes
    -----
    B. T. Polyak (1964), "Some methods of speeding up the convergence of iteration methods", doi:10.1016/0041-5553(64)90137-5.
    In PyTorch: ``SGD(momentum=momentum)``.
    There, and here, the rate multiplies the velocity as a whole; Polyak has it inside, which is the same as long as it is constant.
    Beyond the source.

    Examples
    --------
    A gradient that stays carries up to 1 / (1 - momentum) times as far:

    >>> p, v = 0.0, None
    >>> for _ in range(4):
    ...     before, (p, v) = p, momentum(p, -1.0, v, lr=1.0, momentum=0.5)
    ...     print(p - before)
    1.0
    1.5
    1.75
    1.875
    """
    v = g if memory is None else momentum * memory + g
    return p - lr * v, v


def nesterov(
    p: Any, g: Any, memory: Any = None, *, lr: Any, momentum: Any = 0.9
) -> tuple[Any, Any]:
    r"""Momentum as Nesterov has it: the gradient is felt where the velocity is about to lead.

    .. math:: v \leftarrow \mu v + g, \qquad \theta \leftarrow \theta - \eta \, (g + \mu v)

    Parameters
    ----------
    p, g : array
        Parameters and their gradient.
    memory : array, optional
        The velocity v.
    lr : float or array
        Learning rate.
    momentum : float or array
        The share :math:`\mu`, from 0 to below 1.

    Returns
    -------
    p : array
        New parameters.
    memory : array
        New memory.

    Notes
    -----
    Y. Nesterov (1983), "A method for solving the convex programming problem with convergence rate O(1/k²)";
    with a constant momentum, as I. Sutskever, J. Martens, G. Dahl, G. Hinton (2013),
    "On the importance of initialization and momentum in deep learning".
    In PyTorch: ``SGD(momentum=momentum, nesterov=True)``.
    There, and here, the parameters kept are those at which the gradient is taken, one stride of velocity ahead of Nesterov's own.
    Beyond the source.

    Examples
    --------
    >>> nesterov(0.0, -1.0, lr=1.0, momentum=0.5)
    (1.5, -1.0)
    """
    v = g if memory is None else momentum * memory + g
    return p - lr * (g + momentum * v), v


def rmsprop(
    p: Any, g: Any, memory: Any = None, *, lr: Any, alpha: Any = 0.99, eps: Any = 1e-8
) -> tuple[Any, Any]:
    r"""RMSProp: divide each gradient by the root of the mean of its recent squares.

    .. math:: s \leftarrow \alpha s + (1 - \alpha) g^2, \qquad \theta \leftarrow \theta - \eta \frac{g}{\sqrt{s} + \varepsilon}

    Parameters
    ----------
    p, g : array
        Parameters and their gradient.
    memory : array, optional
        The mean square s.
    lr : float or array
        Learning rate: about the length of a step in each parameter.
    alpha : float or array
        The share of the mean that is kept, from 0 to below 1.
    eps : float or array
        Keeps the division possible, above 0.

    Returns
    -------
    p : array
        New parameters.
    memory : array
        New memory.

    Notes
    -----
    T. Tieleman, G. Hinton (2012), "Lecture 6.5: RMSProp, divide the gradient by a running average of its recent magnitude".
    In PyTorch: ``RMSprop``.
    The lecture keeps 0.9 and has no epsilon; PyTorch's defaults, taken here, keep 0.99 and add 1e−8 after the root.
    The mean starts at 0, so the first step is longer than the rate, by a factor of 1 over the root of (1 - alpha).
    Beyond the source.

    Examples
    --------
    >>> import numpy as np
    >>> p, s = rmsprop(np.array([1.0, 1.0]), np.array([300.0, -0.02]), lr=0.1)
    >>> print(p.round(4))
    [0. 2.]
    """
    s = (1 - alpha) * g**2 if memory is None else alpha * memory + (1 - alpha) * g**2
    return p - lr * g / (s**0.5 + eps), s


def adam(
    p: Any,
    g: Any,
    memory: Any = None,
    *,
    lr: Any,
    beta1: Any = 0.9,
    beta2: Any = 0.999,
    eps: Any = 1e-8,
) -> tuple[Any, Any]:
    r"""Adam: a mean of the gradients over the root of a mean of their squares, both freed from their start at 0.

    .. math::

        m \leftarrow \beta_1 m + (1 - \beta_1) g, \qquad
        s \leftarrow \beta_2 s + (1 - \beta_2) g^2, \qquad
        \theta \leftarrow \theta - \eta \frac{m / (1 - \beta_1^t)}{\sqrt{s / (1 - \beta_2^t)} + \varepsilon}

    Parameters
    ----------
    p, g : array
        Parameters and their gradient.
    memory : tuple of array and int, optional
        The two means, m and s, and the number t of updates so far.
    lr : float or array
        Learning rate: about the length of a step in each parameter, and exactly that of the first.
    beta1, beta2 : float or array
        The shares of the means that are kept, from 0 to below 1.
    eps : float or array
        Keeps the division possible, above 0.

    Returns
    -------
    p : array
        New parameters.
    memory : tuple
        New memory.

    Notes
    -----
    D. P. Kingma, J. Ba (2015), "Adam: A Method for Stochastic Optimization", doi:10.48550/arXiv.1412.6980.
    In PyTorch: ``Adam``, with the same defaults.
    Beyond the source.

    Examples
    --------
    The first step has the length of the rate, however large or small the gradient:

    >>> import numpy as np
    >>> p, memory = adam(np.array([1.0, 1.0]), np.array([300.0, -0.02]), lr=0.1)
    >>> print(p.round(4))
    [0.9 1.1]
    """
    m, s, t = (0.0, 0.0, 0) if memory is None else memory
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    step = (m / (1 - beta1**t)) / ((s / (1 - beta2**t)) ** 0.5 + eps)
    return p - lr * step, (m, s, t)


RULES: dict[str, Rule] = {
    "gradient descent": plain,
    "decay": decayed,
    "momentum": momentum,
    "Nesterov": nesterov,
    "RMSProp": rmsprop,
    "Adam": adam,
}
"""Every rule of this module, by the name that figures and tables give it."""
