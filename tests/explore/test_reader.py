"""What a reader does with an explorable: by keyboard, mouse or finger, on any screen."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from helpers import COLOURS, first_of
from reading import begin, frames, settle, trouble

pytestmark = pytest.mark.browser
PAGES = [
    "tutorial/loss.html",
    "tutorial/surface.html",
    "tutorial/gradient.html",
    "tutorial/update.html",
    "tutorial/learning-rate.html",
    "tutorial/scaling.html",
    "tutorial/repeat.html",
    "beyond/optimisers.html",
    "beyond/edge-of-stability.html",
    "playground.html",
]


def start(reader, name):
    return begin(reader, f"en/{name}")


def caption(page):
    return page.locator(".x-caption").inner_text()


def value(page, label):
    return float(page.get_by_role("spinbutton", name=label).input_value())


def tab_to(page, selector):
    for _ in range(300):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"the keyboard does not reach {selector}")


def test_the_keyboard_alone_makes_a_descent_diverge(tab):
    reader = tab()
    page = start(reader, "tutorial/learning-rate.html")
    assert caption(page).startswith("Oscillates")
    tab_to(page, ".explorable .x-range")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "document.querySelector('.x-caption').textContent.startsWith('Diverges')"
    )
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    tab_to(page, ".explorable .x-limit.x-joint")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.x-number').value === '0.8055'")
    tab_to(page, ".explorable .x-buttons button:last-child")
    page.keyboard.press("Space")
    page.wait_for_function(
        "document.querySelector('.x-caption').textContent.includes('After 0 updates')"
    )
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "document.querySelector('.x-caption').textContent.includes('After 1 updates')"
    )
    heard = page.locator(".x-heard")
    page.wait_for_function("document.querySelector('.x-heard').textContent.length > 0")
    assert heard.inner_text() == caption(page)
    assert trouble(reader) == []


def test_announcements_wait_for_a_pause_and_say_nothing_at_first(tab):
    page = start(tab(), "tutorial/learning-rate.html")
    page.wait_for_timeout(900)
    assert page.locator(".x-heard").inner_text() == ""
    page.evaluate(
        """() => {
          window.heard = 0;
          new MutationObserver(() => { window.heard += 1; })
            .observe(document.querySelector(".x-heard"), {childList: true, characterData: true});
        }"""
    )
    slider = page.get_by_role("slider", name="Learning rate")
    for _ in range(12):
        slider.press("ArrowLeft")
    page.wait_for_timeout(1200)
    assert page.evaluate("window.heard") == 1


def test_typing_a_number_and_typing_nonsense(tab):
    page = start(tab(), "tutorial/learning-rate.html")
    box = page.get_by_role("spinbutton", name="Learning rate")
    box.fill("0.0123")
    box.press("Enter")
    page.wait_for_function("document.querySelector('.x-caption').textContent.startsWith('Crawls')")
    for typed, kept in (("", "0.0123"), ("99", "10"), ("-1", "0.001")):
        box.fill(typed)
        box.blur()
        page.wait_for_function(f"document.querySelector('.x-number').value === '{kept}'")
        settle(page)  # nobody types again within a frame


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_mouse_drags_the_line_and_the_point(tab):
    reader = tab()
    page = start(reader, "tutorial/loss.html")
    page.locator(".explorable").scroll_into_view_if_needed()
    before = value(page, "Bias b")
    x, y = middle(page.locator("[data-handle=b]"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 30, steps=3)
    page.mouse.up()
    settle(page)
    assert value(page, "Bias b") > before + 0.2
    weight = value(page, "Weight w")
    x, y = middle(page.locator("[data-handle=w]"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 30, steps=3)
    page.mouse.up()
    settle(page)
    assert value(page, "Weight w") > weight + 0.2
    x, y = middle(page.locator(".x-plot:has([data-handle=start])"))
    page.mouse.click(x, y)
    settle(page)
    assert abs(value(page, "Bias b") - 1) < 0.4
    assert abs(value(page, "Weight w") - 2) < 0.4
    page.get_by_role("button", name="Best line").click()
    page.wait_for_function(
        "/the loss is 0[.]0080/.test(document.querySelector('.x-caption').textContent)"
    )
    assert page.locator(".x-sum").inner_text().endswith("/ 80 = 0.0080")
    assert trouble(reader) == []


def test_a_finger_taps_and_drags(browser, address):
    context = browser.new_context(
        bypass_csp=True, has_touch=True, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    page.goto(f"{address}/en/playground.html")
    page.wait_for_selector(".x-started")
    plot = page.locator(".x-plot:has([data-handle=start])")
    plot.scroll_into_view_if_needed()
    x, y = middle(plot)
    page.touchscreen.tap(x, y)
    settle(page)
    b, w = value(page, "Start at b"), value(page, "Start at w")
    assert abs(b - 1) < 0.5
    assert abs(w - 2) < 0.5
    x, y = middle(page.locator("[data-handle=start]"))
    touch = context.new_cdp_session(page)
    for kind, dx in (("touchStart", 0), ("touchMove", 20), ("touchMove", 40), ("touchEnd", None)):
        points = [] if dx is None else [{"x": x + dx, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    settle(page)
    assert value(page, "Start at b") > b + 0.3
    assert abs(value(page, "Start at w") - w) < 0.2
    context.close()


def test_the_surface_turns_under_the_mouse(tab):
    page = start(tab(), "playground.html")
    page.get_by_role("radio", name="as a surface").check()
    surface = page.locator("canvas.x-relief")
    surface.scroll_into_view_if_needed()
    before = surface.evaluate("canvas => canvas.toDataURL()")
    x, y = middle(surface)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 15, steps=3)
    page.mouse.up()
    settle(page)
    assert value(page, "Turn the surface") == 62
    assert value(page, "Tilt the surface") == 37
    assert surface.evaluate("canvas => canvas.toDataURL()") != before


def test_the_rate_changes_in_mid_descent(tab):
    reader = tab()
    reader.open("en/index.html")
    page = start(reader, "playground.html#lr=0.01&n=40")
    at = re.search(r"b = (\S+), w = (\S+),", caption(page)).groups()
    page.get_by_role("checkbox", name="change the rate from here on").check()
    rate = page.get_by_role("spinbutton", name="Learning rate")
    rate.fill("0.5")
    rate.press("Enter")
    page.wait_for_function("location.hash.includes('lr=0.01,40:0.5')")
    assert re.search(r"b = (\S+), w = (\S+),", caption(page)).groups() == at
    assert "The rate is 0.01 from update 0 on and 0.5 from update 40 on." in caption(page)
    page.get_by_role("button", name="Step", exact=True).click()
    page.wait_for_function(
        "document.querySelector('.x-caption').textContent.includes('After 41 updates')"
    )
    assert trouble(reader) == []


def test_the_arithmetic_is_that_of_the_next_step(tab):
    reader = tab()
    reader.open("en/index.html")
    page = start(reader, "playground.html#n=0")
    sums = page.locator(".x-sums").inner_text().replace("\u2212", "-")
    assert "MSE = mean(e²) = 2.7422   (n = 80)" in sums
    assert "∂MSE/∂b = 2 × mean(e) = 2 × (-1.5224) = -3.0448" in sums
    assert "b ← 0.4967 - 0.1 × (-3.0448) = 0.8012" in sums
    assert "w ← -0.1383 - 0.1 × (-1.8338) = 0.0451" in sums
    page = start(reader, "playground.html?n=0&bug=sign")
    assert "0.4967 + 0.1" in page.locator(".x-sums").inner_text()
    page.get_by_role("checkbox", name="sum instead of mean").check()
    page.wait_for_function("document.querySelector('.x-sums').textContent.includes('sum(e)')")
    assert "With the full batch and no bug: Converges" in caption(page)


def test_every_situation_can_be_chosen(tab):
    reader = tab()
    page = start(reader, "playground.html")
    captions, words = set(), set()
    for name in page.locator(".x-presets button").all_inner_texts():
        page.locator(".x-presets").get_by_role("button", name=name, exact=True).click()
        settle(page)
        captions.add(caption(page))
        words.add(page.locator(".x-badge").inner_text())
    assert len(captions) == page.locator(".x-presets button").count()
    assert words >= {"Crawls", "Converges", "Oscillates", "Diverges", "Hovers"}
    assert trouble(reader) == []


def test_scale_and_batch_size_follow_their_controls(tab):
    page = start(tab(), "tutorial/scaling.html")
    assert "16.4354" in page.locator(".x-facts").inner_text()
    page.get_by_role("checkbox", name="standardise instead").check()
    page.wait_for_function("document.querySelector('.x-facts dd').textContent === '1.0000'")
    facts = page.locator(".x-facts dd").all_inner_texts()
    assert facts[1] == "1.0000"
    assert facts[3] == "1.9690", "the weight in original units stays"
    page = start(tab(), "tutorial/repeat.html")
    size = page.get_by_role("spinbutton", name="Batch size")
    size.fill("1")
    size.press("Enter")
    page.wait_for_function(
        "document.querySelector('.x-caption').textContent.includes('80 updates an epoch')"
    )
    assert "0.0173 from the minimum" in caption(page)
    page.get_by_role("radio", name="updates").check()
    page.wait_for_function(
        "document.querySelector('.x-caption').textContent.includes('8,000 updates')"
    )


def test_sections_close_on_the_exact_slope(tab):
    page = start(tab(), "tutorial/gradient.html")
    assert "a slope of \u22121.7875. The exact gradient is \u22121.8255" in caption(page)
    offs = []
    for step in ("1", "0.1", "0.01", "0.001"):
        box = page.get_by_role("spinbutton", name="Step")
        box.fill(step)
        box.press("Enter")
        settle(page)
        off = re.search(r"off by (\S+)\.$", caption(page))[1]
        offs.append(float(off.replace("\u2212", "-")))
    assert offs == sorted(offs, reverse=True)
    assert offs[-1] < 0.001
    page.get_by_role("radio", name="over b").check()
    settle(page)
    assert "in b changes" in caption(page)


def test_the_table_holds_the_numbers_of_the_plot(tab):
    page = start(tab(), "tutorial/learning-rate.html")
    page.locator(".x-table summary").first.click()
    page.wait_for_function("document.querySelectorAll('.x-table tbody tr').length === 101")
    last = page.locator(".x-table tbody tr").last.locator("td").all_inner_texts()
    assert last[0] == "100"
    assert f"b = {last[1]}, w = {last[2]}, and the loss is {last[3]}." in caption(page)


@pytest.mark.gate
def test_play_walks_and_with_reduced_motion_jumps(browser, address):
    for motion in ("no-preference", "reduce"):
        context = browser.new_context(bypass_csp=True, reduced_motion=motion)
        page = context.new_page()
        page.goto(f"{address}/en/tutorial/learning-rate.html")
        page.wait_for_selector(".x-started")
        page.get_by_role("button", name="Reset").click()
        page.evaluate(
            """() => {
              window.seen = [];
              new MutationObserver(() => {
                window.seen.push(document.querySelector(".x-caption").textContent.match(/After (\\d+)/)[1]);
              }).observe(document.querySelector(".x-caption"), {childList: true, characterData: true, subtree: true});
            }"""
        )
        settle(page)
        page.get_by_role("button", name="Play").click()
        page.wait_for_function(
            "document.querySelector('.x-caption').textContent.includes('After 100')"
        )
        steps = {int(n) for n in page.evaluate("window.seen")} - {0}
        assert (steps == {100}) == (motion == "reduce")
        context.close()


@pytest.mark.parametrize(
    ("theme", "width", "options"),
    [
        ("light", 320, None),
        pytest.param("dark", 1280, COLOURS, marks=pytest.mark.gate),
    ],
)
@pytest.mark.parametrize("name", first_of(*reversed(PAGES)))
def test_axe_finds_nothing_with_everything_opened(tab, theme, width, options, name):
    page = start(tab(theme, width), name)
    page.evaluate(
        "for (const d of document.querySelectorAll('.explorable details')) d.open = true"
    )
    settle(page)
    found = Axe().run(page, context=".explorable", options=options).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found] == []


@pytest.mark.parametrize("width", first_of(320, 768, 1280))
def test_it_fits_and_its_room_was_reserved(tab, width):
    for name in PAGES:
        page = start(tab("light", width), name)
        room = page.evaluate(
            """() => {
              const room = document.querySelector(".explore-room");
              const reserved = parseFloat(getComputedStyle(room).minHeight);
              return {height: room.getBoundingClientRect().height, reserved,
                      wide: document.documentElement.scrollWidth - innerWidth};
            }"""
        )
        assert room["wide"] <= 0, name
        if name != "playground.html":  # it reserves a screen: what follows is below
            assert room["height"] <= room["reserved"] + 1, (name, room)
        small = page.evaluate(
            """() => [...document.querySelectorAll(".explore-room :is(button, input, summary, .x-finger)")]
              .map(e => e.matches("[type=checkbox], [type=radio]") ? e.closest("label") : e)
              .filter(e => e.checkVisibility())
              .filter(e => { const r = e.getBoundingClientRect(); return r.width < 24 || r.height < 24; })
              .map(e => e.outerHTML.slice(0, 100))"""
        )
        assert small == [], name


def test_the_playground_does_not_jump_while_it_loads(tab):
    for width in (390, 1280):
        page = start(tab("light", width), "playground.html")
        shift = page.evaluate(
            """() => new Promise(resolve => {
              let total = 0;
              new PerformanceObserver(list => {
                for (const entry of list.getEntries()) if (!entry.hadRecentInput) total += entry.value;
              }).observe({type: "layout-shift", buffered: true});
              requestAnimationFrame(() => requestAnimationFrame(() => resolve(total)));
            })"""
        )
        assert shift <= 0.02


def test_forced_colours_leave_plots_and_controls(browser, address):
    context = browser.new_context(bypass_csp=True, forced_colors="active")
    page = context.new_page()
    page.goto(f"{address}/en/tutorial/learning-rate.html")
    page.wait_for_selector(".x-started")
    seen = page.evaluate(
        """() => ["fill", "stroke"].map(p => [".x-ring", ".x-curve"].map(
          s => getComputedStyle(document.querySelector(s))[p]))"""
    )
    (ring, _), (_, curve) = seen
    assert ring not in {"none", curve}
    assert curve == "rgb(160, 48, 127)"
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.x-range')).appearance") == "auto"
    )
    context.close()


@pytest.mark.bench
def test_how_long_eight_thousand_updates_take_to_draw(tab):
    """The quickest of many counts: what else the machine does is not the page's doing. No time is asserted."""
    reader = tab()
    for order in ("fixed", "shuffled"):
        page = start(reader, f"playground.html#batch=1&n=8000&order={order}")
        for slowed in (1, 4):
            print(
                order,
                frames(page, ".x-of-rate .x-range", [-1.2 + 0.01 * i for i in range(40)], slowed),
            )
    assert trouble(reader) == []
