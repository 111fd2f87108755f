"""Where the build mends what another tool writes, that tool still writes it; if not, the build stops."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes
from sphinx.errors import ExtensionError

from pages import gallery, reference
from web import mathml, pdf, plurals, theme
from web.mend import mended

LANGUAGE = {"tag": "zh-CN", "folder": "zh_CN", "name": "中文", "address": "../zh_CN/"}
FURO = """
<svg><symbol><title>Contents</title></symbol><symbol><title>Menu</title></symbol>
<symbol><title>Expand</title></symbol><symbol><title>Light mode</title></symbol>
<symbol><title>Dark mode</title></symbol><symbol><title>Auto light/dark, in light mode</title></symbol>
<symbol><title>Auto light/dark, in dark mode</title></symbol></svg>
<input aria-label="Toggle navigation of Figures &amp; {more}" class="toctree-checkbox">
<input aria-label="Toggle site navigation sidebar"><input aria-label="Toggle table of contents sidebar">
<div class="theme-toggle-container theme-toggle-header">
<button aria-label="Toggle Light / Dark / Auto color theme"></button></div>
<aside class="sidebar-drawer"><p class="caption" role="heading">Pages</p></aside>
<aside class="toc-drawer"></aside>
<script>document.body.dataset.theme = localStorage.getItem("theme") || "auto";</script>
Made with <a href="https://pradyunsg.me">@pradyunsg</a>'s <a>Furo</a>
"""
FOLDED = (
    '<details><summary aria-label="Toggle hidden content">\n'
    '<p class="collapsed admonition-title">Show</p>\n'
    '<p class="expanded admonition-title">Hide</p>\n</summary></details>'
)
SOURCE = (
    '<div><pre>\n<div class="viewcode-block" id="Path">\n1\n'
    '<div class="viewcode-block" id="Path.b">\n2</div>\n</div>\n</pre></div>'
)


def test_what_is_mended_must_be_there():
    assert mended("a b a", "a", "c", "a tool") == "c b c"
    assert mended("a b a", "a", "c", "a tool", times=2) == "c b c"
    with pytest.raises(
        ExtensionError, match=r"a tool .* 'd' must be found at least once .* 0 times"
    ):
        mended("a b a", "d", "c", "a tool")
    with pytest.raises(ExtensionError, match=r"must be found 1 times .* 2 times"):
        mended("a b a", "a", "c", "a tool", times=1)


def test_a_page_of_the_theme_is_mended():
    page = theme.mend(FURO + FOLDED, [LANGUAGE], folded=True)
    assert '<aside class="sidebar-drawer" aria-label="Site navigation">' in page
    assert '<aside aria-label="On this page" class="toc-drawer">' in page
    assert 'role="heading" aria-level="2"' in page
    assert "<summary>" in page
    assert "<p" not in page[page.index("<summary>") : page.index("</summary>")]
    assert "<title>Light colours</title>" in page
    assert 'aria-label="Pages below: Figures &amp; {more}"' in page
    assert page.index('lang="zh-CN"') < page.index("theme-toggle-container")


@pytest.mark.parametrize(
    "lost",
    [
        "<title>Contents",
        "<title>Auto light/dark, in dark mode",
        "Toggle navigation of",
        "Toggle site navigation sidebar",
        "Toggle table of contents sidebar",
        "Toggle Light / Dark / Auto color theme",
        '<aside class="sidebar-drawer"',
        '<aside class="toc-drawer',
        ' role="heading"',
        "@pradyunsg",
        '<div class="theme-toggle-container',
    ],
)
def test_a_theme_that_writes_something_else_stops_the_build(lost):
    assert lost in FURO
    with pytest.raises(ExtensionError, match="Furo writes something else"):
        theme.mend(FURO.replace(lost, "something else"))


def test_a_folded_cell_without_the_label_that_goes_stops_the_build():
    theme.mend(FURO)
    with pytest.raises(ExtensionError, match="MyST-NB writes something else"):
        theme.mend(FURO + "<details><summary></summary></details>", folded=True)


def test_a_folded_cell_whose_label_is_written_otherwise_stops_the_build():
    with pytest.raises(ExtensionError, match="MyST-NB writes something else"):
        theme.mend(FURO + FOLDED.replace("<p ", "<b "), folded=True)


def test_the_source_of_a_module_holds_phrases_alone():
    page = theme.mend(FURO + SOURCE)
    inside = page[page.index("<pre>") : page.index("</pre>")]
    assert "div" not in inside
    assert inside.count('<span class="viewcode-block"') == inside.count("</span>") == 2
    assert page.endswith("</pre></div>")
    with pytest.raises(ExtensionError, match="Sphinx writes something else"):
        theme.mend(FURO + SOURCE.replace("2</div>", "2"))


def test_a_colon_is_that_of_the_language(monkeypatch):
    field = '<dt>Returns<span class="colon">{}</span></dt>'
    assert theme.mend(FURO + field.format(":")).endswith(field.format(":"))
    monkeypatch.setattr(theme, "chosen", lambda: "zh_CN")
    assert theme.mend(FURO + field.format(":")).endswith(field.format("："))
    with pytest.raises(ExtensionError, match="Docutils writes something else"):
        theme.mend(FURO + field.format(" :"))


def page_without(kind):
    """Give what a template is to load: the site's own files, and all but one kind of the gallery's."""
    context = {
        "css_files": ["_static/site.css", "_static/sg_gallery.css"],
        "script_files": ["_static/site.js", "_static/sg-tags.js"],
    }
    if kind:
        context[kind].pop()
    return context


def test_pages_without_thumbnails_load_nothing_for_them():
    context = page_without(None)
    theme.spare_readers(None, "tutorial/loss", "", context, None)
    assert context == {"css_files": ["_static/site.css"], "script_files": ["_static/site.js"]}


@pytest.mark.parametrize("kind", ["css_files", "script_files"])
def test_thumbnails_that_load_something_else_stop_the_build(kind):
    with pytest.raises(ExtensionError, match=f"tutorial/loss has no {kind} of sphinx-gallery"):
        theme.spare_readers(None, "tutorial/loss", "", page_without(kind), None)


INDEX = """
Gallery
=======

