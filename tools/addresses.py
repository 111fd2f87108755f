"""Add the addresses of the built site to the list of those that must lead on for ever: ``python tools/addresses.py``.

People link to pages, to places on them, to pictures and to states of the playground.
What `tests/site/addresses.txt` names may move, but its address still leads to it: tests see to that.
Run this when a version of the site is published.
"""

import re
import sys
from pathlib import Path

from lxml import html

ROOT = Path(__file__).parents[1]
LIST = ROOT / "tests" / "site" / "addresses.txt"

PLACES = """
    //article//*[@id and (a[contains(@class, 'headerlink')] or */a[contains(@class, 'headerlink')])]/@id
    | //article//a[contains(@class, 'headerlink')]/@href | //article//figure/@id | //article//span[not(node())]/@id
"""
PASSING = {"genindex.html", "search.html", "py-modindex.html"}


def places(page):
    """List the places on a page to which a link may lead."""
    found = {place.removeprefix("#") for place in page.xpath(PLACES)}
    found -= set(page.xpath("//article//section[h1]/@id"))  # the page itself: its address will do
    return sorted(place for place in found if not re.fullmatch(r"id\d+", place))


def addresses(folder):
    """Yield the addresses below a folder: of pages, places, pictures, downloads, and states."""
    for path in sorted(folder.rglob("*.html")):
        name = path.relative_to(folder).as_posix()
        if name in PASSING or name.startswith(("_static", "_modules")):
            continue
        page = html.parse(path).getroot()
        yield name
        yield from (f"{name}#{place}" for place in places(page))
        for address in page.xpath("//article//a/@href"):
            if "playground.html?" in address:
                yield f"playground.html?{address.partition('?')[2].partition('#')[0]}"
    for kind in ("_images/*", "_downloads/*/*", "*/*.ipynb", "*/*.py"):
        yield from (path.relative_to(folder).as_posix() for path in folder.glob(kind))


def main(folder="site/en"):
    """Add those that are new."""
    known = LIST.read_text("utf-8").split() if LIST.exists() else []
    everything = sorted({*known, *addresses(ROOT / folder)})
    LIST.write_text("".join(f"{address}\n" for address in everything), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
