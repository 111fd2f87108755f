"""Explorables: parts of a page that a reader can move.

The directive places one, directly after the figure that it extends::

    :::{explorable} learning-rate
    :::

What stands in it, such as a figure, is shown in its place to readers without a script, and on paper.

The role ``state`` leads to the playground in a given state: ``{state}`just too fast <lr=0.82>```,
and the role ``race`` to the race in one;
:mod:`pages.settable` has the role by which a sentence sets the explorable of its own page.

It embeds the data and start values that the library computes, and the words of ``explore.toml``,
which are text of the page and so are translated with it.
Browsers import no module from a file, and the site works from files:
so the modules of ``_static/explore`` are joined into scripts, which only pages with an explorable load.
"""

import functools
import json
import re
import tomllib
from pathlib import Path

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.util.docutils import ReferenceRole, SphinxDirective

from gdtutorial import settings
from pages import race
from pages.fields import written

HERE = Path(__file__).parent
SOURCES = HERE.parents[1] / "_static" / "explore"
WORDS = HERE / "explore.toml"
SCRIPTS = {
    "explore.js": "main.js",
    "explore-home.js": "main-home.js",
    "explore-playground.js": "main-playground.js",
    "explore-race.js": "main-race.js",
    "explore-scale.js": "main-scale.js",
    "explore-surface.js": "main-surface.js",
    "explore-update.js": "main-update.js",
    "explore-batch-size.js": "main-batch-size.js",
    "explore-optimisers.js": "main-optimisers.js",
    "explore-edge.js": "main-edge.js",
}
"""What is joined, by what it becomes."""
OWN = {script[8:-3]: script for script in SCRIPTS if script != "explore.js"}
"""The explorables that have a script of their own: they are large, should load at once,
or stand beside so many figures that their page has no room for the others."""
STYLES = {
    "playground": ("bar", "playground"),
    "race": ("bar", "race"),
    "optimisers": ("race",),
    "edge": ("bar", "edge"),
}
"""Style sheets that come with some of them."""
IMPORT = re.compile(r'^import \{[\w, \n]+\} from "([^"]+)";\n', re.MULTILINE)
NAME = re.compile(r"^(?:export )?(?:const|let|function|class) (\w+)", re.MULTILINE)


@functools.cache
def common_data():
    """Compute what every explorable starts from."""
    from gdtutorial import plotting
    from gdtutorial.data import tutorial_data
    from gdtutorial.model import initialise
    from gdtutorial.surface import loss_surface, parameter_grid

    x, y, x_val, _ = tutorial_data()
    b, w = (start.item() for start in initialise())
    bs, ws = parameter_grid()
    levels = plotting.loss_levels(loss_surface(x, y, bs, ws))
    return {
        "x": x.ravel().tolist(),
        "y": y.ravel().tolist(),
        "xVal": x_val.ravel().tolist(),
        "start": {"b": b, "w": w},
        "seed": settings.SEED,
        "b": [float(bs.min()), float(bs.max())],
        "w": [float(ws.min()), float(ws.max())],
        "levels": levels.tolist(),
        "bands": plotting.bands(levels),
    }


def sections_start():
    """Stand where the gallery's triangles stand: on the grid lines nearest to the random start."""
    from gdtutorial.data import tutorial_data
    from gdtutorial.surface import cross_section, loss_surface, parameter_grid

    x, y, _, _ = tutorial_data()
    bs, ws = parameter_grid()
    losses = loss_surface(x, y, bs, ws)
    start = common_data()["start"]
    b, _, _ = cross_section(bs, ws, losses, b=start["b"])
    w, _, _ = cross_section(bs, ws, losses, w=start["w"])
    return {"b": round(b, 2), "w": round(w, 2), "step": settings.STEP}


def edge_start():
    """Start where the page on the edge of stability does, before the first update."""
    u, v = settings.EDGE_START
    return {"u": u, "v": v, "lr": settings.EDGE_LR, "n": 0, "levels": settings.EDGE_LEVELS}


INITIAL = {
    "home": lambda: {"lr": settings.LR, "n": settings.N_EPOCHS},
    "line-and-loss": lambda: common_data()["start"],
    "surface": lambda: common_data()["start"] | {"turn": 42, "tilt": 32, "over": "none"},
    "sections": sections_start,
    "learning-rate": lambda: {"lr": settings.HIGH_LR, "n": settings.N_EPOCHS},
    "update": lambda: common_data()["start"] | {"lr": settings.LR},
    "scale": lambda: {"factor": 1},
    "batch-size": lambda: {"size": settings.MINI_BATCH, "lr": settings.LR},
    "playground": lambda: {"lr": settings.LR, "n": settings.N_EPOCHS},
    "race": lambda: {"problems": race.begin(common_data()["start"])},
    "optimisers": lambda: race.tuned(common_data()["start"]),
    "edge": edge_start,
}


