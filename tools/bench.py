"""Compare speeds side by side: ``make bench``.

Each row measures two ways of doing one thing, in turns, in this run, and prints the ratio of their medians.
A ratio says the same on a slow and on a fast machine; a time does not.
"""

import ast
import gc
import os
import subprocess
import sys
import time
import tracemalloc
from functools import partial
from pathlib import Path

import numpy as np
from sklearn.linear_model import SGDRegressor

from gdtutorial.curvature import joint_limit
from gdtutorial.data import make_line, tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise
from gdtutorial.surface import loss_surface, parameter_grid


def source_surface(x, y, bs, ws):
    """Compute the loss surface with the source's recipe."""
    all_predictions = np.apply_along_axis(lambda x: bs + ws * x, axis=1, arr=x)
    all_errors = all_predictions - y.reshape(-1, 1, 1)
    return (all_errors**2).mean(axis=0)


def source_loop(x_train, y_train, b, w, lr, n_epochs, batch_size):
    """Descend as the source's program does, batch by batch, and note every update and its loss."""
    path = [(b, w)]
    losses = []
    for _ in range(n_epochs):
        for i in range(0, len(x_train), batch_size):
            x, y = x_train[i : i + batch_size], y_train[i : i + batch_size]
            yhat = b + w * x
            error = yhat - y
            loss = (error**2).mean()
            b_grad = 2 * error.mean()
            w_grad = 2 * (x * error).mean()
            b = b - lr * b_grad
            w = w - lr * w_grad
            path.append((b, w))
            losses.append(loss)
    return path, losses


def sgd(lr, n_epochs=1):
    """Prepare scikit-learn's descent: one point an update, half the squared error, so twice the rate."""
    return SGDRegressor(
        learning_rate="constant",
        eta0=2 * lr,
        penalty=None,
        shuffle=False,
        max_iter=n_epochs,
        tol=None,
    )


def sgd_fit(x, y, b, w, lr, n_epochs):
    """Run the epochs in one call: only the end is known."""
    return sgd(lr, n_epochs).fit(x, y, coef_init=w, intercept_init=b)


def sgd_partial_fit(x, y, b, w, lr, n_epochs):
    """Run them one call an epoch: the ends of epochs are known."""
    model = sgd(lr)
    model.coef_, model.intercept_ = w.copy(), b.copy()
    path = [(b, w)]
    for _ in range(n_epochs):
        model.partial_fit(x, y)
        path.append((model.intercept_.copy(), model.coef_.copy()))
    return path


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def side_by_side(ways, budget):
    """Run the ways in turns until the budget is spent, at least 4 times; give each way's median.

    Every other turn goes backwards, so that none always runs in the wake of the same other.
    """
    for work in ways:
        work()
    turns = []
    start = time.perf_counter()
    gc.collect()
    gc.disable()
    while len(turns) < 4 or time.perf_counter() - start < budget:
        turns.append([seconds(work) for work in ways])
        turns.append([seconds(work) for work in reversed(ways)][::-1])
    gc.enable()
    return np.median(turns, axis=0).tolist()


def peak_memory(work):
    """Measure the most memory that Python and NumPy hold at once, in bytes."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


IMPORT = """
import time, {}
print(time.process_time())
"""
FIGURE = """
import runpy, time
import numpy, matplotlib.pyplot
before = time.process_time()
{}
imports = time.process_time() - before
runpy.run_path({!r}, run_name="__main__")
whole = time.process_time()
print(whole, whole - imports)
"""
SCRIPT = Path(__file__).parent.parent / "gallery" / "f06_loss_surface.py"
"""A script that draws, and standardises nothing."""


def cpu(program):
    """Run a program in a Python of its own; return the CPU seconds that it prints, from the start of that Python on."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"MPLBACKEND": "agg"},
    )
    return [float(seconds) for seconds in done.stdout.splitlines()[-1].split()]


def figure(script):
    """Make a program that runs a script, and prints its CPU seconds with and without those of the library's imports."""
    imports = (
        ast.unparse(node)
        for node in ast.parse(script.read_text("utf-8")).body
        if isinstance(node, ast.ImportFrom) and node.module.startswith("gdtutorial")
    )
    return FIGURE.format("\n".join(imports), str(script))


