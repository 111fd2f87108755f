"""Descents as moving pictures, for slides.

Each row of ``animations.toml`` is a state of the playground, and what is said of it;
the library takes the updates, and its verdict and the row's claim must hold, or the build stops.
The directive shows the last picture, and a button below which the moving one stands, not loaded until then::

    :::{animation} low-rate
    :::
"""

import io
import json
import math
import posixpath
import tomllib
from concurrent.futures import ThreadPoolExecutor
from html import escape
from pathlib import Path
from urllib.parse import parse_qsl, quote

from docutils import nodes
from sphinx.addnodes import download_reference
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from figures import lettering
from figures.keep import other_words
from figures.show import themed_image, told
from fresh import keys
from fresh.store import Store, key
from i18n import catalogs
from i18n.catalogs import say
from i18n.languages import OTHERS, SOURCE

TABLE = keys.DOCS / "animations.toml"
DRAWN_BY = "pages/animations.py", "figures/lettering.py", "figures/pictures.py"
FOLDER = "gallery/animations"
SIZE = 640, 320
DPI = 100
FRAMES = 40
LATE = 8  # places whose way stands out, so that it does not cover itself
PLAYED, HELD = 6000, 2000  # milliseconds: of the whole descent, and of its end


def table():
    """Read the rows."""
    return tomllib.loads(TABLE.read_text("utf-8"))


