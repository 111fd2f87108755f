"""The whole tutorial as one PDF, printed by a headless Chromium from the pages just built.

``make pdf`` sets GDTUTORIAL_PDF; the site then holds the PDF, and offers it (see :mod:`take.site`).
Without it there is neither, so that a site never offers a PDF that is older than its pages.
"""

import logging
import os
import shutil
from pathlib import Path

from sphinx.errors import ExtensionError

from web.mend import mended

NAME = "gradient-descent.pdf"


PROGRAMS = "chromium-headless-shell", "chromium"  # the first is the second without its windows


def chromium():
    """Return a Chromium's path, or nothing."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)


def browser():
    """Return a Chromium's path."""
    program = chromium()
    if not program:
        raise ExtensionError("the PDF needs a Chromium: install one, or let CHROMIUM name it")
    return program


def build(app, exception):
    """Print the PDF, or remove one that another build has left."""
    if exception or app.builder.format != "html":
        return
    target = Path(app.outdir) / NAME
    target.unlink(missing_ok=True)
    if not app.config.tutorial_pdf:
        return
    from playwright.sync_api import sync_playwright  # the extra `pdf`, which only this needs

    from web.book import assemble

    source = Path(app.outdir) / "_book.html"
    source.write_text(assemble(app), "utf-8")
    try:
        with sync_playwright() as playwright:
            printer = playwright.chromium.launch(
                executable_path=browser(),
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            )
            page = printer.new_page(color_scheme="light")
            page.goto(source.as_uri(), wait_until="load")
            page.evaluate("document.fonts.ready.then(() => true)")
            page.pdf(
                path=target,
                prefer_css_page_size=True,
                print_background=True,
                outline=True,
                tagged=True,
            )
            printer.close()
        target.write_bytes(without_dates(target.read_bytes()))
        pack(target)
    finally:
        source.unlink()


def pack(path):
    """Put the marks of a PDF, by which it can be read aloud, into packed streams: they are the half of its bytes."""
    logging.getLogger("pikepdf").setLevel(logging.WARNING)  # it says that it has begun
    import pikepdf  # of the same extra

    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(
            path,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            deterministic_id=True,
        )


def without_dates(content):
    """Return a PDF that does not tell when it was printed; no byte moves."""
    return mended(content, rb"\(D:\d{14}", b"(D:20000101000000", "Chromium")


def setup(app):
    """Print when the pages are there."""
    app.add_config_value("tutorial_pdf", bool(os.environ.get("GDTUTORIAL_PDF")), "html")
    app.connect("build-finished", build)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
