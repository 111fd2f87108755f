"""Every public function with a call that is right, and what a caller may hand to it by mistake or in a form of its own."""

import importlib
import inspect

import numpy as np
from helpers import MODULES
from matplotlib.figure import Figure

from gdtutorial.autodiff import Variable
from gdtutorial.descent import minimise
from gdtutorial.problems import line_problem
from gdtutorial.rules import momentum
from gdtutorial.surface import SectionStep

X = np.array([[0.0], [1.0], [2.0], [3.0]])
Y = np.array([[1.0], [3.0], [4.0], [8.0]])
XS = np.array([[0.0, 1.0], [1.0, 3.0], [2.0, 2.0], [3.0, 5.0]])
LABEL = np.array([[0.0], [1.0], [0.0], [1.0]])
ROW = X[:, 0]
BS, WS = np.meshgrid([0.0, 1.0, 2.0], [0.0, 1.0, 2.0, 3.0])
BOWL = 1 + (BS - 1) ** 2 + (WS - 1.5) ** 2
PROBLEM = line_problem(X, Y)
PATH = minimise(PROBLEM, 0.0, 0.5, 0.1, n_updates=3)

COLUMNS = {"x": X, "y": Y}
CLASSES = {"x": X, "label": LABEL}
GRID = {"bs": BS, "ws": WS, "losses": BOWL}
LEVELS = np.array([2.0, 4.0])
START = {"b": 0.0, "w": 0.5, "lr": 0.1}
SEED = {"random_state": 42}
SLOPES = {"f": lambda p: (p**2).sum(), "at": ROW, "step": 0.25}
BENT = {
    "h": np.array([[2.0, 1.0], [1.0, 4.0]]),
    "r": np.array([1.0, -2.0]),
    "at": np.array([3.0, 0.5]),
}
WALKED = {"tolerance": 1e-6, "n_updates": 3}
CURVE = {"f": lambda p: (p**2).sum(), "gradient": lambda p: 2 * p, "at": ROW}
TIME = {"t": ROW, "lr": 0.1}
SECTION = {"values": ROW, "losses": ROW**2, "parameter": "w"}

