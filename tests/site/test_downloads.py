"""Figures to download, and the whole tutorial as one PDF."""

import json
import re
from pathlib import Path

import matplotlib as mpl
import pytest
from helpers import bookmarks, text_of
from lxml import etree
from matplotlib.colors import to_hex
from PIL import Image

from gdtutorial import palette

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
        assert picture.width >= 1200
    root = etree.parse(svg).getroot()
    assert root.tag.endswith("svg")
    text = svg.read_text("utf-8")
    assert "<dc:date>" not in text
    assert "<dc:description>" in text


INKS = {palette.PAPER, palette.INK, palette.FAINT_INK, palette.GRID, palette.CHALK, palette.EDGE}
MAP = {to_hex(colour) for colour in mpl.colormaps["viridis"].colors}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_figure_uses_the_palette_and_the_map_of_the_style_and_no_other_colour(english, script):
    (svg,) = english.glob(f"_downloads/*/{script.stem}.svg")
    used = set(re.findall(r"#[0-9a-f]{6}\b", svg.read_text("utf-8")))
    assert palette.INK in used
    assert used <= INKS | {*palette.COLOURS.values()} | MAP


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
