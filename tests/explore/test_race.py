"""What a reader does with the race: by keyboard, mouse or finger, on any screen."""

import gzip
import json
import random
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from helpers import COLOURS, LANGUAGES, first_of
from reading import frames, settle, trouble
from test_program import run
from test_race_address import mangled

from pages import explore

pytestmark = pytest.mark.browser
PAGE = "race.html"
OWN_SCRIPT = 15_000
OWN_DATA = 10_000


@pytest.fixture
def race(tab):
    """Open the race in a state, in a tab of a theme and a width."""

    def open_it(state="", theme="light", width=1280):
        reader = tab(theme, width)
        reader.open("en/index.html")  # so that the next address loads anew
        page = reader.open(f"en/{PAGE}{state}")
        page.wait_for_selector(".x-started")
        return reader, page

    return open_it


def caption(page):
    return page.locator(".x-caption").inner_text()


def row(page, rule):
    """What the table says of a rule: its loss, distance, arrival and settings."""
    return page.locator(
        f".x-standings tr:has(.x-rule-{rule}) td:not(:first-child)"
    ).all_inner_texts()


def number(page, name):
    return float(page.get_by_role("spinbutton", name=name, exact=True).input_value())


def computed(page):
    page.wait_for_function("document.querySelector('.x-progress').textContent.startsWith('★')")


def test_it_starts_at_update_0_and_runs_by_its_buttons(race):
    reader, page = race()
    assert caption(page).startswith("After 0 of 100 updates")
    for name, n in (
        ("Step", 1),
        ("Step", 2),
        ("Back", 1),
        ("Reset", 0),
        ("Back", 0),
        ("Play", 100),
        ("Step", 100),
    ):
        page.get_by_role("button", name=name, exact=True).click()
        page.wait_for_function(
            "n => document.querySelector('.x-caption').textContent.startsWith(`After ${n} of`)",
            arg=n,
        )
    assert trouble(reader) == []


def test_play_has_a_speed_and_is_heard_now_and_then(browser, address):
    context = browser.new_context(bypass_csp=True, reduced_motion="no-preference")
    page = context.new_page()
    page.goto(f"{address}/en/{PAGE}#length=1000")
    page.wait_for_selector(".x-started")
    page.locator(".x-bar select").select_option("30")
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("document.querySelector('.x-heard').textContent.includes('of 1,000')")
    page.get_by_role("button", name="Pause", exact=True).click()
    settle(page)
    first = number(page, "Updates done")
    assert 0 < first < 1000
    page.wait_for_timeout(200)
    assert number(page, "Updates done") == first
    context.close()


def test_a_reload_in_mid_play_comes_back_to_where_it_was(browser, address):
    context = browser.new_context(bypass_csp=True, reduced_motion="no-preference")
    page = context.new_page()
    page.goto(f"{address}/en/{PAGE}#length=1000")
    page.wait_for_selector(".x-started")
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("/n=[1-9]/.test(location.hash)")
    page.reload()
    page.wait_for_selector(".x-started")
    assert number(page, "Updates done") > 0
    assert page.get_by_role("button", name="Play", exact=True).is_visible()
    context.close()


SLOW = """() => {
  const now = performance.now.bind(performance);
  let more = 0;
  performance.now = () => now() + (more += 1000);
}"""


