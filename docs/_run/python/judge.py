"""Judges what a learner has written, in plain words.

It needs Python and NumPy and nothing else, so that it runs wherever the learner is.
What never ends, or ends Python, is left to the caller, who can stop it: see ``check.py``.

>>> verdict = judge("mse", "def mse(error): return (error**2).mean()", seed=1)
>>> verdict.passed, verdict.kind
(True, 'right')
>>> verdict = judge("mse", "def mse(error): return sum(error**2)", seed=1)
>>> verdict.kind
'no_mean'
"""

import ast
import builtins
import contextlib
import copy
import importlib
import inspect
import io
import json
import pkgutil
import sys
import traceback
import unicodedata
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np

CASES = 8
"""How many inputs a program is tried on."""

MOST = 10_000
"""How many signs it may print."""

LONGEST = 200
"""How much of a message, or of a value, is told."""

WORDS: dict[str, str] = {}
"""What is said in another language, by the English."""


def speak():
    """Speak the language of this folder, if it holds the words of one."""
    words = Path(__file__).with_name("words.json")
    if words.exists():
        WORDS.update(json.loads(words.read_text("utf-8")))


def say(text, **values):
    """Say something in the learner's language."""
    return WORDS.get(text, text).format(**values)


@dataclass(frozen=True)
class Verdict:
    """What the judge has to say."""

    passed: bool
    kind: str
    """``right``, the name of a known mistake, or what else is wrong, in a word."""
    words: str
    """For the learner."""
    line: int | None = None
    """Of the learner's program, where it stopped."""
    printed: str = ""
    """What the program printed."""


class Trouble(Exception):
    """Something that is wrong with a program."""

    def __init__(self, kind, words, line=None):
        super().__init__(words)
        self.kind, self.line = kind, line


# The programs.


def names():
    """List the programs."""
    found = pkgutil.iter_modules(importlib.import_module("programs").__path__)
    return [module.name for module in found if not module.name.startswith("_")]


class Program:
    """All that is known of a program to write: see ``programs/__init__.py``."""

    def __init__(self, name):
        self.name = name
        self.module = importlib.import_module(f"programs.{name}")
        self.task = self.module.TASK.strip()
        self.hint = self.module.HINT.strip()
        self.right = getattr(self.module, name)
        self.draw = self.module.draw
        self.mistakes = [
            function
            for called, function in vars(self.module).items()
            if inspect.isfunction(function)
            and function.__module__ == self.module.__name__
            and called not in {name, "draw"}
            and not called.startswith("_")
        ]
        self.arguments = list(inspect.signature(self.right).parameters)
        self.solution = self._with_import(inspect.getsource(self.right))
        self.start = self._with_import(self._head() + "    ...  # your lines\n")
        self.results = self._results()

    def _with_import(self, code):
        return "import numpy as np\n\n\n" + code

    def _tree(self):
        return ast.parse(inspect.getsource(self.right)).body[0]

    def _head(self):
        """Return the first lines of the solution, up to the end of its docstring."""
        lines = inspect.getsource(self.right).splitlines(keepends=True)
        return "".join(lines[: self._tree().body[0].end_lineno])

    def _results(self):
        """Name what the solution returns, where it is more than one thing."""
        value = self._tree().body[-1].value
        return [each.id for each in value.elts] if isinstance(value, ast.Tuple) else []

    def inputs(self, seed):
        """Draw the inputs of all cases, each a dict in the order of the arguments."""
        rng = np.random.RandomState(seed)
        drawn = [self.draw(rng) for _ in range(CASES)]
        return [{name: _plain(case[name]) for name in self.arguments} for case in drawn]


def _plain(value):
    """Return a Python number for NumPy's."""
    return value.item() if isinstance(value, np.generic) else value


def told(mistake):
    """Return what is said of a known mistake."""
    return inspect.getdoc(mistake)


# Judging.


def judge(name, source, seed):
    """Judge the source of a program on inputs that a seed draws; return a verdict."""
    program = Program(name)
    cases = program.inputs(seed)
    # Before the learner's program runs, which may change anything.
    right = [_answer(program.right, case) for case in cases]
    mistakes = {
        mistake: [_answer(mistake, case) for case in cases] for mistake in program.mistakes
    }
    screen = Screen()
    try:
        with _aside(screen):
            function = find(program, source)
            got = [answer(program, function, case) for case in cases]
            changed = [each for _, changes in got for each in changes]
        values = [value for value, _ in got]
        compare(program, cases, values, right, mistakes)
        if changed:
            raise Trouble(
                "changes",
                say(
                    "Your answers are right, but {name} changes its argument {argument}, "
                    "which belongs to whoever called it: make a new array instead.",
                    name=name,
                    argument=changed[0],
                ),
            )
    except Trouble as trouble:
        return Verdict(False, trouble.kind, str(trouble), trouble.line, screen.getvalue())
    words = say("Right, on {n} inputs drawn anew.", n=CASES)
    return Verdict(True, "right", words, printed=screen.getvalue())


