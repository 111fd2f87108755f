"""The thumbnails that sphinx-gallery writes, mended: described, in the language of their page, without a tooltip."""

import json
import posixpath
from pathlib import Path

from docutils import nodes
from sphinx.errors import ExtensionError

from figures.show import told
from i18n import catalogs
from i18n.languages import SOURCE
from web.mend import mended

TOOL = "sphinx-gallery"
ALL = "gallery/index"  # the page that shows every one


def mend(app, doctree, docname):
    """Mend the thumbnails of a page."""
    if app.builder.format != "html":
        return  # elsewhere they are links
    seen = {describe(app, doctree), drop_tooltips(doctree), name(app, doctree)}
    scripts = len(list(Path(app.srcdir, "gallery").glob("f*.py")))
    if len(seen) != 1 or (docname == ALL and seen != {scripts}):
        raise ExtensionError(
            f"{TOOL} writes something else than it did: of {scripts} thumbnails "
            f"these numbers were found on {docname}: {sorted(seen)}"
        )


def describe(app, doctree):
    """Give thumbnails the alternative text of their figures, and let them wait; return how many."""
    count = 0
    for image in doctree.findall(nodes.image):
        file = posixpath.basename(image["uri"])
        if file.startswith("sphx_glr_f") and "_thumb." in file:
            stem = file.removeprefix("sphx_glr_").split("_thumb.")[0]
            sidecar = Path(app.srcdir) / "gallery" / f"{stem}.json"
            image["alt"] = told(json.loads(sidecar.read_text())[0], app.config.language, image)
            image["loading"] = "lazy"
            count += 1
    return count


def drop_tooltips(doctree):
    """Remove what would be heard a second time; return from how many."""
    return exchange(doctree, "sphx-glr-thumbcontainer", r' tooltip="[^"]*"', "")


def name(app, doctree):
    """Write the titles of thumbnails in the language of the page; return of how many."""
    titles = {}
    if app.config.language != SOURCE:
        for path in Path(app.srcdir).glob("gallery/f*.rst"):
            titles |= catalogs.read(app.config.language, f"gallery/{path.stem}")
    return exchange(
        doctree,
        "sphx-glr-thumbnail-title",
        r'(?<=thumbnail-title">)([^<]+)(?=</div>)',
        lambda match: titles.get(match[1], match[1]),
    )


def exchange(doctree, mark, pattern, better):
    """Mend what holds a mark; return how many there are."""
    count = 0
    for raw in list(doctree.findall(nodes.raw)):
        times = raw.astext().count(mark)
        if times:
            text = mended(raw.astext(), pattern, better, TOOL, times)
            raw.replace_self(nodes.raw("", text, format="html"))
            count += times
    return count


def setup(app):
    """Mend each page before it is written."""
    app.connect("doctree-resolved", mend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
