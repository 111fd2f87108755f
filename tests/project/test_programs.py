"""The programs to write: what is right passes, what is wrong is named, and nothing keeps the judge from a clear word."""

import ast
import importlib
import io
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import judge
from gdtutorial import curvature, data, features, model
from gdtutorial import surface as surfaces
from gdtutorial.autodiff import Variable, backward
from gdtutorial.delay import delayed_descent
from gdtutorial.descent import gradient_descent
from gdtutorial.line_search import backtracking
from gdtutorial.problems import line_problem, two_weights_gradient
from gdtutorial.rules import momentum as momentum_rule
from gdtutorial.schedules import cosine, warm_up
from i18n import catalogs
from i18n.languages import OTHERS, SOURCE

ROOT = Path(__file__).parents[2]
NAMES = judge.names()
PROGRAMS = {name: judge.Program(name) for name in NAMES}
MISTAKES = [
    pytest.param(name, mistake, id=f"{name}-{mistake.__name__}")
    for name, program in PROGRAMS.items()
    for mistake in program.mistakes
]
SEEDS = range(20)


# What the library says of the same inputs.


def _arrive(path):
    return path.b[-1].item(), path.w[-1].item()


def _update(b, w, x, y, lr):
    return model.update(b, w, *model.gradient(model.errors(model.predict(b, w, x), y), x), lr)


def _descent(x, y, b, w, lr, n_epochs, batch_size=None):
    path = gradient_descent(x, y, b, w, lr, n_epochs=n_epochs, batch_size=batch_size)
    return _arrive(path)


def _momentum(x, y, b, w, lr, mu, n_updates):
    path = gradient_descent(x, y, b, w, lr, momentum_rule, momentum=mu, n_epochs=n_updates)
    return _arrive(path)


