"""Figures are kept by what they are made from, and never drawn twice.

sphinx-gallery runs a script when the script has changed; it knows nothing of the library.
So all that it makes of one script is kept under a key made of the script, the library and the rest;
before it looks, each script's results are put in place, whole and undamaged, or removed.
A build that fails or is stopped leaves nothing that a later one could take for its own.
"""

import ast
import io
import json
import re
import zipfile
from pathlib import Path

from sphinx.errors import ExtensionError

from figures import thumbnails
from fresh import keys
from fresh.store import Store, digest, key
from i18n import catalogs
from i18n.languages import OTHERS

HERE = Path(__file__).parent


def scripts(app):
    """List the scripts, by the names of their pages."""
    folder = Path(app.srcdir).parent / "gallery"
    return {path.stem: path for path in sorted(folder.glob("f*.py"))}


def kept(app):
    """Return the store of figures: those of this state of the project and of a few before."""
    return Store(keys.BUILD / "figures", most=3 * len(scripts(app)) + 1)


def key_of(script):
    """Return the key of all that is made of a script."""
    return key(
        *OTHERS,
        script.name,
        script.read_text("utf-8"),
        keys.library(),
        keys.packages("docs"),
        keys.contents(HERE.glob("*.py"), keys.DOCS),
        keys.contents(keys.LIBRARY.rglob("*.ttf"), keys.LIBRARY),
        _settings(),
    )


def _settings():
    """Return what conf.py tells sphinx-gallery, as text."""
    tree = ast.parse((keys.DOCS / "conf.py").read_text("utf-8"))
    return ast.dump(
        next(
            node.value
            for node in tree.body
            if isinstance(node, ast.Assign) and node.targets[0].id == "sphinx_gallery_conf"
        )
    )


def made_of(stem, gallery):
    """List the files that were made of a script."""
    found = [path for path in gallery.glob("**/*") if path.is_file() and _stem(path) == stem]
    return sorted(path for path in found if ".cost." not in path.name)


def _stem(path):
    """Return the script to which a file in the gallery belongs, or nothing."""
    match = re.match(
        r"(?:sphx_glr_)?(f\d\d_\w+?)(?:(?:_\d{3}|_thumb)(?:_dark)?|-\d+)?\.", path.name
    )
    return match[1] if match and "_uses" not in path.parts else ""


def restore(app):
    """Put in place what is kept of each script, and remove all else."""
    gallery = Path(app.srcdir) / "gallery"
    store = kept(app)
    wanted, app.kept_figures, app.figure_keys = {}, set(), {}
    for stem, script in scripts(app).items():
        name = app.figure_keys[stem] = key_of(script)
        result = store.get(name)
        if result and not other_words(json.loads((result / f"{stem}.json").read_text("utf-8"))):
            app.kept_figures.add(stem)
            for file, value in store.files(name).items():
                wanted[gallery / file] = (result / file, value)
    for path in list(gallery.glob("**/*")):
        if path.is_file() and _stem(path) and path not in wanted:
            path.unlink()
    for path, (source, value) in wanted.items():
        if not path.exists() or digest(path.read_bytes()) != value:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(source.read_bytes())


def other_words(entries):
    """Tell whether a figure was written with other words than the catalogs hold today."""
    for entry in entries:
        if set(entry["languages"]) != set(OTHERS):
            return True
        for language, version in entry["languages"].items():
            catalog = catalogs.read(language, "figures")
            if any(catalog.get(word, "") != said for word, said in version["words"].items()):
                return True
    return False


def keep(app):
    """Keep what was made of the scripts that have just run, and stop if one of them failed."""
    gallery = Path(app.srcdir) / "gallery"
    failed = {Path(name).stem for name in app.config.sphinx_gallery_conf["failing_examples"]}
    store = kept(app)
    for stem, script in scripts(app).items():
        if key_of(script) != app.figure_keys[stem]:
            raise ExtensionError(
                f"{script.name} or the library changed meanwhile: build once more"
            )
        if stem not in app.kept_figures | failed:
            without_times(
                gallery / f"{stem}.ipynb", gallery / f"{stem}.zip", gallery / script.name
            )
            thumbnails.save(gallery / "images", stem)
            files = made_of(stem, gallery)
            store.put(
                app.figure_keys[stem],
                {path.relative_to(gallery).as_posix(): path.read_bytes() for path in files},
            )
    known = json.loads((gallery / "_uses" / "backreferences_all.json").read_text("utf-8"))
    for path in (gallery / "_uses").glob("*.examples"):
        if path.stem not in known:
            path.unlink()
    if failed:
        raise ExtensionError(f"failed, as told above: {', '.join(sorted(failed))}")


def without_times(notebook, archive, script):
    """Write a script's downloads so that they are the same bytes on every machine, at any time."""
    content = json.loads(notebook.read_text("utf-8"))
    content["metadata"]["language_info"] = {"name": "python"}  # whichever version
    notebook.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    both = io.BytesIO()
    with zipfile.ZipFile(both, "w", zipfile.ZIP_DEFLATED) as zipped:
        for path in (script, notebook):
            entry = zipfile.ZipInfo(path.name)  # with the earliest date that zip knows
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(entry, path.read_bytes())
    archive.write_bytes(both.getvalue())


def setup(app):
    """Run before and after sphinx-gallery."""
    app.connect("builder-inited", restore, priority=1)
    app.connect("builder-inited", keep, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
