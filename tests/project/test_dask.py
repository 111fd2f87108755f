"""The steps run on data in many parts, wherever the parts are, and whichever worker is lost."""

import logging
import os
import runpy
import shutil
import signal
import subprocess
import sys
import tracemalloc
from functools import reduce
from importlib import import_module
from importlib.util import find_spec
from operator import add

import numpy as np
import psutil
import pytest
from helpers import PACKAGE, need

from gdtutorial.data import make_line, tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import errors, gradient, initialise, predict, update
from gdtutorial.moments import moments

sys.path.insert(0, str(PACKAGE.parent / "docs" / "_ext"))
from pages import recorded

pytestmark = pytest.mark.slow
START = tuple(number.item() for number in initialise())


def need_dask():
    if find_spec("dask") is None or find_spec("distributed") is None:
        need("Dask", "pip install '.[dask]'")


@pytest.fixture(scope="module")
def client():
    """A client of two workers, each a process of this machine."""
    need_dask()
    import dask
    from distributed import Client, LocalCluster

    with (
        dask.config.set({"distributed.scheduler.work-stealing": False}),
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster) as client,
    ):
        client.wait_for_workers(2)
        yield client
        processes = list(client.run(os.getpid).values())
    assert not any(psutil.pid_exists(process) for process in processes)


def columns(parts, size):
    """See delayed parts as two long columns."""
    import dask.array as da

    return [
        da.concatenate([da.from_delayed(part[i], (size, 1), float) for part in parts])
        for i in (0, 1)
    ]


def descend(x, y, n_epochs, lr=0.1, before_epoch=lambda _: None):
    import dask

    path = [START]
    for epoch in range(n_epochs):
        before_epoch(epoch)
        b, w = path[-1]
        b_grad, w_grad = dask.compute(*gradient(errors(predict(b, w, x), y), x))
        path.append(update(b, w, b_grad.item(), w_grad.item(), lr))
    return np.array(path)


def alone(x, y, n_epochs, lr=0.1):
    path = gradient_descent(x, y, *START, lr=lr, n_epochs=n_epochs)
    return np.hstack([path.b, path.w])


@pytest.mark.usefixtures("client")
@pytest.mark.parametrize("size", [20, 33])
def test_path_is_that_of_numpy(size):
    import dask.array as da

    x, y, _, _ = tutorial_data()
    parts = (da.from_array(column, chunks=(size, 1)) for column in (x, y))
    np.testing.assert_allclose(descend(*parts, n_epochs=4), alone(x, y, 4), rtol=0, atol=1e-12)


def test_nothing_is_computed_before_it_is_asked_for():
    need_dask()
    import dask.array as da

    x, y, _, _ = tutorial_data()
    x, y = (da.from_array(column, chunks=(20, 1)) for column in (x, y))
    for grad in gradient(errors(predict(0.5, -0.1, x), y), x):
        assert isinstance(grad, da.Array)
        assert grad.shape == (1,)


def test_any_scheduler_serves_by_its_address(client):
    import dask.array as da
    from distributed import Client

    x, y, _, _ = tutorial_data()
    with Client(client.scheduler.address, set_as_default=True):
        parts = (da.from_array(column, chunks=(40, 1)) for column in (x, y))
        path = descend(*parts, n_epochs=3)
    np.testing.assert_allclose(path, alone(x, y, 3), rtol=0, atol=1e-12)


@pytest.fixture(scope="module")
def whole():
    """What eight parts are together."""
    parts = [make_line(5000, random_state=seed) for seed in range(8)]
    return [np.concatenate(column) for column in zip(*parts, strict=True)]


@pytest.fixture
def parts(client):  # noqa: ARG001 - the workers have to be there
    """Eight parts that the workers have made, and that only they hold."""
    import dask
    from distributed import wait

    parts = dask.persist(*(dask.delayed(make_line)(5000, random_state=seed) for seed in range(8)))
    wait(parts)
    return parts


def test_two_numbers_a_part_and_no_points_travel(client, parts):
    def sent():
        each = client.run(lambda dask_worker: dask_worker.transfer_outgoing_bytes_total)
        return sum(each.values())

    x, y = columns(parts, 5000)
    before = sent()
    descend(x, y, n_epochs=1)
    answers = 8 * 2 * 8  # eight parts, two numbers, eight bytes
    assert sent() - before <= 2 * answers, "the answers, and sums of answers on their way"


