"""The built pages, as a reader's browser shows them."""

import io

import pytest
from helpers import COLOURS, LANGUAGES, first_of, in_turn, looked_at, violations
from pypdf import PdfReader

pytestmark = pytest.mark.browser
WIDTHS = (320, 1280)
THEMES = ("light", "dark")


def kinds(pages, chapters=2):
    """One page of each kind, and some of the tutorial and of those beyond it."""
    gallery = sorted(name for name in pages if name.startswith("gallery/f"))
    chosen = [
        name
        for folder in ("tutorial/", "beyond/")
        for name in [name for name in pages if name.startswith(folder)][:chapters]
    ]
    chosen += [
        "index.html",
        "animations.html",
        "playground.html",
        "race.html",
        "report.html",
        "glossary.html",
        "teachers.html",
        "worksheet.html",
        "404.html",
        "genindex.html",
    ]
    chosen += ["search.html?q=gradient", "reference/index.html", "reference/model.html"]
    chosen += ["gallery/index.html", gallery[0], "_modules/gdtutorial/model.html"]
    return chosen


SHIFT = """() => new Promise(resolve => {
  let total = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) total += entry.value;
  }).observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(total)));
})"""
# Drawers of the theme slide while a window changes its width: give them a moment.
FITS = """async () => {
  const root = document.documentElement;
  for (let frame = 0; frame < 60; frame++) {
    if (root.scrollWidth <= root.clientWidth) return true;
    await new Promise(requestAnimationFrame);
  }
  return false;
}"""
WIDEST = """() => [...document.querySelectorAll("article *")]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 3).map(e => e.outerHTML.slice(0, 120))"""


def misfits(reader, addresses, widths=WIDTHS):
    """List the pages that are wider than a screen, or do not load cleanly."""
    wrong = []
    for address in addresses:
        page = reader.open(address)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            if not page.evaluate(FITS):
                wrong.append((address, width, page.evaluate(WIDEST)))
        widths = widths[::-1]  # the next one begins where this one ends
        if reader.trouble:
            wrong.append((address, list(reader.trouble)))
    return wrong


@pytest.mark.parametrize("theme", THEMES)
def test_a_page_of_each_kind_loads_cleanly_and_fits(pages, tab, theme):
    assert misfits(tab(theme, WIDTHS[0]), [f"en/{name}" for name in kinds(pages)]) == []


@pytest.mark.gate
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_loads_cleanly_and_fits_under_the_policy(editions, new_tab, language):
    """The policy that the site asks hosts to send: what it forbids is told on the console."""
    reader = new_tab(width=WIDTHS[0], bypass_csp=False)
    assert misfits(reader, looked_at(editions["en"], language)) == []


@pytest.mark.parametrize("width", first_of(390, 1280))
def test_nothing_jumps_while_a_page_loads(pages, tab, width):
    reader = tab("light", width)
    jumps = {}
    for name in kinds(pages):
        page = reader.open(f"en/{name}")
        page.evaluate("document.fonts.ready")
        jumps[name] = page.evaluate(SHIFT)
    assert {name: shift for name, shift in jumps.items() if shift > 0.02} == {}


def test_axe_finds_nothing(pages, tab):
    addresses = [f"{language}/{name}" for name, language in in_turn(kinds(pages))]
    assert violations(tab("light", 1280), addresses) == {}


@pytest.mark.gate
@pytest.mark.parametrize(
    ("first", "theme", "width", "options"),
    [(0, "dark", 1280, COLOURS), (1, "light", 390, None)],
)
def test_axe_finds_nothing_in_another_theme_or_width(pages, tab, first, theme, width, options):
    """Each page in one of them, in turn: its colours and its columns are those of its neighbours."""
    names = [f"en/{name}" for name in kinds(pages, chapters=len(pages))[first::2]]
    assert violations(tab(theme, width), names, options) == {}


def test_missing_page_is_shown_at_any_depth(tab):
    reader = tab()
    page = reader.open("en/no/such/page.html")
    others = [line for line in reader.trouble if "no/such/page.html" not in line]
    assert [line for line in others if "404 (" not in line] == []
    assert page.inner_text("h1").startswith("This page does not exist")
    page.click("article a:not(.headerlink)")
    page.wait_for_url("**/en/index.html")


def test_root_leads_to_the_english_site(tab):
    page = tab().open("")
    page.wait_for_url("**/en/index.html")


