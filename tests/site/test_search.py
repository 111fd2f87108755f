"""The search: in the words of learners, misspelt or hostile ones, too, as a reader's browser shows it."""

import gzip
import tomllib
from pathlib import Path
from urllib.parse import quote

import pytest
from helpers import LANGUAGES, first_of, violations
from sphinx.errors import ExtensionError

from web import found

ROOT = Path(__file__).parents[2]
QUERIES = tomllib.loads((ROOT / "tests" / "site" / "queries.toml").read_text("utf-8"))
WORDS = tomllib.loads((ROOT / "docs" / "search.toml").read_text("utf-8"))
DONE = "#search-results .search-summary:not(:empty)"


def search(reader, language, words):
    """Open the search page of a language with a question, and wait for the answer."""
    page = reader.open(f"{language}/search.html?q={quote(words)}")
    page.wait_for_selector(DONE)
    return page


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_learners_lead_to_the_page_that_answers(tab, language):
    queries = QUERIES[language]
    assert len(queries) >= 60
    page = search(tab(), language, "x")
    answers = page.evaluate("all => all.map(words => Search.query(words))", list(queries))
    places = {
        words: [*dict.fromkeys(answer)].index(right) + 1 if right in answer else None
        for (words, right), answer in zip(queries.items(), answers, strict=True)
    }
    later = {words: place for words, place in places.items() if place != 1}
    print(f"{language}: of {len(places)} queries, these do not lead to their page first: {later}")
    assert [words for words, place in later.items() if place not in (2, 3)] == []
    assert len(later) <= 0.05 * len(places), later


@pytest.mark.browser
@pytest.mark.parametrize(("language", "words"), [("en", "loss is nan"), ("zh_CN", "批次")])
def test_results_show_what_a_page_says_and_fetch_no_page(editions, tab, language, words):
    reader = tab()
    asked = []
    reader.page.on("request", lambda request: asked.append(request.url))
    page = search(reader, language, words)
    assert [url for url in asked if ".html" in url and "search.html" not in url] == []
    right = QUERIES[language][words]
    first = page.locator("#search-results li").first
    assert first.locator("a").get_attribute("href") == f"{right}.html"
    description = editions[language][f"{right}.html"].xpath("//meta[@name='description']/@content")
    assert first.locator("p").inner_text() == description[0]
    lines = page.locator("#search-results li p").all_inner_texts()
    assert [line for line in lines if not line.strip()] == []
    pages = page.eval_on_selector_all("#search-results li > a", "all => all.map(a => a.href)")
    assert len(set(pages)) == len(pages)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "typed", "meant"), [("en", "gradeint", "gradient"), ("zh_CN", "学习律", "学习率")]
)
def test_a_misspelt_word_finds_its_neighbour_and_says_so(tab, language, typed, meant):
    page = search(tab(), language, typed)
    said = page.inner_text("#search-results [role=status]")
    assert typed in said
    assert meant in said


HOSTILE = [
    "<img src=x onerror=document.title='pwned'>",
    "\"'`><script>document.title='pwned'</script>",
    "100% of %s %25 %zz $& $1 {asked} ${1+1}",
    "constructor __proto__ hasOwnProperty toString",
    "\\ ( [ * + ? ^ . |",
    "   ",
    "zqxv" * 2000,
    "the of and",
    "🙂 𝛁 \u202e \u0000",
]


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_typed_is_only_looked_for(tab, language):
    reader = tab()
    for words in HOSTILE:
        page = search(reader, language, words)
        assert reader.trouble == [], words
        assert "pwned" not in page.title()
        results = page.locator("#search-results")
        assert results.locator("img, script").count() == 0, words
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), words
    for words in ("   ", "zqxv" * 2000):
        page = search(reader, language, words)
        assert page.locator("#search-results li").count() == 0
        assert page.inner_text("#search-results [role=status]").strip()


@pytest.mark.browser
@pytest.mark.parametrize("looks", first_of((1280, "light"), (390, "dark")))
def test_axe_finds_nothing_on_results(tab, looks):
    width, theme = looks
    addresses = [
        *("en/search.html?q=gradeint", "en/search.html?q=xqzzxq", "en/search.html"),
        f"zh_CN/search.html?q={quote('学习律')}",
    ]
    assert violations(tab(theme, width), addresses) == {}


@pytest.mark.browser
def test_keyboard_alone_asks_again_and_follows_a_result(tab):
    page = search(tab("light", 390), "en", "momentum")
    page.focus("form.search-again input")
    page.keyboard.press("Control+A")
    page.keyboard.type("broadcasting")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=broadcasting")
    page.wait_for_selector(DONE)
    page.focus("form.search-again input")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tutorial/surface.html*")


def test_only_the_search_page_loads_its_script_and_that_is_small(editions, site):
    for language, pages in editions.items():
        loading = {
            name
            for name, page in pages.items()
            if page.xpath("//script[contains(@src,'found.js')]")
        }
        assert loading == {"search.html"}
        script = (site / language / "_static" / "found.js").read_bytes()
        assert len(gzip.compress(script)) < 4096


def test_every_page_of_the_tutorial_has_words_in_each_language(pages):
    explaining = {
        name.removesuffix(".html") for name in pages if name.startswith(("tutorial/", "beyond/"))
    }
    lacking = {page for page in explaining if not set(LANGUAGES) <= set(WORDS.get(page, {}))}
    assert lacking == set()


def test_words_for_what_is_not_there_stop_the_build():
    assert found.words_of({"a": {"en": ["one"]}}, {"a"}, "zh_CN") == {"a": ["one"]}
    with pytest.raises(ExtensionError, match=r"does not exist: tutorial/nowhere"):
        found.words_of({"tutorial/nowhere": {}}, {"index"}, "en")
    with pytest.raises(ExtensionError, match=r"index: no such language: \['xx'\]"):
        found.words_of({"index": {"xx": []}}, {"index"}, "en")
