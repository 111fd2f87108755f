"""The gallery's downloads in other languages: what a script says and what its figure shows, from the catalogs.

A page and its catalog give the text cells and the comments, ``figures.po`` the words of the figure.
Words that stand where they are written, such as a title, are exchanged in place.
All others, the library's own or composed from parts, stay as the program knows them;
a call at the end exchanges them in the finished figure.
What the claims of a script say stays English.
"""

import ast
import io
import json
import re
import tokenize
from pathlib import Path

from i18n import catalogs, translate
from i18n.catalogs import say
from i18n.languages import SOURCE

WRITERS = {
    "describe": 1,
    "heading": 1,
    "note": 1,
    "set_title": 0,
    "set_xlabel": 0,
    "set_ylabel": 0,
    "supxlabel": 0,
    "supylabel": 0,
}
"""What writes its argument as it is, and which."""
WRITTEN = {"title", "xlabel", "ylabel", "label"}
"""The keywords whose values are written as they are."""
MARK = 10**12
"""A number that stands for the first field of a text, the next one for the second: it is taken for computed."""
FIELD = re.compile(r"\{[^{}]*\}")
SENTENCE = re.compile(r"(?<=[\u3002\uff01\uff1f])|(?<=[.?!]) ")
CLAUSE = re.compile(r"(?<=[\u3002\uff0c\uff1a\uff1b])|(?<=[.;,:] )")


def comments(source):
    """List the comments of a script that stand within its code, as (line, column, text)."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return [
        (*token.start, token.string.removeprefix("# "))
        for token in tokens
        if token.type == tokenize.COMMENT and token.start[1]
    ]


def translated(source, language, texts, words, drawn):
    """Return a script in another language.

    `texts` translates its text cells and comments, `words` the messages `drawn` in its figure.
    """
    tree, edits, done = ast.parse(source), [], set()
    for node, template in literals(tree):
        message, said = in_place(node, template, words)
        if message in drawn and said:
            done.add(message)
            edits.append((node, said))
    kept = {id(node) for node, _ in edits}
    spelt = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in kept
    }
    rest = {
        message: words[message]
        for message in drawn
        if words.get(message, message) != message
        and (message not in done or message in spelt | library_words())
    }
    lines = source.splitlines()
    for line, column, text in comments(source):
        lines[line - 1] = lines[line - 1][:column] + "# " + texts.get(text, text)
    for node, said in sorted(
        edits, key=lambda edit: (edit[0].lineno, edit[0].col_offset), reverse=True
    ):
        put(lines, node, said)
    out = finish(lines, tree, language, rest)
    return "\n".join(retold(out, tree, texts)) + "\n"


def literals(tree):
    """Yield the literals that are written as they are, and whether they are templates with fields."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        place = WRITERS.get(name, len(call.args))
        found = [keyword.value for keyword in call.keywords if keyword.arg in WRITTEN]
        for node in [*call.args[place : place + 1], *found]:
            inner = getattr(node, "func", None)
            if getattr(inner, "attr", "") == "format":
                yield inner.value, True
            else:
                yield node, name == "describe" and isinstance(node, ast.Constant)


def in_place(node, template, words):
    """Return the message that a literal writes, and the literal that says it in other words."""
    from gdtutorial.plotting import template as message_of

    if isinstance(node, ast.JoinedStr):
        parts = [
            part.value
            if isinstance(part, ast.Constant)
            else ast.unparse(ast.JoinedStr([part]))[2:-1]
            for part in node.values
        ]
        holes = [isinstance(part, ast.FormattedValue) for part in node.values]
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        fields = FIELD.findall(node.value) if template else []
        between = FIELD.split(node.value) if template else [node.value]
        parts = [part for pair in zip(between, [*fields, ""], strict=True) for part in pair]
        holes = [bool(index % 2) for index in range(len(parts) - 1)] + [False]
    else:
        return None, None
    fields = [part for part, hole in zip(parts, holes, strict=True) if hole]
    fields = [
        f"{{{index}{field[1:]}"
        if field[1] in ":}"
        else field  # other languages have another order
        for index, field in enumerate(fields)
    ]
    marks = [str(MARK + index) for index in range(len(fields))]
    left = iter(marks)
    text = "".join(
        next(left) + "%" * part.endswith("%}") if hole else part
        for part, hole in zip(parts, holes, strict=True)
    )
    message, values = message_of(text)
    values = [fields[marks.index(value)] if value in marks else value for value in values]
    said = words.get(message, "")
    for index, value in enumerate(values):
        percent = "%" if value.endswith("%}") else ""  # the field writes the sign, too
        said = said.replace(f"{{{index}}}{percent}", value)
    return message, said and [isinstance(node, ast.JoinedStr) and any(holes), said]


