"""What the head of each page tells, and what no page's HTML may hold, read from the files."""

import json
import re
from html.parser import HTMLParser

import pytest
from helpers import LANGUAGES
from lxml import html
from test_pages import is_tutorial

NO_TEXT = "404.html", "genindex.html", "search.html", "_modules/"
VOID = {
    "area",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
}


HAN, SIGNS = "\u3400-\u9fff", "\u3001\u3002\uff0c\uff1a\uff1b"
LOOSE = re.compile(f"[{HAN}] [{HAN}]| [{SIGNS}]|[{SIGNS}] |[{SIGNS}.,:;][{SIGNS}.,:;]")
"""A space in or beside Chinese that is none of its own, or two marks in a row."""


class Reader(HTMLParser):
    """Notes five kinds of errors, as a browser would not: it mends them in silence."""

    def __init__(self):
        super().__init__()
        self.open = []
        self.errors = []

    def handle_starttag(self, tag, attributes):
        names = {name for name, _ in attributes}
        if tag == "div" and "pre" in self.open:
            self.errors.append("div in pre")
        if tag in {"p", "div"} and "summary" in self.open:
            self.errors.append(f"{tag} in summary")
        if tag == "figcaption" and self.open[-1:] != ["figure"]:
            self.errors.append("figcaption outside figure")
        if "scriptlevel" in names and tag != "mstyle":
            self.errors.append(f"scriptlevel on {tag}")
        if tag == "meta" and "translated" in names:
            self.errors.append("meta translated")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag == "figcaption" and tag not in self.open:
            self.errors.append("stray figcaption")
        if tag in self.open:
            while self.open.pop() != tag:
                pass


def errors(text):
    reader = Reader()
    reader.feed(text)
    return reader.errors


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("<pre><span>1</span><div></div></pre>", "div in pre"),
        ("<figure><img></figcaption></figure>", "stray figcaption"),
        ("<div><figcaption></figcaption></div>", "figcaption outside figure"),
        ('<math><mtable scriptlevel="0"></mtable></math>', "scriptlevel on mtable"),
        ('<meta content="" translated="True" />', "meta translated"),
        ("<details><summary><p>Show</p></summary></details>", "p in summary"),
    ],
)
def test_errors_are_seen(text, error):
    assert errors(text) == [error]


def test_no_errors_are_seen_where_none_are():
    good = "<figure><img><figcaption><p>a<br></p></figcaption></figure><pre>1</pre><div></div>"
    assert errors(good) == []


def test_no_page_has_an_error_of_these_kinds(site):
    found = {
        path.relative_to(site).as_posix(): sorted(set(wrong))
        for path in sorted(site.rglob("*.html"))
        if "_static" not in path.parts and (wrong := errors(path.read_text("utf-8")))
    }
    assert found == {}


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def pages(editions, language):
    """Every page of one language."""
    return editions[language]


def test_descriptions_are_plain(language, pages):
    shortest, longest = (40, 300) if language == "en" else (15, 150)
    wrong, known = {}, {}
    for name, page in pages.items():
        (text,) = page.xpath("//meta[@name='description']/@content")
        if not shortest <= len(text) <= longest:
            wrong[name] = f"{len(text)} signs: {text}"
        if re.search(r"[\\$`{}_*\n]|  |\bimport\b|^\s|\s$|\.\.\.", text.replace("_", "")):
            wrong[name] = text
        if language != "en" and LOOSE.search(text):
            wrong[name] = text
        if language != "en" and not re.search("[\u4e00-\u9fff]", text):
            wrong[name] = text
        shown = page.xpath("string(//meta[@property='og:description']/@content)")
        assert shown == ("" if name.startswith(NO_TEXT) else text), name
        if is_tutorial(name) or name.startswith("gallery/"):
            assert text not in known, f"{name} and {known.get(text)}"
            known[text] = name
    assert wrong == {}


def test_crawlers_learn_what_each_page_is(language, pages):
    for name, page in pages.items():
        if name.startswith(NO_TEXT):
            continue
        (script,) = page.xpath("//head/script[@type='application/ld+json']")
        known = json.loads(script.text)
        (about,) = page.xpath("//meta[@name='description']/@content")
        assert known["@type"] == "LearningResource", name
        assert known["inLanguage"] == language.replace("_", "-"), name
        assert known["license"] == "https://creativecommons.org/licenses/by/4.0/", name
        assert known["educationalLevel"], name
        assert known["description"] == about, name
        assert known["name"] == page.xpath("string(//meta[@property='og:title']/@content)"), name
        assert ("isPartOf" in known) == (name != "index.html"), name


def test_chinese_pages_keep_no_word_of_the_machinery(editions):
    for name, page in editions["zh_CN"].items():
        for path in ("//@aria-label", "//title/text()", "//*[local-name()='svg']//title/text()"):
            for text in page.xpath(path):
                assert re.search("[\u4e00-\u9fff]|^[^a-z]*$", text), f"{name}: {text}"
        words = page.xpath(
            "//article//text()[not(ancestor::pre or ancestor::code or ancestor::script)]"
        )
        assert not re.search("[\u4e00-\u9fff]:", "".join(words)), name
    index = editions["zh_CN"]["genindex.html"].xpath("//article//a/text()")
    assert "模块" in index
    assert "module" not in index


def test_root_has_one_heading(site):
    page = html.parse(site / "index.html").getroot()
    assert len(page.xpath("//h1")) == 1
    assert len(page.xpath("//meta[@name='description']")) == 1


@pytest.mark.browser
@pytest.mark.parametrize(("width", "opener"), [(1280, None), (390, ".toc-header-icon")])
def test_links_of_the_contents_are_large_enough_for_a_finger(tab, width, opener):
    page = tab("light", width).open("en/tutorial/loss.html")
    if opener:
        page.click(opener)
    heights = page.eval_on_selector_all(
        ".toc-tree a.reference",
        "all => all.map(a => a.getBoundingClientRect().height).filter(height => height > 0)",
    )
    assert heights
    assert min(heights) >= 24


@pytest.mark.browser
def test_nothing_is_animated_for_those_who_asked_for_stillness(tab):
    page = tab().open("en/report.html")
    found = page.evaluate(
        """() => {
          document.querySelectorAll("details").forEach(fold => { fold.open = true; });
          return [...document.querySelectorAll("*")]
            .map(element => getComputedStyle(element).animationName).filter(name => name !== "none");
        }"""
    )
    assert found == []
