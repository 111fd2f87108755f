"""The worksheet: on two sides of paper, its links and codes lead to what is asked, and the key says what is seen there."""

import io
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qsl, urljoin

import pytest
import zxingcpp
from helpers import LANGUAGES, text_of
from PIL import Image
from pypdf import PdfReader
from reading import settle, trouble
from test_address import DATA as TUTORIAL
from test_sentences import DATA, LABELS, shown

from gdtutorial import settings
from pages import worksheet
from pages.fields import Between, fields

ROOT = Path(__file__).parents[2]
SITE = "https://example.org/gradient-descent/"
browses = pytest.mark.browser


def links(page):
    """The links of the tasks."""
    return page.xpath("//*[@class='way']//a/@href")


def test_each_task_has_its_way_and_none_leads_to_the_key(editions):
    ways = [links(editions[language]["worksheet.html"]) for language in LANGUAGES]
    assert len(ways[0]) >= 6
    assert ways[0] == ways[1], "the languages ask the same"
    for language in LANGUAGES:
        page = editions[language]["worksheet.html"]
        assert len(page.xpath("//*[@class='task']")) == len(ways[0])
        assert not page.xpath("//article//a[contains(@href, 'worksheet-key')]")
        told = page.xpath("//article//*[contains(@class, 'no-codes')]")
        assert bool(page.xpath("//*[@class='qr']")) != bool(told)


def test_the_key_answers_each_task_by_its_heading(editions):
    for language in LANGUAGES:
        asked, answered = (
            [text_of(each) for each in editions[language][name].xpath("//article//h2")]
            for name in ("worksheet.html", "worksheet-key.html")
        )
        assert asked == answered


# What the links set.

PLAYGROUND = {"lr": "Learning rate", "momentum": "Momentum", "n": "Updates done"}


@browses
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_link_sets_the_explorable_as_it_says_and_shows_it_alone(tab, editions, language):
    reader = tab()
    for link in links(editions[language]["worksheet.html"]):
        reader.open(f"{language}/worksheet.html")
        page = reader.open(f"{language}/{link}")
        page.wait_for_selector(".x-started")
        settle(page)
        assert not page.locator("h1").is_visible()
        asked = dict(parse_qsl(link.partition("#")[2]))
        assert asked
        if language == "en":
            found = shown(page)
            for name, text in asked.items():
                seen = found[(LABELS | PLAYGROUND)[name]]
                if isinstance(seen, bool | str):
                    assert seen == {"yes": True, "no": False}.get(text, text)
                else:
                    assert seen == pytest.approx(float(text), rel=1e-3)
    assert trouble(reader) == []


def bounds():
    """Each end of what a worksheet sets in the playground, and a number beyond it."""
    for name, field in fields("playground", DATA).items():
        if isinstance(field, Between):
            for end, way in ((field.low, -1), (field.high, 1)):
                yield name, end, end + way * (1 if field.whole else 1e-4)


@browses
@pytest.mark.parametrize(("name", "end", "beyond"), [*bounds()])
def test_the_playground_takes_what_the_build_lets_a_worksheet_ask(core, name, end, beyond):
    ask = "([text, data]) => core.readAddress(text, data).ignored"
    data = TUTORIAL | {"xVal": [0.0] * 20, "y": [0.0] * 80}
    assert core.evaluate(ask, [f"#{name}={end:.10g}", data]) == []
    if (name, end) != ("n", settings.MANY_EPOCHS):  # the playground goes on
        assert core.evaluate(ask, [f"#{name}={beyond:.10g}", data]) != []


# The key, beside what a reader sees who does as the worksheet says.


@pytest.fixture(scope="module")
def key(pages):
    """What the key says, by the number of the task: the numbers in it."""
    answers = {}
    for section in pages["worksheet-key.html"].xpath("//article//section[h2]"):
        number, text = re.search(r"Task (\d): .*?¶(.*)", text_of(section)).groups()
        answers[int(number)] = text
    return answers


def numbers(text):
    return [float(each) for each in re.findall(r"\d+(?:\.\d+)?(?:e\+\d+)?", text)]


@pytest.fixture
def at(tab, pages):
    """Open a task's link."""

    def open_it(number):
        reader = tab()
        reader.open("en/worksheet.html")
        page = reader.open("en/" + links(pages["worksheet.html"])[number - 1])
        page.wait_for_selector(".x-started")
        settle(page)
        return page

    return open_it


def put(page, label, value):
    box = page.get_by_role("spinbutton", name=label, exact=True)
    box.fill(str(value))
    box.press("Enter")
    settle(page)


def caption(page):
    return page.locator(".x-caption").inner_text().replace("\u2212", "-")


def loss_in(page):
    return float(re.search(r"loss is ([\d.e+]+?)\.?(?:\s|$)", caption(page))[1])