def test_what_takes_longer_than_a_frame_is_drawn_as_far_as_it_is_and_goes_on(browser, address):
    """A clock that runs far too fast stands for a slow machine: a frame has time for the least part only."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    context.add_init_script(f"({SLOW})()")
    page = context.new_page()
    page.add_init_script(
        """window.said = [];
        new MutationObserver(() => {
          const text = document.querySelector(".x-caption")?.textContent;
          if (text && said.at(-1) !== text) said.push(text);
        }).observe(document, {childList: true, subtree: true, characterData: true});"""
    )
    page.goto(f"{address}/en/{PAGE}#problem=threshold&length=8000&n=8000&rules=plain,adam")
    page.wait_for_function("said.some(text => text.startsWith('After 8,000 of 8,000'))")
    said = page.evaluate("said")
    assert said[0].startswith("After 999 of 8,000")
    assert all(text.endswith("Still computing, up to update 8,000.") for text in said[:-1])
    assert "computing" not in said[-1]
    context.close()


def test_nonsense_that_is_typed_changes_nothing(race):
    reader, page = race("#n=5")
    before = caption(page)
    box = page.get_by_role("spinbutton", name="Rate η")
    for typed in ("", "e", "--"):
        box.press("Control+a")
        box.press_sequentially(typed or " ")
        box.blur()
        settle(page)
        assert box.get_attribute("aria-valuenow") == "0.01"
        assert caption(page) == before
    for typed, kept in (("1e9", 100), ("-1", 0.001)):
        box.fill(typed)
        box.blur()
        settle(page)
        assert number(page, "Rate η") == kept
    assert trouble(reader) == []


def test_rules_are_switched_on_and_off_and_one_is_looked_into(race):
    reader, page = race("#n=20")
    assert row(page, "rmsprop")[:3] == ["", "", ""]
    page.get_by_role("checkbox", name="RMSProp").check()
    settle(page)
    assert row(page, "rmsprop")[0] != ""
    assert page.get_by_role("radio", name="Look inside RMSProp").is_checked()
    assert page.locator(".x-sums").first.inner_text().splitlines()[2].startswith("√s = ")
    for name in ("RMSProp", "gradient descent", "momentum", "Adam"):
        page.get_by_role("checkbox", name=name).uncheck()
    settle(page)
    assert caption(page).startswith("No rule runs")
    page.get_by_role("radio", name="Look inside Nesterov").check()
    settle(page)
    assert "+ 0.9 ×" in page.locator(".x-sums").first.inner_text()
    assert trouble(reader) == []


PATTERN = r"b ← (\S+) − 0.01 × \(?([−\d.]+)\)? = (\S+)"


def test_the_inside_is_the_step_that_comes_next(race):
    _, page = race("#n=3&look=momentum")
    before, velocity, after = (
        float(part.replace("\u2212", "-"))
        for part in re.search(PATTERN, page.locator(".x-sums").first.inner_text()).groups()
    )
    assert after == pytest.approx(before - 0.01 * velocity, abs=2e-4)
    page.get_by_role("button", name="Step", exact=True).click()
    settle(page)
    assert re.search(PATTERN, page.locator(".x-sums").first.inner_text())[
        1
    ] == f"{after:.4f}".replace("-", "\u2212")


def test_the_start_is_dragged_and_moved_by_keys(race):
    reader, page = race()
    handle = page.locator("[data-handle=start]")
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y, steps=3)
    page.mouse.up()
    settle(page)
    moved = number(page, "Start at b")
    assert moved > 0.6
    page.get_by_role("slider", name="Start at b").press("ArrowLeft")
    settle(page)
    assert number(page, "Start at b") < moved
    assert trouble(reader) == []


def test_a_finger_drags_the_start_and_the_page_stays(browser, address):
    context = browser.new_context(
        bypass_csp=True, has_touch=True, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto(f"{address}/en/{PAGE}")
    page.wait_for_selector(".x-started")
    page.locator("[data-handle=start]").scroll_into_view_if_needed()
    box = page.locator("[data-handle=start]").bounding_box()
    x, y, top = box["x"] + 20, box["y"] + 20, page.evaluate("scrollY")
    before = number(page, "Start at w")
    touch = context.new_cdp_session(page)
    for kind, dy in (
        ("touchStart", 0),
        ("touchMove", -20),
        ("touchMove", -40),
        ("touchMove", -60),
        ("touchEnd", None),
    ):
        points = [] if dy is None else [{"x": x, "y": y + dy}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    settle(page)
    assert number(page, "Start at w") > before + 0.3
    assert page.evaluate("scrollY") == top
    context.close()


def test_the_map_sets_both_settings_by_press_and_by_key(race):
    reader, page = race("#look=adam")
    computed(page)
    field = page.locator(".x-map")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + box["height"] - 3)
    settle(page)
    assert number(page, "Rate η") == pytest.approx(0.316, rel=0.2)
    assert number(page, "Share β₁") == 0
    field.press("ArrowRight")
    field.press("ArrowUp")
    settle(page)
    assert number(page, "Rate η") > 0.34
    assert 0 < number(page, "Share β₁") < 0.3
    field.press("Enter")
    settle(page)
    best = float(
        re.search(r"best: (\S+);", page.locator(".x-progress").inner_text())[1].replace(
            "\u2212", "-"
        )
    )
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function(
        "document.querySelector('.x-caption').textContent.startsWith('After 100 of')"
    )
    assert best < 1e-6
    assert row(page, "adam")[0] == "0.0080"
    assert trouble(reader) == []


def test_the_map_can_be_stopped_and_goes_on(race):
    _, page = race("#problem=threshold&length=8000&look=adam&rules=none")
    stop = page.locator(".x-map-key button")
    stop.click()
    page.wait_for_function(
        "document.querySelector('.x-progress').textContent.startsWith('stopped at')"
    )
    at = page.locator(".x-progress").inner_text()
    page.wait_for_timeout(300)
    assert page.locator(".x-progress").inner_text() == at
    stop.click()
    page.wait_for_function(
        "at => !document.querySelector('.x-progress').textContent.startsWith('stopped')", arg=at
    )
    page.get_by_role("combobox", name="Length").select_option("30")
    computed(page)


def test_each_problem_can_be_raced_on_and_brings_its_own_start(race):
    reader, page = race()
    seen = set()
    for name in (
        "the original data",
        "standardised data",
        "the log loss",
        "two weights in a row",
        "the bad feature",
    ):
        page.get_by_role("combobox", name="On", exact=True).select_option(name)
        settle(page)
        seen.add(page.locator(".x-plot").first.get_attribute("aria-label").split(" from above")[0])
    assert len(seen) == 5
    page.get_by_role("combobox", name="On", exact=True).select_option("two weights in a row")
    settle(page)
    assert page.get_by_role("spinbutton", name="Start at u").is_visible()
    assert "second weight v" in page.locator(".x-plot").first.inner_html()
    assert (
        page.locator(".x-standings thead").inner_text().split("\t")[3].strip()
        == "off the best u v"
    )
    assert trouble(reader) == []


def test_what_diverges_is_named_and_stands_at_the_edge(race):
    _, page = race("#plain=1&n=300&length=300&rules=plain,momentum")
    assert "Beyond what a computer can hold: gradient descent." in caption(page)
    dot = page.locator(".x-frame:first-child .x-runner.x-rule-plain")
    assert dot.get_attribute("class").endswith("x-out")
    assert dot.is_visible()


def test_a_state_travels_in_the_address(race):
    reader, page = race("#problem=weights&b=3&w=0.1&rules=plain&look=plain&plain=0.3&n=7")
    text, rows = caption(page), row(page, "plain")
    assert page.locator(".x-ignored").inner_text() == ""
    page.get_by_role("button", name="Step", exact=True).click()
    page.wait_for_function("location.hash.includes('n=8')")
    page.evaluate("location.hash = location.hash.replace('n=8', 'n=7')")
    settle(page)
    assert (caption(page), row(page, "plain")) == (text, rows)
    page.reload()
    page.wait_for_selector(".x-started")
    assert (caption(page), row(page, "plain")) == (text, rows)
    assert trouble(reader) == []


SHOWN = """() => ({
  address: location.hash,
  on: document.querySelector(".x-picks select").value,
  rules: [...document.querySelectorAll(".x-standings input[type=checkbox]")].map(box => box.checked),
  settings: document.querySelector(".x-standings tbody").innerText,
})"""


def test_back_undoes_what_was_chosen_one_thing_at_a_time(race):
    """A problem, a rule, a press on the map, a sentence of the page; what is moved in between is kept."""
    reader, page = race("#n=5")

    def on_the_map():
        page.locator(".x-map").scroll_into_view_if_needed()
        page.locator(".x-map").click(position={"x": 90, "y": 40})

    choices = [
        lambda: page.get_by_role("combobox", name="On", exact=True).select_option("the log loss"),
        lambda: page.get_by_role("checkbox", name="RMSProp").check(),
        on_the_map,
        lambda: page.get_by_role("combobox", name="Length").select_option("300"),
        lambda: page.locator("article a[href*='batch=1']").first.click(),
    ]
    shown = []
    for choose in choices:
        for _ in range(3):
            page.get_by_role("slider", name="Rate η").press("ArrowLeft")
        settle(page)
        shown.append(page.evaluate(SHOWN))
        choose()
        settle(page)
    last = page.evaluate(SHOWN)
    assert len({one["settings"] for one in [*shown, last]}) == len(choices) + 1
    assert "batch=1" in last["address"]
    page.wait_for_timeout(400)  # what follows the address has followed
    for before in reversed(shown):
        page.evaluate("history.back()")
        page.wait_for_function(
            "([look, now]) => eval(look)().settings === now", arg=[SHOWN, before["settings"]]
        )
        found = page.evaluate(SHOWN)
        assert found | {"address": ""} == before | {"address": ""}
    page.evaluate("history.forward()")
    page.wait_for_function("document.querySelector('.x-picks select').value === 'threshold'")
    assert trouble(reader) == []


def test_what_is_dragged_leaves_no_trail(race):
    _, page = race("#n=5")
    before = page.evaluate("history.length")
    page.get_by_role("combobox", name="Length").select_option("300")
    for _ in range(5):
        page.get_by_role("slider", name="Start at b").press("ArrowLeft")
        page.locator(".x-map").press("ArrowRight")
        settle(page)
    page.wait_for_timeout(400)
    assert page.evaluate("history.length") == before + 1


@pytest.mark.parametrize("width", first_of(1280, 390, 1440))
def test_no_control_passes_its_card(browser, address, width):
    screen = {"width": width, "height": 900}
    context = browser.new_context(bypass_csp=True, viewport=screen, reduced_motion="reduce")
    page = context.new_page()
    for language in LANGUAGES:
        for name in ("race", "playground"):
            for rule in ("momentum", "decayed", "adam"):
                page.goto(
                    f"{address}/{language}/index.html"
                )  # so that the next address loads anew
                page.goto(f"{address}/{language}/{name}.html?look={rule}")
                page.wait_for_selector(".x-started")
                settle(page)
                assert page.evaluate(OVER) == [], (language, name, rule)
                if name == "playground":
                    break
    context.close()


VISIT = """async address => {
  const room = document.querySelector(".explore-room");
  location.hash = address;
  await new Promise(done => setTimeout(done));
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  return {
    caption: room.querySelector(".x-caption").textContent,
    ignored: room.querySelector(".x-ignored").textContent,
    foreign: room.querySelectorAll("img, script, iframe, b, a").length,
  };
}"""


def test_mangled_addresses_do_no_harm(race):
    reader, page = race()
    page.evaluate(f"window.visit = {VISIT}")
    addresses = random.Random(1).sample(list(mangled()), 60)
    for address in addresses:
        one = page.evaluate("address => visit(address)", address)
        assert one["foreign"] == 0, address
        assert one["caption"].startswith(("After", "No rule runs")), address
        assert not re.search(r"undefined|NaN|\{|\[object", one["caption"]), address
    assert trouble(reader) == []


def test_links_of_the_page_lead_to_states_that_exist(tab, pages):
    reader = tab()
    links = pages[PAGE].xpath("//article//a[contains(@href, 'race.html?')]/@href")
    assert len(links) >= 7
    for link in links:
        page = reader.open(f"en/{link}")
        page.wait_for_selector(".x-started")
        assert page.locator(".x-ignored").inner_text() == "", link
        page.wait_for_function("!location.search && location.hash.includes('=')")
        assert caption(page).startswith("After 0 of")
    assert trouble(reader) == []


STATES = [
    "#n=60&rules=plain,decayed,momentum,nesterov,rmsprop,adam",
    "#problem=original&n=100&batch=16&rules=plain,decayed,momentum,nesterov,rmsprop,adam",
    "#problem=standardised&n=33&batch=1&seed=7&rules=plain,adam",
    "#problem=threshold&n=100&rules=plain,decayed,momentum,nesterov,rmsprop,adam",
    "#problem=threshold&n=57&batch=33&rules=plain,momentum,adam",
    "#problem=weights&b=3&w=0.1&n=100&rules=plain,decayed,momentum,nesterov,rmsprop,adam",
    "#problem=weights&n=80&batch=16&rules=plain,rmsprop",
    "#plain=1&n=300&length=300&rules=plain",
    "#rules=none",
]


@pytest.mark.gate
def test_the_program_prints_the_numbers_of_the_table(race, tmp_path):
    shown, programs = [], []
    for state in STATES:
        _, page = race(state)
        rules = page.locator(
            ".x-standings tr:has(input:checked[type=checkbox]) th"
        ).all_inner_texts()
        losses = page.locator(
            ".x-standings tr:has(input:checked[type=checkbox]) td:nth-child(3)"
        ).all_inner_texts()
        shown.append([text.replace("\u2212", "-").replace("∞", "inf") for text in losses])
        programs.append(page.locator(".x-table code").text_content())
        assert len(rules) == len(losses)
    printed = run(programs, tmp_path, lambda line: line.rsplit("loss = ", 1)[1])
    assert printed == shown
    assert ["nan"] in shown or ["inf"] in shown


def test_the_button_copies_it(browser, address):
    context = browser.new_context(
        bypass_csp=True, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.goto(f"{address}/en/{PAGE}")
    page.get_by_role("button", name="Copy as Python").click()
    page.wait_for_function("document.querySelector('.x-heard').textContent === 'Copied.'")
    assert "minimise(problem" in page.evaluate("navigator.clipboard.readText()")
    context.close()


OVER = """() => [...document.querySelectorAll(".explore-room :is(label, input, select, button, .x-value)")]
  .filter(e => e.checkVisibility() && !e.closest(".x-scroll"))
  .map(e => [e, e.getBoundingClientRect(), e.closest(".x-field, fieldset, .x-buttons, .x-before, .explore-room")])
  .map(([e, own, card]) => [e.outerHTML.slice(0, 120), own, card.getBoundingClientRect()])
  .filter(([, own, card]) => own.width && (own.left < card.left - 0.5 || own.right > card.right + 0.5))
  .map(([text, own, card]) => [text, own.right - card.right])"""


SEEN = """() => ["bar", "plots", "controls", "of-rule", "inside"].map(name => {
  const { top, bottom } = document.querySelector(`.x-${name}`).getBoundingClientRect();
  return [name, Math.round(top), Math.round(bottom)];
})"""


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720)])
@pytest.mark.parametrize("rule", ["plain", "adam"])
def test_controls_and_plots_are_seen_together(browser, address, width, height, rule):
    screen = {"width": width, "height": height}  # whoever moves less is there at once
    context = browser.new_context(bypass_csp=True, viewport=screen, reduced_motion="reduce")
    page = context.new_page()
    for language in ("en", "zh_CN"):
        page.goto(f"{address}/{language}/{PAGE}?look={rule}#explore-race")
        page.wait_for_selector(".x-started")
        settle(page)
        for name, top, bottom in page.evaluate(SEEN):
            assert top >= 0, (language, name)
            assert bottom <= height, (language, name)
    context.close()


def test_on_a_phone_the_run_the_legend_and_the_contours_come_first(browser, address):
    screen = {"width": 390, "height": 844}
    context = browser.new_context(bypass_csp=True, viewport=screen, reduced_motion="reduce")
    page = context.new_page()
    for language in ("en", "zh_CN"):
        page.goto(f"{address}/{language}/{PAGE}?look=adam#explore-race")
        page.wait_for_selector(".x-started")
        settle(page)
        for part in (".x-bar", ".x-frame", ".x-standings"):
            box = page.locator(part).first.bounding_box()
            assert box["y"] >= 0, part
            assert box["y"] + box["height"] <= 844, (language, part)
    context.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_it_fits_and_its_room_was_reserved(race, width):
    _, page = race(width=width)
    room = page.evaluate(
        """() => {
          const room = document.querySelector(".explore-room");
          return {height: room.getBoundingClientRect().height,
                  reserved: parseFloat(getComputedStyle(room).minHeight),
                  wide: document.documentElement.scrollWidth - innerWidth};
        }"""
    )
    assert room["wide"] <= 0
    assert room["height"] <= room["reserved"] + 1, room
    assert room["height"] >= room["reserved"] - 120, room
    small = page.evaluate(
        """() => [...document.querySelectorAll(".explore-room :is(button, select, input, summary, .x-finger)")]
          .map(e => e.matches("[type=checkbox], [type=radio]") ? e.closest("label") : e)
          .filter(e => { const r = e.getBoundingClientRect(); return r.width && (r.width < 24 || r.height < 24); })
          .map(e => e.outerHTML.slice(0, 100))"""
    )
    assert small == []


@pytest.mark.parametrize(
    ("theme", "width", "options"),
    [("light", 390, None), pytest.param("dark", 1280, COLOURS, marks=pytest.mark.gate)],
)
def test_axe_finds_nothing_with_everything_opened(race, theme, width, options):
    _, page = race("#n=40", theme, width)
    page.evaluate(
        "for (const d of document.querySelectorAll('.explorable details')) d.open = true"
    )
    settle(page)
    found = Axe().run(page, context=".explorable", options=options).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found] == []


def test_forced_colours_leave_the_rules_theirs(browser, address):
    context = browser.new_context(bypass_csp=True, forced_colors="active")
    page = context.new_page()
    page.goto(f"{address}/en/{PAGE}#n=10")
    page.wait_for_selector(".x-started")
    strokes = page.evaluate(
        "() => [...document.querySelectorAll('.x-swatch .x-run')].map(e => getComputedStyle(e).stroke)"
    )
    assert len(set(strokes)) == 6
    context.close()


def test_without_a_script_the_figure_stands_and_with_one_the_race(browser, address):
    for scripts in (False, True):
        context = browser.new_context(bypass_csp=True, java_script_enabled=scripts)
        page = context.new_page()
        page.goto(f"{address}/en/{PAGE}")
        assert page.locator("figure.gallery-figure").first.is_visible() != scripts
        assert page.locator(".explore-missed").is_visible() != scripts
        assert page.locator(".explore-room").is_visible() == scripts
        context.close()


def test_its_own_script_and_data_stay_in_their_budget(pages):
    """What the race has beyond the modules that the tutorial's explorables share."""
    mine, others = (
        explore.modules(explore.SOURCES / name) for name in ("main-race.js", "main.js")
    )
    shared = {path: text for path, text in mine.items() if path in others}
    whole, common = (
        len(gzip.compress(explore.joined(each).encode(), mtime=0)) for each in (mine, shared)
    )
    size = whole - common
    (place,) = pages[PAGE].xpath("//div[@data-name='race']/script")
    data = len(
        gzip.compress(json.dumps(json.loads(place.text), ensure_ascii=False).encode(), mtime=0)
    )
    print(f"own script {size}, words and data {data} bytes")
    assert size <= OWN_SCRIPT
    assert data <= OWN_DATA


START = ".x-of-rule .x-field:nth-last-child(3) .x-range"


@pytest.mark.bench
def test_how_long_eight_thousand_updates_of_two_rules_take(race):
    """The start is dragged: both rules run anew and are drawn. No time is asserted: it is the machine's."""
    for state in ("", "&batch=16", "&batch=1", "&problem=weights", "&problem=threshold"):
        _, page = race(f"#length=8000&n=8000&rules=plain,adam&look=adam{state}")
        page.locator(".x-map-key button").click()  # the map is another matter
        for slowed in (1, 4):
            print(f"race{state}", frames(page, START, [0.2 + 0.01 * i for i in range(40)], slowed))
