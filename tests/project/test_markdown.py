"""Pages that never were, as Markdown: nothing that they say turns into something else."""

from types import SimpleNamespace

import pytest
from docutils import nodes
from lxml import html
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from sphinx import addnodes
from sphinx.errors import ExtensionError

from take.library import WHEEL, command
from take.markdown import Heading, Writer
from take.notebook import program

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(dollarmath_plugin)
PAGE = "https://example.org/gd/en/tutorial/loss.html"


def page(*blocks):
    return nodes.container("", nodes.section("", nodes.title("", "A title"), *blocks))


def written(*blocks, address=""):
    """Write a page; return its Markdown, and its HTML by another reader."""
    text = "\n\n".join(Writer("en", address).blocks(page(*blocks)))
    return text, html.fromstring(f"<div>{READER.render(text)}</div>")


@pytest.mark.parametrize(
    "text",
    [
        "1. no list", "12) no list", "- no list", "+ no list", "# no heading", "> no quotation",
        "below\n===", "below\n---", "5 * 3 * 2, *so* and **so**", "snake_case, _not_ slanted",
        "it costs $5, or $6", "[not](a link)", "![not](a picture)", "<b>no</b> tag, a < b", "&amp; &#35;",
        "`no code`", "a \\ and \\* two", "~~not gone~~", "| no | table |\n|---|---|", "$$", "attachment:x.png",
    ],
)  # fmt: skip
def test_text_stays_what_it_was(text):
    markdown, read = written(nodes.paragraph("", text))
    assert read[-1].tag == "p", markdown
    assert not len(read[-1]), markdown
    assert read[-1].text.split() == text.split()


@pytest.mark.parametrize("text", ["a`b", "``", "`a", "a|b", "<b>", "$x$"])
def test_code_stays_what_it_was_in_a_line_and_in_a_table(text):
    entry = nodes.entry("", nodes.paragraph("", "", nodes.literal(text, text)))
    row = nodes.row("", entry)
    head = nodes.thead(
        "", nodes.row("", nodes.entry("", nodes.paragraph("", "", nodes.math("", "|x|"))))
    )
    table = nodes.table("", nodes.tgroup("", head, nodes.tbody("", row)))
    _, read = written(nodes.paragraph("", "", nodes.literal(text, text)), table)
    assert [code.text for code in read.xpath("//code")] == [text, text]
    assert read.xpath("string(//th)").strip() == r"\vert x\vert"


def test_a_block_of_code_may_hold_marks_of_its_own():
    code = "```python\nprint(1)\n```"
    _, read = written(nodes.literal_block(code, code, language="ipython3"))
    (found,) = read.xpath("//pre/code")
    assert found.text == f"{code}\n"
    assert found.get("class") == "language-python"


def links():
    file = addnodes.download_reference("", "", nodes.literal("", "a file"))
    file["filename"] = "0a1b/a script.py"
    return nodes.paragraph(
        "", "",
        nodes.reference("", "a page", refuri="start.html#which-(one)", internal=True), nodes.Text(" "),
        nodes.reference("", "a place", refid="here", internal=True), nodes.Text(" "),
        nodes.reference("", "elsewhere", refuri="https://numpy.org/doc/"), nodes.Text(" "), file,
    )  # fmt: skip


def test_links_are_whole_where_the_site_has_an_address_and_words_where_it_has_none():
    _, read = written(links(), address=PAGE)
    assert read.xpath("//a/@href") == [
        "https://example.org/gd/en/tutorial/start.html#which-(one)",
        f"{PAGE}#here",
        "https://numpy.org/doc/",
        "https://example.org/gd/en/_downloads/0a1b/a%20script.py",
    ]
    _, read = written(links())
    assert read.xpath("//a/@href") == ["https://numpy.org/doc/"]
    assert read.xpath("string(//p)") == "a page a place elsewhere a file"


@pytest.mark.parametrize(
    "node", [nodes.line_block(), nodes.paragraph("", "", nodes.subscript("", "2"))]
)
def test_what_is_not_known_stops_the_build_and_is_named(node):
    with pytest.raises(ExtensionError, match=r"cannot write this yet: (line_block|subscript)"):
        written(node)


def test_a_section_begins_a_cell():
    first, *rest = Writer("en", "").blocks(page(nodes.paragraph("", "Words.")))
    assert isinstance(first, Heading)
    assert (first, rest) == ("# A title", ["Words."])


def test_the_library_is_installed_from_the_site_where_that_has_an_address():
    there = SimpleNamespace(site_url="https://example.org/gd/", gdtutorial_whole=True)
    wheel = f"https://example.org/gd/{WHEEL}"
    assert command(there) == f"pip install {wheel}"
    assert command(there, "dask") == f"pip install 'gdtutorial[dask] @ {wheel}'"
    for lacking in ({"site_url": ""}, {"gdtutorial_whole": False}):
        assert command(SimpleNamespace(**vars(there) | lacking), "dask") == "pip install '.[dask]'"


def test_a_program_tells_what_its_pictures_show():
    from nbformat import v4

    cell = v4.new_markdown_cell("![A [bowl\\], 1\\*2.](attachment:a.png)\n\nWords.")
    assert (
        program(v4.new_notebook(cells=[cell]))
        == "# %% [markdown]\n# [A [bowl\\], 1\\*2.]\n#\n# Words.\n"
    )