CALLS = {
    "data.make_line": {"n": 5, "b": 1.0, "w": 2.0, "noise": 0.1} | SEED,
    "data.split_index": {"n": 10, "train": 0.5} | SEED,
    "data.tutorial_data": {"b": 1.0, "w": 2.0} | SEED,
    "data.spoil": {"x": X, "w": 2.0, "factor": 10.0},
    "data.standardise": {"x_train": X, "x_val": Y},
    "model.initialise": SEED,
    "moments.moments": COLUMNS,
    "surface.parameter_grid": {"b": 1.0, "w": 2.0, "reach": 3.0, "n": 5},
    "surface.minimum": COLUMNS,
    "surface.loss_surface": COLUMNS | {"bs": BS, "ws": WS},
    "surface.cross_section": GRID | {"b": 0.9, "w": None},
    "surface.geometric_gradient": COLUMNS | {"b": 0.5, "w": 1.0, "step": 0.25},
    **{
        f"curvature.{name}": {"x": X}
        for name in [
            "hessian",
            "eigenvalues",
            "directions",
            "section_limits",
            "joint_limit",
            "best_rate",
            "best_momentum",
            "condition_number",
        ]
    },
    "surface.section_steps": COLUMNS
    | {"bs": BS, "ws": WS, "b": 0.9, "w": 1.1, "lr": 0.1, "step": 0.25},
    "curvature.convergence_factors": {"x": X, "lr": 0.1},
    "curvature.contraction": {"x": X, "lr": 0.1, "momentum": 0.5},
    "curvature.verdict": {"x": X, "lr": 0.1, "momentum": 0.5},
    "descent.gradient_descent": COLUMNS
    | START
    | SEED
    | {"rule": momentum, "momentum": 0.5, "n_epochs": 2, "batch_size": 2, "shuffle": False}
    | {"replacement": False, "record": "updates"},
    "descent.minimise": {"problem": PROBLEM, "rule": momentum, "n_updates": 2, "momentum": 0.5}
    | START,
    "descent.descend": {"gradients": [PROBLEM.gradient], "rule": momentum, "momentum": 0.5}
    | START,
    "descent.iterates": COLUMNS | START | {"n_updates": 2},
    "delay.delayed_limit": {"tau": 2, "bend": 0.5},
    "delay.delayed_roots": {"tau": 2, "bend": 0.5, "lr": 0.1},
    "delay.delayed_descent": {
        "problem": PROBLEM,
        "rule": momentum,
        "n_updates": 3,
        "momentum": 0.5,
    }
    | START
    | {"tau": 2},
    "features.initialise": {"n_features": 3} | SEED,
    **{
        f"features.{name}": {"x": XS}
        for name in ["hessian", "eigenvalues", "joint_limit", "condition_number"]
    },
    "logistic.above_median": {"y": Y},
    "logistic.log_loss": CLASSES | {"bs": BS, "ws": WS},
    "logistic.log_loss_hessian": CLASSES | {"b": 0.0, "w": 1.0},
    "logistic.log_loss_minimum": CLASSES,
    "differences.forward_difference": SLOPES,
    "differences.central_difference": SLOPES,
    "differences.check_gradient": SLOPES | {"gradient": lambda p: 2 * p},
    "differences.relative_error": {"one": ROW, "other": ROW},
    "differences.forward_step": {"value": 1.0, "second": 2.0},
    "differences.central_step": {"value": 1.0, "third": 2.0},
    "line_search.backtrack": {
        "f": lambda p: (p**2).sum(),
        "at": ROW,
        "before": 14.0,
        "way": -2 * ROW,
        "slope": -56.0,
        "lr": 1.0,
        "share": 0.5,
    },
    "line_search.backtracking": CURVE | WALKED | {"lr": 1.0, "share": 0.5},
    "line_search.exact_rate": {
        "h": BENT["h"],
        "way": np.array([-1.0, 0.5]),
        "slopes": np.array([1.0, 2.0]),
    },
    "line_search.exact_search": BENT | WALKED,
    "line_search.on_a_bowl": BENT | WALKED | {"turn": lambda g, last, way: -g + 0 * (last + way)},
    "conjugate.conjugate_gradients": BENT | WALKED,
    "newton.newton": CURVE
    | WALKED
    | {"hessian": lambda p: 2 * np.eye(len(p)), "damped": True, "share": 1e-4},
    "autodiff.history": {"end": Variable(3.0) * 2},
    "autodiff.backward": {"end": Variable(3.0) * 2},
    "network.initialise": {"n_units": 3} | SEED,
    "network.train": COLUMNS
    | {"c": ROW[:2], "u": ROW[1:3], "b": 0.5, "v": X[1:3], "lr": 0.1, "n_updates": 2},
    "noise.noise_floor": COLUMNS | {"lr": 0.01, "batch_size": 2},
    "noise.noise_limit": {"x": X, "batch_size": 2},
    "schedules.step": TIME | {"every": 2, "factor": 0.5},
    "schedules.exponential": TIME | {"factor": 1.5},
    "schedules.cosine": TIME | {"n_updates": 3, "least": 0.01},
    "schedules.warm_up": TIME | {"n_updates": 2, "start": 0.1},
    "schedules.one_cycle": TIME | {"n_updates": 8, "rise": 0.3, "start": 25.0, "end": 1e4},
    "schedules.scheduled": {"schedule": lambda _, lr: lr, "rule": momentum},
    "stopping.updates_until": COLUMNS | START | {"share": 0.01},
    "stopping.excess_bounds": {"x": X, "b_grad": 0.5, "w_grad": -1.0},
    "stopping.small_change": {"losses": ROW[::-1].copy(), "tolerance": 1e-4},
    "stopping.patience": {"losses": ROW[::-1].copy(), "n": 2},
    "sharpness.sharpness": {"u": np.array([3.0, 1.0]), "v": np.array([0.1, 1.0])},
    "faults.run": {"fault": "plateau", "mended": False},
    "problems.line_problem": COLUMNS,
    "problems.threshold_problem": CLASSES,
    "problems.two_weights_problem": COLUMNS,
    "problems.tutorial_problems": SEED,
    "contest.tune": {"problem": PROBLEM, "rule": momentum, "n_updates": 2, "momentum": 0.5}
    | START,
    "contest.contest": {"problem": PROBLEM, "n_updates": 2, "n_values": 2} | SEED,
    "contest.adam_limit": COLUMNS | {"path": PATH, "beta1": 0.5, "beta2": 0.9, "eps": 1e-8},
    "plotting.describe": {"text": "{low:.1f}", "low": 1.0},
    "plotting.heading": {"text": "words"},
    "plotting.template": {"text": "After 3 epochs"},
    "plotting.write_in": {"language": "zh_CN", "words": {"weight w": "权重 w"}},
    "plotting.points": COLUMNS | {"hollow": True},
    "plotting.line": {"b": 1.0, "w": 2.0, "x": ROW},
    "plotting.contours": GRID | {"levels": LEVELS},
    "plotting.surface_3d": GRID | {"levels": LEVELS},
    "plotting.loss_key": {"levels": LEVELS},
    "plotting.emphasise": GRID | {"level": 2.0},
    "plotting.cut": {"parameter": "w", "at": 0.5},
    "plotting.mark": {"b": 1.0, "w": 2.0, "what": "start", "loss": None},
    "plotting.note": {"text": "words", "at": (0.0, 1.0), "by": (9.0, 0.0)},
    "plotting.path": {"setting": 0, "ends": True},
    "plotting.section": SECTION,
    "plotting.tangent": {"at": 1.0, "loss": 1.0, "slope": 2.0, "reach": 0.5},
    "plotting.triangle": {"at": 0.0, "step": 0.5, "before": 1.0, "after": 0.5},
    "plotting.move": {"at": (0.0, 1.0), "to": (1.0, 0.0)},
    "plotting.step_on_section": {
        "step": SectionStep("w", ROW, ROW**2, slope=2.0, at=(1.0, 1.0), to=(2.0, 4.0))
    },
    "plotting.bands": {"levels": LEVELS},
    "plotting.sweep": {
        "rates": np.array([0.1, 0.2]),
        "batch_sizes": (1, 4),
        "losses": np.array([[1.0, 2.0], [3.0, 4.0]]),
        "most": 3.0,
    },
    "plotting.loss_levels": {"losses": BOWL**2, "n": 3},
}
"""A right call of every public function, by the arguments that it checks."""

