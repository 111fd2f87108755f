"""Nothing on the site is older than the library that computed it.

Neither sphinx-gallery nor myst-nb notices a change of the library:
the one compares scripts, the other the code of cells.
So a digest of everything that can change a figure or a number keys both caches and the pages.
"""

import hashlib
import shutil
from pathlib import Path

import gdtutorial
from figures import lettering, show

HERE = Path(__file__).parents[1]
LIBRARY = Path(gdtutorial.__file__).parent


def digest():
    """Return a digest of the library, its style and the machinery that saves figures."""
    total = hashlib.sha256()
    files = [
        *LIBRARY.rglob("*.py"),
        *LIBRARY.rglob("*.mplstyle"),
        *HERE.glob("figures/*.py"),
    ]
    for path in sorted(files):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def machinery():
    """Return a digest of what turns sources into pages, in which Sphinx sees no change."""
    total = hashlib.sha256()
    docs = HERE.parent
    words = docs.glob("locales/*/LC_MESSAGES/sphinx.po")
    for path in sorted(
        [*HERE.rglob("*.py"), *HERE.rglob("*.js"), *docs.glob("_templates/*"), *words]
    ):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def stamp(gallery):
    """Return the file that names the digest of the last complete gallery."""
    return Path(gallery) / ".digest"


def is_stale(gallery):
    """Tell whether the figures in `gallery` come from another library."""
    path = stamp(gallery)
    return not path.exists() or path.read_text() != marks()


def marks():
    """Return what the figures depend on, besides their scripts and their words."""
    return f"{digest()} {lettering.digest()}"


def remove_orphans(scripts, gallery):
    """Remove the pages and images in `gallery` whose script is gone."""
    known = {path.stem for path in Path(scripts).glob("f*.py")}
    made = "f*", "images/**/sphx_glr_f*", "downloads/f*"
    for path in [path for pattern in made for path in Path(gallery).glob(pattern)]:
        stem = path.name.removeprefix("sphx_glr_").split(".")[0].split("-")[0]
        if path.is_file() and not any(stem == s or stem.startswith(f"{s}_") for s in known):
            path.unlink()


def prepare(app):
    """Mark stale figures for another run, before sphinx-gallery looks at them.

    Not earlier: Sphinx would see another configuration, and write every page anew.
    """
    gallery = Path(app.srcdir) / "gallery"
    remove_orphans(Path(app.srcdir).parent / "gallery", gallery)
    app.config.sphinx_gallery_conf["run_stale_examples"] = is_stale(gallery)
    for sidecar in gallery.glob("f*.json"):
        if sidecar.name.count(".") == 1 and show.stale(sidecar):
            sidecar.with_suffix(".py.md5").unlink(missing_ok=True)


def keep_out_of_site(app):
    """Give myst-nb a folder of its own for what it writes, and forget old caches."""
    cache = Path(app.config.nb_execution_cache_path)
    app.env.mystnb_config = app.env.mystnb_config.copy(
        output_folder=str(cache.parent / "jupyter_execute")
    )
    for old in cache.parent.glob("cache-*"):
        if old != cache:
            shutil.rmtree(old)


def finish(app, exception):
    """Note that the gallery is complete."""
    if exception is None:
        stamp(Path(app.srcdir) / "gallery").write_text(marks())


def setup(app):
    """Connect to Sphinx's events."""
    app.add_config_value("gdtutorial_digest", digest(), "env")
    app.add_config_value("gdtutorial_machinery", machinery(), "env")
    app.connect("builder-inited", prepare, priority=1)
    app.connect("builder-inited", keep_out_of_site, priority=900)
    app.connect("build-finished", finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
