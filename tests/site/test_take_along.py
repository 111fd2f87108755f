"""Every page with cells can be taken along, as a notebook and as a program that say what the page says."""

import ast
import base64
import io
import re

import nbformat
import numpy as np
import pytest
from helpers import LANGUAGES
from lxml import html
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from PIL import Image

from take import pages as take
from take.notebook import MARK

READER = MarkdownIt("commonmark").enable("table").use(dollarmath_plugin, double_inline=True)
"""Another reader of Markdown than the one that wrote it."""

SAID = """
    //article//*[self::p or self::li or self::dt or self::td or self::th or self::h1 or self::h2
    or self::h3 or self::summary or self::span[parent::label]][not(.//p or .//ul or .//ol)]
"""
OF_THE_PAGE = """
    //*[contains(@class, 'headerlink') or contains(@class, 'run-') or contains(@class, 'take-along')
    or contains(@class, 'figure-origin') or contains(@class, 'explor') or contains(@class, 'cell')]
    | //*[@data-verdict or @data-means or @role='status' or self::button or self::math or self::script]
    | //label[input[@type='text']]/span
"""


def words(node):
    """Return what a node says, without white space."""
    return re.sub(r"\s", "", node.text_content())


def parsed(text):
    """Return the HTML of Markdown, without its formulas."""
    root = html.fromstring(f"<div>{READER.render(text)}</div>")
    for formula in root.xpath("//*[contains(@class, 'math')]"):
        formula.drop_tree()
    return root


def text_of(notebook):
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def code_of(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def printed(cell):
    parts = (part.get("text") or part["data"]["text/plain"] for part in cell.outputs)
    return "".join(parts).rstrip()


@pytest.fixture(scope="module")
def notebooks(site):
    """All notebooks, by language and page."""
    return {
        language: {
            path.relative_to(site / language).with_suffix("").as_posix(): nbformat.read(path, 4)
            for path in sorted((site / language).glob("*/*.ipynb"))
        }
        for language in LANGUAGES
    }


def test_each_page_with_cells_leads_to_what_lies_beside_it_and_teachers_find_all(editions, site):
    for language, pages in editions.items():
        offered = []
        for name, page in pages.items():
            links = page.xpath("//p[@class='take-along']/a/@href")
            offered += [f"{name.rsplit('/', 1)[0]}/{link}" for link in links]
            cells = page.xpath("//div[contains(@class, 'run-bar') and @data-kind='cell']")
            assert links or not cells, name
        there = {path.relative_to(site / language).as_posix()
                 for kind in ("ipynb", "py") for path in (site / language).glob(f"*/*.{kind}")}  # fmt: skip
        listed = pages["teachers.html"].xpath("//a[re:test(@href, '\\.(ipynb|py)$')]/@href",
                                              namespaces={"re": "http://exslt.org/regular-expressions"})  # fmt: skip
        assert sorted(there) == sorted(offered) == sorted(listed)
        assert "tutorial/loss.ipynb" in there


def test_notebooks_are_valid_and_not_heavy(notebooks, site):
    for language, known in notebooks.items():
        for name, notebook in known.items():
            nbformat.validate(notebook)
            assert (site / language / f"{name}.ipynb").stat().st_size < 1e6, name


def test_their_cells_are_those_that_the_page_shows_and_print_the_same(notebooks, editions):
    recorded = {
        path.read_text("utf-8").rstrip("\n") for path in take.cells.keys.DOCS.glob("beyond/*_*.py")
    }
    for language, known in notebooks.items():
        for name, notebook in known.items():
            shown = [
                (cell.xpath("string(.//*[contains(@class, 'cell_input')]//pre)").rstrip("\n"),
                 "".join(cell.xpath(".//*[contains(@class, 'cell_output')]//pre//text()")).rstrip())
                for cell in editions[language][f"{name}.html"].xpath(
                    "//div[contains(concat(' ', @class, ' '), ' cell ')]")
            ]  # fmt: skip
            shown = [each for each in shown if each[0] and each[0] not in recorded]
            assert [(cell.source, printed(cell)) for cell in code_of(notebook)] == shown, name


def test_nothing_that_a_page_says_is_lost_on_the_way(notebooks, editions):
    for language, known in notebooks.items():
        for name, notebook in known.items():
            page = html.fromstring(html.tostring(editions[language][f"{name}.html"]))
            for element in page.xpath(OF_THE_PAGE):
                element.drop_tree()
            said = words(parsed(text_of(notebook)))
            lost = [words(node) for node in page.xpath(SAID) if words(node) not in said]
            assert lost == [], name


def test_formulas_are_those_of_the_page_and_no_sign_of_markdown_is_left_over(notebooks, editions):
    for language, known in notebooks.items():
        for name, notebook in known.items():
            page = editions[language][f"{name}.html"]
            formulas = page.xpath(
                "//article//math[not(ancestor::*[contains(@class, 'explor') or @hidden])]"
            )
            text = text_of(notebook)
            root = html.fromstring(f"<div>{READER.render(text)}</div>")
            assert len(root.xpath("//*[contains(@class, 'math') and not(*)]")) == len(formulas), (
                name
            )
            for element in root.xpath("//*[contains(@class, 'math')] | //code"):
                element.drop_tree()
            assert not re.search(r"\*\*|`|\$|\]\(", root.text_content()), name


def test_languages_differ_in_text_alone(notebooks):
    first, *others = notebooks.values()
    for other in others:
        assert first.keys() == other.keys()
        for name, notebook in first.items():
            theirs = other[name]
            assert code_of(notebook) == code_of(theirs), name
            assert [cell.id for cell in notebook.cells] == [cell.id for cell in theirs.cells]
            assert text_of(notebook) != text_of(theirs)


def test_pictures_are_those_of_the_page_to_the_last_pixel(notebooks, site):
    for language, known in notebooks.items():
        attached = dict(
            pair
            for notebook in known.values()
            for cell in notebook.cells
            for pair in cell.get("attachments", {}).items()
        )
        assert len(attached) > 30
        for name, kinds in list(attached.items())[::6]:
            with (
                Image.open(io.BytesIO(base64.b64decode(kinds["image/png"]))) as picture,
                Image.open(site / language / "_images" / f"{name}.webp") as shown,
            ):
                ours, theirs = (np.asarray(each.convert("RGB")) for each in (picture, shown))
                assert (ours == theirs).all(), name


def test_every_picture_of_the_text_is_attached_to_its_cell(notebooks):
    for known in notebooks.values():
        for notebook in known.values():
            for cell in notebook.cells:
                named = re.findall(r"\(attachment:([^)]+)\)", cell.source)
                assert sorted(cell.get("attachments", {})) == sorted(named)


def test_a_program_is_the_code_of_its_notebook_with_the_text_in_comments(notebooks, site):
    for language, known in notebooks.items():
        for name, notebook in known.items():
            path = site / language / f"{name}.py"
            if name in take.NO_PROGRAM:
                assert not path.exists()
                continue
            text = path.read_text("utf-8")
            bare = "\n".join(cell.source for cell in code_of(notebook))
            assert ast.dump(ast.parse(text)) == ast.dump(ast.parse(bare)), name
            parts = re.split(rf"^{MARK}$", text, flags=re.MULTILINE)
            assert len(parts) == len(code_of(notebook)) + 1


def test_what_is_taken_along_says_how_to_install_what_it_needs(notebooks):
    for known in notebooks.values():
        for name, notebook in known.items():
            command = "pip install '.[dask]'" if name == "beyond/dask" else "pip install ."
            assert f"`{command}`" in notebook.cells[0].source
