"""The run bar: step, back, play with a speed, reset; and what is said of a run."""

import re
import time

import pytest
from reading import begin, settle, trouble

pytestmark = pytest.mark.browser


def start(reader, state=""):
    return begin(reader, f"en/playground.html{state}")


def updates(page):
    return int(page.get_by_role("spinbutton", name="Updates done").input_value())


def press(page, name):
    page.locator(".x-bar").get_by_role("button", name=name, exact=True).click()
    settle(page)


def badge(page):
    return page.locator(".x-badge").inner_text()


def caption(page):
    return page.locator(".x-caption").inner_text()


@pytest.fixture(scope="module")
def lively(browser, address):
    """A page whose motion nobody reduced."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 720})
    page = context.new_page()

    def get(state=""):
        page.goto(f"{address}/en/index.html")
        page.goto(f"{address}/en/playground.html{state}")
        page.wait_for_selector(".x-started")
        settle(page)
        return page

    yield get
    context.close()


def test_it_starts_before_the_first_update(tab):
    page = start(tab())
    assert updates(page) == 0
    assert badge(page) == "Ready"
    assert page.evaluate("location.hash") == ""


def test_step_back_and_reset(tab):
    reader = tab()
    page = start(reader)
    for name, n in [("Back", 0), ("Step", 1), ("Step", 2), ("Back", 1), ("Step", 2), ("Reset", 0)]:
        press(page, name)
        assert updates(page) == n
    assert trouble(reader) == []


def test_the_keyboard_steps(tab):
    page = start(tab())
    step = page.locator(".x-bar").get_by_role("button", name="Step", exact=True)
    step.focus()
    for key in ("Enter", "Space", "Enter"):
        page.keyboard.press(key)
    settle(page)
    assert updates(page) == 3


def watch(page):
    """Note each number of updates that is drawn."""
    page.evaluate(
        """() => {
          window.seen = [];
          const look = () => { const n = Number(document.querySelector(".x-count .x-number").value);
            if (seen.at(-1) !== n) seen.push(n); requestAnimationFrame(look); };
          look();
        }"""
    )


def test_play_shows_the_descent_from_its_start_and_not_its_end(lively):
    page = lively()
    watch(page)
    page.locator(".x-play").click()
    page.wait_for_function("seen.length > 8")
    page.locator(".x-play").click()
    settle(page)
    seen = page.evaluate("seen")
    assert seen[:6] == [0, 1, 2, 3, 4, 5], "every update is drawn"
    stopped = updates(page)
    assert stopped < 40, "it is far from the end when somebody stops it"
    page.wait_for_timeout(300)
    assert updates(page) == stopped


def test_the_speed_is_the_readers(lively):
    page = lively()
    page.get_by_role("combobox", name="Speed").select_option("1000")
    watch(page)
    page.locator(".x-play").click()
    page.wait_for_function("seen.at(-1) === 100", timeout=5000)
    page.wait_for_function("document.querySelector('.x-play').textContent === 'Play'")
    assert len(page.evaluate("seen")) > 2, "even so, more than the end is seen"


@pytest.mark.gate
def test_eight_thousand_updates_play_in_seconds(lively):
    page = lively("#batch=1&n=0")
    speed = int(page.get_by_role("combobox", name="Speed").input_value())
    assert 5 < 8000 / speed < 15
    began = time.monotonic()
    page.locator(".x-play").click()
    page.wait_for_function(
        "Number(document.querySelector('.x-count .x-number').value) === 8000", timeout=60000
    )
    assert time.monotonic() > began


def test_play_goes_on_after_the_end_of_the_picture_and_then_begins_anew(tab):
    """With reduced motion it goes there at once."""
    page = start(tab())
    for n in (100, 1000, 100):
        press(page, "Play")
        assert updates(page) == n


def test_changing_something_in_mid_play_does_not_stop_or_break_it(lively):
    page = lively()
    page.locator(".x-play").click()
    slider = page.get_by_role("slider", name="Learning rate")
    for _ in range(10):
        slider.press("ArrowRight")
    page.get_by_role("slider", name="Batch size").press("ArrowLeft")
    now = updates(page)
    page.wait_for_function(
        f"Number(document.querySelector('.x-count .x-number').value) > {now + 3}"
    )
    page.locator(".x-presets button").first.click()
    settle(page)
    assert page.locator(".x-play").inner_text() == "Play", "a situation stops it"


@pytest.mark.gate
def test_while_it_plays_it_speaks_now_and_then_and_briefly(lively):
    page = lively("#lr=0.01&n=0")
    page.evaluate(
        """() => {
          window.heard = [];
          new MutationObserver(() => heard.push([performance.now(), document.querySelector(".x-heard").textContent]))
            .observe(document.querySelector(".x-heard"), {childList: true, characterData: true, subtree: true});
        }"""
    )
    page.locator(".x-play").click()
    page.wait_for_timeout(7000)
    heard = page.evaluate("heard")
    assert 1 <= len(heard) <= 2, "not at each update, and not only at the end"
    assert re.match(r"After \d+ updates b = ", heard[0][1])
    page.locator(".x-play").click()


RUNS = {
    "#lr=0.1&n=50": ("Converges", r"^Converges: .*keeps 98\.5 %"),
    "#lr=0.01&n=20": ("Converges", r"^So far this run converges\. Crawls: "),
    "#lr=0.01&n=900": ("Crawls", r"^Crawls: "),
    "#lr=0.8": ("Oscillates", r"^Oscillates: "),
    "#lr=0.9&n=12": ("Diverges", r"^Diverges: .*123 %"),
    "#lr=0.4&x=std&n=200": ("Arrived", r"^This run has arrived: .*Converges: "),
    "#batch=1&n=8000": ("Hovers", r"^Each batch, 1 of 80 points, has a minimum of its own.*With the full batch and no bug: Converges"),
    "#batch=1&n=8000&order=shuffled": ("Hovers", r"^Each batch"),
    "#batch=16&n=10": ("Converges", r"^Each update sees 16 of 80 points"),
    "#bug=sign&n=50": ("Diverges", r"^With the wrong sign each update climbs\. With the full batch and no bug: Converges"),
    "#bug=sum&n=50": ("Diverges", r"^A sum over 80 points is 80 times their mean: each update is that of a rate of 8\."),
    "#bug=order&lr=0.8": ("Arrived", r"^The gradient of w is taken where b no longer is"),
    "#lr=5&n=1000&bug=sign,sum": ("Diverges", r"From update \d+ on, the numbers are too large"),
}  # fmt: skip


@pytest.mark.gate
@pytest.mark.parametrize("state", RUNS)
def test_the_word_is_about_this_run_and_the_sentence_says_why(tab, state):
    page = start(tab(), state)
    word, why = RUNS[state]
    assert badge(page) == word
    assert re.search(why, caption(page)), caption(page)


@pytest.mark.gate
@pytest.mark.parametrize(
    "state", ["#lr=10&x=10&n=20", "#lr=0.9&n=30", "#lr=1&momentum=0.5", "#lr=0.001"]
)
def test_per_cents_are_written_for_people(tab, state):
    text = caption(start(tab(), state))
    (number,) = re.findall(r"(\S+) %", text)
    assert re.fullmatch(r"\d{1,3}(,\d{3})*|\d{1,2}\.\d{1,3}", number), text


@pytest.mark.gate
def test_a_run_that_went_wrong_never_says_that_it_converges(tab):
    """Above a loss that grew a thousandfold stands no praise, whatever the curvature says."""
    reader = tab()
    page = start(reader)
    for state in (
        "bug=sign",
        "bug=sum",
        "bug=sum&batch=1",
        "lr=3",
        "x=10",
        "batch=1&lr=4",
        "bug=sign&x=std",
    ):
        for n in (5, 40, 100):
            page.evaluate(f"location.hash = '{state}&n={n}'")
            page.wait_for_timeout(30)
            settle(page)
            loss = (
                page.locator(".x-loss").inner_text().replace("loss ", "").replace("\u221e", "inf")
            )
            if loss == "nan" or float(loss) > 2.8:
                assert badge(page) == "Diverges", (state, n, loss)
    assert trouble(reader) == []


def test_a_sum_is_the_rate_of_the_batch_that_it_speaks_of(tab):
    """The last batch of an epoch may be smaller than the others."""
    page = start(tab(), "#bug=sum&batch=33&lr=0.1&n=2")
    assert "14 points is 14 times their mean: each update is that of a rate of 1.4." in caption(
        page
    )