def _resume(x, y, b, w, b_velocity, w_velocity, order, n_done, lr, mu, batch_size):
    p, memory = np.array([b, w]), np.array([b_velocity, w_velocity])
    n_left = -(-len(x) // batch_size) - n_done
    for rows in [order[i : i + batch_size] for i in range(0, len(x), batch_size)][-n_left:]:
        error = model.errors(model.predict(*p, x[rows]), y[rows])
        grads = np.ravel(model.gradient(error, x[rows]))
        p, memory = momentum_rule(p, grads, memory, lr=lr, momentum=mu)
    return (*p, *memory)


def _many_features(x, y, b, w, lr, n_updates):
    for _ in range(n_updates):
        error = features.errors(features.predict(b, w, x), y)
        b, w = features.update(b, w, *features.gradient(error, x), lr)
    return b, w


def _neuron(x, y, b, w):
    b, w = Variable(b), Variable(w)
    y_hat = np.tanh(model.predict(np.array([b]), np.array([w]), x))
    grads = backward(model.mse(model.errors(y_hat, y)).item())
    return grads[b], grads[w]


def _two_weights(x, y, u, v, lr):
    return model.update(u, v, *two_weights_gradient(x, y, u, v), lr)


def _backtracking(x, y, b, w, lr, n_updates):
    def slopes(p):
        return model.gradient(model.errors(model.predict(p[0], p[1], x), y), x)

    walk = backtracking(
        lambda p: surfaces.loss_surface(x, y, p[0], p[1]),
        slopes,
        [b, w],
        lr,
        0.5,
        1e-12,
        n_updates,
    )
    return tuple(walk.places[-1])


def _schedule(lr, start, n_warm, n_updates):
    t = np.arange(n_updates)
    falling = cosine(np.maximum(t - n_warm, 0), lr, n_updates - n_warm)
    return np.where(t < n_warm, warm_up(t, lr, n_warm, start), falling)


def _late(x, y, b, w, lr, tau, n_updates):
    return _arrive(delayed_descent(line_problem(x, y), b, w, lr, tau, n_updates=n_updates))


LIBRARY = {
    "predict": model.predict,
    "mse": model.mse,
    "gradient": lambda b, w, x, y: model.gradient(model.errors(model.predict(b, w, x), y), x),
    "update": _update,
    "descent": _descent,
    "mini_batches": _descent,
    "momentum": _momentum,
    "many_features": _many_features,
    "schedule": _schedule,
    "late": _late,
    "backtracking": _backtracking,
    "surface": lambda x, y, bs, ws: surfaces.loss_surface(x, y, *np.meshgrid(bs, ws)),
    # central differences of a quadratic are exact, whatever h
    "slopes": lambda x, y, b, w, h: LIBRARY["gradient"](b, w, x, y),  # noqa: ARG005 - called with what the program gets
    "neuron": _neuron,
    "resume": _resume,
    "two_weights": _two_weights,
    "joint_limit": curvature.joint_limit,
    "split": lambda x, y, order, n_train: (
        *(column[order][:n_train] for column in (x, y)),
        *(column[order][n_train:] for column in (x, y)),
    ),
    "standardise": lambda x_train, x_val: data.standardise(x_train, x_val)[:2],
}


def flat(answer):
    parts = answer if isinstance(answer, tuple) else [answer]
    return np.concatenate([np.ravel(part) for part in parts])


@pytest.mark.parametrize("name", NAMES)
def test_a_solution_says_what_the_library_says(name):
    for seed in SEEDS:
        for case in PROGRAMS[name].inputs(seed):
            own, library = PROGRAMS[name].right(**case), LIBRARY[name](**case)
            np.testing.assert_allclose(flat(own), flat(library), rtol=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_a_solution_passes_on_any_inputs_and_needs_numpy_alone(name):
    for seed in SEEDS:
        verdict = judge.judge(name, PROGRAMS[name].solution, seed)
        assert verdict.passed, verdict.words


def test_inputs_are_drawn_anew_and_a_seed_draws_the_same_again():
    for program in PROGRAMS.values():
        assert repr(program.inputs(1)) == repr(program.inputs(1)) != repr(program.inputs(2))


@pytest.mark.parametrize(("name", "mistake"), MISTAKES)
def test_a_known_mistake_is_named_whatever_the_inputs(name, mistake):
    source = f"from programs.{name} import {mistake.__name__} as {name}"
    for seed in SEEDS:
        verdict = judge.judge(name, source, seed)
        assert not verdict.passed
        assert verdict.kind == mistake.__name__, verdict.words
        assert verdict.words.endswith(judge.told(mistake))


WRITTEN_OTHERWISE = [  # as learners write them, not as the modules do
    ("mse", "no_mean", "return sum(e * e for e in error.ravel())"),
    ("mse", "root", "return float(np.linalg.norm(error)) / len(error) ** 0.5"),
    ("gradient", "no_feature", "e = b + w * x - y; return [2 * np.mean(e)] * 2"),
    (
        "update",
        "new_b",
        "b -= lr * 2 * np.mean(b + w * x - y); w -= lr * 2 * np.mean((b + w * x - y) * x); return b, w",
    ),
    ("predict", "no_bias", "return np.array([[w * float(each[0])] for each in x])"),
    ("split", "torn", "x = x[order]; k = n_train; return x[:k], y[:k], x[k:], y[k:]"),
    ("joint_limit", "sections_alone", "return min(2 / 2, 2 / (2 * np.mean(x * x)))"),
]


@pytest.mark.parametrize(("name", "kind", "body"), WRITTEN_OTHERWISE)
def test_a_mistake_is_known_by_its_answers_however_it_is_written(name, kind, body):
    head = f"import numpy as np\ndef {name}({', '.join(PROGRAMS[name].arguments)}):\n    "
    assert judge.judge(name, head + body, 3).kind == kind


def test_each_program_knows_at_least_three_mistakes():
    assert [n for n, program in PROGRAMS.items() if len(program.mistakes) < 3] == []


def test_no_two_mistakes_are_told_in_the_same_words():
    told = Counter(judge.told(m) for program in PROGRAMS.values() for m in program.mistakes)
    assert [words for words, times in told.items() if times > 1] == []


def test_a_wrong_answer_is_shown_with_its_input_as_one_would_type_it():
    words = judge.judge("update", "from programs.update import new_b as update", 5).words
    space = {"np": np}
    typed = re.findall(r"^    (\w+) = (.*)$", words, re.MULTILINE)
    case = {name: eval(value, space) for name, value in typed}
    assert list(case) == PROGRAMS["update"].arguments
    ((mine, right),) = re.findall(r"your w is (.*), and (.*) is right", words)
    assert float(mine) == pytest.approx(importlib.import_module("programs.update").new_b(**case)[1], rel=1e-5)  # fmt: skip
    assert float(right) == pytest.approx(PROGRAMS["update"].right(**case)[1], rel=1e-5)


@pytest.mark.parametrize("name", NAMES)
def test_a_start_is_a_program_that_says_what_to_return_and_returns_nothing_yet(name):
    start = PROGRAMS[name].start
    function = ast.parse(start).body[-1]
    assert ast.get_docstring(function)
    assert [argument.arg for argument in function.args.args] == PROGRAMS[name].arguments
    verdict = judge.judge(name, start, 1)
    assert verdict.kind == "nothing"
    assert verdict.words == f"{name} returns nothing: end it with return."


def test_a_descent_with_mini_batches_takes_twelve_lines():
    function = ast.parse(PROGRAMS["mini_batches"].solution).body[-1]
    del function.body[0]  # the docstring
    assert len(ast.unparse(function).splitlines()) <= 12


# Whatever is written, there is a clear word.

HEAD = "import numpy as np\n\ndef mse(error):\n    "
HOSTILE = {
    "": ("name", "It defines no function mse."),
    "def loss(e): return 1": ("name", "It defines no function mse. It defines loss."),
    "mse = 3": ("name", "mse is no function, but of the type int."),
    "def mse(error):\nreturn 1": ("syntax", "Python cannot read line 2: expected an indented"),
    "def mse(error：\n    return 1": ("syntax", "The sign ： is a full-width one"),
    "def mse(error):\n    return （error**2）.mean()": ("syntax", "The sign （ is a full-width one"),
    "\0": ("syntax", "Python cannot read"),
    "(" * 10_000: ("syntax", "Python cannot read"),
    "def mse(): return 1": (
        "arguments",
        "It must be possible to call mse(error), and yours is mse().",
    ),
    "exit()": ("exit", "It ends Python itself"),
    HEAD + "raise SystemExit(0)": ("exit", "It ends Python itself"),
    HEAD + "return eror": ("error", "Line 4 stops with NameError: name 'eror' is not defined"),
    HEAD + "return error[99]": ("error", "Line 4 stops with IndexError"),
    HEAD + "return mse(error)": ("error", "Line 4 stops with RecursionError"),
    HEAD + "raise KeyError": ("error", "Line 4 stops with KeyError."),
    HEAD + "raise ValueError('x\\n' * 10**5)": ("error", "Line 4 stops with ValueError: x x x"),
    "class Odd(Exception):\n    def __str__(self): raise Odd\n" + HEAD + "raise Odd": (
        "error",
        "Line 6 stops with Odd.",
    ),
    "class Worse(BaseException): pass\n" + HEAD + "raise Worse('no')": (
        "error",
        "Line 5 stops with Worse: no.",
    ),
    HEAD + "return input()": ("error", "Line 4 stops with EOFError"),
    "while True: print('on and on')": ("prints", "It prints without end"),
    HEAD + "return 'two'": ("type", "returns something of the type str."),
    HEAD + "return (error**2).mean() > 1": ("type", "returns something of the type bool"),
    HEAD + "return (error**2).mean() + 0j": ("type", "returns something of the type complex"),
    HEAD + "return [[1], [2, 3]]": ("type", "returns something of the type list."),
    HEAD + "yield 1": ("type", "returns something of the type generator."),
    "class Odd:\n    def __array__(self, *a, **k): raise SystemExit\n" + HEAD + "return Odd()": (
        "exit",
        "It ends Python itself",
    ),
    HEAD + "pass": ("nothing", "mse returns nothing"),
    HEAD + "return float('nan')": ("not finite", "Look for a division by 0"),
    HEAD + "return 1e308 * 10": ("not finite", "your answer is inf"),
    HEAD + "return error**2": ("shape", "your answer has the shape"),
    HEAD + "return error - error.ravel()": ("shape", "A column and a row together make a table"),
    HEAD + "error *= error\n    return error.mean()": ("changes", "mse changes its argument error"),
    HEAD + "return 12.5": ("wrong", "your answer is 12.5"),
}  # fmt: skip


@pytest.mark.parametrize("source", HOSTILE, ids=lambda source: ascii(source[-40:]))
def test_whatever_is_written_ends_in_a_clear_word(source):
    kind, words = HOSTILE[source]
    verdict = judge.judge("mse", source, 1)
    assert not verdict.passed
    assert (verdict.kind, words in verdict.words) == (kind, True), verdict.words
    assert len(verdict.words) < 1000


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        ("return b", "results", "must return 2 things: b, w."),
        ("return b, w, lr", "results", "must return 2 things: b, w. Yours are 3."),
        ("return b, None", "type", "of the type NoneType."),
        ("return {b, w}", "results", "must return 2 things"),
    ],
)
def test_two_results_are_asked_for_by_name(body, kind, words):
    verdict = judge.judge("update", f"def update(b, w, x, y, lr):\n    {body}", 1)
    assert verdict.kind == kind
    assert words in verdict.words


