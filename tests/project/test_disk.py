"""Points on the disk, checkpoints and stragglers: what the pages record is what their programs do."""

import json
import random
import re
import runpy
import signal
import subprocess
import sys
import threading
import time
from importlib.util import find_spec

import numpy as np
import pytest
from helpers import PACKAGE, need

from gdtutorial.data import make_line, tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import errors, gradient, predict, update
from gdtutorial.moments import moments
from pages import recorded

pytestmark = pytest.mark.slow
BEYOND = PACKAGE.parent / "docs" / "beyond"
PARTS, CHECKPOINT, STRAGGLERS = (
    BEYOND / f"disk_{name}.py" for name in ("parts", "checkpoint", "stragglers")
)


def need_parquet():
    if any(find_spec(each) is None for each in ("dask", "distributed", "pandas", "pyarrow")):
        need("Dask with Parquet", "pip install '.[parquet]'")


def of(script):
    """Return what a script defines."""
    if script != CHECKPOINT:
        need_parquet()
    return runpy.run_path(str(script))


def rows(text, width):
    """Return the rows of a record by what they begin with, a name of so many signs at most."""
    return {row[:width].strip(): row[width:].split() for row in text.splitlines()}


# Data on the disk.


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Eight parts on the disk."""
    folder = tmp_path_factory.mktemp("parts")
    of(PARTS)["write"](folder, n_parts=8, size=5000)
    return folder


@pytest.fixture(scope="module")
def in_memory():
    """Return the points of all eight parts, and the path of a descent on them, computed in one piece."""
    parts = [make_line(5000, random_state=seed) for seed in range(8)]
    x, y = (np.concatenate(column) for column in zip(*parts, strict=True))
    script = of(PARTS)
    path = gradient_descent(x, y, *script["START"], script["LR"], n_epochs=6)
    return x, y, np.hstack([path.b, path.w])


def test_the_files_hold_the_points_bit_by_bit_and_in_their_order(files, in_memory):
    x, y = of(PARTS)["columns"](files)
    assert x.shape == y.shape == (40_000, 1)
    assert x.numblocks == (8, 1)
    np.testing.assert_array_equal(x.compute(), in_memory[0])
    np.testing.assert_array_equal(y.compute(), in_memory[1])


def test_a_descent_from_the_disk_has_the_digits_of_one_in_memory(files, in_memory):
    script = of(PARTS)
    path = script["descend"](*script["columns"](files), n_epochs=6)
    np.testing.assert_allclose(path, in_memory[2], rtol=0, atol=1e-12)


def test_one_reading_gives_the_moments_of_all_points(files, in_memory):
    found, direct = of(PARTS)["summary"](files), moments(*in_memory[:2])
    for name in ("n", "x_mean", "y_mean", "x_variance", "slope", "least"):
        assert getattr(found, name) == pytest.approx(getattr(direct, name), rel=1e-12), name


def test_a_worker_killed_while_it_reads_changes_no_digit(files, in_memory):
    script = of(PARTS)
    killed = []
    with script["one_worker"]() as client:

        def lose(epoch):
            if epoch == 2:
                killed.extend(client.run(script["os"].getpid).values())
                threading.Timer(0.05, script["kill"], [client]).start()

        path = script["descend"](*script["columns"](files), n_epochs=6, before_epoch=lose)
        client.wait_for_workers(1)
        now = list(client.run(script["os"].getpid).values())
    np.testing.assert_allclose(path, in_memory[2], rtol=0, atol=1e-12)
    assert killed != now, "another worker has taken over"


def test_the_record_says_four_times_the_memory_and_a_peak_below_the_limit():
    table = rows(recorded.read(PARTS)[1], 30)
    held, allowed = (
        float(table[name][0].replace(",", "")) for name in ("in memory", "the worker may hold")
    )
    assert held == 4 * allowed == 2048
    for name, row in table.items():
        if row[-1] == "MB" and row[1] == "s":
            assert float(row[2]) < allowed, name


@pytest.mark.gate
def test_two_gigabytes_are_read_again_under_the_limit_and_give_the_recorded_digits():
    need_parquet()
    done = subprocess.run(
        [sys.executable, str(PARTS)], capture_output=True, text=True, timeout=1800
    )
    assert done.returncode == 0, done.stderr
    again, before = rows(done.stdout, 30), rows(recorded.read(PARTS)[1], 30)
    assert list(again) == list(before)
    assert again["in one piece"] == before["in one piece"], "the limit is kept"
    for name, row in again.items():
        if row[-1] == "MB" and row[1] == "s":
            assert float(row[2]) == pytest.approx(float(before[name][2]), rel=0.2), name
            assert float(row[2]) < 512, name
        if row[0] == "b":
            for place in (1, 3):
                assert float(row[place]) == pytest.approx(float(before[name][place]), abs=2e-12)


# Checkpoints.


def test_killed_before_saving_and_while_saving_it_goes_on_with_the_same_digits():
    _, output = recorded.read(CHECKPOINT)
    again, before = recorded.run(CHECKPOINT).splitlines(), output.splitlines()
    digits = [[float(each) for each in re.findall(r"\d\.\d{6,}", line)] for line in before]
    for line, there, numbers in zip(again, before, digits, strict=True):
        mine = [float(each) for each in re.findall(r"\d\.\d{6,}", line)]
        assert mine == pytest.approx(numbers, rel=1e-12), "on another processor, too"
        assert re.sub(r"\d\.\d{6,}", "", line) == re.sub(r"\d\.\d{6,}", "", there)
    assert [line.endswith("True") for line in again] == [0, 0, 1, 0, 1, 0, 0]


@pytest.mark.gate
def test_killed_at_any_moment_it_arrives_with_the_same_digits(tmp_path):
    """A descent is killed from outside, again and again, wherever it may be."""
    script = of(CHECKPOINT)
    _, said, _ = script["run"](tmp_path / "calm.json", "save")
    command = [sys.executable, str(CHECKPOINT), str(tmp_path / "file.json"), "save"]
    rng, kills = random.Random(1), 0
    for _ in range(12):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            process.stdout.readline()  # it stands at its checkpoint now
            time.sleep(rng.uniform(0, 0.02))
            process.send_signal(signal.SIGKILL)
        kills += process.returncode == -signal.SIGKILL
    assert kills > 0
    code, last, trouble = script["run"](tmp_path / "file.json", "save")
    assert (code, trouble) == (0, [])
    assert last[-1] == said[-1]


def test_a_checkpoint_takes_the_old_ones_place_whole_or_not_at_all(tmp_path):
    script = of(CHECKPOINT)
    file = tmp_path / "file.json"
    old, new = {"epoch": 1, "p": [0.1, 1e-300]}, {"epoch": 2, "p": [1 / 3, -0.0]}

    def killed():
        raise KeyboardInterrupt

    script["save"](file, old, lambda: None)
    with pytest.raises(KeyboardInterrupt):
        script["save"](file, new, killed)
    assert json.loads(file.read_text("utf-8")) == old
    script["save"](file, new, lambda: None)
    assert repr(json.loads(file.read_text("utf-8"))) == repr(new), "to the last bit"
    with pytest.raises(KeyboardInterrupt):
        script["write"](file, old, killed)
    with pytest.raises(json.JSONDecodeError):
        json.loads(file.read_text("utf-8"))


def test_the_checkpointed_descent_is_the_librarys():
    """With a rate that falls by the epoch, and the same orders."""
    from gdtutorial.rules import momentum

    script = of(CHECKPOINT)
    x, y, _, _ = tutorial_data()
    state = script["begin"]()
    rng = np.random.RandomState(script["SEED"])
    p, memory = np.array(state["p"]), None
    for epoch in range(3):
        order = rng.permutation(len(x))
        for i in range(0, len(x), 16):
            rows_ = order[i : i + 16]
            error = p[0] + p[1] * x[rows_] - y[rows_]
            grads = 2 * np.array([error.mean(), (x[rows_] * error).mean()])
            p, memory = momentum(p, grads, memory, lr=0.1 / (1 + epoch / 10))
        state = script["one_epoch"](state, x, y)
    np.testing.assert_allclose(state["p"], p, rtol=1e-13)


# Stragglers.


def by_hand(script, parts):
    """Descend on some parts in one piece; return the loss of all points."""
    x, y = (np.concatenate(column) for column in zip(*parts, strict=True))
    b, w = script["START"]
    for _ in range(script["N_UPDATES"]):
        grads = gradient(errors(predict(b, w, x), y), x)
        b, w = update(b, w, *(grad.item() for grad in grads), script["LR"])
    return moments(*script["points"]()).loss(b, w).item()


def by_hand_with_late_answers(script, parts, age, again=True):
    """Descend with an answer of the last part that is renewed after so many updates, and used again until then."""
    b, w = script["START"]
    sent, answer = (0, b, w), None
    for t in range(script["N_UPDATES"]):
        used = [script["answer"](b, w, part, 0) for part in parts[:3]]
        comes = t - sent[0] == age - 1
        if comes:
            answer = script["answer"](*sent[1:], parts[3], 0)
        if answer and (comes or again):
            used.append(answer)
        n, b_sum, w_sum = np.sum(used, axis=0)
        b, w = update(b, w, b_sum / n, w_sum / n, script["LR"])
        if comes:
            sent = t + 1, b, w
    return moments(*script["points"]()).loss(b, w).item()


def test_the_late_loss_on_the_page_is_that_of_answers_used_until_new_ones_come():
    """How old they are depends on the machine; used only once, they would not do."""
    script = of(STRAGGLERS)
    recorded_loss = float(rows(recorded.read(STRAGGLERS)[1], 28)["taken late, parts in order"][1])
    parts = script["cut"](*script["points"](), in_order=True)
    losses = [by_hand_with_late_answers(script, parts, age) for age in (3, 4, 5, 6, 7)]
    assert min(losses) - 6e-5 < recorded_loss < max(losses) + 6e-5
    assert by_hand_with_late_answers(script, parts, 5, again=False) > 2 * recorded_loss


def test_the_losses_on_the_page_are_those_of_the_parts_that_were_used():
    script = of(STRAGGLERS)
    table = rows(recorded.read(STRAGGLERS)[1], 28)
    ordered, alike = (script["cut"](*script["points"](), in_order) for in_order in (True, False))
    for name, parts in {
        "none is slow, waiting": ordered,
        "one is slow, waiting": ordered,
        "left out, parts alike": alike[:3],
        "left out, parts in order": ordered[:3],
    }.items():
        assert float(table[name][1]) == pytest.approx(by_hand(script, parts), abs=6e-5), name
    assert float(table["least loss possible"][0]) == pytest.approx(
        moments(*script["points"]()).least, abs=6e-5
    )


@pytest.mark.gate
def test_one_slow_worker_holds_all_others_up_unless_they_do_not_wait():
    script = of(STRAGGLERS)
    pauses = (0.0, 0.0, 0.0, 0.3)
    with script["four_workers"]() as client:
        script["descend"].__globals__["N_UPDATES"] = 12
        waits, loss = script["measure"](client, pauses)
        _, out = script["measure"](client, pauses, wait_for=3)
        script["descend"].__globals__["N_UPDATES"] = 60
        _, late = script["measure"](client, (0.02, 0.02, 0.02, 0.1), wait_for=3, late=True)
    assert waits >= 0.3, "each update takes as long as the slowest"
    parts = script["cut"](*script["points"](), in_order=True)
    script["N_UPDATES"] = 12
    assert loss == pytest.approx(by_hand(script, parts), rel=1e-9)
    assert out == pytest.approx(by_hand(script, parts[:3]), rel=1e-9)
    least = moments(*script["points"]()).least
    assert least < late < 1.3 * least, "the slow worker's part has its say"


def test_the_pages_are_built_without_what_their_records_need():
    for name in "on-disk", "stragglers":
        page = (BEYOND / f"{name}.md").read_text("utf-8")
        cells = re.findall(r"```\{code-cell\}.*?```", page, re.DOTALL)
        assert cells
        assert not any(re.search(r"\b(dask|pyarrow|pandas)\b(?! a)", re.sub(r'"[^"]*"', "", cell)) for cell in cells)  # fmt: skip
