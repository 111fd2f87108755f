"""The gallery: its cards by page, the field that picks some, and the way back from each script."""

import json
import re
from pathlib import Path

import pytest
from helpers import LANGUAGES, first_of, text_of

ROOT = Path(__file__).parents[2]
STEMS = [path.stem for path in sorted((ROOT / "gallery").glob("f*.py"))]
INDEX = "gallery/index.html"


@pytest.fixture(params=LANGUAGES)
def pages(editions, request):
    """Every page of one language."""
    return editions[request.param]


def shows(page, stem):
    """Tell whether a page shows a figure."""
    return page.xpath(f"//figure//img[contains(@src, 'sphx_glr_{stem}_0')]")


def test_each_figure_has_one_card_below_the_title_of_a_page_that_shows_it(pages):
    listed = []
    for section in pages[INDEX].xpath("//section[ul[contains(@class, 'figure-cards')]]"):
        (heading,) = section.xpath("h2/a[1]")
        page = pages[heading.get("href").removeprefix("../")]
        title = page.xpath("//h1")[0]
        assert text_of(heading) == text_of(title).removesuffix("¶")
        for link in section.xpath(".//li//a/@href"):
            stem = link.removesuffix(".html")
            assert shows(page, stem), f"{stem} is not on {heading.get('href')}"
            listed.append(stem)
    assert sorted(listed) == STEMS


def test_the_contents_of_the_gallery_lead_to_each_group(pages):
    ids = pages[INDEX].xpath("//section[ul[contains(@class, 'figure-cards')]]/@id")
    links = pages[INDEX].xpath("//aside[contains(@class, 'toc-drawer')]//a/@href")
    assert links[-len(ids) :] == [f"#{name}" for name in ids]


def test_a_script_leads_back_to_every_page_that_shows_its_figure(pages):
    shown_on = {stem: set() for stem in STEMS}
    for name, page in pages.items():
        for source in page.xpath("//figure//img/@src"):
            if figure := re.search(r"sphx_glr_(f\w+?)_0", source):
                shown_on[figure[1]].add(name)
    for stem in STEMS:
        (line,) = pages[f"gallery/{stem}.html"].xpath("//p[@class='shown-on']")
        named = {href.split("#")[0].removeprefix("../") for href in line.xpath("a/@href")}
        assert named == {n for n in shown_on[stem] if not n.startswith("gallery/")}


def test_the_source_says_what_to_look_for_then_the_code_then_what_was_seen(pages):
    for stem in STEMS:
        (section,) = pages[f"gallery/{stem}.html"].xpath(
            "//section[contains(@class, 'sphx-glr-example-title')]"
        )
        parts = [
            "code" if "highlight" in part.get("class", "") else part.tag
            for part in section.xpath("*[not(@class='script docutils container')] | div/figure")
            if part.get("class") != "shown-on"
        ]
        last = parts.index("figure")
        assert parts.index("p") < parts.index("code") < last
        assert "p" in parts[last:]


WORDS = {"en": ("Hessian", "contour", "nosuchword"), "zh_CN": ("条件数", "等高线", "没有这样的词")}


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_picks_cards(tab, editions, language):
    page = tab().open(f"{language}/{INDEX}")
    form = editions[language][INDEX].xpath("//form[contains(@class, 'figure-filter')]")[0]
    field, said = page.locator(".figure-filter input"), page.locator(".figure-filter output")
    assert said.text_content() == form.get("data-many").format(n=len(STEMS))
    alts = [
        card.get_attribute("alt") for card in page.locator(".figure-card img.only-light").all()
    ]
    titles = [card.text_content() for card in page.locator(".figure-card").all()]
    texts = [f"{title} {alt}".lower() for title, alt in zip(titles, alts, strict=True)]
    field.focus()
    for word in WORDS[language]:
        field.fill("")
        page.keyboard.type(word)
        n = sum(word.lower() in text for text in texts)
        assert page.locator(".figure-card:visible").count() == n
        names = {0: form.get("data-none"), 1: form.get("data-one")}
        assert said.text_content() == names.get(n, form.get("data-many").format(n=n))
        assert page.locator("h2:visible").count() <= n
    field.fill("")
    assert page.locator(".figure-card:visible").count() == len(STEMS)
    assert not tab().trouble


@pytest.mark.browser
def test_without_a_program_the_field_is_not_there(browser, address):
    context = browser.new_context(bypass_csp=True, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/en/{INDEX}")
    assert page.locator(".figure-card").first.is_visible()
    assert not page.locator(".figure-filter").is_visible()
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_cards_have_the_colours_of_the_page(tab, theme):
    page = tab(theme).open(f"en/{INDEX}")
    shown = page.locator(".figure-card img:visible").all()
    assert len(shown) == len(STEMS)
    mark = "_dark" if theme == "dark" else ""
    assert all(re.search(rf"_thumb{mark}\.webp$", image.get_attribute("src")) for image in shown)
    card = page.locator(".figure-card").first
    paper = card.evaluate("card => getComputedStyle(card).backgroundColor")
    brightness = sum(json.loads(f"[{paper[4:-1]}]")) / 3
    assert brightness > 250 if theme == "light" else brightness < 40


@pytest.mark.browser
@pytest.mark.parametrize("language", first_of(*LANGUAGES))
def test_on_a_wide_screen_the_figure_stands_beside_code_that_need_not_scroll(tab, language):
    for stem in STEMS[::6]:
        page = tab("light", 1440).open(f"{language}/gallery/{stem}.html")
        figure = page.locator("figure.gallery-figure").first.bounding_box()
        codes = page.locator("section.sphx-glr-example-title > div[class^='highlight-']").all()
        assert all(
            box.bounding_box()["x"] + box.bounding_box()["width"] < figure["x"] for box in codes
        )
        assert figure["y"] < codes[0].bounding_box()["y"] + codes[0].bounding_box()["height"]
        assert page.evaluate(
            "() => [...document.querySelectorAll('article pre')]"
            ".every((box) => box.scrollWidth <= box.clientWidth)"
        )
