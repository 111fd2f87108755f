"""A descent that is killed and takes itself up again from its checkpoint, with the same digits."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from gdtutorial.data import tutorial_data
from gdtutorial.model import errors, gradient, initialise, predict
from gdtutorial.rules import momentum
from gdtutorial.settings import LR, MINI_BATCH, SEED

N_EPOCHS = 20


def begin():
    """Return the state of a descent before its first epoch."""
    rng = np.random.RandomState(SEED)
    b, w = initialise()
    return {"p": [b.item(), w.item()], "velocity": [0.0, 0.0], "epoch": 0, "rng": plain(rng)}


def plain(rng):
    """Return the state of a generator in plain numbers."""
    kind, key, *rest = rng.get_state()
    return [kind, key.tolist(), *rest]


def one_epoch(state, x, y):
    """Return the state after one more epoch: shuffled batches, momentum, and a rate that falls."""
    rng = np.random.RandomState()
    rng.set_state(tuple(state["rng"]))
    p, velocity = np.array(state["p"]), np.array(state["velocity"])
    lr = LR / (1 + state["epoch"] / 10)
    order = rng.permutation(len(x))
    for i in range(0, len(x), MINI_BATCH):
        rows = order[i : i + MINI_BATCH]
        grads = gradient(errors(predict(*p, x[rows]), y[rows]), x[rows])
        p, velocity = momentum(p, np.ravel(grads), velocity, lr=lr)
    return {
        "p": p.tolist(),
        "velocity": velocity.tolist(),
        "epoch": state["epoch"] + 1,
        "rng": plain(rng),
    }


def write(file, state, halfway):
    """Write a state to a file, in two halves, so that it can be killed in between."""
    text = json.dumps(state)
    with file.open("w", encoding="utf-8") as out:
        out.write(text[: len(text) // 2])
        out.flush()
        halfway()
        out.write(text[len(text) // 2 :])
        out.flush()
        os.fsync(out.fileno())  # on the disk, before it takes the place of the old one


def save(file, state, halfway):
    """Write a checkpoint beside the old one; then, in one step, let it take its place."""
    new = file.with_suffix(".new")
    write(new, state, halfway)
    new.replace(file)


def descend(file, writer, kill_at=None):
    """Descend from the checkpoint, if there is one, and be killed on the way if that is asked for."""
    x, y, _, _ = tutorial_data()
    file = Path(file)
    state = json.loads(file.read_text("utf-8")) if file.exists() else begin()
    print("from epoch", state["epoch"])

    def die(place):
        if kill_at == f"{place} {state['epoch']}":
            sys.stdout.flush()
            os.kill(os.getpid(), signal.SIGKILL)

    while state["epoch"] < N_EPOCHS:
        state = one_epoch(state, x, y)
        die("before saving epoch")
        {"save": save, "write": write}[writer](file, state, lambda: die("while saving epoch"))
    print(*state["p"])


def run(*arguments):
    """Run this program in a process of its own; return how it ended, and the lines that it printed."""
    done = subprocess.run(
        [sys.executable, __file__, *map(str, arguments)], capture_output=True, text=True
    )
    return done.returncode, done.stdout.splitlines(), done.stderr.splitlines()


def main():
    """Kill a descent in several ways, and take it up again."""
    with tempfile.TemporaryDirectory() as folder:
        undisturbed = run(Path(folder) / "calm.json", "save")[1][-1]
        print("undisturbed:", undisturbed)
        for number, (writer, kill_at) in enumerate(
            [
                ("save", "before saving epoch 8"),
                ("save", "while saving epoch 12"),
                ("write", "while saving epoch 12"),
            ]
        ):
            file = Path(folder) / f"{number}.json"
            code, _, _ = run(file, writer, kill_at)
            assert code == -signal.SIGKILL
            code, said, trouble = run(file, writer)
            print(f"killed {kill_at}, by {writer}():")
            if code:
                print("   ", trouble[-1].split(":")[0])
            else:
                print("   ", said[0] + ", to", said[1], said[1] == undisturbed)


if __name__ == "__main__":
    descend(*sys.argv[1:]) if sys.argv[1:] else main()
