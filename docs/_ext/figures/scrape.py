"""Save each figure of a script: light and dark, in every language, for slides and for print.

:func:`scrape` is called by sphinx-gallery after each block of a script.
Beside the script's page it leaves a record of its figures, which the pages read.
In the other languages a figure is ``NAME.zh_CN.webp`` beside ``NAME.webp``,
which is where Sphinx looks for an image of its language.
"""

import json
import re
from pathlib import Path

from figures import lettering
from i18n.languages import OTHERS


def scrape(_block, block_vars, gallery_conf):
    """Save the open figures and return the reStructuredText that shows them."""
    # Here: a build with nothing to draw need not wait for Matplotlib.
    import matplotlib.pyplot as plt

    from figures import pictures
    from figures.dark import size

    stem = Path(block_vars["src_file"]).stem
    sidecar = Path(gallery_conf["src_dir"]) / "gallery" / f"{stem}.json"
    drawn = [plt.figure(number) for number in plt.get_fignums()]
    shown = []
    for figure, path in zip(drawn, block_vars["image_path_iterator"], strict=False):
        alt = figure.get_label()
        if not alt:
            raise ValueError(f"{stem}: a figure has no alternative text: call describe()")
        light = Path(path).with_suffix(".webp")
        dark = light.with_name(f"{light.stem}_dark.webp")
        layout = figure.get_layout_engine()
        picture = pictures.save(figure, light, dark)
        width, height = size(figure)
        count = len(block_vars["image_path_iterator"])
        name = stem if count == 1 else f"{stem}-{count}"
        pictures.export(figure, picture, sidecar.parent / "downloads", name)
        known = json.loads(sidecar.read_text()) if count > 1 else []
        entry = {"light": light.name, "dark": dark.name, "alt": alt}
        entry |= {"width": width, "height": height, "words": lettering.words(figure)}
        entry["languages"] = {
            language: save_in(language, figure, light, dark, layout) for language in OTHERS
        }
        known.append(entry)
        sidecar.write_text(json.dumps(known, indent=1))
        shown.append(f"\n.. gallery-figure:: {stem}\n   :number: {count}\n   :bare:\n")
    plt.close("all")
    return "".join(shown)


def save_in(language, figure, light, dark, layout):
    """Save a figure in another language; return its alternative text and the words used."""
    from figures import pictures

    stem, number = re.fullmatch(r"sphx_glr_(.+)_(\d{3})", light.stem).groups()
    number = int(number)
    figure.set_layout_engine(layout)  # saving has frozen it, and other words need other room
    light, dark = (path.with_suffix(f".{language}.webp") for path in (light, dark))
    with lettering.written_in(language, figure) as writer:
        picture = pictures.save(figure, light, dark)
        alt = figure.get_label()
        name = stem if number == 1 else f"{stem}-{number}"
        pictures.export(figure, picture, light.parents[1] / "downloads", f"{name}.{language}")
    return {"alt": alt, "words": writer.words, "trouble": sorted(set(writer.trouble))}
