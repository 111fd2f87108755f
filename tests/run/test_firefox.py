"""Cells run and explorables move in Debian's Firefox, too."""

import time

import pytest
from firefox import ARROW_RIGHT, WAIT, firefox

pytestmark = pytest.mark.gate
DONE = "it prints what the page prints"


@pytest.fixture
def window(tmp_path):
    with firefox(tmp_path) as opened:
        yield opened


def wait(until):
    """Wait until something holds."""
    end = time.monotonic() + WAIT
    while not until():
        assert time.monotonic() < end
        time.sleep(0.2)


def test_a_cell_prints_what_the_page_prints_and_a_slider_moves(window, address):
    window.open(f"{address}/en/tutorial/loss.html")
    window.value("document.querySelectorAll('.run-bar')[1].id = 'here'")
    window.press("#here button")
    wait(lambda: DONE in window.value("document.querySelector('#here').textContent"))
    window.open(f"{address}/en/tutorial/learning-rate.html")
    slider = ".explorable input[type=range]"
    shown = "document.querySelector('.explorable').innerHTML"
    drawn = window.value(shown)
    window.type(slider, ARROW_RIGHT)
    wait(lambda: window.value(shown) != drawn)
    assert [*window.trouble] == []