def test_a_worker_lost_in_mid_descent_changes_nothing(client, parts, whole):
    from distributed import get_task_stream

    lost = []

    def lose_a_worker(epoch):
        if epoch == 3:
            held = client.has_what()
            address = max(held, key=lambda worker: len(held[worker]))
            lost.append(client.run(os.getpid, workers=[address])[address])
            os.kill(lost[0], signal.SIGKILL)

    x, y = columns(parts, 5000)
    with get_task_stream() as tasks:
        path = descend(x, y, n_epochs=6, before_epoch=lose_a_worker)
    np.testing.assert_allclose(path, alone(*whole, n_epochs=6), rtol=0, atol=1e-12)
    assert not psutil.pid_exists(lost[0]) or psutil.Process(lost[0]).status() == "zombie"
    made_again = [task for task in tasks.data if str(task["key"]).startswith("make_line")]
    assert 0 < len(made_again) <= 8, "the lost parts, and no other work, are done again"


def test_moments_of_the_parts_make_all_later_steps_free(parts, whole):
    import dask

    each = dask.compute(*(dask.delayed(moments)(part[0], part[1]) for part in parts))
    total, direct = reduce(add, each), moments(*whole)
    for name in ("n", "x_mean", "y_mean", "x_variance", "slope", "least"):
        np.testing.assert_allclose(
            getattr(total, name), getattr(direct, name), rtol=1e-12, atol=1e-12
        )
    np.testing.assert_allclose(
        alone(*total.points(), n_epochs=50), alone(*whole, n_epochs=50), rtol=0, atol=1e-12
    )


def test_memory_does_not_grow_with_the_points(client):
    import dask

    size = 100_000

    def one_step(n_parts):
        made = [dask.delayed(make_line)(size, random_state=seed) for seed in range(n_parts)]
        descend(*columns(made, size), n_epochs=1)

    client.wait_for_workers(2)  # the lost one is back
    for module in "dask.array", "gdtutorial.data":
        client.run(import_module, module)  # what a worker loads is no memory of the points
    one_step(8)
    client.run(tracemalloc.start)
    one_step(32)
    peaks = client.run(tracemalloc.get_traced_memory)
    client.run(tracemalloc.stop)
    assert max(peak for _, peak in peaks.values()) < 32 * size * 16 / 3, "a third of the points"


def test_the_memory_on_the_page_is_that_of_its_program(client):
    """Its times are those of one run on one machine; its memory is the same everywhere."""
    script = PACKAGE.parent / "docs" / "beyond" / "dask_measured.py"
    measured = runpy.run_path(str(script))
    rows = {}
    for line in recorded.read(script)[1].splitlines()[2:]:
        points, piece, worker, *_ = (float(each.replace(",", "")) for each in line.split())
        rows[int(points)] = piece, worker
    piece, worker = rows[1_000_000]
    client.wait_for_workers(2)
    assert measured["memory_in_one_piece"](1_000_000) / 1e6 == pytest.approx(piece, rel=0.05)
    assert measured["memory_in_parts"](client, 1_000_000) / 1e6 == pytest.approx(worker, rel=0.3)


def test_nobody_listens_beyond_this_machine(client):
    processes = [psutil.Process(process) for process in client.run(os.getpid).values()]
    heard = {
        connection.laddr.ip
        for process in [psutil.Process(), *processes]
        for connection in process.net_connections(kind="inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert heard == {"127.0.0.1"}


def test_without_dask_the_page_says_so_and_the_build_passes(tmp_path):
    (tmp_path / "beyond").mkdir()
    shutil.copy(PACKAGE.parent / "docs" / "beyond" / "dask.md", tmp_path / "beyond")
    (tmp_path / "index.md").write_text("# Home\n\n```{toctree}\nbeyond/dask\n```\n")
    (tmp_path / "conf.py").write_text(
        f"import sys\nsys.path.insert(0, {str(PACKAGE.parent / 'docs' / '_ext')!r})\n"
        "extensions = ['pages.extras', 'myst_nb']\n"
    )
    program = (
        "import sys; sys.modules['dask'] = None; from sphinx.cmd.build import main;"
        "sys.exit(main(['-q', '-W', '-n', sys.argv[1], sys.argv[2]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path), str(tmp_path / "built")],
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    shown = (tmp_path / "built" / "beyond" / "dask.html").read_text("utf-8")
    assert "When the data outgrow the machine</h1>" in shown.replace(
        '<a class="headerlink"', "</h1>"
    )
    assert "the extra was not installed" in shown
