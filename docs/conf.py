"""The site: how Sphinx builds it."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

DOCS = Path(__file__).parent
for folder in ("_ext", "_run/python"):
    sys.path.insert(0, str(DOCS / folder))

from fresh import bytecode

bytecode.forget()

import gdtutorial
from gdtutorial import palette
from i18n import catalogs, compiled, languages

# The footer's year is written below, and follows no clock.
os.environ.pop("SOURCE_DATE_EPOCH", None)

# One source, many languages: each is built by itself, into the folder of its name.
language = languages.chosen()
say = catalogs.speaker(language)
locale_dirs = [compiled.compile_all()]
gettext_auto_build = False  # i18n/compiled.py does that
gettext_compact = False  # one catalog for each page
gettext_location = False  # line numbers change too often
site_url = os.environ.get("READTHEDOCS_CANONICAL_URL", os.environ.get("GDTUTORIAL_URL", ""))
html_baseurl = site_url and f"{site_url}{language}/"
suppress_warnings = ["sphinx_gallery.space_in_filename"]  # the project's folder may have one
if "GDTUTORIAL_DRAFT" in os.environ:
    suppress_warnings += ["translation"]  # what is not translated stays in English

project = say("Gradient descent")
author = "the gdtutorial authors"
copyright = say("2026 the gdtutorial authors. Code: MIT. Prose and figures: CC BY 4.0")
version = release = gdtutorial.__version__

extensions = [
    "fresh.failures",
    "fresh.keys",
    "fresh.guard",
    "fresh.turn",
    "figures.keep",
    "figures.show",
    "figures.downloads",
    "pages.animations",
    "pages.gallery",
    "pages.exercises",
    "pages.explore",
    "pages.settable",
    "pages.worksheet",
    "pages.glossary",
    "pages.recorded",
    "pages.programs",
    "pages.run",
    "pages.scripts",
    "pages.extras",
    "take.library",
    "take.pages",
    "take.site",
    "pages.typography",
    "web.found",
    "web.theme",
    "web.links",
    "web.cards",
    "web.mathml",
    "web.pdf",
    "web.epub",
    "web.plurals",
    "i18n.search",
    "i18n.translate",
    "i18n.extract",
    "i18n.scripts",
    "myst_nb",
    "pages.cells",
    "sphinx_gallery.gen_gallery",
    "sphinx.ext.autodoc",
    "numpydoc",
    "pages.reference",
    "sphinx.ext.viewcode",
    "sphinx.ext.intersphinx",
    "sphinx_copybutton",
    "notfound.extension",
]
nitpicky = True
templates_path = ["_templates"]
exclude_patterns = ["locales", "gallery/**.ipynb", "gallery/_uses", "**.ipynb_checkpoints"]

# Pages: Markdown with cells that run at build.
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
myst_update_mathjax = False
html_math_renderer = "mathml"
nb_execution_mode = "off"  # they have run when a page is read: see pages/cells.py
nb_custom_formats = {".md": ["pages.cells.read", {}, False]}
nb_merge_streams = True
nb_mime_priority_overrides = [("gettext", "text/html", 0)]  # for the words in it
nb_code_prompt_show = say("Show the code")
nb_code_prompt_hide = say("Hide the code")
nb_output_stderr = "error"

# Figures: the scripts in gallery/.
sphinx_gallery_conf = {
    "examples_dirs": "../gallery",
    "gallery_dirs": "gallery",
    "filename_pattern": r"/f\d\d_",
    "ignore_pattern": r"/(?!f\d\d_)[^/]*\.py$",
    "within_subsection_order": "FileNameSortKey",
    "image_scrapers": ("figures.scrape.scrape",),
    "image_srcset": (),
    "capture_repr": (),
    "abort_on_example_error": False,  # all that fail are told: see figures/keep.py
    "only_warn_on_example_error": False,
    "parallel": True,
    "doc_module": ("gdtutorial",),
    "backreferences_dir": "gallery/_uses",
    "download_all_examples": False,
    "write_computation_times": False,
    "min_reported_time": 10**6,
    "show_signature": False,
    "remove_config_comments": True,
}

# Reference.
autodoc_typehints = "none"
autodoc_member_order = "bysource"
numpydoc_show_class_members = False
numpydoc_xref_param_type = True
numpydoc_xref_ignore = "all"
numpydoc_xref_aliases = {
    "Axes": "matplotlib.axes.Axes",
    "Figure": "matplotlib.figure.Figure",
    "RandomState": "numpy.random.RandomState",
    "bool": "python:bool",
    "ndarray": "numpy.ndarray",
}
intersphinx_mapping = {
    name: (url, f"inventories/{name}.txt")
    for name, url in {
        "matplotlib": "https://matplotlib.org/stable/",
        "numpy": "https://numpy.org/doc/stable/",
        "python": "https://docs.python.org/3/",
        "sklearn": "https://scikit-learn.org/stable/",
    }.items()
}

# Looks.
html_theme = "furo"
page_font = languages.TABLE[language].font
html_context = {"page_font": page_font}
html_title = project
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"defer": "defer"})]
html_favicon = "_static/favicon.svg"
html_domain_indices = False
html_copy_source = False
html_show_sourcelink = False
html_show_search_summary = False  # each result would fetch its page, and jump
output = say("Out:")
html_theme_options = {
    "light_css_variables": {
        **{f"figure-{name}": colour for name, colour in palette.NAMES.items()},
        "own-font": f'"{page_font.family}"' if page_font else "system-ui",
        "word-output": f'"{output}"',
        "color-brand-primary": "#0b5394",
        "color-brand-content": "#0b5394",
        "color-brand-visited": "#6a3d9a",
    },
    "dark_css_variables": {
        **{
            f"figure-{name}": palette.DARK.get(colour, colour)  # some are the same on any page
            for name, colour in palette.NAMES.items()
        },
        "color-brand-primary": "#8ab8f0",
        "color-brand-content": "#8ab8f0",
        "color-brand-visited": "#c3a6e8",
    },
}
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
copybutton_exclude = ".linenos, .gp, .go"
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True
# The page for missing addresses is served from any depth, so its links start at the root.
notfound_urls_prefix = urlsplit(html_baseurl).path or f"/{language}/"
