"""Programs to write: each with its task, where to start, a hint and a solution, and a judge to take home.

The directive shows one, all of it from its module in ``_run/python/programs``::

    :::{write} mse
    :::

The role ``made`` leads to a file that the build makes: ``{made}`all of them <programs.zip>` ``.
That one holds the programs to start from and the judge, who speaks the language of the site.
What the judge says belongs to the catalog of the page ``programs``.

Where Python runs on the page, the judge comes there (see ``web/running.py``), and each program gets a room for buttons;
a container of the class ``run-here`` says how to work there, and is left out of a page that cannot.
"""

import io
import json
import zipfile
from pathlib import Path

from babel.messages.extract import extract_from_file
from docutils import nodes
from sphinx.util.docutils import ReferenceRole, SphinxDirective

import judge
from fresh import keys
from i18n import catalogs
from i18n.catalogs import say
from i18n.languages import SOURCE
from pages import run
from pages.exercises import solution
from pages.exercises import words as folded

PYTHON = keys.DOCS / "_run" / "python"
NAME = "programs.zip"
FOLDER = "gradient-descent"
"""What the archive unpacks to."""


def spoken():
    """List what the judge may say, but for what it says of known mistakes, which the page shows."""
    files = [PYTHON / "check.py", PYTHON / "judge.py"]
    return [
        message
        for path in files
        for _line, message, *_ in extract_from_file("python", path, keywords={"say": None})
    ]


def words(say):
    """Return all that the buttons and the verdicts say on the page, in a language."""
    return {
        "judge": say("Judge it"),
        "own": say("Your program {name}"),
        "program-keys": say(
            "Shift and Enter has it judged; Tab indents; Escape, then Tab, leaves."
        ),
        "unwritten": say("First write your lines in place of the three dots."),
        "judging": say("The judge is at work"),
        "passed": say("Passed. {count}"),
        "not-passed": say("Not passed"),
        "verdict": say("The verdict on {name}"),
        "printed": say("Your program printed"),
        "solved": say("Solved"),
        "count": say("{solved} of {all} solved."),
        "forget": say("Forget all"),
        "forget-really": say("Forget all that you have written and solved on this page?"),
    }


def how():
    """Say what the page lacks to judge programs itself."""
    return say(
        "This page judges your programs itself where it comes from a server and may use JavaScript: "
        "where you built this site, {command} starts one.",
        command="make serve",
    )


class Write(SphinxDirective):
    """Show a program to write."""

    required_arguments = 1

    def run(self):
        name = self.arguments[0]
        if name not in judge.names():
            raise self.error(f"no program is named {name}; there are: {', '.join(judge.names())}")
        self.env.note_dependency(str(PYTHON / "programs" / f"{name}.py"))
        program = judge.Program(name)
        place = nodes.container(classes=["write"], ids=[f"write-{name}"])
        place += self.parse_text_to_nodes(program.task)
        file = f"`{name}.py`"
        place += nodes.paragraph(file, "", nodes.literal(file, f"{name}.py"), classes=["file"])
        place += self.code(program.start)
        place += solution("", self.summary("Hint"), *self.parse_text_to_nodes(program.hint))
        wrong = nodes.bullet_list(
            "", *[nodes.list_item("", self.paragraph(judge.told(m))) for m in program.mistakes]
        )
        place += solution(
            "",
            self.summary("Solution"),
            self.code(program.solution),
            self.paragraph("If it does not work, the judge looks for these mistakes:"),
            wrong,
        )
        return [place]

    def summary(self, text):
        """Return the title of a fold."""
        node = folded(text, text, kind="solution")
        self.set_source_info(node)
        return node

    def code(self, text):
        """Return a program as the page shows it."""
        node = nodes.literal_block(text.rstrip("\n"), text.rstrip("\n"), language="python")
        self.set_source_info(node)
        return node

    def paragraph(self, text):
        """Return a paragraph that can be translated."""
        inline, _ = self.parse_inline(text)
        node = nodes.paragraph(text, "", *inline)
        self.set_source_info(node)
        return node


class Made(ReferenceRole):
    """Link to a file that the build makes, beside the first page."""

    def run(self):
        up = "../" * self.env.docname.count("/")
        return [
            nodes.reference(self.rawtext, self.title, internal=True, refuri=up + self.target)
        ], []


def readme():
    """Return what the archive says of itself."""
    lines = [
        say("Programs to write: gradient descent in plain NumPy"),
        "",
        say(
            "Each file here, such as mse.py, is the beginning of a program: its head says what it must return."
        ),
        say("Write your lines in place of the three dots, and have them judged:"),
        "",
        "    python check.py mse.py",
        "",
        say("All you need is Python 3.11 or newer, and NumPy:"),
        "",
        "    python -m pip install numpy",
        "",
        say("The solutions lie in the folder programs. Look there last."),
        "",
    ]
    return "\n".join(lines)


def judging(language):
    """Return the content of each file of the judge, who speaks a language, by its name."""
    found = {
        path.relative_to(PYTHON).as_posix(): path.read_text("utf-8")
        for path in [*PYTHON.glob("*.py"), *PYTHON.glob("programs/*.py")]
    }
    if language != SOURCE:
        known = catalogs.read(language, "programs")
        mistakes = [m for name in judge.names() for m in judge.Program(name).mistakes]
        said = [*spoken(), *map(judge.told, mistakes)]
        table = {message: known[message] for message in said if message in known}
        found["words.json"] = json.dumps(table, ensure_ascii=False, indent=1, sort_keys=True)
    return found


def files(language):
    """Return the content of each file of the archive, by its name."""
    starts = {f"{name}.py": judge.Program(name).start for name in judge.names()}
    return judging(language) | starts | {"README.txt": readme()}


def archive(language):
    """Return the archive; it tells nothing of when it was made."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for name, content in sorted(files(language).items()):
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, content)
    return written.getvalue()


def write_archive(app, exception):
    """Lay the archive beside the first page of a site that shows the programs."""
    if exception is None and app.builder.format == "html" and "programs" in app.env.found_docs:
        (Path(app.outdir) / NAME).write_bytes(archive(app.config.language))


def place_bars(app, doctree, docname):
    """Put a room for buttons below the start of each program, where Python runs on the page."""
    if app.builder.format != "html":
        return
    folder = app.config.gdtutorial_run_folder
    here = [node for node in doctree.findall(nodes.container) if "run-here" in node["classes"]]
    if not folder:
        for each in here:
            each.parent.remove(each)
        return
    for each in here:
        up = "../" * (docname.count("/") + 1)
        told = run.run_how(up=up, folder=folder, press=say("Judge it"), how=how())
        each.parent.insert(each.parent.index(each), told)
    programs = [node for node in doctree.findall(nodes.container) if "write" in node["classes"]]
    for node in programs:
        start = next(node.findall(nodes.literal_block))
        node.insert(node.index(start) + 1, run.run_bar(kind="write"))
    for each in here:
        count = say("{solved} of {all} solved.", solved=0, all=len(programs))
        each += nodes.container("", nodes.paragraph(text=count), classes=["run-progress"])


def setup(app):
    """Register the directive, the role and the archive."""
    app.connect("doctree-resolved", place_bars)
    app.add_directive("write", Write)
    app.add_role("made", Made())
    app.connect("build-finished", write_archive)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