def test_one_number_may_come_in_any_wrapping():
    for body in (
        "(error**2).mean(axis=0)",
        "[(error**2).mean()]",
        "np.float32((error**2).mean())",
    ):
        assert judge.judge("mse", HEAD + f"return {body}", 1).passed, body


def test_what_a_program_prints_is_kept_and_what_it_spoils_is_mended():
    spoil = "import builtins\nbuiltins.print = builtins.len = None\nbuiltins.new = 1\n"
    spoil += "np.mean = np.allclose = np.e = None\n"
    source = "import numpy as np\nprint('seen')\n" + spoil + PROGRAMS["mse"].solution
    verdict = judge.judge("mse", source, 1)
    assert verdict.passed
    assert verdict.printed == "seen\n"
    assert len("abc") == 3
    assert "new" not in vars(__import__("builtins"))
    assert np.mean([np.e]) == pytest.approx(2.718281828)


def test_the_judge_imports_nothing_of_the_library():
    folder = ROOT / "docs" / "_run" / "python"
    known = {*sys.stdlib_module_names, "numpy", "judge", "programs"}
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) else []
            assert {name.split(".")[0] for name in names} <= known, path.name


# To take home.


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A Python that knows NumPy and nothing else."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder, with_pip=False)
    (packages,) = folder.glob("lib/python*/site-packages")
    for path in Path(sysconfig.get_path("purelib")).glob("numpy*"):
        (packages / path.name).symlink_to(path)
    return folder / "bin" / "python"


