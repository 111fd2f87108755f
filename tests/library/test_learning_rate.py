"""Below the joint limit the loss falls at every step; beyond it, it grows."""

import numpy as np
from helpers import columns, numbers
from hypothesis import assume, given

from gdtutorial.curvature import joint_limit, section_limits
from gdtutorial.descent import gradient_descent
from gdtutorial.model import errors, gradient, predict, update
from gdtutorial.surface import loss_surface, minimum


@given(columns(), numbers(-10, 10), numbers(-10, 10), numbers(0.05, 0.95))
def test_below_the_limit_the_loss_falls_at_every_step(data, b, w, fraction):
    x, y = data
    path = gradient_descent(x, y, b, w, fraction * joint_limit(x), n_epochs=100)
    least = loss_surface(x, y, *minimum(x, y))
    above = (path.loss - least).ravel()
    resolved = above[:-1] > 1e-10 * (1 + path.loss[0])  # nearer to the minimum, rounding decides
    assume(resolved[0])
    assert (np.diff(above)[resolved] < 0).all()
    assert (np.diff(above) <= 1e-12 * (1 + path.loss[0])).all()


@given(columns(), numbers(-10, 10), numbers(-10, 10), numbers(1.05, 3))
def test_beyond_the_limit_the_loss_grows_in_the_end(data, b, w, fraction):
    x, y = data
    end = np.array(minimum(x, y))
    steepest = np.linalg.eigh([[1, x.mean()], [x.mean(), (x**2).mean()]])[1][:, -1]
    assume(abs(steepest @ ([b, w] - end)) > 0.01)  # exactly along the valley, nothing would grow
    path = gradient_descent(x, y, b, w, fraction * joint_limit(x), n_epochs=250)
    late = path.loss[-100:]
    late = late[np.isfinite(late)]
    assert (np.diff(late) > 0).all()
    assert not path.loss[-1] <= 1000 * path.loss[0]


@given(columns(), numbers(0.02, 5))
def test_the_section_limits_are_those_of_one_parameter_moved_alone(data, distance):
    """One update changes the distance to the section's lowest point by the factor 1 - 2 lr / limit."""
    x, y = data
    b, w = minimum(x, y)
    b_limit, w_limit = section_limits(x)
    for fraction, shrinks in ((0.9, True), (1.1, False)):
        b_grad, _ = gradient(errors(predict(b + distance, w, x), y), x)
        moved, _ = update(b + distance, w, b_grad, 0, fraction * b_limit)
        assert (abs(moved - b) < distance) == shrinks
        _, w_grad = gradient(errors(predict(b, w + distance, x), y), x)
        _, moved = update(b, w + distance, 0, w_grad, fraction * w_limit)
        assert (abs(moved - w) < distance) == shrinks
