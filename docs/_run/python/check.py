"""Judges the programs of a folder: ``python check.py mse.py``.

Without a file it judges them all.
"""

import argparse
import json
import secrets
import subprocess
import sys
from pathlib import Path

import judge

HERE = Path(__file__).parent
SECONDS = 20
"""How long a program may take."""


def judged(path, seed):
    """Judge a file; return whether it passed, and what there is to say."""
    try:
        source = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return False, judge.say("It cannot be read: {error}.", error=error)
    verdict = judge.judge(path.stem, source, seed)
    return verdict.passed, f"{verdict.printed}\n{verdict.words}"


def judged_apart(path, seed):
    """Do so in a process of its own, which may hang or die."""
    command = [sys.executable, __file__, str(path), "--seed", str(seed), "--here"]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS
        )
        passed, words = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return False, judge.say(
            "It has not ended after {n} seconds: is there a loop that never stops?", n=SECONDS
        )
    except ValueError:
        return False, judge.say("It has ended Python itself before there was a verdict.")
    return passed, words


def main():
    """Read the command line."""
    known = judge.names()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help=", ".join(f"{n}.py" for n in known))
    parser.add_argument("--seed", type=int, help="draw the same inputs again")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")
    judge.speak()
    for path in asked.files:
        if path.stem not in known:
            parser.error(f"{path.name} is none of the programs: {', '.join(known)}")
    if asked.here:
        print(json.dumps(judged(asked.files[0], asked.seed)))
        return
    seed = secrets.randbelow(10**6) if asked.seed is None else asked.seed
    passed = []
    for path in asked.files or [HERE / f"{name}.py" for name in known]:
        right, words = judged_apart(path, seed)
        passed.append(right)
        print(f"{path.name}: {words.strip()}\n")
    print(
        judge.say(
            "{passed} of {n} right. For the same inputs again: --seed {seed}",
            passed=sum(passed),
            n=len(passed),
            seed=seed,
        )
    )
    sys.exit(0 if all(passed) else 1)


if __name__ == "__main__":
    main()
