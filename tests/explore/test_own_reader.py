"""What a reader does with data of their own: paste, choose a file, type, press and drag on the plot, undo."""

import re

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from reading import settle, trouble
from test_program import run

from gdtutorial.data import tutorial_data

pytestmark = pytest.mark.browser
PASTED = "size;price\n1,5;2\n2,5;4\nx;1\n3;4;5\n3,5;5,25\n1e300;1"


@pytest.fixture
def page(tab):
    """Give a playground with the panel open, on which nothing has been done."""
    reader = tab()
    reader.open("en/index.html")
    page = reader.open("en/playground.html")
    page.wait_for_selector(".x-started")
    page.locator(".x-own > summary").click()
    yield page
    assert trouble(reader) == []


def points(page):
    """Read the points from the program that the page shows."""
    settle(page)
    text = page.locator(".x-table code").text_content()
    return [tuple(map(float, pair)) for pair in re.findall(r"^    \((\S+), (\S+)\),$", text, re.M)]


def paste(page, text):
    page.locator(".x-paste").evaluate("(box, text) => { box.value = text; }", text)
    page.get_by_role("button", name="Use these").click()
    settle(page)


def told(page):
    return page.locator(".x-own .x-told").inner_text()


def test_pasted_points_are_taken_and_every_other_row_is_named(page):
    paste(page, PASTED)
    assert points(page) == [(1.5, 2), (2.5, 4), (3.5, 5.25)]
    assert (
        told(page)
        == "Points taken: 3. The first line is read as a header: size;price. Rows not taken: 3."
    )
    assert [line.split(":")[0] for line in page.locator(".x-bad li").all_inner_texts()] == [
        "Line 4, x;1", "Line 5, 3;4;5", "Line 7, 1e300;1",
    ]  # fmt: skip
    page.wait_for_function("location.hash === '#data=1.5,2_2.5,4_3.5,5.25'")
    assert page.locator(".x-own").get_by_text("none is kept for validation").is_visible()
    page.evaluate("location.hash += '&bug=sign'")
    assert page.get_by_role("checkbox", name="scaler fitted on all data").is_disabled()


def test_a_batch_as_large_as_the_tutorial_s_data_is_no_full_batch_of_more(tab):
    reader = tab()
    reader.open("en/index.html")
    points = "_".join(f"{i},{i % 7}" for i in range(100))
    page = reader.open(f"en/playground.html#batch=80&data={points}")
    page.wait_for_selector(".x-started")
    size = page.get_by_role("spinbutton", name="Batch size")
    assert size.input_value() == "80"
    assert size.get_attribute("aria-valuemax") == "100"


def test_what_is_refused_changes_nothing(page):
    paste(page, PASTED)
    for text, said in {
        "": "nothing to read", "a b": "No row holds two numbers", "1;2": "at least two points",
        "1;2\n1;3": "All values of x are the same", "1e9;2\n1000000000.1;3": "too close together",
        "1;2\n" * 2100: "2,100 rows are too many: up to 2,000",
    }.items():  # fmt: skip
        paste(page, text)
        assert said in told(page), text[:20]
        assert points(page) == [(1.5, 2), (2.5, 4), (3.5, 5.25)]


def test_many_bad_rows_are_counted_and_the_first_named(page):
    paste(page, "1;2\n2;3\n" + "no\n" * 50)
    assert "Rows not taken: 50." in told(page)
    lines = page.locator(".x-bad li").all_inner_texts()
    assert len(lines) == 21
    assert lines[-1] == "And 30 more."


def test_two_thousand_rows_are_pasted_at_once(page):
    text = "\n".join(f"{i};{i % 9}" for i in range(2000))
    page.locator(".x-paste").evaluate(
        """(box, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text", text);
          box.dispatchEvent(new ClipboardEvent("paste", {clipboardData, cancelable: true}));
        }""",
        text,
    )
    page.get_by_role("button", name="Use these").click()
    settle(page)
    assert told(page) == "Points taken: 2,000."