MATPLOTLIB = {"ax", "axes", "fig", "color", "label", "style"}
"""Arguments that are handed on to Matplotlib, which has rules of its own."""


def public_functions():
    """Find every public function of the library, and with each the arguments that it checks.

    What is annotated as ``Any`` is arithmetic for arrays of every library, and checks nothing.
    """
    for name in MODULES:
        module = importlib.import_module(f"gdtutorial.{name}")
        for key, thing in vars(module).items():
            here = inspect.isfunction(thing) and thing.__module__ == module.__name__
            if key.startswith("_") or not here or name == "checks":
                continue
            checked = [
                parameter.name
                for parameter in inspect.signature(thing).parameters.values()
                if parameter.annotation != "Any" and parameter.name not in MATPLOTLIB
            ]
            if checked:
                yield f"{name}.{key}", thing, checked


FUNCTIONS = {name: function for name, function, _ in public_functions()}
CHECKED = {name: checked for name, _, checked in public_functions()}


def call(name, **changes):
    """Call a function rightly but for some arguments; what draws gets empty axes."""
    arguments = CALLS[name] | changes
    first = next(iter(inspect.signature(FUNCTIONS[name]).parameters))
    if first not in MATPLOTLIB:
        return FUNCTIONS[name](**arguments)
    flat = name != "plotting.surface_3d"
    fig = Figure()
    ax = fig.add_subplot(projection="rectilinear" if flat else "3d")
    if name == "plotting.path":
        arguments = {"path": call("descent.iterates")} | arguments
    try:
        return FUNCTIONS[name](fig if first == "fig" else ax, **arguments)
    except ValueError:
        assert not ax.has_data(), "nothing is left half drawn"
        raise


class Foreign:
    """An array of another library: it becomes NumPy's when asked, or refuses."""

    def __init__(self, array):
        self.array = array

    def __array__(self, dtype=None, copy=None):
        if self.array is None:
            raise RuntimeError("this array is on another machine")
        return self.array
