"""The edge of stability on its page: the library's descent and sharpness to the last bit, and a dial that says so."""

import json
import math
import re

import numpy as np
import pytest
from helpers import numbers
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from reading import settle, trouble
from test_program import run

from gdtutorial.descent import minimise
from gdtutorial.settings import EDGE_LEVELS, EDGE_LR, EDGE_START, EDGE_U, EDGE_V
from gdtutorial.sharpness import product_problem, sharpness
from pages.explore import common_data
from pages.fields import fields

pytestmark = pytest.mark.browser
PAGE = "beyond/edge-of-stability.html"
PROBLEM = product_problem()
TOP = 40
"""The end of the dial's scale."""
LOWEST, HIGHEST = fields("edge", common_data())["lr"].low, fields("edge", common_data())["lr"].high
MOST = int(fields("edge", common_data())["n"].high)
WALK = """cases => cases.map(([u, v, lr]) => {
  const path = core.productDescent({u, v, lr, updates: MOST});
  const text = list => [...list].map(String);
  return [text(path.u), text(path.v), text(path.loss), text(path.sharpness), path.overflow];
})""".replace("MOST", str(MOST))
"""As texts, which keep NaN and infinity."""


def library(u, v, lr, n=MOST):
    path = minimise(PROBLEM, u, v, lr, n_updates=n)
    bent = sharpness(path.b, path.w)
    return [path.b[:, 0], path.w[:, 0], path.loss[:, 0], bent[:, 0]], int(path.overflow[0])


def test_every_update_on_two_weights_is_the_library_s_to_the_last_bit(core):
    cases = [[*EDGE_START, lr] for lr in (0.05, EDGE_LR, 0.21, 0.215, 0.3)]

    @settings(
        max_examples=300,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.tuples(numbers(*EDGE_U), numbers(*EDGE_V), numbers(LOWEST, HIGHEST)))
    def collect(one):
        cases.append(list(one))

    collect()
    lost = 0
    for case, seen in zip(cases, core.evaluate(WALK, cases), strict=True):
        columns, overflow = library(*case)
        assert seen.pop() == overflow, case
        lost += overflow >= 0
        for ours, theirs in zip(columns, seen, strict=True):
            spelt = [
                {"Infinity": "inf", "-Infinity": "-inf", "NaN": "nan"}.get(t, t) for t in theirs
            ]
            np.testing.assert_array_equal(ours, np.array(spelt, dtype=float), str(case))
    assert 30 < lost < len(cases) - 30, "some of them diverge, and some do not"


def start(reader, query="", language="en"):
    reader.open("en/index.html")
    page = reader.open(f"{language}/{PAGE}{query}")
    page.wait_for_selector(".x-started")
    settle(page)
    return page


def plain(text):
    return text.replace("\u2212", "-").replace("\u221e", "inf")


def shown(value):
    value = float(value)
    small = abs(value) < 1e5 and (abs(value) >= 1e-3 or value == 0)
    return f"{value:.4f}" if small or not math.isfinite(value) else f"{value:.3e}"


def needle(page):
    """The angle of the needle, in degrees from the left end of the scale."""
    return float(
        re.match(r"rotate\((\S+) ", page.locator(".x-needle").get_attribute("transform"))[1]
    )


STATES = {
    "": (*EDGE_START, EDGE_LR, 0),
    "?lr=0.2&n=2": (*EDGE_START, 0.2, 2),
    "?lr=0.2&n=30": (*EDGE_START, 0.2, 30),
    "?lr=0.3&n=3": (*EDGE_START, 0.3, 3),
    "?lr=0.3&n=30": (*EDGE_START, 0.3, 30),
    "?u=2.000001&v=0.5&lr=0.3&n=0": (2.000001, 0.5, 0.3, 0),  # beside a minimum that it leaves
    "?u=-1.5&v=2.25&lr=0.04&n=7": (-1.5, 2.25, 0.04, 7),
    "?u=1&v=1&lr=0.5&n=0": (1, 1, 0.5, 0),
}


