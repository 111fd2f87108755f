"""How large the files are that pages offer: written beside their links when all of them are there.

A file that is offered and was not made stops the build.
"""

import re
from urllib.parse import unquote

from web import offline, running

SIZED = re.compile(r'(<a class="made" href="([^"]*)"[^>]*>[^<]*</a>)<span class="size"></span>')


def fill(site):
    """Write the size of each file beside its link, in all pages of a site, as far as the files are there."""
    for path in sorted(site.rglob("*.html")):
        text = path.read_text("utf-8")

        def sized(match, folder=path.parent):
            file = folder / unquote(match[2])
            if not file.exists():
                return match[0]
            megabytes = max(file.stat().st_size / 1e6, 0.1)
            return f'{match[1]} <span class="size">· {megabytes:.1f}&nbsp;MB</span>'

        told = SIZED.sub(sized, text)
        if told != text:
            path.write_text(told, "utf-8")


def publish(site):
    """Put what lies at the root into a site, and say on its pages how large everything is."""
    name, content = running.wheel()
    (site / name).write_bytes(content)
    fill(site)
    offline.write(site)  # which does not tell its own size
    fill(site)
    for path in sorted(site.rglob("*.html")):
        if missing := SIZED.search(path.read_text("utf-8")):
            raise FileNotFoundError(
                f"{path.relative_to(site)} offers {missing[2]}, which was not made"
            )
