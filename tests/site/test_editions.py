"""Both languages side by side: the same pages, figures and numbers; only the words differ."""

import re
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from fontTools.ttLib import TTFont
from helpers import bookmarks, no_gaps, text_of
from lxml import etree
from test_pages import weight

from web import links

MORE = 1.15  # how much more a Chinese page may weigh than its English twin


@pytest.fixture(scope="module")
def twins(editions):
    """Yield each page's name and both its versions."""
    return [(name, page, editions["zh_CN"][name]) for name, page in editions["en"].items()]


def test_every_page_exists_in_both_languages(editions):
    assert list(editions["en"]) == list(editions["zh_CN"])


def texts(page, path):
    return Counter(element.text_content().strip() for element in page.xpath(path))


@pytest.mark.parametrize(
    "path",
    [
        "//*[contains(@class, 'pasted-text')]",  # numbers in sentences
        "//article//pre",  # code, and what it printed
        "//article//code[not(contains(@class, 'download'))]",
        "//math//*[not(*) and not(self::mtext)]",  # words are translated
    ],
)
def test_what_is_computed_is_the_same(twins, path):
    differ = {}
    for name, english, chinese in twins:
        a, b = texts(english, path), texts(chinese, path)
        if a != b and not name.startswith("_modules/"):  # links among the source are translated
            differ[name] = (a - b, b - a)
    assert differ == {}


def test_figures_are_the_same_and_speak_the_language(twins):
    left = []
    for name, english, chinese in twins:
        first, second = (
            [Path(image.get("src")).name for image in page.xpath("//article//img")]
            for page in (english, chinese)
        )
        assert [re.sub(r"\.zh_CN\.", ".", image) for image in second] == first, name
        drawn = [image for image in second if image.startswith("sphx_glr_f")]
        assert all(".zh_CN." in image for image in drawn), name
        left += [
            f"{name}: {image.get('alt')}"
            for image in chinese.xpath("//article//img")
            if not re.search("[\u4e00-\u9fff]", image.get("alt"))
        ]
    no_gaps(left)


def test_alternative_texts_have_the_same_numbers(twins):
    number = re.compile(r"[-−]?\d+(?:[.,]\d+)*")
    for name, english, chinese in twins:
        for a, b in zip(english.xpath("//img"), chinese.xpath("//img"), strict=True):
            numbers = [Counter(number.findall(image.get("alt"))) for image in (a, b)]
            assert numbers[0] == numbers[1], f"{name}: {b.get('alt')}"


def test_anchors_are_the_same(twins):
    for name, english, chinese in twins:
        if name == "genindex.html":
            continue  # its anchors are the first letters of its entries
        ids = [
            {e.get("id") for e in page.xpath("//article//*[@id]")} for page in (english, chinese)
        ]
        assert ids[0] == ids[1], name


def test_chinese_pages_weigh_little_more(site, editions):
    heavy = {}
    for name, page in editions["en"].items():
        if name not in {
            "404.html",
            "search.html",
        }:  # Chinese has more pairs to find than English words
            here = weight(site, "zh_CN", name, editions["zh_CN"][name])
            there = weight(site, "en", name, page)
            if here > MORE * there:
                heavy[name] = round(here / there, 2)
    assert heavy == {}


def test_the_font_for_browsers_without_one_has_every_character(site, editions):
    font = TTFont(site / "zh_CN" / "_static" / "fonts" / "noto-sans-sc.woff2").getBestCmap()
    shown = "//text()[not(parent::script[@id='found'])]"  # what a search knows is not shown
    used = "".join("".join(page.xpath(shown)) for page in editions["zh_CN"].values())
    chinese = set(re.findall("[\u3000-\u9fff\uff00-\uffef]", used))
    assert {sign for sign in chinese if ord(sign) not in font} == set(), "run `make fonts`"