.. raw:: html

  <div id='sg-tag-list' class='sphx-glr-tag-list'></div>


.. raw:: html

    <div class="sphx-glr-thumbcontainer" tooltip="What is to be seen">

.. toctree::
   :hidden:
"""


def test_the_gallery_shows_our_cards():
    source = [INDEX]
    gallery.replace_thumbnails(None, "gallery/index", source)
    assert source == ["\nGallery\n=======\n\n.. figure-index::\n\n\n.. toctree::\n   :hidden:\n"]
    page = ["a page"]
    gallery.replace_thumbnails(None, "tutorial/loss", page)
    assert page == ["a page"]


@pytest.mark.parametrize("lost", ["sg-tag-list", ".. toctree::"])
def test_a_gallery_that_is_written_otherwise_stops_the_build(lost):
    with pytest.raises(ExtensionError, match="sphinx-gallery writes something else"):
        gallery.replace_thumbnails(None, "gallery/index", [INDEX.replace(lost, "other")])


def test_an_overline_is_a_sign_that_browsers_stretch(monkeypatch):
    formula = nodes.math("", r"\overline{x^2} + \overline{y^2}")
    found = mathml.convert(formula, display=False)
    assert found.count("\N{OVERLINE}") == 2
    same = SimpleNamespace(convert_with_local_state=lambda *_, **__: found)
    monkeypatch.setattr(mathml, "CONVERTER", same)
    with pytest.raises(ExtensionError, match="math-core writes something else"):
        mathml.convert(formula, display=False)


def test_a_table_in_a_formula_has_only_what_the_standard_gives_it(monkeypatch):
    latex = r"\begin{aligned}a &= \begin{pmatrix}1\\2\end{pmatrix} \\ c &= d\end{aligned}"
    formula = nodes.math_block("", latex)
    found = mathml.convert(formula, display=True)
    assert found.count("<mtable") == 2
    assert "scriptlevel" not in found
    same = SimpleNamespace(convert_with_local_state=lambda *_, **__: found)
    monkeypatch.setattr(mathml, "CONVERTER", same)
    with pytest.raises(ExtensionError, match="math-core writes something else"):
        mathml.convert(formula, display=True)


def test_the_index_calls_a_module_so_in_the_language_of_the_page(monkeypatch):
    document = new_document("reference/model")
    document += addnodes.index(
        entries=[
            ("pair", "module; gdtutorial.model", "m", "", None),
            ("single", "mse", "e", "", None),
        ]
    )
    monkeypatch.setattr(reference, "say", {"module": "模块"}.get)
    reference.NameModules(document).apply()
    assert [entry[1] for entry in document[0]["entries"]] == ["模块; gdtutorial.model", "mse"]


def test_the_images_of_a_figure_stand_as_one():
    """Docutils closes the caption of a figure that holds more than one thing."""
    document = new_document("gallery/f06_loss_surface")
    light, dark = nodes.image(uri="light.webp"), nodes.image(uri="dark.webp")
    document += nodes.figure("", light, dark)
    document += nodes.figure("", nodes.image(uri="a.webp"), nodes.caption("", "What it shows"))
    theme.join_pictures(None, document, "gallery/f06_loss_surface")
    bare, told = document
    assert list(bare[0]) == [light, dark]
    assert len(bare) == 1
    assert [type(part) for part in told] == [nodes.image, nodes.caption]


def test_a_pdf_tells_no_time():
    before = b"/CreationDate (D:20261124221500+00'00')"
    after = pdf.without_dates(before)
    assert b"2026" not in after
    assert len(after) == len(before)
    with pytest.raises(ExtensionError, match="Chromium writes something else"):
        pdf.without_dates(b"/CreationDate <2026>")


def test_cells_that_a_page_folds_are_found_in_its_source(tmp_path):
    page = "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n\n```{{code-cell}}\n:tags: [{}]\n1\n```\n"
    paths = {name: tmp_path / f"{name}.md" for name in ("folded", "plain")}
    paths["folded"].write_text(page.format("hide-input"), "utf-8")
    paths["plain"].write_text(page.format("remove-input"), "utf-8")
    paths["search"] = Path("search.md")
    env = SimpleNamespace(found_docs={"folded", "plain"}, doc2path=paths.get)
    for name, folded in ("folded", True), ("plain", False), ("search", False):
        context = {}
        theme.find_folded(SimpleNamespace(env=env), name, "", context, None)
        assert context == {"folded": folded}


def test_no_text_becomes_code_where_plurals_are_formed(tmp_path):
    folder = tmp_path / "_static"
    folder.mkdir()
    app = SimpleNamespace(outdir=str(tmp_path), builder=SimpleNamespace(format="html"))
    plurals.mend(app, None)  # English has no translations
    (folder / "translations.js").write_text('{"plural_expr": "n > 1"}', "utf-8")
    (folder / "doctools.js").write_text(
        'PLURAL = new Function(\n  "n",\n  `return (${catalog.plural_expr})`,\n);', "utf-8"
    )
    for _ in range(2):  # again, where a build leaves what is there
        plurals.mend(app, None)
        assert (folder / "translations.js").read_text("utf-8") == '{"plural_expr": (n) => (n > 1)}'
        assert (folder / "doctools.js").read_text("utf-8") == "PLURAL = catalog.plural_expr;"
    (folder / "translations.js").write_text("{}", "utf-8")
    with pytest.raises(ExtensionError, match="Sphinx writes something else"):
        plurals.mend(app, None)
