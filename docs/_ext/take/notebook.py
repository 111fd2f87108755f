"""A page with cells as a notebook, with what its cells printed, and as a program.

Both hold what the page shows, in its language, and no hidden cell:
a test runs each of them where nothing but the library is installed.
"""

import base64
import io
import re

import nbformat
from nbformat import v4
from PIL import Image

from take.markdown import Heading

PICTURE = re.compile(r"!(\[(?:[^\]\\]|\\.)*\])\(attachment:([^)]+)\)")
MARK = "# %%"
"""Begins a cell of a program, as editors know it."""


def notebook(blocks, page, pictures):
    """Return a notebook: blocks of Markdown, and cells, which the page knows by their place.

    `pictures` is the folder of those that its Markdown attaches.
    """
    cells, text, printed = [], [], 0

    def close():
        if text:
            said = "\n\n".join(text)
            cells.append(v4.new_markdown_cell(said, id=f"text-{len(cells) + 1}"))
            if files := [name for _, name in PICTURE.findall(said)]:
                cells[-1]["attachments"] = {
                    name: {"image/png": as_png(pictures / f"{name}.webp")} for name in files
                }
            text.clear()

    for block in blocks:
        if isinstance(block, str):
            if isinstance(block, Heading):
                close()
            text.append(str(block))
        else:
            close()
            printed += 1
            cells.append(ran(page.cells[block["cell_index"]], printed))
    close()
    made = v4.new_notebook(
        cells=cells,
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
        },
    )
    nbformat.validate(made)
    return made


def ran(cell, number):
    """Return a cell of code, with what it printed when the site was built."""
    if re.search(f"^{MARK}", cell.source, re.MULTILINE):
        raise ValueError(f"{MARK} begins a cell of a program, and stands in one: {cell.source}")
    outputs = [nbformat.from_dict(output) for output in cell.outputs]
    for output in outputs:
        if output.output_type == "execute_result":
            output["execution_count"] = number
    return v4.new_code_cell(
        cell.source, id=f"code-{number}", execution_count=number, outputs=outputs
    )


def as_png(path):
    """Return a picture of a page, which has few colours, as a notebook holds it."""
    written = io.BytesIO()
    with Image.open(path) as picture:
        colours = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
        colours.save(written, "png")
    return base64.b64encode(written.getvalue()).decode()


def program(made):
    """Return a notebook as a program: its text in comments, and of its pictures what they show."""
    parts = []
    for cell in made.cells:
        if cell.cell_type == "code":
            parts.append(f"{MARK}\n{cell.source}")
        else:
            lines = PICTURE.sub(r"\1", cell.source).splitlines()
            said = "\n".join(f"# {line}".rstrip() for line in lines)
            parts.append(f"{MARK} [markdown]\n{said}")
    return "\n\n".join(parts) + "\n"
