"""Figures and scripts to download, and the whole tutorial as one PDF."""

import ast
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import matplotlib as mpl
import pytest
from helpers import LANGUAGES, bookmarks, in_turn, text_of
from lxml import etree
from matplotlib.colors import to_hex
from PIL import Image

from gdtutorial import palette
from gdtutorial.plotting import template
from i18n import catalogs

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted((ROOT / "gallery").glob("f*.py"))
NAME = "gradient-descent.pdf"


def test_teachers_find_every_figure(english, pages):
    page = pages["teachers.html"]
    links = page.xpath("//a/@href")
    for script in SCRIPTS:
        assert any(re.search(rf"#{script.stem}$", link) for link in links), script.stem
        for kind in ("png", "svg"):
            (found,) = [link for link in links if link.endswith(f"/{script.stem}.{kind}")]
            assert (english / found).is_file()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_downloads_are_whole_and_carry_no_date(english, script):
    (png,) = english.glob(f"_downloads/*/{script.stem}.png")
    (svg,) = english.glob(f"_downloads/*/{script.stem}.svg")
    with Image.open(png) as picture:
        picture.verify()
        assert max(picture.size) >= 1200
    root = etree.parse(svg).getroot()
    assert root.tag.endswith("svg")
    text = svg.read_text("utf-8")
    assert "<dc:date>" not in text
    assert "<dc:description>" in text


HAN = re.compile("[\u4e00-\u9fff]")
OTHERS = LANGUAGES[1:]
# Runs each script that it is told, in a process of its own in which the packages are loaded already, and draws its
# figures where every warning is an error, such as that of a missing sign; says what is written in them.
RUN = """
import io, json, os, runpy, sys, traceback
import matplotlib.pyplot as plt
from matplotlib.text import Text
import gdtutorial.plotting

def written(path):
    plt.show = lambda: None
    runpy.run_path(path)
    texts = []
    for number in plt.get_fignums():
        figure = plt.figure(number)
        figure.savefig(io.BytesIO())
        texts += [text.get_text() for text in figure.findobj(Text) if text.get_visible()]
        texts.append(figure.get_label())
    return [text for text in texts if text.strip()]

answers = os.dup(1)
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
for line in sys.stdin:
    if os.fork() == 0:
        os.dup2(os.open("said", os.O_RDWR | os.O_CREAT | os.O_TRUNC), 2)
        try:
            texts, trouble = written(line.rstrip()), ""
        except BaseException:
            texts, trouble = [], traceback.format_exc()
        with open("said") as said:
            answer = json.dumps({"texts": texts, "trouble": trouble + said.read()})
        os.write(answers, answer.encode() + b"\\n")
        os._exit(0)
    _, status = os.wait()
    if status:
        os.write(answers, json.dumps({"trouble": f"ended with {status}"}).encode() + b"\\n")
"""


def download(site, language, stem, kind):
    """Return a script, its notebook or both, as its page in a language offers it."""
    (path,) = (site / language).glob(f"_downloads/*/{stem}.{kind}")
    return path


@pytest.fixture(scope="module")
def written_by(tmp_path_factory):
    """Run a script in an empty home; return what its figure says."""
    folder = tmp_path_factory.mktemp("home")
    known = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    known |= {"HOME": str(folder), "MPLCONFIGDIR": str(folder), "MPLBACKEND": "Agg"}
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-c", RUN],
        cwd=folder,
        env=known,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:

        def written(script):
            print(script, file=process.stdin, flush=True)
            answer = json.loads(process.stdout.readline())
            assert answer["trouble"] == ""
            return answer["texts"]

        yield written


def said(text, catalog):
    message, values = template(text)
    return catalog.get(message, message).format(*values)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_english_downloads_are_the_scripts_themselves(site, script):
    assert download(site, "en", script.stem, "py").read_text("utf-8") == script.read_text("utf-8")


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_downloads_speak_the_language_of_their_page(site, language, script):
    path = download(site, language, script.stem, "py")
    text = path.read_text("utf-8")
    opening, *rest = ast.parse(text).body
    assert len(rest) > len(ast.parse(script.read_text("utf-8")).body) - 1, "all code is there"
    remarks = [line for line in text.splitlines() if re.match("# (?!%%)", line)]
    title = opening.value.value.split("\n")[1]
    assert [line for line in [title, *remarks] if not HAN.search(line)] == []
    notebook = download(site, language, script.stem, "ipynb")
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    told = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    assert told[0].lstrip().startswith(f"# {title}\n")
    assert all(map(HAN.search, told))
    with zipfile.ZipFile(download(site, language, script.stem, "zip")) as both:
        assert [both.read(name) for name in sorted(both.namelist())] == [
            file.read_bytes() for file in (notebook, path)
        ]