@browses
def test_the_key_says_what_is_seen(at, key):
    b, loss, least, *_ = numbers(key[1])
    page = at(1)
    put(page, "Bias b", b)
    assert loss_in(page) == pytest.approx(loss, abs=0.006)
    assert f"has {least}" in caption(page)

    step, off, half, *_ = numbers(key[2])
    page = at(2)
    assert float(re.search(r"off by ([\d.]+)\.$", caption(page))[1]) == pytest.approx(off)
    put(page, "Step size", step / 2)
    assert float(re.search(r"off by ([\d.]+)\.$", caption(page))[1]) == pytest.approx(half)

    page = at(3)
    for rate, word in re.findall(r"([\d.]+) (crawls|converges|oscillates|diverges)", key[3]):
        put(page, "Learning rate", rate)
        assert caption(page).lower().startswith(word)

    *_, after = numbers(key[4].partition("Why")[0])
    page = at(4)
    put(page, "Updates done", 20)
    assert caption(page).startswith("Diverges")
    assert loss_in(page) == pytest.approx(after, rel=0.01)

    limit, long_limit, _, condition, long_condition, *_ = numbers(key[5])
    page = at(5)
    for factor, expected in ((1, (condition, limit)), (10, (long_condition, long_limit))):
        put(page, "Multiply x by", factor)
        facts = [float(each) for each in page.locator(".x-facts dd").all_inner_texts()[:2]]
        assert facts == [pytest.approx(each, abs=0.06, rel=0.01) for each in expected]

    page = at(6)
    page.get_by_role("checkbox").check()
    settle(page)
    assert page.locator(".x-facts dd").first.inner_text() == "1.0000"

    each, epochs, small, full, *_ = numbers(key[7])
    page = at(7)
    assert f"make {each:.0f} updates an epoch" in caption(page)
    assert f"After {epochs:.0f} epochs the path is {small}" in caption(page)
    put(page, "Batch size", settings.N_POINTS * settings.TRAIN)
    assert f"the path is {full}" in caption(page)

    (enough, *_) = numbers(key[8])
    page = at(8)
    for momentum, diverges in ((0, True), (enough - 0.01, True), (enough + 0.01, False)):
        put(page, "Momentum", momentum)
        assert caption(page).startswith("Diverges") == diverges


# On paper.


@browses
@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_prints_on_two_sides_with_its_codes(tab, language, paper):
    page = tab("light", 1280).open(f"{language}/worksheet.html")
    without = PdfReader(io.BytesIO(page.pdf(format=paper, prefer_css_page_size=False)))
    for way in page.locator(".way").all():
        code = worksheet.picture(SITE + f"{language}/" + way.locator("a").get_attribute("href"))
        way.evaluate("(way, code) => way.insertAdjacentHTML('afterbegin', code)", code)
        way.locator("a").evaluate("(a, site) => a.prepend(site)", SITE.partition("://")[2])
    page.evaluate("document.querySelector('.no-codes')?.remove()")
    printed = PdfReader(io.BytesIO(page.pdf(format=paper, prefer_css_page_size=False)))
    assert len(without.pages) <= 2
    assert len(printed.pages) <= 2
    text = "".join(text_of(side) for side in printed.pages)
    assert "?embed#" in text.replace(" ", "")
    assert "worksheet-key" not in text


@browses
def test_each_code_is_read_back_to_the_very_address(tab, editions):
    """By a reader of another make than the writer, from what the browser draws, as large as it is printed."""
    page = tab().open("en/worksheet.html")
    for language in LANGUAGES:
        for link in links(editions[language]["worksheet.html"]):
            address = urljoin(SITE, f"{language}/{link}")
            page.evaluate(
                "code => { document.body.className = 'codes'; document.body.innerHTML = code; }",
                worksheet.picture(address),
            )
            image = Image.open(io.BytesIO(page.locator(".qr").screenshot()))
            assert [each.text for each in zxingcpp.read_barcodes(image)] == [address]
            told = page.get_by_role("img", name="QR code")
            assert told.is_visible()


# The build.


def build(folder, *asked, site=""):
    """Build a page that asks for states, in lines 6, 10, 14 and so on."""
    docs = folder / "docs"
    docs.mkdir()
    words = [
        "# Page", "", ":::{explorable} learning-rate", ":::", "",
        *(line for each in asked for line in (f":::{{task}} {each}", "What now?", ":::", "")),
        "::::{container} no-codes", "No codes.", "::::", "",
    ]  # fmt: skip
    (docs / "index.md").write_text("\n".join(words), "utf-8")
    (docs / "conf.py").write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT / 'docs/_ext')!r})\n"
        "extensions = ['myst_nb', 'pages.explore', 'pages.settable', 'pages.worksheet']\n"
        f"myst_enable_extensions = ['colon_fence']\nhtml_baseurl = {site!r}\n",
        "utf-8",
    )
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-W",
        "--keep-going",
        str(docs),
        str(folder / "site"),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)


WRONG = {
    "index lr=100": "lr must be a number from 0.001 to 10",
    "index rate=1": "'rate' is none of lr, n",
    "index lr=index.md::nothing": "no cell of index.md glues nothing",
    "other lr=1": "there is no page other",
}


@pytest.mark.slow
def test_the_build_stops_at_each_wrong_state_and_names_page_and_line(tmp_path):
    done = build(tmp_path, *WRONG)
    assert done.returncode != 0
    said = [line for line in done.stderr.splitlines() if "index.md:" in line]
    for line, (told, wrong) in zip(
        range(6, 22, 4), zip(said, WRONG.values(), strict=True), strict=True
    ):
        assert f"index.md:{line}: " in told
        assert wrong in told


@pytest.mark.slow
@pytest.mark.parametrize("site", ["", f"{SITE}en/"])
def test_there_is_a_code_where_the_site_knows_its_address_and_a_sentence_where_not(tmp_path, site):
    done = build(tmp_path, "index lr=0.4&n=20", site=site)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert 'href="?embed#lr=0.4&amp;n=20"' in page
    assert ("No codes." in page) == (not site)
    if site:
        shown = f"{site.partition('://')[2]}index.html?embed#lr=0.4&amp;n=20"
        assert f"<code>{shown}</code></a>" in page
        assert worksheet.code(f"{site}index.html?embed#lr=0.4&n=20") in page
    else:
        assert 'class="qr"' not in page
