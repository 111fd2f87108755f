"""Every address that was ever published leads to what it named: pages, places, pictures, downloads, states."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from helpers import LANGUAGES

import addresses

PUBLISHED = (Path(__file__).parent / "addresses.txt").read_text("utf-8").split()
"""Written by tools/addresses.py."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_and_places_are_there(editions, language):
    lost = []
    for address in PUBLISHED:
        parts = urlsplit(address)
        if parts.path.endswith(".html"):
            page = editions[language].get(parts.path)
            if page is None or (
                parts.fragment and not page.xpath("//*[@id=$id]", id=parts.fragment)
            ):
                lost.append(address)
    assert lost == []


def test_pictures_and_downloads_are_there(english):
    files = [address for address in PUBLISHED if ".html" not in address]
    assert [name for name in files if not (english / name).is_file()] == []


def test_the_tool_adds_what_is_new_and_forgets_nothing(english, tmp_path, monkeypatch):
    here = tmp_path / "addresses.txt"
    here.write_text("gone.html\n", "utf-8")
    monkeypatch.setattr(addresses, "LIST", here)
    addresses.main(english)
    listed = here.read_text("utf-8").split()
    assert listed == sorted(set(listed))
    assert {"gone.html", "tutorial/loss.html", "gallery/index.html"} <= set(listed)
    assert {"tutorial/loss.html#f05_one_error", "_images/sphx_glr_f05_one_error_001.webp"} <= set(
        listed
    )