# Those with words beside ticks, of the library, or put together. Of the others the gate runs here those that
# tests/run/test_scripts.py does not run on their page in this language.
RUN_ALWAYS = "f05_one_error", "f24_limits", "f42_safe_sums", "f52_five_steps"


def worded(text):
    """Tell whether a text has words: how many numbers stand beside an axis depends on the room that words leave."""
    return re.search(r"[^\W\d_]", text.replace(r"\mathdefault", ""))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "language"),
    [
        pytest.param(
            script,
            language,
            marks=[] if script.stem in RUN_ALWAYS else pytest.mark.gate,
            id=f"{script.stem}-{language}",
        )
        for language in OTHERS
        for script, turn in in_turn(SCRIPTS)
        if turn != language or script.stem in RUN_ALWAYS
    ],
)
def test_a_download_runs_and_its_figure_says_what_the_page_shows(
    site, language, script, written_by
):
    catalog = catalogs.read(language, "figures")
    expected = [said(text, catalog) for text in written_by(script)]
    found = written_by(download(site, language, script.stem, "py"))
    assert sorted(filter(worded, found)) == sorted(filter(worded, expected))
    assert any(map(HAN.search, found))
    assert HAN.search(found[-1]), "the alternative text"


INKS = {palette.PAPER, palette.INK, palette.FAINT_INK, palette.GRID, palette.CHALK, palette.EDGE}
MAP = {to_hex(colour) for colour in mpl.colormaps["viridis"].colors}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_figure_uses_the_palette_and_the_map_of_the_style_and_no_other_colour(english, script):
    (svg,) = english.glob(f"_downloads/*/{script.stem}.svg")
    used = set(re.findall(r"#[0-9a-f]{6}\b", svg.read_text("utf-8")))
    assert palette.INK in used
    assert used <= INKS | {*palette.COLOURS.values(), *palette.RULE_COLOURS.values()} | MAP


@pytest.mark.browser
def test_pdf_holds_the_tutorial(book, pages):
    chapters = bookmarks(book)
    assert len(book.pages) > 20
    titles = {
        name: page.xpath("//h1/text()")[0]
        for name, page in pages.items()
        if name.startswith(("tutorial/", "beyond/")) or name == "glossary.html"
    }
    assert sorted(chapters) == sorted(titles.values())
    for title, first in chapters.items():
        assert title in text_of(book.pages[first])


@pytest.mark.browser
def test_pdf_holds_what_is_printed_and_the_solutions(book, pages):
    outputs = json.loads((ROOT / "docs" / "printed_outputs.json").read_text("utf-8"))
    (last,) = [row["text"] for row in outputs if row["id"] == "P19"]
    lines = [" ".join(line.split()) for line in last.splitlines()]
    (title,) = [
        page.xpath("//h1/text()")[0]
        for name, page in pages.items()
        if name.startswith("tutorial/") and all(line in text_of(page) for line in lines)
    ]
    chapters = bookmarks(book)
    first = chapters[title]
    end = min(place for place in chapters.values() if place > first)
    text = " ".join(text_of(page) for page in book.pages[first:end])
    assert [line for line in lines if line not in text] == []
    assert "Solution" in text


@pytest.mark.browser
def test_pdf_is_tagged_and_leads_to_no_file(book):
    catalog = book.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "en"
    addresses = {
        annotation["/A"]["/URI"]
        for page in book.pages
        for reference in page.get("/Annots", [])
        if "/URI" in (annotation := reference.get_object()).get("/A", {})
    }
    assert not [address for address in addresses if not address.startswith(("http", "mailto"))]


@pytest.mark.browser
def test_pdf_figures_are_lines(book):
    """A figure in pixels would be an image; those drawn in lines are not."""
    things = [
        thing.get_object()
        for page in book.pages
        for thing in page["/Resources"].get("/XObject", {}).values()
    ]
    assert sum(thing["/Subtype"] == "/Image" for thing in things) < len(SCRIPTS)


def test_link_to_the_pdf_is_there_if_the_pdf_is(english, pages):
    for name in ("index.html", "teachers.html"):
        links = [link for link in pages[name].xpath("//a/@href") if link.endswith(NAME)]
        assert bool(links) == (english / NAME).exists()