def _answer(function, case):
    with np.errstate(all="ignore"):
        return function(**copy.deepcopy(case))


class PrintsTooMuch(BaseException):
    """Stops a program that prints without end."""


class Screen(io.StringIO):
    """Keeps what is printed, and stops what prints too much."""

    def write(self, text):
        """Keep a text."""
        if self.tell() + len(text) > MOST:
            raise PrintsTooMuch
        return super().write(text)


@contextlib.contextmanager
def _aside(screen):
    """Let a program print to the screen, read nothing, and leave what is built in, and NumPy, as it was."""
    spaces, stdin = [vars(builtins), vars(np)], sys.stdin
    before = [space.copy() for space in spaces]
    try:
        with (
            contextlib.redirect_stdout(screen),
            contextlib.redirect_stderr(screen),
            warnings.catch_warnings(),
            np.errstate(all="ignore"),
        ):
            warnings.simplefilter("ignore")
            sys.stdin = io.StringIO()
            yield
    finally:
        sys.stdin = stdin
        for space, was in zip(spaces, before, strict=True):
            space.update(was)
            for name in set(space) - set(was):
                del space[name]


def find(program, source):
    """Run a program's source, and return the function that it had to define."""
    file = f"{program.name}.py"
    try:
        code = compile(source, file, "exec")
    except SyntaxError as error:
        raise Trouble("syntax", _unread(source, error), error.lineno) from None
    except (ValueError, MemoryError, RecursionError) as error:
        raise Trouble("syntax", say("Python cannot read it: {error}.", error=error)) from None
    space = {"__name__": program.name}
    before = set(space)
    _run(program, exec, code, space)
    defined = [name for name in space if name not in before | {"__builtins__", "np"}]
    if program.name not in space:
        words = say("It defines no function {name}.", name=program.name)
        if defined:
            words += " " + say("It defines {names}.", names=", ".join(map(str, defined)))
        raise Trouble("name", words)
    function = space[program.name]
    if not callable(function):
        raise Trouble(
            "name",
            say(
                "{name} is no function, but of the type {type}.",
                name=program.name,
                type=type(function).__name__,
            ),
        )
    _fits(program, function)
    return function


def _unread(source, error):
    """Say what Python cannot read."""
    if error.lineno is None:
        return say("Python cannot read it: {error}.", error=error.msg)
    words = say(
        "Python cannot read line {line}: {error}.", line=error.lineno, error=_cut(error.msg)
    )
    lines = source.splitlines()
    line = lines[error.lineno - 1] if error.lineno <= len(lines) else ""
    for sign in line:
        if unicodedata.east_asian_width(sign) in "FW" and unicodedata.category(sign)[0] in "PS":
            words += "\n" + say(
                "The sign {sign} is a full-width one: type it with an English keyboard.", sign=sign
            )
            break
    return words


def _fits(program, function):
    """Check that a function can be called with the arguments that it will get."""
    try:
        signature = inspect.signature(function)
    except (ValueError, TypeError):
        return
    try:
        signature.bind(*program.arguments)
    except TypeError:
        arguments = ", ".join(program.arguments)
        raise Trouble(
            "arguments",
            say(
                "It must be possible to call {call}, and yours is {own}.",
                call=f"{program.name}({arguments})",
                own=_cut(f"{program.name}{signature}"),
            ),
        ) from None


def _run(program, function, *arguments):
    """Run something of the learner's, and say clearly how it failed, if it did."""
    try:
        return function(*arguments)
    except (KeyboardInterrupt, Trouble):
        raise
    except PrintsTooMuch:
        words = say("It prints without end: is there a loop that never stops?")
        raise Trouble("prints", words) from None
    except (SystemExit, GeneratorExit) as error:
        words = say("It ends Python itself: leave out `exit()` and the like.")
        raise Trouble("exit", words, _line(program, error)) from None
    except BaseException as error:
        line, told = _line(program, error), _told(error)
        if line is None:
            raise Trouble("error", say("It stops with {error}.", error=told)) from None
        words = say("Line {line} stops with {error}.", line=line, error=told)
        raise Trouble("error", words, line) from None


def _line(program, error):
    """Return the line of the learner's program at which it stopped, or nothing."""
    frames = traceback.walk_tb(error.__traceback__)
    lines = [line for frame, line in frames if frame.f_code.co_filename == f"{program.name}.py"]
    return lines[-1] if lines else None


def _told(error):
    """Return an exception as Python would say it, whatever its message is."""
    try:
        message = str(error)
    except BaseException:
        message = ""
    name = type(error).__name__
    return _cut(f"{name}: {message}" if message else name)


