"""Animations: the library's own paths, claims that hold, and nothing that moves or loads unasked."""

import io
import json
import re

import numpy as np
import pytest
from helpers import LANGUAGES, source_loop
from PIL import Image
from sphinx.errors import ExtensionError

from pages import animations

PAGE = "animations.html"
ROWS = animations.table()
HEAVIEST = 300_000


@pytest.fixture(scope="module")
def runs():
    return {name: animations.Run(row) for name, row in ROWS.items()}


def files(site, language):
    """Return the moving pictures of a page, by the rows they belong to."""
    found = {
        path.name.split(".")[0]: path for path in site.glob(f"{language}/_downloads/*/*.webp")
    }
    assert set(found) == set(ROWS)
    return found


@pytest.mark.parametrize("name", ["low-rate", "good-rate", "oscillating", "diverging"])
def test_the_path_is_that_of_a_plain_loop(runs, name):
    run = runs[name]
    start = run.b[0], run.w[0]
    path = source_loop(run.x, run.y, *start, run.values["lr"], run.values["n"], len(run.x))
    assert np.column_stack([run.b, run.w]) == pytest.approx(path, rel=1e-9)


@pytest.mark.browser
def test_the_playground_ends_where_each_animation_ends(runs, tab):
    """The link below it leads to the same state, which the page itself computes."""
    reader = tab()
    links = {}
    page = reader.open(f"en/{PAGE}")
    for name in ROWS:
        link = page.locator(f"#moving-{name} a[href*=playground]")
        links[name] = link.get_attribute("href").partition("#")[0]
    for name, link in links.items():
        page = reader.open(f"en/{link}")
        page.wait_for_selector(".x-started")
        assert page.locator(".x-ignored").inner_text() == "", name
        code = page.locator(".x-caption").inner_text().replace("\u2212", "-")
        b, w, loss = re.search(
            r"b = (\S+), w = (\S+), and the loss is (\S+?)\.(?: |$)", code
        ).groups()
        run = runs[name]
        assert (float(b), float(w)) == (
            pytest.approx(run.b[-1], abs=6e-5),
            pytest.approx(run.w[-1], abs=6e-5),
        ), name
        assert float(loss) == pytest.approx(run.loss[-1], abs=6e-5), name


def test_the_last_picture_shows_the_last_place(runs):
    for name, run in runs.items():
        _, parts, move = animations.draw(run, ROWS[name])
        rows = run.rows()
        assert rows[0] == 0
        assert rows[-1] == run.values["n"] == len(run.b) - 1
        move(rows[-1])
        way, late, now, curve, *_ = parts
        for line in way, late, now:
            assert line.get_xydata()[-1].tolist() == [run.b[-1], run.w[-1]]
        assert curve.get_ydata()[-1] == run.loss[-1]


def test_a_verdict_or_a_claim_that_does_not_hold_stops_the_build():
    row = ROWS["low-rate"]
    for wrong in ({"verdict": "converges"}, {"claim": "left < 50"}):
        with pytest.raises(ExtensionError, match=re.escape(row["state"])):
            animations.Run(row | wrong)


def test_most_say_what_the_library_is_to_say_of_them():
    wanted = [row.get("verdict") for row in ROWS.values()]
    assert len(ROWS) == 8
    assert wanted.count(None) == 1, "a verdict is of the full batch"
    assert set(wanted) >= {"crawls", "converges", "oscillates", "diverges"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_has_its_pictures_is_light_and_rests_at_its_end(site, runs, language):
    for name, path in files(site, language).items():
        assert path.stat().st_size < HEAVIEST, name
        with Image.open(path) as picture:
            assert picture.size == animations.SIZE
            assert picture.n_frames == len(runs[name].rows()), name
            picture.seek(picture.n_frames - 1)
            picture.load()
            assert picture.info["duration"] == animations.HELD


def test_its_bytes_are_the_same_each_time_and_those_of_the_site(site):
    import matplotlib.pyplot as plt

    name = "standardised"
    with plt.style.context("gdtutorial.style"):
        made = [
            animations.make(ROWS[name], lambda compress, frames: compress(frames))
            for _ in range(2)
        ]
    assert made[0] == made[1]
    entry, content = made[0]
    assert content[""][0] == files(site, "en")[name].read_bytes()
    assert entry == json.loads(json.dumps(entry)), "it is kept as it is"
    ends = [np.asarray(Image.open(io.BytesIO(both[1]))) for both in content.values()]
    assert not (ends[0] == ends[1]).all(), "its words are those of the language"


def test_what_is_said_of_it_has_its_numbers_and_is_translated(editions):
    for language in LANGUAGES:
        page = editions[language][PAGE]
        figures = page.xpath("//figure[contains(@class, 'animation')]")
        assert len(figures) == len(ROWS)
        for figure in figures:
            still, moving = figure.xpath(".//img")
            assert still.get("alt") == moving.get("alt")
            for text in (still.get("alt"), figure.xpath("string(.//figcaption/p)")):
                assert re.search(r"\d", text)
                assert bool(re.search("[\u3400-\u9fff]", text)) == (language == "zh_CN"), text


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_or_is_fetched_before_a_press(new_tab, width):
    reader = new_tab(width=width)
    asked = []
    reader.page.on("request", lambda request: asked.append(request.url))
    page = reader.open(f"en/{PAGE}")
    for place in page.locator("figure.animation").all():
        place.scroll_into_view_if_needed()
        place.locator(".still").evaluate("image => image.decode()")
    moving = [address for address in asked if "_downloads" in address]
    assert moving == []
    first = page.locator("#moving-diverging")
    assert first.locator("summary").inner_text() == "Play"
    first.locator("summary").click()
    first.locator("details img").evaluate("image => image.decode()")
    moving = [address for address in asked if "_downloads" in address]
    assert [address.rsplit("/", 1)[1] for address in moving] == ["diverging.webp"]
    assert first.locator("summary").inner_text() == "Stop"
    assert not first.locator(".still").is_visible()
    assert first.locator("details img").is_visible()
    first.locator("summary").press("Enter")
    assert first.locator(".still").is_visible()
    assert reader.trouble == []
