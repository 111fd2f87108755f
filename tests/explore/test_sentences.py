"""Sentences that set the explorable of their page: to what they say, by any hand, and checked by the build."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import LANGUAGES
from reading import begin, settle, trouble

from pages.fields import fields
from pages.settable import read

ROOT = Path(__file__).parents[2]
PAGES = {
    "tutorial/loss.html": "line-and-loss",
    "tutorial/surface.html": "surface",
    "tutorial/gradient.html": "sections",
    "tutorial/update.html": "update",
    "tutorial/learning-rate.html": "learning-rate",
    "tutorial/scaling.html": "scale",
    "tutorial/repeat.html": "batch-size",
    "beyond/optimisers.html": "optimisers",
    "beyond/edge-of-stability.html": "edge",
}
browses = pytest.mark.browser


def sentences(page):
    return [
        (link.text_content(), json.loads(link.get("data-set")))
        for link in page.xpath("//article//a[@data-set]")
    ]


def test_beside_each_explorable_a_sentence_sets_it_in_each_language(editions):
    for name, explorable in PAGES.items():
        states = []
        for language in LANGUAGES:
            page = editions[language][name]
            links = page.xpath("//article//p//a[@data-set]")
            assert links, (language, name)
            assert {link.get("href") for link in links} == {f"#explore-{explorable}"}
            assert page.xpath(f"//*[@id='explore-{explorable}']"), (
                "so it leads there without a script"
            )
            states.append(sorted(json.dumps(state) for _, state in sentences(page)))
        assert states[0] == states[1], "the words differ, and what they set does not"


DATA = {"b": [-2.0, 4.0], "w": [-1.0, 5.0], "x": [0.0] * 80}


@pytest.mark.parametrize(
    ("name", "address", "state"),
    [
        ("line-and-loss", "b=1&w=-1", {"b": 1.0, "w": -1.0}),
        ("sections", "over=b&step=0.001", {"over": "b", "step": 0.001}),
        ("surface", "turn=-180&tilt=5&over=none", {"turn": -180, "tilt": 5, "over": "none"}),
        ("edge", "u=-2&v=3.5&lr=0.5&n=30", {"u": -2, "v": 3.5, "lr": 0.5, "n": 30}),
        ("optimisers", "adam=100&n=0", {"adam": 100, "n": 0}),
        ("learning-rate", "lr=page.md::rate&n=100", {"lr": 0.75, "n": 100}),
        ("scale", "standard=yes", {"standard": True}),
        ("batch-size", "size=80&shuffle=no&unit=points", {"size": 80, "shuffle": False, "unit": "points"}),
    ],
)  # fmt: skip
def test_an_address_is_read(name, address, state):
    assert read(address, fields(name, DATA), {"page.md::rate": "0.75"}.get) == state


@pytest.mark.parametrize(
    ("name", "address", "trouble"),
    [
        ("learning-rate", "lr=10.1", "lr must be a number from 0.001 to 10, got '10.1'"),
        ("learning-rate", "lr=nan", "lr must be"),
        ("surface", "tilt=90", "tilt must be a number from 5 to 85"),
        ("optimisers", "decayed=1", "'decayed' is none of n, plain, momentum, nesterov, adam"),
        ("edge", "lr=0.6", "lr must be a number from 0.01 to 0.5, got '0.6'"),
        ("learning-rate", "lr=", "lr must be"),
        ("learning-rate", "lr", "lr must be"),
        ("learning-rate", "n=1.5", "n must be a whole number from 0 to 100"),
        ("learning-rate", "rate=0.1", "'rate' is none of lr, n"),
        ("learning-rate", "lr=1&lr=2", "lr is set twice"),
        ("scale", "standard=true", "standard must be yes or no, got 'true'"),
        ("batch-size", "size=81", "size must be a whole number from 1 to 80"),
    ],
)
def test_an_address_that_cannot_be_is_refused(name, address, trouble):
    with pytest.raises(ValueError, match=re.escape(trouble)):
        read(address, fields(name, DATA), str)


WRONG = {
    "lr=100": "lr must be a number from 0.001 to 10",
    "lr=index.md::nothing": "no cell of index.md glues nothing",
}


@pytest.mark.slow
def test_the_build_stops_at_each_wrong_address_and_at_no_other(tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    sentences = [
        line for each in ("lr=0.4&n=20", *WRONG) for line in (f"See {{set}}`it <{each}>`.", "")
    ]
    words = ["# Page", "", ":::{explorable} learning-rate", ":::", "", *sentences]
    (docs / "index.md").write_text("\n".join(words), "utf-8")
    (docs / "conf.py").write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT / 'docs/_ext')!r})\n"
        "extensions = ['myst_nb', 'pages.explore', 'pages.settable']\n"
        "myst_enable_extensions = ['colon_fence']\n",
        "utf-8",
    )
    options = ["-q", "-W", "--keep-going"]
    command = [sys.executable, "-m", "sphinx", *options, str(docs), str(tmp_path / "site")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    said = [line for line in done.stderr.splitlines() if "index.md:" in line]
    for line, (told, wrong) in zip((8, 10), zip(said, WRONG.values(), strict=True), strict=True):
        assert f"index.md:{line}: " in told
        assert wrong in told


def shown(page):
    """What the controls of the explorable show."""
    return page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(
              ".explore-room .x-number, .explore-room [type=checkbox], .explore-room [type=radio]:checked")]
            .map(box => box.matches(".x-number") ? [box.labels[0].textContent, Number(box.dataset.value)]
              : box.type === "radio" ? [box.closest("fieldset").querySelector("legend").textContent, box.value]
              : [box.labels[0].textContent.trim(), box.checked]))"""
    )