def _cut(text):
    """Return a text on one line, and not all of it if it is long."""
    text = " ".join(str(text).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def answer(program, function, case):
    """Call a function on a case; return its answer as arrays, and which arguments it changed."""
    given = copy.deepcopy(case)
    try:
        result = _run(program, function, *given.values())
    except Trouble as trouble:
        words = [str(trouble), say("That was with"), *_inputs(case)]
        raise Trouble(trouble.kind, "\n".join(words), trouble.line) from None
    changed = [name for name, value in case.items() if not np.array_equal(value, given[name])]
    return _run(program, arrays, program, result), changed


def arrays(program, result):
    """Return what a function returned as a list of arrays of numbers."""
    name = program.name
    if result is None or result is ...:
        raise Trouble("nothing", say("{name} returns nothing: end it with return.", name=name))
    if not program.results:
        return [_numbers(program, result)]
    right = ", ".join(program.results)
    many = say(
        "{name} must return {n} things: {right}.", name=name, n=len(program.results), right=right
    )
    if not isinstance(result, tuple | list) and not (
        isinstance(result, np.ndarray) and result.ndim
    ):
        raise Trouble("results", many)
    if len(result) != len(program.results):
        raise Trouble("results", many + " " + say("Yours are {n}.", n=len(result)))
    return [_numbers(program, each) for each in result]


def _numbers(program, value):
    """Return a value as an array of finite or infinite numbers."""
    try:
        array = np.asarray(value)
        if array.dtype.kind in "iuf":
            return np.array(array, dtype=float)
    except Exception:  # whatever a strange thing does when it is asked to be an array
        pass
    raise Trouble(
        "type",
        say(
            "{name} must return numbers, and returns something of the type {type}.",
            name=program.name,
            type=type(value).__name__,
        ),
    )


def compare(program, cases, got, right, mistakes):
    """Say what is wrong with the answers to all cases, if anything is."""
    right = [_listed(program, each) for each in right]
    wrong = [i for i in range(len(cases)) if not _same(got[i], right[i])]
    if not wrong:
        return
    for mistake, answers in mistakes.items():
        theirs = [_listed(program, each) for each in answers]
        if all(map(_same, got, theirs)):
            where = _difference(program, cases, got, right, wrong[0])
            raise Trouble(mistake.__name__, f"{where}\n{say(told(mistake))}")
    first = wrong[0]
    kind, more = "wrong", ""
    for mine, there in zip(got[first], right[first], strict=True):
        if not _fitting(mine, there):
            kind = "shape"
            if mine.ndim == 2 and mine.size > there.size:
                more = say(
                    "A column and a row together make a table: keep every array of points a column."
                )
            break
        if not np.isfinite(mine).all():
            kind = "not finite"
            more = say("Look for a division by 0, or for a number that grows without bound.")
            break
    where = _difference(program, cases, got, right, first)
    raise Trouble(kind, f"{where}\n{more}".strip())


def _listed(program, result):
    """Return an answer of ours as a list of arrays."""
    return [np.asarray(each, dtype=float) for each in (result if program.results else [result])]


def _fitting(mine, right):
    """Tell whether a shape will do: one number may come in any wrapping."""
    return mine.shape == right.shape or mine.size == right.size == 1


def _same(mine, right):
    """Tell whether two answers are the same, up to rounding."""
    return all(
        _fitting(a, b) and np.allclose(np.ravel(a), np.ravel(b), rtol=1e-6, atol=1e-9)
        for a, b in zip(mine, right, strict=True)
    )


def _difference(program, cases, got, right, number):
    """Say on which input which part of the answer is wrong, and what it should be."""
    lines = [say("Not yet. With"), *_inputs(cases[number])]
    for i, (mine, there) in enumerate(zip(got[number], right[number], strict=True)):
        if _same([mine], [there]):
            continue
        if _fitting(mine, there):
            values = {"got": _shown(mine.reshape(there.shape)), "right": _shown(there)}
            line = (
                say(
                    "your {what} is {got}, and {right} is right.",
                    what=program.results[i],
                    **values,
                )
                if program.results
                else say("your answer is {got}, and {right} is right.", **values)
            )
        else:
            shapes = {"got": mine.shape, "right": there.shape}
            line = (
                say(
                    "your {what} has the shape {got}, and {right} is right.",
                    what=program.results[i],
                    **shapes,
                )
                if program.results
                else say("your answer has the shape {got}, and {right} is right.", **shapes)
            )
        lines.append(line)
    return "\n".join(lines)


def _inputs(case):
    """List the inputs of a case, a line each."""
    return [f"    {name} = {_shown(value)}" for name, value in case.items()]


def _shown(value):
    """Return a number or an array as a learner would type it, with few digits."""
    if isinstance(value, np.ndarray) and value.ndim:
        return f"np.array({_rounded(value.tolist())})"
    return str(_rounded(np.asarray(value).item()))


def _rounded(value):
    """Round numbers, in lists too, to six digits."""
    if isinstance(value, list):
        return [_rounded(each) for each in value]
    return float(f"{value:.6g}") if isinstance(value, float) else value