def start_rows(n_turns=9):
    model, numpy = IMPORT.format("gdtutorial.model"), IMPORT.format("numpy")
    turns = np.array([[*cpu(model), *cpu(numpy), *cpu(figure(SCRIPT))] for _ in range(n_turns)])
    one, other, whole, rest = np.median(turns, axis=0).tolist()
    yield "start, the five steps", "import numpy", one, other, "CPU; at most 1.3"
    yield f"start, {SCRIPT.stem}", "less our imports", whole, rest, "CPU; at most 1.3"


def surface_rows(sizes=(80, 1000, 8000), n_grid=101, budget=2.0):
    bs, ws = parameter_grid(n=n_grid)
    for n in sizes:
        x, y = make_line(n=n)
        ways = [partial(surface, x, y, bs, ws) for surface in (loss_surface, source_surface)]
        name = f"surface, {n} points"
        yield name, "the source's recipe", *side_by_side(ways, budget), ""
        yield f"{name}, memory", "the source's recipe", *map(peak_memory, ways), "peak bytes"


def descent_rows(batch_sizes=(80, 16, 1), n_epochs=100, budget=1.5):
    x, y, _, _ = tutorial_data()
    b, w = initialise()
    lr = 0.1
    for size in batch_sizes:
        library = partial(gradient_descent, x, y, b, w, lr, n_epochs=n_epochs, batch_size=size)
        unlike = "" if size == 1 else "not alike: its batches are of 1; "
        for other, way, remark in (
            (
                "the source's loop",
                partial(source_loop, x, y, b, w, lr, n_epochs, size),
                "losses: all points; source: the batch",
            ),
            (
                "SGDRegressor.fit",
                partial(sgd_fit, x, y.ravel(), b, w, lr, n_epochs),
                f"{unlike}only its end is known",
            ),
            (
                "partial_fit",
                partial(sgd_partial_fit, x, y.ravel(), b, w, lr, n_epochs),
                f"{unlike}its epoch ends are known",
            ),
        ):
            times = side_by_side([library, way], budget)
            yield f"descent, batches of {size}", other, *times, remark


def sweep_rows(n_rates=1000, n_epochs=100, budget=3.0):
    x, y, _, _ = tutorial_data()
    b, w = initialise()
    rates = np.linspace(0.01, 0.99, n_rates) * joint_limit(x) / 2
    middle = float(rates[n_rates // 2])
    sweep = partial(
        gradient_descent, x, y, b, w, rates, n_epochs=n_epochs, batch_size=1, record="epochs"
    )
    for other, way, remark in (
        ("the source's loop", partial(source_loop, x, y, b, w, middle, n_epochs, 1), ""),
        (
            "SGDRegressor.fit",
            partial(sgd_fit, x, y.ravel(), b, w, middle, n_epochs),
            "only its end is known",
        ),
        ("partial_fit", partial(sgd_partial_fit, x, y.ravel(), b, w, middle, n_epochs), ""),
    ):
        whole, one = side_by_side([sweep, way], budget)
        yield f"sweep of {n_rates}, each", other, whole / n_rates, one, remark


EXPLANATION = """
ratio    library / other: below 1 the library takes less
start    CPU time of a fresh Python, its own start included: of "import gdtutorial.model" against "import numpy";
         and of a script that draws, whole, against NumPy, Matplotlib and its own work, without the library's imports
surface  the loss of N points on a 101 by 101 grid
descent  100 epochs on 80 points with every update kept: 100, 500 and 8000 updates;
         SGDRegressor, compiled, knows only batches of 1: elsewhere it makes more updates than the library
sweep    one descent out of 1000 at once, one learning rate each, batch size 1, 8000 updates, epoch ends kept;
         the others run one descent a call, at the middle rate
"""


def table(rows):
    """Write the rows as they come, under one head."""
    yield f"{'what':30}{'against':21}{'library':>12}{'other':>12}{'ratio':>10}{'':2}remark"
    for name, other, library, theirs, remark in rows:
        if remark == "peak bytes":
            shown, remark = [f"{value / 1e6:.2f} MB" for value in (library, theirs)], ""
        else:
            shown = [f"{value * 1e3:.3f} ms" for value in (library, theirs)]
        line = f"{name:30}{other:21}{shown[0]:>12}{shown[1]:>12}{library / theirs:>10.3g}{'':2}{remark}"
        yield line.rstrip()


def main():
    for part in (start_rows, surface_rows, descent_rows, sweep_rows):
        lines = table(part())
        head = next(lines)
        if part is start_rows:
            print(head)
        for line in lines:
            print(line, flush=True)
    print(EXPLANATION)


if __name__ == "__main__":
    main()