@pytest.mark.parametrize("query", STATES)
def test_the_dial_the_caption_and_the_program_have_the_library_s_numbers(tab, tmp_path, query):
    reader = tab()
    page = start(reader, query)
    u, v, lr, n = STATES[query]
    columns, overflow = library(u, v, lr, n)
    at = [column[n].item() for column in columns]
    bent = at[3]
    expected = TOP if math.isnan(bent) else min(TOP, bent)
    assert needle(page) == pytest.approx(180 * expected / TOP, abs=0.01)
    meter = page.get_by_role("meter")
    assert float(meter.get_attribute("aria-valuenow")) == pytest.approx(expected, rel=1e-3)
    said = plain(meter.get_attribute("aria-valuetext"))
    assert said == f"sharpness {shown(bent)}, and 2/η = {2 / lr:.4g}"
    assert plain(page.locator(".x-reading").inner_text()) == said
    assert ("x-is-over" in meter.get_attribute("class")) == (not bent <= 2 / lr)
    caption = plain(page.locator(".x-caption").inner_text())
    head = f"After {n} updates u = {shown(at[0])}, v = {shown(at[1])}, and the loss is {shown(at[2])}."
    assert caption.startswith(head)
    if overflow >= 0:
        assert caption.endswith(
            f"From update {overflow} on, the numbers are too large for a computer."
        )
    else:
        word = "just" if bent == 2 / lr else "above" if bent > 2 / lr else "below"
        assert f"The sharpness is {shown(bent)}, {word} 2 over the rate" in caption
        assert caption.endswith("It has come to rest.") == (at[2] <= 1e-12 and bent <= 2 / lr)
    (lines,) = run([page.locator(".x-table code").text_content()], tmp_path, read=str)
    names = ("u", "v", "loss", "bent", "limit")
    assert lines == [
        f"{name} = {shown(value)}" for name, value in zip(names, [*at, 2 / lr], strict=True)
    ]
    assert trouble(reader) == []


def test_the_arc_is_sound_up_to_2_over_the_rate(tab):
    """Its end lies where the limit does on the scale: from the left, over the top, to the right."""
    for lr in (0.08, 0.2, 0.5):
        page = start(tab(), f"?lr={lr}&n=0")
        x, y = map(float, page.locator(".x-sound").get_attribute("d").split()[-2:])
        x0, y0 = map(
            float, re.match(r"M(\S+) (\S+)A", page.locator(".x-sound").get_attribute("d")).groups()
        )
        (cx, cy), radius = (
            page.locator(".x-hub").evaluate("e => [e.cx.baseVal.value, e.cy.baseVal.value]"),
            100,
        )
        assert math.hypot(x - cx, y - cy) == pytest.approx(radius, abs=0.2)
        assert (x0, y0) == pytest.approx((cx - radius, cy), abs=0.2)
        assert math.degrees(math.atan2(cy - y, cx - x)) == pytest.approx(
            180 * 2 / lr / TOP, abs=0.2
        )
    page = start(tab(), "?lr=0.02&n=0")
    assert page.locator(".x-over").get_attribute("d") is None, (
        "beyond the scale all of it is sound"
    )


def test_the_contours_are_where_the_loss_is_its_level(tab):
    """Each edge of a band, read off the picture, by the ticks of its axes."""
    page = start(tab())
    rings, ticks = page.evaluate(
        """() => {
          const plot = document.querySelector(".x-plots > .x-frame");
          const rings = [...plot.querySelectorAll(".x-ring")].map(ring => ring.getAttribute("d"));
          const ticks = [...plot.querySelectorAll(".x-scale text:not(.x-name)")].map(text =>
            [text.getAttribute("text-anchor"), text.textContent.replace("\\u2212", "-"), text.getAttribute("x"), text.getAttribute("y")]);
          return [rings, ticks];
        }"""
    )
    across = np.array(
        [[float(x), float(name)] for anchor, name, x, _ in ticks if anchor == "middle"]
    )
    upwards = np.array(
        [[float(y) - 4, float(name)] for anchor, name, _, y in ticks if anchor == "end"]
    )
    to_u, to_v = np.polyfit(*across.T, 1), np.polyfit(*upwards.T, 1)
    assert len(rings) == len(EDGE_LEVELS)
    for level, path in zip(EDGE_LEVELS, rings, strict=True):
        points = np.array(re.findall(r"-?\d+\.\d", path), dtype=float).reshape(-1, 2)
        u, v = np.polyval(to_u, points[:, 0]), np.polyval(to_v, points[:, 1])
        corners = np.isin(u.round(1), EDGE_U) & np.isin(v.round(1), EDGE_V)
        roots = np.abs(u * v - 1)[~corners]
        assert len(roots) > 60
        np.testing.assert_allclose(roots, np.sqrt(level), atol=0.05)


