"""What fingers do: a drag drags, a scroll scrolls, in every explorable."""

import pytest
from reading import settle

pytestmark = pytest.mark.browser

HANDLES = [
    ("tutorial/loss.html", "b", "Bias b"),
    ("tutorial/loss.html", "w", "Weight w"),
    ("tutorial/loss.html", "start", "Weight w"),
    pytest.param("tutorial/surface.html", "start", "Weight w", marks=pytest.mark.gate),
    pytest.param("tutorial/update.html", "start", "Weight w", marks=pytest.mark.gate),
    pytest.param("tutorial/gradient.html", "start", "Weight w", marks=pytest.mark.gate),
    ("beyond/edge-of-stability.html", "start", "Start at v"),
    ("playground.html", "start", "Start at w"),
]
SLIDERS = {
    "tutorial/loss.html": "Weight w",
    "tutorial/surface.html": "Turn the surface",
    "tutorial/gradient.html": "Bias b",
    "tutorial/update.html": "Learning rate",
    "tutorial/learning-rate.html": "Learning rate",
    "tutorial/scaling.html": "Multiply x by",
    "tutorial/repeat.html": "Batch size",
    "beyond/optimisers.html": "Rate η of Adam",
    "beyond/edge-of-stability.html": "Start at u",
    "playground.html": "Momentum",
}


class Phone:
    """A phone, and one finger on it."""

    def __init__(self, browser, address):
        self.context = browser.new_context(
            bypass_csp=True,
            has_touch=True,
            is_mobile=True,
            reduced_motion="reduce",
            viewport={"width": 390, "height": 844},
        )
        self.page = self.context.new_page()
        self.address = address
        self.wire = self.context.new_cdp_session(self.page)

    def open(self, name):
        self.page.goto(f"{self.address}/en/{name}")
        self.page.wait_for_selector(".x-started")
        return self.page

    def middle(self, locator, block="center"):
        """Bring something to where nothing covers it, and say where its middle is then."""
        how = {"block": block, "behavior": "instant"}
        locator.evaluate("(e, how) => e.scrollIntoView(how)", how)
        settle(self.page)
        box = locator.bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def drag(self, x, y, dx, dy, steps=12):
        """Put the finger down, move it, and lift it."""

        def send(kind, points):
            self.wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        send("touchStart", [{"x": x, "y": y}])
        for i in range(1, steps + 1):
            send("touchMove", [{"x": x + dx * i / steps, "y": y + dy * i / steps}])
        send("touchEnd", [])
        settle(self.page)

    def tap(self, x, y):
        self.page.touchscreen.tap(x, y)
        settle(self.page)

    def scrolled(self):
        return self.page.evaluate("scrollY")

    def value(self, label):
        return float(self.page.get_by_role("spinbutton", name=label).input_value())


@pytest.fixture(scope="module")
def phone(browser, address):
    one = Phone(browser, address)
    yield one
    one.context.close()


@pytest.mark.parametrize(("name", "handle", "label"), HANDLES)
def test_a_handle_follows_the_finger_up_and_the_page_stays(phone, name, handle, label):
    """By sixty pixels, all of which count."""
    page = phone.open(name)
    grip = page.locator(f"[data-handle={handle}]")
    x, y = phone.middle(grip)
    place, before = phone.scrolled(), phone.value(label)
    phone.drag(x, y, 0, -60)
    box = grip.bounding_box()
    assert phone.scrolled() == place
    assert box["y"] + box["height"] / 2 == pytest.approx(y - 60, abs=2)
    assert phone.value(label) > before + 0.5


@pytest.mark.parametrize(
    "name",
    [
        name if name == "playground.html" else pytest.param(name, marks=pytest.mark.gate)
        for name in SLIDERS
    ],
)
def test_a_finger_that_scrolls_past_a_slider_leaves_it_and_one_along_it_moves_it(phone, name):
    page = phone.open(name)
    slider = page.get_by_role("slider", name=SLIDERS[name])
    block = "end" if name == "playground.html" else "center"  # there, half of the screen stays
    box_x, y = phone.middle(slider, block)
    x = box_x + 60  # not where the thumb is
    place, before = phone.scrolled(), phone.value(SLIDERS[name])
    phone.drag(x, y, 3, -120)
    page.wait_for_timeout(50)
    assert abs(phone.scrolled() - place) > 60, "the page scrolls"
    assert phone.value(SLIDERS[name]) == before
    x, y = phone.middle(slider, block)
    phone.drag(x + 20, y, 60, 3)
    assert phone.value(SLIDERS[name]) != before


def test_a_tap_on_a_slider_sets_it(phone):
    page = phone.open("tutorial/loss.html")
    x, y = phone.middle(page.get_by_role("slider", name="Weight w"))
    before = phone.value("Weight w")
    phone.tap(x + 90, y)
    assert phone.value("Weight w") != before


@pytest.mark.parametrize("name", ["tutorial/loss.html", "tutorial/learning-rate.html"])
def test_a_scroll_that_begins_on_a_plot_scrolls_and_changes_nothing(phone, name):
    page = phone.open(name)
    x, y = phone.middle(page.locator(".x-plot").first)
    caption = page.locator(".x-caption").inner_text()
    place = phone.scrolled()
    phone.drag(x + 100, y, 0, -120)
    page.wait_for_timeout(50)
    assert abs(phone.scrolled() - place) > 60
    assert page.locator(".x-caption").inner_text() == caption


def test_a_finger_turns_the_surface_along_and_scrolls_across(phone):
    page = phone.open("playground.html#view=surface&n=20")
    canvas = page.locator("canvas.x-relief")
    x, y = phone.middle(canvas)
    before = page.locator(".x-caption").inner_text()
    phone.drag(x - 30, y, 60, 2)
    assert phone.value("Turn the surface") > 42 + 15
    turned = phone.value("Turn the surface")
    place = phone.scrolled()
    phone.drag(x, y, 2, -120)
    page.wait_for_timeout(50)
    assert phone.scrolled() > place + 60
    assert phone.value("Turn the surface") == pytest.approx(turned, abs=4)
    assert page.locator(".x-caption").inner_text() == before
