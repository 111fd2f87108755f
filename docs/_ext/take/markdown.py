"""A resolved page as Markdown that Jupyter renders.

It is written from the nodes themselves, so translated, with its numbers in place.
A node that is not known here stops the build: nothing of a page is lost unnoticed.
"""

import re
from urllib.parse import quote, urljoin, urlsplit

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import ExtensionError

from figures.show import themed_image
from i18n.catalogs import say
from i18n.languages import TABLE
from pages.exercises import answers, predict, solution, words
from pages.explore import explorable
from pages.run import code_of, run_bar, run_how
from pages.settable import setter
from web.theme import pictures

SILENT = nodes.comment | nodes.target | nodes.meta | run_how | run_bar
"""What only the page itself needs."""

SIGNS = re.compile(r"[\\`*\[\]<$~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
FIRST = re.compile(r"^(?:#+(?=\s)|[-+](?=\s)|>|\||[-=](?=[-=|: ]*$)|\d+(?=[.)]\s))", re.MULTILINE)
PICTURE = re.compile(r"^gallery/images/|\.webp$")


class Heading(str):
    """The title of a section: a new cell begins with it."""

    __slots__ = ()


class Writer:
    """Writes the blocks of one page."""

    def __init__(self, language, address):
        """Begin a page; `address` is that of its HTML, or empty where the site knows none."""
        self.colon = TABLE[language].list_signs[0]
        self.address = address

    # Inside a line.

    def line(self, node):
        """Return what is inside a node, as one piece of text."""
        return "".join(map(self.inline, node.children))

    def inline(self, node):
        """Return a part of a line."""
        match node:
            case nodes.Text():
                return SIGNS.sub(r"\\\g<0>", node.astext())
            case nodes.emphasis():
                return f"*{self.line(node)}*"
            case nodes.strong():
                return f"**{self.line(node)}**"
            case nodes.literal():
                return code(node.astext())
            case nodes.math():
                return f"${node.astext().strip()}$"
            case addnodes.download_reference():
                return self.link(node, f"../_downloads/{quote(node['filename'])}")
            case nodes.reference():
                return self.link(node, node.get("refuri") or f"#{node['refid']}")
            case nodes.target() | nodes.comment():
                return ""
            case nodes.inline() | setter() | words():
                return self.line(node)
        raise unknown(node)

    def link(self, node, target):
        """Return a link to where it leads on the site, or its words where that has no address."""
        if not urlsplit(target).scheme:
            target = self.address and urljoin(self.address, target)
        text = self.line(node)
        if not target:
            return text
        return f"[{text}](<{target}>)" if re.search(r"[\s()]", target) else f"[{text}]({target})"

    # Blocks.

    def blocks(self, node, level=0):
        """Yield the blocks of a node; a cell comes as it is, for who puts them together."""
        for child in node.children:
            yield from self.block(child, level)

    def block(self, node, level):
        """Yield what a node makes."""
        match node:
            case nodes.section():
                yield from self.blocks(node, level + 1)
            case nodes.title():
                yield Heading(f"{'#' * level} {self.line(node)}")
            case nodes.paragraph() | nodes.caption():
                if "figure-origin" not in node["classes"] or self.address:
                    yield FIRST.sub(mask, self.line(node))
            case nodes.math_block():
                yield displayed(node.astext().strip())
            case nodes.literal_block():
                yield fenced(node.astext(), node.get("language", ""))
            case nodes.raw():
                yield node.astext().strip()
            case nodes.bullet_list():
                yield "\n".join(self.item("-", item) for item in node)
            case nodes.enumerated_list():
                yield "\n".join(self.item(f"{i}.", item) for i, item in enumerate(node, start=1))
            case nodes.definition_list():
                yield "\n".join(map(self.definition, node))
            case nodes.admonition():
                title, *rest = node.children
                said = [f"**{self.line(title)}**"]
                said += [part for each in rest for part in self.block(each, level)]
                yield indented("\n\n".join(said), "> ", "> ")
            case nodes.table():
                yield self.table(node)
            case pictures():
                yield self.picture(node[0])
            case predict():
                yield from self.predict(node, level)
            case solution():
                yield from self.solution(node, level)
            case explorable():
                there = say("On the page itself, there is a figure here that you can move.")
                target = f"{self.address}#{node['ids'][0]}"
                yield f"*[{there}]({target})*" if self.address else f"*{there}*"
            case nodes.container() if node.get("nb_element") == "cell_code" and code_of(node):
                yield node
            case nodes.container() | nodes.figure() | nodes.legend():
                yield from self.blocks(node, level)
            case _ if not isinstance(node, SILENT):
                raise unknown(node)

    def item(self, mark, item):
        """Return an item of a list."""
        text = "\n\n".join(self.blocks(item))
        return indented(text, f"{mark} ", " " * (len(mark) + 1))

    def definition(self, item):
        """Return a term and its definition, as an item of a list."""
        term, definition = item.children
        text = "\n\n".join(self.blocks(definition))
        return indented(f"**{self.line(term)}**{self.colon}{text}", "- ", "  ")

    def table(self, node):
        """Return a table."""
        if any("morerows" in entry or "morecols" in entry for entry in node.findall(nodes.entry)):
            raise unknown(node)
        rows = []
        for row in node.findall(nodes.row):
            cells = [" ".join(self.blocks(entry)) for entry in row]
            rows.append("| " + " | ".join(map(in_table, cells)) + " |")
            if isinstance(row.parent, nodes.thead):
                rows.append("|" + "---|" * len(cells))
        return "\n".join(rows)

    def picture(self, image):
        """Return the light picture of a figure, which is going to be attached."""
        if not isinstance(image, themed_image):
            raise unknown(image)
        name = PICTURE.sub("", image["uri"])
        told = SIGNS.sub(r"\\\g<0>", " ".join(image["told"].split()))
        return f"![{told}](attachment:{name})"

    def predict(self, node, level):
        """Yield a question, and the choices that it gives."""
        for child in node:
            if isinstance(child, nodes.container):
                yield from self.blocks(child, level)
            elif isinstance(child, answers):
                said = {each["kind"]: self.line(each) for each in child}
                choices = [f"- {self.line(each)}" for each in child if each["kind"] == "choice"]
                yield "\n".join(choices) if choices else f"*{said['tolerance']}*"
            elif not isinstance(child, words):
                raise unknown(child)

    def solution(self, node, level):
        """Yield a fold, open; where the page goes on below it, a line ends it."""
        title, *rest = node.children
        yield Heading(f"{'#' * (level + 1)} {self.line(title)}")
        for child in rest:
            yield from self.block(child, level + 1)
        after = node.parent[node.parent.index(node) + 1 :]
        if any(not isinstance(each, nodes.section | SILENT) for each in after):
            yield "---"


def mask(found):
    """Return the beginning of a line that would make something else of it, made harmless."""
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


def unknown(node):
    """Return the error that names a node."""
    kind = f"{type(node).__name__} {' '.join(node.get('classes', []))}".strip()
    return ExtensionError(f"take/markdown.py cannot write this yet: {kind}: {node.astext()[:80]}")


def code(text):
    """Return code in a line, between as many marks as it needs."""
    marks = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{marks}{room}{text}{room}{marks}"


def fenced(text, language):
    """Return code, or what it printed, in a block of its own."""
    kind = {"ipython3": "python", "none": "text"}.get(language, language)
    marks = "`" * max(3, max(map(len, re.findall("`+", text)), default=0) + 1)
    return f"{marks}{kind}\n{text}\n{marks}"


def displayed(latex):
    """Return a formula on lines of its own."""
    if r"\\" in latex and r"\begin" not in latex:
        latex = rf"\begin{{aligned}}{latex}\end{{aligned}}"
    return f"$$\n{latex}\n$$"


def indented(text, first, rest):
    """Return a text whose lines begin in one way, and the first in another."""
    lines = text.split("\n")
    return "\n".join((first if i == 0 else rest) + line for i, line in enumerate(lines)).rstrip()


def in_table(text):
    """Return the text of a cell of a table, on one line, with bars that do not part it."""
    parts = re.split(r"(?<!\\)(\$[^$]*\$)", " ".join(text.split()))
    return "".join(
        part.replace("|", r"\vert ") if i % 2 else re.sub(r"(?<!\\)\|", r"\\|", part)
        for i, part in enumerate(parts)
    )
