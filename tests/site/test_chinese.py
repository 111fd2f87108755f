"""The Chinese pages, and the way between the languages, as a reader's browser shows them."""

import re

import pytest
from helpers import COLOURS, LANGUAGES, violations
from test_browser import WIDTHS, misfits

pytestmark = pytest.mark.browser

FOUND = {
    "学习率": "tutorial/learning-rate.html",
    "均方误差": "tutorial/loss.html",
    "损失曲面": "tutorial/surface.html",
    "梯度下降": "index.html",
    "标准化": "tutorial/scaling.html",
    "梯度": "tutorial/gradient.html",
    "损失": "tutorial/loss.html",
}


@pytest.mark.parametrize(("words", "name"), FOUND.items())
def test_search_finds_chinese_offline(browser, site, words, name):
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    trouble = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto(f"{(site / 'zh_CN').as_uri()}/index.html")
    page.fill(".sidebar-search", words)
    page.press(".sidebar-search", "Enter")
    page.wait_for_selector("#search-results ul.search li a")
    page.wait_for_function("document.querySelector('#search-results h2, .search-summary')")
    links = page.eval_on_selector_all(
        "#search-results ul.search > li > a:first-of-type", "all => all.map(a => a.pathname)"
    )
    context.close()
    assert trouble == []
    assert any(link.endswith(f"/zh_CN/{name}") for link in links[:5]), links[:8]


@pytest.mark.parametrize("language", LANGUAGES)
def test_font_is_fetched_only_where_there_is_none(browser, site, language):
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    page.goto(f"{(site / language).as_uri()}/tutorial/loss.html")
    page.evaluate("document.fonts.ready")
    lacks = page.evaluate("document.documentElement.classList.contains('lacks-font')")
    assert ("noto-sans-sc.woff2" in asked) == lacks
    assert not (lacks and language == "en")
    devtools = context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    for part in ("h1", "article dd p", ".admonition-title", "form button"):
        node = devtools.send("DOM.querySelector", {"nodeId": root, "selector": part})
        fonts = devtools.send("CSS.getPlatformFontsForNode", node)["fonts"]
        assert any(font["isCustomFont"] for font in fonts) == lacks, part
    context.close()


PAGES = [
    "index.html",
    "tutorial/learning-rate.html",
    "playground.html",
    "race.html",
    "animations.html",
    "report.html",
    "404.html",
    "search.html?q=梯度",
    "reference/model.html",
    "gallery/index.html",
]


def test_pages_load_cleanly_and_fit(tab):
    addresses = [f"zh_CN/{name}" for name in PAGES]
    assert misfits(tab("light", WIDTHS[0]), addresses, WIDTHS[:1]) == []


@pytest.mark.gate
@pytest.mark.parametrize(
    ("theme", "width", "options"), [("light", 390, None), ("dark", 1280, COLOURS)]
)
def test_axe_finds_nothing_in_either_theme(tab, theme, width, options):
    assert violations(tab(theme, width), [f"zh_CN/{name}" for name in PAGES], options) == {}


# The first address stays as it is; the playground soon writes its state behind # alone.
PLACES = [
    ("tutorial/loss.html?from=here#which-points", "true"),
    (
        "playground.html?lr=0.82&n=60#explore-playground",
        "!location.search && location.hash.includes('=')",
    ),
]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(("place", "settled"), PLACES)
def test_switcher_leads_to_the_same_place_and_back(tab, width, place, settled):
    page = tab("light", width).open(f"en/{place}")
    page.wait_for_function(settled)
    address = page.url
    for start, end in (("en", "zh_CN"), ("zh_CN", "en")):
        page.locator("a.language:visible").click()
        page.wait_for_url(f"**/{end}/{place.partition('?')[0]}*")
        assert page.url == address.replace(f"/{start}/", f"/{end}/")
        assert page.evaluate("localStorage.getItem('language')") == end
        address = page.url
    page.evaluate("localStorage.clear()")


@pytest.mark.parametrize(
    ("locale", "language"), [("en-GB", "en"), ("zh-CN", "zh_CN"), ("zh-TW", "zh_CN"), ("fr", "en")]
)
def test_root_follows_the_browser(browser, address, locale, language):
    context = browser.new_context(bypass_csp=True, locale=locale)
    page = context.new_page()
    page.goto(f"{address}/")
    page.wait_for_url(f"**/{language}/index.html")
    context.close()


def test_root_remembers_the_choice(browser, address):
    context = browser.new_context(bypass_csp=True, locale="en-GB")
    page = context.new_page()
    page.goto(f"{address}/en/index.html")
    page.locator("a.language:visible").click()
    page.wait_for_url("**/zh_CN/index.html")
    page.goto(f"{address}/")
    page.wait_for_url("**/zh_CN/index.html")
    context.close()


def test_root_works_without_javascript(browser, address):
    context = browser.new_context(bypass_csp=True, java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{address}/", wait_until="commit")
    page.wait_for_url("**/en/index.html")
    context.close()


def test_missing_page_speaks_chinese_below_its_folder(tab):
    page = tab().open("zh_CN/404.html")
    assert re.search("[\u4e00-\u9fff]", page.inner_text("h1"))
    page.click("article a:not(.headerlink)")
    page.wait_for_url("**/zh_CN/index.html")