class Run:
    """A descent, and the numbers that are said of it."""

    def __init__(self, row):
        import numpy as np

        from gdtutorial import settings
        from gdtutorial.curvature import condition_number, directions, joint_limit, verdict
        from gdtutorial.data import spoil, standardise, tutorial_data
        from gdtutorial.descent import gradient_descent
        from gdtutorial.model import initialise
        from gdtutorial.rules import momentum, plain
        from gdtutorial.surface import loss_surface, minimum

        asked = dict(parse_qsl(row["state"]))
        x, y, x_val, _ = tutorial_data()
        kind = asked.get("x", "1")
        self.x = {"1": x, "10": spoil(x)[0], "std": standardise(x, x_val)[0]}[kind]
        self.y = y
        n, lr = int(asked["n"]), float(asked["lr"])
        size, share = int(asked.get("batch", len(x))), float(asked.get("momentum", 0))

        def descent(rule, **own):
            return gradient_descent(
                *(self.x, y, *initialise(), lr, rule),
                n_epochs=math.ceil(n / math.ceil(len(x) / size)),
                batch_size=size,
                shuffle=asked.get("order") == "shuffled",
                random_state=settings.SEED,
                **own,
            )

        path = descent(momentum, momentum=share) if share else descent(plain)
        self.b, self.w, self.loss = (part[: n + 1, 0] for part in (path.b, path.w, path.loss))
        self.minimum = minimum(self.x, y)
        off = np.column_stack([self.b, self.w]) - self.minimum
        side = off @ directions(self.x)[1]
        far = np.hypot(*off.T)
        self.least = loss_surface(self.x, y, *self.minimum).item()
        without = descent(plain)
        self.values = {
            "lr": lr, "n": n, "batch": size, "momentum": share, "points": len(x), "least": self.least,
            "first": self.loss[0].item(), "last": self.loss[-1].item(),
            "left": 100 * (far[-1] / far[0]).item(),
            "plain": 100 * math.dist((without.b[n, 0], without.w[n, 0]), self.minimum) / far[0].item(),
            "crossings": int((side[1:] * side[:-1] < 0).sum()),
            "rises": int((self.loss[1:] > self.loss[:-1]).sum()),
            "above": 100 * (self.loss[n // 2 :].mean() / self.least - 1).item(),
            "limit": joint_limit(self.x), "condition": condition_number(self.x),
        }  # fmt: skip
        names = self.values | {"path": self, "x": self.x, "verdict": verdict}
        wanted = row.get("verdict")
        said = verdict(self.x, lr, share)
        if wanted not in {None, said}:
            raise ExtensionError(f"{row['state']}: the verdict is {said}, not {wanted}")
        if not eval(row["claim"], names):  # as the claims of pages are
            raise ExtensionError(f"{row['state']}: no longer true: {row['claim']}")

    def rows(self):
        """List the updates that have a picture: all, or some of many."""
        n = self.values["n"]
        shown = min(n, FRAMES)
        return sorted({round(i * n / shown) for i in range(shown + 1)})


def draw(run, row):
    """Draw all that stands still; return the figure, and what moves in it."""
    import matplotlib.pyplot as plt
    import numpy as np
    from matplotlib import patheffects

    from gdtutorial import plotting
    from gdtutorial.model import initialise
    from gdtutorial.palette import CHALK, COLOURS, EDGE
    from gdtutorial.surface import loss_surface, parameter_grid

    width, height = (pixels / DPI for pixels in SIZE)
    fig, (left, right) = plt.subplots(
        1, 2, figsize=(width, height), dpi=DPI, width_ratios=(1.15, 1)
    )
    b, w = run.minimum
    start = [each.item() for each in initialise()]
    bs, ws = parameter_grid(b, w, reach=1.35 * math.dist(run.minimum, start))
    losses = loss_surface(run.x, run.y, bs, ws)
    plotting.contours(left, bs, ws, losses, plotting.loss_levels(losses))
    plotting.mark(left, *start, "start")
    plotting.mark(left, b, w, "minimum")
    left.set(title=row["label"].format(**run.values))
    low, high = run.least, run.loss.max()
    right.set(
        xlabel="update",
        ylabel="loss",
        yscale="log",
        xlim=(0, run.values["n"]),
        ylim=(low / 2, high * 2),
    )
    title = right.set_title(heading(run, run.values["n"]))
    right.axhline(low, color=COLOURS["good"], linestyle="--", linewidth=1.4)
    (way,) = left.plot([], [], color=CHALK, linewidth=1.0, alpha=0.7, zorder=3)
    edge = [patheffects.Stroke(linewidth=3.6, foreground=EDGE), patheffects.Normal()]
    (late,) = left.plot([], [], color=CHALK, linewidth=1.6, path_effects=edge, zorder=4)
    (now,) = left.plot([], [], "D", color=CHALK, markeredgecolor=EDGE, markersize=8, zorder=6)
    (curve,) = right.plot([], [], color=COLOURS["model"], linewidth=2)
    (dot,) = right.plot([], [], "o", color=COLOURS["model"], markersize=6)
    plotting.describe(fig, row["alt"], **used(row["alt"], run.values))
    updates = np.arange(run.values["n"] + 1)

    def move(n):
        way.set_data(run.b[: n + 1], run.w[: n + 1])
        late.set_data(run.b[: n + 1][-LATE:], run.w[: n + 1][-LATE:])
        now.set_data(run.b[n : n + 1], run.w[n : n + 1])
        curve.set_data(updates[: n + 1], run.loss[: n + 1])
        dot.set_data(updates[n : n + 1], run.loss[n : n + 1])

    return fig, (way, late, now, curve, dot, title), move


def used(text, values):
    """Return the values of which a text makes use."""
    return {name: value for name, value in values.items() if f"{{{name}" in text}


def heading(run, n):
    """Say where the run is."""
    return f"Update {n:,}: loss {run.loss[n]:.4f}"


def frames_of(run, fig, moving, move, said):
    """Return a picture of each update that has one, in the words that are said."""
    import numpy as np
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    canvas = FigureCanvasAgg(fig)
    for artist in moving:
        artist.set_animated(False)
    fig.set_layout_engine("constrained", w_pad=0.08, h_pad=0.08)
    fig.draw_without_rendering()
    fig.set_layout_engine("none")  # each language has its own, and nothing shifts while it moves
    for artist in moving:
        artist.set_animated(True)
    canvas.draw()
    still = canvas.copy_from_bbox(fig.bbox)
    found = []
    for n in run.rows():
        move(n)
        moving[-1].set_text(said(heading(run, n)))
        canvas.restore_region(still)
        for artist in moving:
            artist.axes.draw_artist(artist)
        found.append(Image.fromarray(np.array(canvas.buffer_rgba())[..., :3]))
    return found


def compressed(frames):
    """Return the moving picture and its end, which stays longest and, alone, stands for it."""
    each = PLAYED // len(frames)
    from figures import pictures

    moving = io.BytesIO()
    frames[0].save(
        *(moving, "WEBP"),
        save_all=True,
        append_images=frames[1:],
        duration=[each] * (len(frames) - 1) + [HELD],
        loop=0,
        lossless=True,  # what stays as it was costs nothing
        quality=20,
        method=2,
    )
    still = io.BytesIO()
    pictures.in_few_colours(frames[-1]).save(still, "WEBP", lossless=True, method=6)
    return moving.getvalue(), still.getvalue()


def make(row, later):
    """Draw one in every language; return its record, and its files, which `later` compresses."""
    import matplotlib.pyplot as plt

    from gdtutorial.plotting import template

    run = Run(row)
    fig, *parts = draw(run, row)
    caption = row["caption"].format(**run.values)
    message = template(caption)[0]
    files = {"": later(compressed, frames_of(run, fig, *parts, str))}
    entry = {"alt": fig.get_label(), "caption": caption, "languages": {}}
    entry["words"] = [*lettering.words(fig), message]
    for language in OTHERS:
        with lettering.written_in(language, fig) as writer:
            writer.words[message] = catalogs.read(language, "figures").get(message, "")

            def said(text, words=writer.words):
                message, values = template(text)
                return (words.get(message) or message).format(*values)

            files[f".{language}"] = later(compressed, frames_of(run, fig, *parts, said))
            version = {"alt": fig.get_label(), "caption": said(caption)}
        entry["languages"][language] = version | {
            "words": writer.words,
            "trouble": sorted(set(writer.trouble)),
        }
    plt.close(fig)
    return entry, files


def key_of(name, row):
    """Return the key of all that is made of a row."""
    return key(
        *OTHERS,
        name,
        json.dumps(row),
        keys.library(),
        keys.packages("docs"),
        keys.contents([keys.MACHINERY / name for name in DRAWN_BY], keys.MACHINERY),
        keys.contents(keys.LIBRARY.rglob("*.ttf"), keys.LIBRARY),
    )


def kept(rows):
    """Return the store of moving pictures."""
    return Store(keys.BUILD / "animations", most=3 * len(rows))


def result_of(store, name, row):
    """Return the folder of what is kept of a row, or None where that is nothing, or in other words than today's."""
    result = store.get(key_of(name, row))
    if result and not other_words([json.loads((result / f"{name}.json").read_text("utf-8"))]):
        return result
    return None


def make_all(app):
    """Make those that have changed, and put all in place."""
    if not TABLE.exists():
        return  # a site without that page
    rows = table()
    store = kept(rows)
    missing = {name: row for name, row in rows.items() if not result_of(store, name, row)}
    if missing:
        draw_all(missing, store)
    folder = Path(app.srcdir) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {}
    for name, row in rows.items():
        result = result_of(store, name, row)
        wanted |= {file: result / file for file in store.files(key_of(name, row))}
    for path in folder.iterdir():
        if path.name not in wanted:
            path.unlink()
    for file, source in wanted.items():
        content = source.read_bytes()
        if not (folder / file).exists() or (folder / file).read_bytes() != content:
            (folder / file).write_bytes(content)


def draw_all(rows, store):
    """Draw some, one after the other, while those before are compressed."""
    import matplotlib.pyplot as plt

    with ThreadPoolExecutor() as pool, plt.style.context("gdtutorial.style"):
        made = {name: make(row, pool.submit) for name, row in rows.items()}
        for name, (entry, files) in made.items():
            content = {}
            for edition, both in files.items():
                content[f"{name}{edition}.webp"], content[f"{name}-still{edition}.webp"] = (
                    both.result()
                )
            content[f"{name}.json"] = json.dumps(entry, indent=1).encode()
            store.put(key_of(name, rows[name]), content)


def all_words(srcdir):
    """List the messages of all."""
    files = [Path(srcdir) / FOLDER / f"{name}.json" for name in table()]
    return [word for file in files for word in json.loads(file.read_text("utf-8"))["words"]]


class moving_figure(nodes.General, nodes.Element):
    """A moving picture: its end, what moves, what is seen, and where it leads."""


class moving_picture(nodes.General, nodes.Element):
    """What moves, behind a button, and the caption."""


class Animation(SphinxDirective):
    """Show one of the rows."""

    required_arguments = 1

    def run(self):
        (name,) = self.arguments
        if name not in table():
            raise self.error(f"no animation is named {name}; there are: {', '.join(table())}")
        sidecar = Path(self.env.srcdir) / FOLDER / f"{name}.json"
        for made_from in sidecar, TABLE:
            self.env.note_dependency(str(made_from))
        entry = json.loads(sidecar.read_text("utf-8"))
        language = self.config.language
        place = moving_figure(ids=[f"moving-{name}"])
        self.set_source_info(place)
        alt = told(entry, language, place)
        version = entry["languages"].get(language, entry)
        edition = "" if language == SOURCE else f".{language}"
        file = f"{FOLDER}/{name}{edition}.webp"
        size = (Path(self.env.srcdir) / file).stat().st_size
        taken = nodes.inline("", say("Download (WebP, {size} KB)", size=round(size / 1000)))
        state = f"{'../' * self.env.docname.count('/')}playground.html?{table()[name]['state']}"
        shown = {"told": alt, "width": SIZE[0], "height": SIZE[1]}
        place += themed_image(
            uri=f"/{FOLDER}/{name}-still.webp",
            classes=["still", "no-scaled-link"],
            eager=False,
            **shown,
        )
        place += moving_picture(caption=version["caption"], **shown)
        line = nodes.paragraph("", "", classes=["figure-origin"])
        line += download_reference("", "", taken, reftarget=f"/{file}")
        line += nodes.Text(" ")
        line += nodes.reference(
            *("", say("Open in the playground")),
            internal=True,
            refuri=f"{state}#explore-playground",
        )
        place += line
        return [place]


def visit_figure(self, node):
    """Open it."""
    self.body.append(self.starttag(node, "figure", CLASS="gallery-figure animation"))


def depart_figure(self, _node):
    """Close the caption and the whole."""
    self.body.append("</figcaption>\n</figure>\n")


def visit_moving(self, node):
    """Write the button; a lazy image in a closed fold is not fetched."""
    file = next(node.parent.findall(download_reference))["filename"]
    picture = self.emptytag(
        node,
        "img",
        "",
        src=posixpath.join(self.builder.dlpath, quote(file)),
        alt=node["told"],
        width=node["width"],
        height=node["height"],
        loading="lazy",
    )
    play, stop = (
        f'<span class="{name}">{escape(text)}</span>'
        for name, text in (("to-play", say("Play")), ("to-stop", say("Stop")))
    )
    self.body.append(
        f"<details><summary>{play}{stop}</summary>{picture}</details>\n"
        f"<figcaption><p>{escape(node['caption'])}</p>\n"
    )
    raise nodes.SkipNode


def setup(app):
    """Make them after the figures, before any page is read."""
    app.add_node(moving_figure, html=(visit_figure, depart_figure))
    app.add_node(moving_picture, html=(visit_moving, None))
    app.add_directive("animation", Animation)
    app.connect("builder-inited", make_all, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