def test_site_works_from_files(browser, site, pages):
    context = browser.new_context()
    page = context.new_page()
    trouble = []
    page.on("console", lambda message: message.type == "error" and trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on(
        "requestfailed",
        # a favicon still on its way when the next page is asked for is no failure
        lambda request: request.failure == "net::ERR_ABORTED" or trouble.append(request.url),
    )
    for name in kinds(pages):
        if not name.startswith("404"):
            page.goto(f"{(site / 'en').as_uri()}/{name}")
    page.goto(f"{site.as_uri()}/en/index.html")
    page.fill(".sidebar-search", "learning rate")
    page.press(".sidebar-search", "Enter")
    page.wait_for_selector("#search-results ul.search li a")
    context.close()
    assert trouble == []


FOCUS = """async () => {
  const e = document.activeElement;
  await Promise.all(e.getAnimations().map(a => a.finished));  // what slides in has arrived
  const s = getComputedStyle(e), r = e.getBoundingClientRect();
  const label = e.labels && e.labels[0] ? getComputedStyle(e.labels[0]) : s;
  const outlined = x => x.outlineStyle !== "none" && parseFloat(x.outlineWidth) >= 2;
  return {
    name: e.className || e.tagName, href: e.getAttribute("href"),
    outlined: outlined(s) || outlined(label),
    visible: r.right > 0 && r.bottom > 0 && r.width > 0,
  };
}"""


@pytest.mark.parametrize("theme", THEMES)
def test_keyboard_reaches_the_text_and_shows_where_it_is(pages, tab, theme):
    reader = tab(theme, 1280)
    name = next(name for name in pages if name.startswith("tutorial/"))
    page = reader.open(f"en/{name}")
    stops = []
    for _ in range(25):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUS))
    skip = next(stop for stop in stops if "skip-to-content" in stop["name"])
    assert skip["visible"]
    assert [stop for stop in stops if not stop["outlined"]] == []


def test_theme_button_changes_figures(pages, tab):
    reader = tab("light", 1280)
    name = next(n for n, page in pages.items() if page.xpath("//img[@class='only-light']"))
    page = reader.open(f"en/{name}")
    light = page.locator("figure.gallery-figure img.only-light").first
    dark = page.locator("figure.gallery-figure img.only-dark").first
    assert light.is_visible()
    assert not dark.is_visible()
    for _ in range(2):
        if not dark.is_visible():
            page.locator(".theme-toggle-content .theme-toggle").click()
    assert dark.is_visible()
    assert not light.is_visible()
    page.emulate_media(media="print")
    assert light.is_visible()
    assert not dark.is_visible()
    assert not page.locator(".sidebar-drawer").is_visible()
    page.emulate_media(media="screen")
    page.evaluate("localStorage.clear()")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_recap_prints_its_sheet_alone_on_one_side_of_paper(tab, language):
    page = tab("light", 1280).open(f"{language}/tutorial/recap.html")
    page.emulate_media(media="print")
    assert not page.locator("#the-whole-program").is_visible()
    (side,) = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    page.emulate_media(media="screen")
    assert "y_hat = b + w * x" in side.extract_text()


def test_copy_button_leaves_out_prompts(tab):
    reader = tab("light", 1280)
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = reader.open("en/reference/model.html")
    block = page.locator("div.highlight:has(.gp)").first
    block.hover()
    block.locator("button.copybtn").click()
    page.wait_for_selector("button.copybtn.success")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied
    assert ">>>" not in copied


@pytest.mark.parametrize("theme", THEMES)
def test_figures_lie_flush_on_the_page(pages, tab, theme):
    reader = tab(theme, 1280)
    name = next(
        n
        for n, page in pages.items()
        if page.xpath(
            "//figure[contains(@class, 'gallery-figure')]//img[contains(@class, 'only-light')]"
        )
    )
    page = reader.open(f"en/{name}")
    image = page.locator(f"figure.gallery-figure img.only-{theme}").first
    image.scroll_into_view_if_needed()
    corner = image.evaluate(
        """async image => {
          await image.decode();
          const canvas = document.createElement("canvas").getContext("2d");
          canvas.drawImage(image, 0, 0);
          return [...canvas.getImageData(1, 1, 1, 1).data].slice(0, 3);
        }"""
    )
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == f"rgb({corner[0]}, {corner[1]}, {corner[2]})"
