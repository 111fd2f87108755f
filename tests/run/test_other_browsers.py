"""Cells run and explorables move in Debian's other browsers too, each driven once through what it brings."""

import time

import pytest
from other_browsers import ARROW_RIGHT, WAIT, firefox, webkit

pytestmark = pytest.mark.gate
TEXT = "document.querySelector({!r})?.textContent ?? ''"


@pytest.fixture(params=[firefox, webkit], ids=["Firefox", "WebKit"])
def window(request, tmp_path):
    with request.param(tmp_path) as opened:
        yield opened


def hear(window, css, words):
    """Wait until an element says something."""
    end = time.monotonic() + WAIT
    while words not in window.value(TEXT.format(css)):
        assert time.monotonic() < end, window.value(TEXT.format("article"))
        time.sleep(0.2)


def test_a_cell_prints_what_the_page_prints_and_a_slider_moves(window, address):
    window.open(f"{address}/en/tutorial/loss.html")
    window.value("document.querySelectorAll('.run-bar')[1].id = 'here'")
    window.press("#here button")
    hear(window, "#here", "it prints what the page prints")
    window.open(f"{address}/en/tutorial/learning-rate.html")
    slider = ".explorable input[type=range]"
    before = window.value(f"document.querySelector('{slider}').value")
    drawn = window.value("document.querySelector('.explorable').innerHTML")
    window.type(slider, ARROW_RIGHT)
    assert window.value(f"document.querySelector('{slider}').value") != before
    assert window.value("document.querySelector('.explorable').innerHTML") != drawn
    assert [*window.trouble] == []