def test_each_page_names_its_other_languages(editions):
    for language, pages in editions.items():
        for name, page in pages.items():
            links = {
                link.get("hreflang"): link.get("href")
                for link in page.xpath("//head/link[@rel='alternate']")
            }
            assert set(links) == {"en", "zh-CN", "x-default"}, name
            assert links["x-default"] == links["en"], name
            switches = page.xpath("//a[contains(@class, 'language')]")
            other = {"en": "zh_CN", "zh_CN": "en"}[language]
            assert {link.get("data-language") for link in switches} == {other}, name
            for link in switches:
                assert urlsplit(link.get("href")).path.endswith(f"/{other}/{name}"), name
                assert link.get("href") == links[link.get("hreflang")], name


def test_nothing_on_a_chinese_page_is_left_in_english(editions):
    """Whole sentences, that is: names, code and titles of works stay."""
    sentence = re.compile(r"(?:[A-Za-z][A-Za-z'’-]*,? ){5,}[A-Za-z'’-]+")
    left = {}
    for name, page in editions["zh_CN"].items():
        if name.startswith("_modules/"):
            continue  # the library's source
        words = " ".join(
            page.xpath(
                "//body//text()[not(ancestor::pre or ancestor::code or ancestor::script or ancestor::style"
                " or ancestor::math or ancestor::svg or ancestor::*[contains(@class, 'sig')]"
                " or ancestor::*[contains(@class, 'classifier')])]"
            )
        )
        found = sentence.findall(re.sub("“[^”]*”", "", words))  # titles of works
        if found:
            left[name] = found
    no_gaps(left)


def test_downloads_speak_the_language(site):
    english, chinese = (
        {path.name for path in (site / language / "_downloads").rglob("f*_*.[ps][nv]g")}
        for language in ("en", "zh_CN")
    )
    assert english
    assert {name.replace(".zh_CN.", ".") for name in chinese} == english
    assert all(".zh_CN." in name for name in chinese)


@pytest.mark.browser
def test_chinese_pdf_holds_the_tutorial(site, editions, book):
    from pypdf import PdfReader

    chinese = PdfReader(site / "zh_CN" / "gradient-descent.pdf")
    chapters = bookmarks(chinese)
    assert len(chinese.pages) > len(book.pages) / 2
    assert len(chapters) == len(bookmarks(book))
    for title, first in chapters.items():
        assert title.replace(" ", "") in text_of(chinese.pages[first]).replace(" ", "")
    for name, page in editions["zh_CN"].items():
        if name.startswith(("tutorial/", "beyond/")):
            assert page.xpath("//h1/text()")[0] in chapters, name


def test_sitemap_lists_every_page_in_both_languages(tmp_path):
    app = SimpleNamespace(
        outdir=tmp_path,
        builder=SimpleNamespace(name="html", get_target_uri=lambda name: f"{name}.html"),
        config=SimpleNamespace(
            site_url="https://example.org/gd/", language="zh_CN", notfound_pagename="404"
        ),
        env=SimpleNamespace(found_docs={"index", "tutorial/loss", "404"}),
    )
    links.write_sitemap(app, None)
    urls = etree.parse(tmp_path / "sitemap.xml").getroot()
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    assert urls.xpath("s:url/s:loc/text()", namespaces=names) == [
        "https://example.org/gd/zh_CN/index.html",
        "https://example.org/gd/zh_CN/tutorial/loss.html",
    ]
    first = [(link.get("hreflang"), link.get("href")) for link in urls[0][1:]]
    assert first == [
        ("en", "https://example.org/gd/en/index.html"),
        ("zh-CN", "https://example.org/gd/zh_CN/index.html"),
    ]


def test_root_offers_both_languages_without_a_script(site):
    text = (site / "index.html").read_text("utf-8")
    for language in ("en", "zh_CN"):
        assert f'<a href="{language}/index.html"' in text
    assert (
        '<noscript><meta http-equiv="refresh" content="0; url=en/index.html"></noscript>' in text
    )