def test_a_file_is_read_on_the_device(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    file = {
        "name": "my.csv",
        "mimeType": "text/csv",
        "buffer": "\ufeffx,y\r\n1,2\r\n3,5\r\n".encode(),
    }
    page.locator("input[type=file]").set_input_files(file)
    page.wait_for_function(
        "document.querySelector('.x-own .x-told').textContent.startsWith('Points taken: 2')"
    )
    assert points(page) == [(1, 2), (3, 5)]
    assert asked == [], "nothing leaves the page"


DROP = """([panel, name, bytes]) => {
  const dataTransfer = new DataTransfer();
  const content = typeof bytes === "number" ? new Uint8Array(bytes) : Uint8Array.from(bytes);
  dataTransfer.items.add(new File([content], name));
  const over = new DragEvent("dragover", {dataTransfer, bubbles: true, cancelable: true});
  const fallen = new DragEvent("drop", {dataTransfer, bubbles: true, cancelable: true});
  const target = document.querySelector(panel);
  return [over, fallen].map(event => !target.dispatchEvent(event));
}"""


def test_a_file_is_dropped_on_the_panel_and_a_wrong_one_changes_nothing(page):
    """The browser leaves the page to show what it was given, unless it is told not to."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for name, content, said in (
        ("my.csv", list(b"x,y\n1,2\n3,5\n"), "Points taken: 2."),
        ("picture.png", [137, 80, 78, 71, 13, 10, 26, 10, *range(0, 256, 3)], "No row holds two"),
        ("long.csv", 4_000_001, "far more text than 2,000 rows"),
        ("empty.csv", [], "nothing to read"),
    ):
        refused = page.evaluate(DROP, [".x-own .x-paste-label", name, content])
        page.wait_for_function(
            "said => document.querySelector('.x-own .x-told').textContent.includes(said)", arg=said
        )
        assert refused == [True, True], name
        assert points(page) == [(1, 2), (3, 5)], name
    assert asked == [], "nothing leaves the page"


def test_two_hundred_and_one_points_stay_on_the_page(page):
    paste(page, "\n".join(f"{i};{i % 9}" for i in range(201)))
    assert len(points(page)) == 201
    assert page.locator(".x-own").get_by_text("A link carries up to 200 points").is_visible()
    page.wait_for_timeout(500)
    assert "data=" not in page.url
    page.reload()
    page.wait_for_selector(".x-started")
    settle(page)
    assert len(points(page)) == 201, "this device still has them"


def test_points_are_changed_added_removed_and_brought_back_by_keys(page):
    paste(page, "1;2\n2;3\n3;5")
    page.locator(".x-own .x-table summary").press("Enter")
    box = page.get_by_role("textbox", name="label y 2")
    box.fill("4 times")
    box.press("Enter")
    assert told(page) == "Only the number, please: 4 without “times”."
    assert box.get_attribute("aria-invalid") == "true"
    box.fill("３，５")
    box.press("Tab")
    assert points(page) == [(1, 2), (2, 3.5), (3, 5)]
    assert page.evaluate("document.activeElement.ariaLabel") == "Remove point 2"
    page.keyboard.press("Enter")
    assert points(page) == [(1, 2), (3, 5)]
    assert told(page) == "Point 2 is removed."
    assert page.evaluate("document.activeElement.ariaLabel") == "Remove point 2"
    page.keyboard.press("Enter")
    assert "at least two points" in told(page)
    page.get_by_role("button", name="Add a point").press("Enter")
    settle(page)
    assert points(page)[2] == (2, 3.5)
    for _ in range(3):
        page.get_by_role("button", name="Undo").press("Enter")
    assert points(page) == [(1, 2), (2, 3), (3, 5)]
    page.get_by_role("button", name="Undo").press("Enter")
    assert points(page) == [], "the tutorial's own"
    assert page.get_by_role("button", name="Undo").is_disabled()


@pytest.mark.parametrize("feature", ["original", "times ten", "standardised"])
def test_a_press_adds_a_point_and_a_drag_moves_it(page, feature):
    paste(page, "0;0\n4;4\n2;9")
    page.get_by_role("radio", name=feature).check()
    page.get_by_role("checkbox", name="edit on the plot").check()
    plot = page.locator(".x-plot:has(.x-points)")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    x, y = box["x"] + box["width"] * 0.55, box["y"] + box["height"] * 0.6
    page.mouse.click(x, y)
    added = points(page)
    assert len(added) == 4
    assert 1.5 < added[3][0] < 3
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y - 20, steps=4)
    page.mouse.up()
    moved = points(page)
    assert len(moved) == 4, "the same point"
    assert moved[:3] == added[:3]
    assert moved[3][0] > added[3][0]
    assert moved[3][1] > added[3][1]
    page.get_by_role("button", name="Undo").click()
    assert points(page) == added


def test_a_point_of_the_tutorial_s_that_was_dragged_goes_back_with_the_others(page):
    page.get_by_role("checkbox", name="edit on the plot").check()
    plot = page.locator(".x-plot:has(.x-points)")
    place = plot.evaluate(
        """svg => {
          svg.scrollIntoView({block: "center"});
          const [, x, y] = svg.querySelector(".x-points").getAttribute("d").match(/M([\\d.]+) ([\\d.]+)/);
          const { left, top } = svg.getBoundingClientRect();
          return [left + Number(x), top + Number(y)];
        }"""
    )
    undo = page.get_by_role("button", name="Undo")
    page.mouse.click(*place)
    settle(page)
    assert undo.is_disabled(), "nothing was moved"
    page.mouse.move(*place)
    page.mouse.down()
    page.mouse.move(place[0], place[1] + 25, steps=3)
    page.mouse.up()
    assert len(points(page)) == 80
    undo.click()
    page.wait_for_function("!location.hash.includes('data')")
    assert points(page) == [], "the tutorial's own"
    assert undo.is_disabled()


def test_what_was_said_of_points_goes_with_them(page):
    paste(page, "1;2\n2;3\nno")
    assert "Points taken: 2." in told(page)
    page.get_by_role("button", name="zigzag").click()
    settle(page)
    assert told(page) == ""
    assert page.locator(".x-bad li").count() == 0


def test_a_finger_adds_a_point_and_scrolls_where_nothing_is_edited(browser, address):
    context = browser.new_context(
        bypass_csp=True, has_touch=True, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    page.goto(f"{address}/en/playground.html#data=0,0_4,4_2,9")
    page.wait_for_selector(".x-started")
    plot = page.locator(".x-plot:has(.x-points)")
    plot.evaluate("plot => plot.scrollIntoView({block: 'end', behavior: 'instant'})")
    box = plot.bounding_box()
    at = box["x"] + box["width"] * 0.55, box["y"] + box["height"] * 0.6
    page.touchscreen.tap(*at)
    assert len(points(page)) == 3
    page.locator(".x-own > summary").click()
    page.get_by_role("checkbox", name="edit on the plot").check()
    plot.evaluate("plot => plot.scrollIntoView({block: 'end', behavior: 'instant'})")
    box = plot.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.55, box["y"] + box["height"] * 0.6)
    assert len(points(page)) == 4
    context.close()


CASES = ["an outlier", "a curve", "years as the feature"]


def cases():
    """Make the ready cases by their rules, in NumPy."""
    x, y, _, _ = tutorial_data()
    a, b = np.round(x.ravel(), 2), np.round(y.ravel(), 2)
    low = b.copy()
    low[x.argmax()] -= 3 * np.ptp(y)
    return {
        "an outlier": (a, low.round(2)),
        "a curve": (a, (b - 4 * a**2).round(2)),
        "years as the feature": (np.round(1990 + 30 * x.ravel()), b),
    }


@pytest.mark.parametrize("name", CASES)
def test_the_ready_cases_are_made_of_the_tutorial_s_points(page, name, tmp_path):
    page.get_by_role("button", name=name).click()
    shown = np.array(points(page))
    assert abs(shown - np.transpose(cases()[name])).max() < 1e-9
    caption = page.locator(".x-caption").inner_text().replace("\u2212", "-")
    found = re.search(r"b = (\S+), w = (\S+), and the loss is (\S+)\.(?: |$)", caption)
    (printed,) = run([page.locator(".x-table code").text_content()], tmp_path)
    assert tuple(printed.values()) == found.groups()


def test_the_tutorial_s_come_back_with_a_plain_address(page):
    before = page.locator(".x-caption").inner_text()
    page.get_by_role("button", name="a curve").click()
    page.wait_for_function("location.hash.startsWith('#data=')")
    page.get_by_role("button", name=re.compile("the tutorial.s")).click()
    page.wait_for_function("location.hash === ''")
    assert page.locator(".x-caption").inner_text() == before


def test_fields_read_numbers_as_they_are_typed(page):
    rate = page.get_by_role("spinbutton", name="Learning rate")
    for typed, value in {"0,05": 0.05, "40%": 0.4, "１e-2": 0.01, "99": 10, "−1": 0.001}.items():
        rate.fill(typed)
        rate.press("Enter")
        settle(page)
        assert float(rate.get_attribute("aria-valuenow")) == value, typed
    rate.fill("four")
    rate.press("Enter")
    assert page.locator(".x-unread").inner_text().startswith("Write a number in digits")
    assert rate.get_attribute("aria-invalid") == "true"
    assert rate.input_value() == "four", "it stays to be mended"
    rate.press("ArrowUp")
    settle(page)
    assert rate.get_attribute("aria-invalid") is None
    assert float(rate.input_value()) > 0.001


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_the_open_panel(tab, theme, width):
    reader = tab(theme, width)
    reader.open("en/index.html")
    page = reader.open("en/playground.html")
    page.wait_for_selector(".x-started")
    page.locator(".x-own > summary").click()
    paste(page, PASTED)
    page.locator(".x-own .x-table summary").click()
    settle(page)
    found = Axe().run(page, context=".x-own").response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