def library_words():
    """Return all texts in the code of the module that draws."""
    from gdtutorial import plotting

    tree = ast.parse(Path(plotting.__file__).read_text("utf-8"))
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {text for text in constants if isinstance(text, str)}


def put(lines, node, said):
    """Write a literal in the place of another."""
    formatted, text = said
    first, last = node.lineno - 1, node.end_lineno - 1
    # Columns are counted in bytes.
    before = lines[first].encode()[: node.col_offset].decode()
    after = lines[last].encode()[node.end_col_offset :].decode()
    mark = "f" if formatted else ""
    if before.strip() or last == first:
        pieces = [text]
    else:
        pieces = [""]
        for piece in CLAUSE.split(text):
            if wide(pieces[-1] + piece) > 80:
                pieces.append("")
            pieces[-1] += piece
        pieces = [piece for piece in pieces if piece]
    written = [("" if "{" not in piece else mark) + quoted(piece) for piece in pieces]
    indent = f"\n{before}"
    lines[first : last + 1] = (before + indent.join(written) + after).split("\n")


def quoted(text):
    """Return a text as a literal."""
    return json.dumps(text, ensure_ascii=False)


def finish(lines, tree, language, rest):
    """Exchange the rest of the words where the figure is finished, before it is shown."""
    figures = [
        call.args[0].id
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "describe"
    ]
    out = []
    for line in lines:
        if line == "plt.show()" and figures:
            figure = figures.pop(0)
            out.append("# " + say("The other words, too, and a font that has them."))
            rows = [f"    {quoted(english)}: {quoted(other)}," for english, other in rest.items()]
            out += ["words = {", *rows, "}"] if rows else ["words = {}"]
            out += [f'plotting.write_in({figure}, "{language}", words)']
        out.append(line)
    return out


def retold(lines, tree, texts):
    """Return the lines of a script with its opening and its text cells in other words."""
    heading, *paragraphs = cells(ast.get_docstring(tree).splitlines())
    title = heading.rsplit(" ", 1)[0]  # without the line below it
    title = texts.get(title, title)
    out = ['"""', title, "=" * wide(title)]
    for paragraph in paragraphs:
        out += ["", *sentences(texts.get(paragraph, paragraph))]
    out.append('"""')
    cell = []
    for line in [*lines[tree.body[0].end_lineno :], ""]:
        if line.startswith("#") and not line.startswith("# %%"):
            cell.append(line.removeprefix("#").strip())
            continue
        for number, paragraph in enumerate(cells(cell)):
            out += ["#"] * bool(number)
            out += [f"# {said}" for said in sentences(texts.get(paragraph, paragraph))]
        cell = []
        out.append(line)
    return out[:-1]


def cells(lines):
    """Return the paragraphs among some lines, each as one line."""
    return [" ".join(part.split()) for part in "\n".join(lines).split("\n\n") if part.strip()]


def sentences(text):
    """Cut a paragraph at the ends of its sentences."""
    return [part.strip() for part in SENTENCE.split(text) if part.strip()]


def wide(text):
    """Return how many columns a line takes, where a Chinese sign takes two."""
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in text)


def write(app, exception):
    """Write the downloads of every script in the language of the site, in the place of the English ones."""
    language = app.config.language
    if exception or app.builder.name != "html" or language == SOURCE:
        return
    from sphinx_gallery.notebook import jupyter_notebook, save_notebook
    from sphinx_gallery.py_source_parser import split_code_and_text_blocks

    from figures.keep import scripts, without_times

    words = catalogs.read(language, "figures")
    # The keys are paths, or texts in older versions of Sphinx.
    places = {Path(file).as_posix(): place for file, (_, place) in app.env.dlfiles.items()}
    for stem, script in scripts(app).items():
        sidecar = Path(app.srcdir, "gallery", f"{stem}.json")
        drawn = [
            word for entry in json.loads(sidecar.read_text("utf-8")) for word in entry["words"]
        ]
        texts = catalogs.read(language, f"gallery/{stem}")
        source = script.read_text("utf-8")
        for *_, comment in comments(source):
            if comment not in texts:
                translate.warn(f"gallery/{stem}", comment, f"gallery/{stem}")
        said = translated(source, language, texts, words, drawn)
        target, notebook, archive = (
            Path(app.outdir, "_downloads", places[f"gallery/{stem}.{kind}"])
            for kind in ("py", "ipynb", "zip")
        )
        target.write_text(said, "utf-8")
        blocks = split_code_and_text_blocks(str(target))[1]
        folder = Path(app.srcdir, "gallery")
        cells = jupyter_notebook(blocks, app.config.sphinx_gallery_conf, str(folder))
        save_notebook(cells, notebook)
        without_times(notebook, archive, target)


def setup(app):
    """Write them after all else."""
    app.connect("build-finished", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