def test_keys_on_the_dial_take_updates_and_go_back(tab):
    reader = tab()
    page = start(reader)
    gauge = page.get_by_role("meter")
    gauge.focus()
    columns, _ = library(*EDGE_START, EDGE_LR)
    for key, n in (
        ("ArrowRight", 1),
        ("ArrowUp", 2),
        ("ArrowLeft", 1),
        ("Home", 0),
        ("End", MOST),
        ("ArrowRight", MOST),
    ):
        page.keyboard.press(key)
        settle(page)
        assert needle(page) == pytest.approx(180 * columns[3][n] / TOP, abs=0.01), key
    page.wait_for_function(
        f"document.querySelector('.x-heard').textContent.startsWith('After {MOST} updates')"
    )
    assert trouble(reader) == []


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_the_needle_follows_the_run_and_with_reduced_motion_jumps(browser, address, motion):
    context = browser.new_context(bypass_csp=True, reduced_motion=motion)
    page = context.new_page()
    page.goto(f"{address}/en/{PAGE}")
    page.wait_for_selector(".x-started")
    page.evaluate(
        """() => {
          const needle = document.querySelector(".x-needle");
          window.angles = new Set();
          new MutationObserver(() => window.angles.add(needle.getAttribute("transform")))
            .observe(needle, {attributes: true});
        }"""
    )
    page.get_by_role("button", name="Play").click()
    rests = "document.querySelector('.x-caption').textContent.endsWith('come to rest.')"
    page.wait_for_function(rests)
    assert (page.evaluate("window.angles.size") > 5) == (motion == "no-preference")
    page.get_by_role("button", name="Reset").click()
    settle(page)
    assert page.locator(".x-caption").inner_text().startswith("After 0 updates")
    context.close()


def test_the_rate_that_the_start_tolerates_is_marked_and_can_be_set(tab):
    page = start(tab(), "?u=2.5&v=0.1&lr=0.2&n=5")
    tolerated = 2 / sharpness(2.5, 0.1)
    page.locator(".x-limit").click()
    settle(page)
    rate = float(page.get_by_role("spinbutton", name="Learning rate").input_value())
    assert rate == pytest.approx(tolerated, rel=5e-3)
    assert f"tolerates {rate:g}" in page.locator(".x-limit").inner_text()
    place = page.locator(".x-mark").get_attribute("style")
    at = math.log(tolerated / LOWEST) / math.log(HIGHEST / LOWEST)
    assert float(re.search(r"--at: (\S+)", place)[1]) == pytest.approx(at, abs=2e-3)


def test_another_start_begins_anew_and_the_button_leads_back_to_the_text(tab):
    page = start(tab(), "?n=30")
    page.get_by_role("slider", name="Start at u").press("ArrowLeft")
    settle(page)
    assert page.locator(".x-caption").inner_text().startswith("After 0 updates u = 2.99")
    page.get_by_role("button", name="Start of the text").click()
    settle(page)
    assert (
        page.locator(".x-caption")
        .inner_text()
        .startswith("After 0 updates u = 3.0000, v = 0.1000")
    )


def test_it_begins_where_the_page_does_and_its_sentences_lead_to_what_they_say(tab, pages):
    (place,) = pages[PAGE].xpath("//div[@data-name='edge']/script")
    initial = json.loads(place.text)["data"]["initial"]
    assert (initial["u"], initial["v"], initial["lr"], initial["n"]) == (*EDGE_START, EDGE_LR, 0)
    page = start(tab())
    seen = {}
    for link in page.locator("a[data-set]").all():
        link.click()
        settle(page)
        seen[link.inner_text()] = page.locator(".x-caption").inner_text()
    assert seen["rate 0.2"].endswith("It has come to rest.")
    assert "the loss is 16.2022." in seen["stop at its highest loss"]
    assert "too large for a computer" in seen["rate 0.3"]
    assert "The sharpness is 18." in seen["a quarter of the rate"]
    said = page.locator("article p", has_text="On the dial above").inner_text()
    assert f"at update {library(*EDGE_START, 0.3)[1]} the numbers" in said