LABELS = {
    "b": "Bias b", "w": "Weight w", "step": "Step size", "over": "Section", "lr": "Learning rate",
    "n": "Updates done", "turn": "Turn the surface", "tilt": "Tilt the surface", "factor": "Multiply x by", "standard": "standardise instead",
    "size": "Batch size", "shuffle": "a new order in each epoch", "unit": "Compare by",
}  # fmt: skip


def start(reader, name, language="en"):
    return begin(reader, f"{language}/{name}")


@browses
@pytest.mark.parametrize("name", PAGES)
def test_each_sentence_sets_what_it_says_and_all_else_as_it_was(tab, pages, name):
    reader = tab()
    page = start(reader, name)
    first = shown(page)
    links = page.locator("a[data-set]")
    for i, (_, state) in enumerate(sentences(pages[name])):
        links.nth(i).click()
        settle(page)
        expected = first | {LABELS[key]: value for key, value in state.items()}
        assert shown(page) == {
            key: pytest.approx(value, rel=1e-3) if isinstance(value, float) else value
            for key, value in expected.items()
        }
    assert trouble(reader) == []


@browses
def test_what_the_sentences_say_is_what_is_seen(tab):
    """Of each sentence the fact, as the caption of the explorable tells it."""
    seen = {}
    for name in PAGES:
        page = start(tab(), name)
        for link in page.locator("a[data-set]").all():
            link.click()
            settle(page)
            seen[link.inner_text()] = page.locator(".x-caption").inner_text()
    least = re.search(
        r"the loss is (\S+)\. The best line has (\S+):", seen["one line has the smallest of all"]
    )
    assert least[1] == least[2]
    offs = [
        float(re.search(r"off by (\S+)\.$", seen[words])[1].replace("\u2212", "-"))
        for words in ("Half the step", "go to zero")
    ]
    assert offs[1] < 0.02 * offs[0]
    assert " in b changes" in seen["by as much"]
    assert seen["beyond it"].startswith("Diverges")
    assert seen["one per cent below this limit"].startswith("Oscillates")
    assert seen["one per cent above it"].startswith("Diverges")
    assert seen["only just converges"].startswith("Oscillates")
    assert seen["stochastic path"].startswith("Batches of 1 make 80 updates")
    assert seen["With a new order in each epoch"] != seen["stochastic path"]
    ravine, bowl = (
        re.search(r"ends with a loss of (\S+); the least is (\S+)\.", seen[words])
        for words in ("a ravine", "a round bowl")
    )
    assert bowl[1] == bowl[2]
    assert ravine[1] != ravine[2]


@browses
def test_the_keyboard_sets_it_and_the_focus_stays(tab):
    page = start(tab(), "tutorial/learning-rate.html")
    link = page.get_by_role("link", name="one per cent above it")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "document.querySelector('.x-caption').textContent.startsWith('Diverges')"
    )
    assert link.evaluate("link => link === document.activeElement")
    page.wait_for_function("document.querySelector('.x-heard').textContent.startsWith('Diverges')")


@browses
def test_a_finger_sets_it_on_a_phone(browser, address):
    context = browser.new_context(
        bypass_csp=True, has_touch=True, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto(f"{address}/zh_CN/tutorial/scaling.html")
    page.wait_for_selector(".x-started")
    page.locator("a[data-set*=standard]").tap()
    page.wait_for_function("document.querySelector('.x-facts dd').textContent === '1.0000'")
    page.wait_for_function(
        """() => {
          const { top, bottom } = document.querySelector(".x-frame").getBoundingClientRect();
          return top > 0 && bottom < innerHeight;
        }"""
    )
    context.close()


PLACE = "[scrollY, document.querySelector('.x-frame').getBoundingClientRect().top, location.hash]"


@browses
def test_the_page_moves_only_where_the_plot_is_out_of_sight(tab):
    page = start(tab("light", 1280), "tutorial/scaling.html")
    link = page.locator("a[data-set*=standard]")
    page.evaluate(
        "document.querySelector('.x-frame').scrollIntoView({block: 'start', behavior: 'instant'})"
    )
    page.set_viewport_size({"width": 1280, "height": 1400})  # so that both are seen
    settle(page)
    before = page.evaluate(PLACE)
    link.click()
    settle(page)
    assert page.evaluate(PLACE) == before

    page.set_viewport_size({"width": 1280, "height": 400})
    link.evaluate("link => link.scrollIntoView({block: 'start', behavior: 'instant'})")
    assert page.evaluate(PLACE)[1] < -100, "it is above"
    link.evaluate("link => link.click()")
    page.wait_for_function("document.querySelector('.x-frame').getBoundingClientRect().top >= 0")
    assert page.evaluate(PLACE)[2] == ""


@browses
def test_without_a_script_the_words_lead_to_it(browser, address):
    context = browser.new_context(bypass_csp=True, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/en/tutorial/loss.html")
    page.locator("a[data-set]").click()
    assert page.url.endswith("#explore-line-and-loss")
    assert page.locator(".explore-missed").is_visible()
    context.close()
