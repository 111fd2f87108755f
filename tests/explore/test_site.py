"""The explorables on the built site: their weight, where they are loaded, and what stands without a script."""

import gzip
import json

import pytest
from lxml import etree

from pages.explore import SCRIPTS, STYLES

PLACES = {
    "index.html": "home",
    "tutorial/loss.html": "line-and-loss",
    "tutorial/surface.html": "surface",
    "tutorial/gradient.html": "sections",
    "tutorial/update.html": "update",
    "tutorial/learning-rate.html": "learning-rate",
    "tutorial/scaling.html": "scale",
    "tutorial/repeat.html": "batch-size",
    "beyond/optimisers.html": "optimisers",
    "beyond/edge-of-stability.html": "edge",
    "playground.html": "playground",
}
RACE = {"race.html": "race"}
"""It has a script of its own."""
BUDGET = 30_000
"""What the pages' explorables weigh together, compressed, and what the playground weighs at most more."""
MORE = 25_000
FIRST = 18_000
"""What the front page's may weigh, with the style sheet, its words and the data."""
ALONE = {"index.html": "explore-home.js", "playground.html": "explore-playground.js"}
APART = {
    "tutorial/surface.html": "explore-surface.js",
    "tutorial/update.html": "explore-update.js",
    "tutorial/repeat.html": "explore-batch-size.js",
    "beyond/optimisers.html": "explore-optimisers.js",
    "beyond/edge-of-stability.html": "explore-edge.js",
}
"""They have a script of their own, and load nothing that the others share."""


def places(page):
    return page.xpath("//div[contains(concat(' ', @class, ' '), ' explorable ')]")


def test_each_stands_once_and_directly_after_a_figure_or_holds_one(pages):
    for name, page in pages.items():
        found = places(page)
        assert [place.get("data-name") for place in found] == (
            [(PLACES | RACE)[name]] if name in PLACES | RACE else []
        )
        for place in found:
            inside = place.xpath("./figure")
            figure = inside[0] if inside else place.getprevious()
            assert figure.tag == "figure"
            assert "gallery-figure" in figure.get("class")
            assert bool(inside) == (name in ALONE)


def test_only_their_pages_load_them(pages):
    for name, page in pages.items():
        loaded = [
            address
            for address in page.xpath("//script/@src") + page.xpath("//link/@href")
            if "_static/explore" in address
        ]
        place = (PLACES | RACE).get(name)
        expected = 2 + len(STYLES.get(place, ())) if place else 0
        assert len(loaded) == expected, (name, loaded)


def weight(english, pages, names, script):
    """The script, the style sheet, the data, and every word of these explorables, compressed."""
    words, data = {}, {}
    for name in names:
        content = json.loads(places(pages[name])[0].find("script").text)
        words |= {
            f"{name} {key}": word
            for key, word in content["words"].items()
            if word not in words.values()
        }
        data |= content["data"]
    style = english / "_static/explore/explore.css"
    own = {f"{each}.css" for name in names for each in STYLES.get(PLACES[name], ())}
    styles = b"".join(each.read_bytes() for each in [style, *map(style.with_name, sorted(own))])
    files = [(english / "_static" / script).read_bytes(), styles]
    files.append(json.dumps(words | data, ensure_ascii=False).encode())
    sizes = [len(gzip.compress(file, mtime=0)) for file in files]
    print(f"script {sizes[0]}, style {sizes[1]}, words and data {sizes[2]}: {sum(sizes)} bytes")
    return sum(sizes)


def test_they_stay_in_their_budget(english, pages):
    others = [name for name in PLACES if name not in ALONE | APART]
    assert weight(english, pages, others, "explore.js") <= BUDGET
    for name, script in APART.items():
        assert weight(english, pages, [name], script) <= BUDGET
    alone = weight(english, pages, ["playground.html"], "explore-playground.js")
    assert alone <= BUDGET + MORE
    assert weight(english, pages, ["index.html"], "explore-home.js") <= FIRST


def test_nothing_hides_markup_in_the_data(pages):
    for name in PLACES | RACE:
        (place,) = places(pages[name])
        assert "<" not in place.find("script").text
        assert etree.tostring(place).count(b"<script") == 1


@pytest.mark.browser
def test_without_a_script_the_figure_stands_and_a_sentence_says_what_is_missed(browser, address):
    context = browser.new_context(bypass_csp=True, java_script_enabled=False)
    page = context.new_page()
    for name in PLACES:
        page.goto(f"{address}/en/{name}")
        missed = page.locator(".explore-missed")
        assert missed.is_visible()
        assert "With JavaScript" in missed.inner_text()
        assert not page.locator(".explore-room").is_visible()
        figures = "figure.gallery-figure:has(+ .explorable), .explorable > figure.gallery-figure"
        assert page.locator(figures).locator("img.only-light").is_visible()
    context.close()


@pytest.mark.browser
def test_print_shows_the_sentence_and_not_the_controls(tab):
    page = tab().open("en/tutorial/learning-rate.html")
    page.emulate_media(media="print")
    assert page.locator(".explore-missed").is_visible()
    assert not page.locator(".explore-room").is_visible()
    page.emulate_media(media="screen")


def serving(body):
    return lambda route: route.fulfill(content_type="text/javascript", body=body)


@pytest.mark.browser
@pytest.mark.gate
def test_the_joined_script_is_that_of_the_modules(browser, address):
    """The site loads one script, as files allow no modules; as modules they run just the same."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    trouble = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    for script, entry in SCRIPTS.items():
        body = f"import('{address}/en/_static/explore/{entry}')"
        page.route(f"**/_static/{script}*", serving(body))
    for name in PLACES:
        page.goto(f"{address}/en/{name}")
        page.wait_for_selector(".x-started")
    context.close()
    assert trouble == []