@functools.cache
def words():
    """Read the words."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def words_of(name):
    """Gather the words of one explorable, with those that it shares."""
    own = dict(words()[name])
    shared = {}
    for section in own.pop("uses", []):
        shared |= words()[section]
    return shared | own


class explorable(nodes.General, nodes.Element):
    """The place of an explorable; its children are its words."""


class explorable_word(nodes.paragraph):
    """One of its words; ``key`` says which."""


class Explorable(SphinxDirective):
    """Place an explorable, with all that it needs."""

    required_arguments = 1
    has_content = True

    def run(self):
        """Return the place, with its words as children."""
        name = self.arguments[0]
        if name not in INITIAL:
            raise self.error(f"no explorable is named {name}; there are: {', '.join(INITIAL)}")
        self.env.note_dependency(str(WORDS))
        place = explorable(name=name, ids=[f"explore-{name}"])
        own = words_of(name)
        missed = own.pop("missed")
        place += nodes.paragraph(missed, missed, classes=["explore-missed"])
        for key, text in own.items():
            place += explorable_word(text, text, key=key)
        for child in place.findall(nodes.paragraph):
            self.set_source_info(child)
        place += self.parse_content_to_nodes()
        return [place]


class State(ReferenceRole):
    """Link to a state of a page of its own: the playground, or the race."""

    def __init__(self, page):
        super().__init__()
        self.page = page

    def run(self):
        """Return the link."""
        up = "../" * self.env.docname.count("/")
        address = f"{up}{self.page}.html?{self.target}#explore-{self.page}"
        return [nodes.reference(self.rawtext, self.title, internal=True, refuri=address)], []


def visit_explorable(self, node):
    """Write the empty room, and what fills it."""
    name = node["name"]
    said = {word["key"]: word.astext() for word in node.findall(explorable_word)}
    data = common_data() | {"initial": INITIAL[name]()} | written(name, common_data())
    if name != "playground":
        data = {key: value for key, value in data.items() if key != "xVal"}
    content = json.dumps({"data": data, "words": said}, ensure_ascii=False, separators=(",", ":"))
    attributes = {"data-name": name, "role": "group", "aria-label": said["title"]}
    self.body.append(
        self.starttag(node, "div", CLASS="explorable", **attributes)
        + '<div class="explore-room"></div>\n<script type="application/json">'
        + content.replace("<", "\\u003c")
        + "</script>\n"
    )


def depart_explorable(self, _node):
    """Close it."""
    self.body.append("</div>\n")


def skip(_self, _node):
    """Write nothing: words appear where they are used."""
    raise nodes.SkipNode


def ignore(_self, _node):
    """Leave the sentence about what is missed to its own node."""


def modules(path, seen=None):
    """Return a module and all that it imports, each after those that it needs."""
    seen = {} if seen is None else seen
    if path not in seen:
        text = path.read_text(encoding="utf-8")
        for target in IMPORT.findall(text):
            modules((path.parent / target).resolve(), seen)
        seen[path] = text
    return seen


def joined(found):
    """Join modules into one script."""
    owners = {}
    parts = []
    for path, text in found.items():
        for name in NAME.findall(text):
            if name in owners:
                raise ExtensionError(f"{path.name} and {owners[name]} both name {name}")
            owners[name] = path.name
        body = re.sub(r"^export ", "", IMPORT.sub("", text), flags=re.MULTILINE)
        if " as " in "".join(match[0] for match in IMPORT.finditer(text)) or re.search(
            r"^(import|export)\b", body, flags=re.MULTILINE
        ):
            raise ExtensionError(f"{path.name} imports or exports in a form that cannot be joined")
        parts.append(re.sub(r"^\s*(//.*\n)?", "", body, flags=re.MULTILINE))
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "})();\n"


def write_scripts(app, scripts=SCRIPTS):
    """Write scripts, each from its first module, before the first page asks for their checksums."""
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static"
    folder.mkdir(parents=True, exist_ok=True)
    for name, entry in scripts.items():
        found = modules((SOURCES / entry).resolve())
        (folder / name).write_text(joined(found), encoding="utf-8")


def add_assets(app, _page, _template, context, doctree):
    """Load them where there is something to explore, and nowhere else."""
    place = None if doctree is None else next(doctree.findall(explorable), None)
    context["explorable"] = place is not None
    if place is not None:
        app.add_css_file("explore/explore.css")
        for style in STYLES.get(place["name"], ()):
            app.add_css_file(f"explore/{style}.css")
        app.add_js_file(OWN.get(place["name"], "explore.js"), loading_method="defer")


def setup(app):
    """Register the directive and its nodes."""
    others = {"text": (ignore, ignore), "latex": (ignore, ignore)}
    app.add_node(explorable, html=(visit_explorable, depart_explorable), **others)
    hidden = {"text": (skip, None), "latex": (skip, None)}
    app.add_node(explorable_word, html=(skip, None), **hidden)
    app.add_directive("explorable", Explorable)
    app.add_role("state", State("playground"))
    app.add_role("race", State("race"))
    app.connect("builder-inited", write_scripts)
    app.connect("html-page-context", add_assets)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
