"""The reference shows, under each function, the figures that use it."""

import json
from pathlib import Path

from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from i18n.catalogs import say

EVERYWHERE = {"gdtutorial.plotting.describe"}
"""What every figure uses, so that a list would be the gallery once more."""


def add_uses(app, what, name, _obj, _options, lines):
    """Append the folded cards of the figures that use a function to its docstring."""
    folder = Path(app.srcdir) / app.config.sphinx_gallery_conf["backreferences_dir"]
    users = json.loads((folder / "backreferences_all.json").read_text()).get(name, [])
    if what not in {"function", "class"} or not users or name in EVERYWHERE:
        return
    uses = (
        say("One figure uses this")
        if len(users) == 1
        else say("{n} figures use this", n=len(users))
    )
    lines += [
        "",
        ".. raw:: html",
        "",
        f'   <details class="uses"><summary>{uses}</summary>',
        "",
        f".. figure-cards:: {' '.join(Path(user[0]).stem for user in users)}",
        "",
        ".. raw:: html",
        "",
        "   </details>",
        "",
    ]


class NameModules(SphinxTransform):
    """Let the index call a module so in the language of the page: Sphinx does not translate the word."""

    default_priority = 800  # before the index is made

    def apply(self, **_kwargs):
        mark, module = "module; ", say("module")
        for node in self.document.findall(addnodes.index):
            node["entries"] = [
                (kind, f"{module}; {value.removeprefix(mark)}", *rest)
                if kind == "pair" and value.startswith(mark)
                else (kind, value, *rest)
                for kind, value, *rest in node["entries"]
            ]


def leave_what_moved(_app, doctree):
    """Keep viewcode from taking the note that a function has moved for its description."""
    for described in doctree.findall(addnodes.desc):
        if described.get("no-index-entry"):
            for signature in described.findall(addnodes.desc_signature):
                signature["module"] = ""


def setup(app):
    """Run after numpydoc, which rewrites the docstring."""
    app.add_transform(NameModules)
    app.connect("autodoc-process-docstring", add_uses, priority=900)
    app.connect("doctree-read", leave_what_moved, priority=100)  # viewcode comes later
    return {"parallel_read_safe": True, "parallel_write_safe": True}