def unpacked(language, folder, monkeypatch):
    monkeypatch.setenv("GDTUTORIAL_LANGUAGE", language)
    from pages import programs

    monkeypatch.setattr(programs, "say", catalogs.speaker(language))
    zipfile.ZipFile(io.BytesIO(programs.archive(language))).extractall(folder)
    return folder / programs.FOLDER


def ask(python, folder, *arguments):
    return subprocess.run(
        [python, "check.py", *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )  # fmt: skip


def test_the_archive_works_in_an_empty_folder_with_numpy_alone(bare, tmp_path, monkeypatch):
    folder = unpacked(SOURCE, tmp_path, monkeypatch)
    assert "python check.py mse.py" in (folder / "README.txt").read_text("utf-8")
    done = ask(bare, folder, "mse.py")
    assert done.returncode == 1
    assert "mse.py: mse returns nothing: end it with return." in done.stdout
    for name in NAMES:
        (folder / f"{name}.py").write_text(PROGRAMS[name].solution, "utf-8")
    done = ask(bare, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(NAMES)} of {len(NAMES)} right." in done.stdout
    for source, words in {
        "import os\nos._exit(0)": "It has ended Python itself before there was a verdict.",
        "import sys\nsys.__stdout__.write('[true')": "It defines no function mse",
        "def mse(error): return sum(error**2)": "You add the squares up",
    }.items():
        (folder / "mse.py").write_text(source, "utf-8")
        done = ask(bare, folder, "mse.py", "--seed", "7")
        assert done.returncode == 1
        assert words in done.stdout or "before there was a verdict" in done.stdout
    assert ask(bare, folder, "mse.py", "--seed", "7").stdout == done.stdout


def test_a_loop_that_never_ends_is_ended(tmp_path, monkeypatch, capsys):
    import check

    (tmp_path / "mse.py").write_text("while True: pass", "utf-8")
    monkeypatch.setattr(check, "SECONDS", 2)
    monkeypatch.setattr(sys, "argv", ["check.py", str(tmp_path / "mse.py")])
    monkeypatch.setattr(sys.stdout, "reconfigure", lambda **_: None, raising=False)
    with pytest.raises(SystemExit):
        check.main()
    assert (
        "It has not ended after 2 seconds: is there a loop that never" in capsys.readouterr().out
    )


@pytest.mark.parametrize("language", OTHERS)
def test_the_archive_speaks_the_language_of_its_site(bare, tmp_path, monkeypatch, language):
    from pages import programs

    known = catalogs.read(language, "programs")
    said = [*programs.spoken(), *(judge.told(m) for p in PROGRAMS.values() for m in p.mistakes)]
    assert [message for message in said if message not in known] == []
    folder = unpacked(language, tmp_path, monkeypatch)
    (folder / "mse.py").write_text("def mse(error): return sum(error**2)", "utf-8")
    done = ask(bare, folder, "mse.py")
    assert known[judge.told(PROGRAMS["mse"].mistakes[0])] in done.stdout
    assert known["Not yet. With"] in done.stdout
    assert "python check.py mse.py" in (folder / "README.txt").read_text("utf-8")


def test_the_archive_does_not_tell_when_it_was_made():
    from pages import programs

    assert programs.archive(SOURCE) == programs.archive(SOURCE)
    with zipfile.ZipFile(io.BytesIO(programs.archive(SOURCE))) as made:
        assert {entry.date_time for entry in made.infolist()} == {(2000, 1, 1, 0, 0, 0)}


# On the page.


def test_the_page_shows_every_program_and_offers_the_archive(pages, english):
    page = pages["programs.html"]
    shown = page.xpath("//*[contains(@class, 'write') and starts-with(@id, 'write-')]")
    assert sorted(each.get("id") for each in shown) == [f"write-{name}" for name in NAMES]
    for each in shown:
        program = PROGRAMS[each.get("id").removeprefix("write-")]
        code = [block.text_content().strip() for block in each.xpath(".//pre")]
        assert code == [program.start.strip(), program.solution.strip()]
        assert each.xpath("./details/summary/text()") == ["Hint", "Solution"]
        assert not each.xpath("./details[@open]")
        listed = [
            " ".join(item.text_content().split()) for item in each.xpath(".//details[2]//li")
        ]
        assert listed == [
            judge.told(m).replace("`", "").replace("'", "’") for m in program.mistakes
        ]
    assert page.xpath("//a[@href='programs.zip']")
    assert (english / "programs.zip").read_bytes()[:2] == b"PK"


def test_the_archive_of_the_site_is_the_one_that_is_tested(site, monkeypatch):
    from pages import programs

    for language in (SOURCE, *OTHERS):
        monkeypatch.setattr(programs, "say", catalogs.speaker(language))
        assert (site / language / "programs.zip").read_bytes() == programs.archive(language)
