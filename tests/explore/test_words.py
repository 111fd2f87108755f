"""Every word of an explorable is text of its page: known, used, and translated with the page."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "docs/_static/explore"
WORDS = tomllib.loads((ROOT / "docs/_ext/pages/explore.toml").read_text("utf-8"))
SCRIPTS = {path: path.read_text("utf-8") for path in SOURCES.rglob("*.js")}


def spoken():
    """The keys that the scripts ask for, some of them with a part that is filled in."""
    text = "\n".join(SCRIPTS.values())
    quoted = set(re.findall(r'"([a-z][\w-]*)"', text)) | set(re.findall(r"\b(\w+):", text))
    parts = [*re.findall(r"`([\w-]+-)\$\{", text), "start-", "move-"]
    return quoted, parts


def test_no_word_is_left_over():
    quoted, parts = spoken()
    for name, section in WORDS.items():
        for key in section.keys() - {"uses", "missed"}:
            assert key in quoted or any(key.startswith(part) for part in parts), f"{name}: {key}"


def test_scripts_hold_no_sentence():
    for path, text in SCRIPTS.items():
        if path.name.endswith("program.js"):
            continue  # they write Python
        code = re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)
        found = re.findall(r'"([A-Za-z]+(?: [a-z]+){2,}[.:]?)"', code)
        assert [words for words in found if not words.startswith("x-")] == [], path.name


CATALOG = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Learning rate"
msgstr "学习率"

msgid "Diverges: in the long run each update makes the distance to the minimum {kept} % of what it was."
msgstr "发散 {kept} %"
"""


@pytest.mark.slow
def test_words_are_translated_with_the_page(tmp_path):
    docs, catalog = tmp_path / "docs", tmp_path / "locales/zh_CN/LC_MESSAGES/index.po"
    docs.mkdir()
    catalog.parent.mkdir(parents=True)
    catalog.write_text(CATALOG, "utf-8")
    (docs / "index.md").write_text("# Page\n\n:::{explorable} learning-rate\n:::\n", "utf-8")
    (docs / "conf.py").write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT / 'docs/_ext')!r})\n"
        "extensions = ['myst_parser', 'pages.explore']\nmyst_enable_extensions = ['colon_fence']\n"
        "language = 'zh_CN'\nlocale_dirs = ['../locales']\n",
        "utf-8",
    )
    command = [sys.executable, "-m", "sphinx", "-q", "-W", str(docs), str(tmp_path / "site")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "site/index.html").read_text("utf-8")
    content = re.search(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)[1]
    words = json.loads(content)["words"]
    assert words["rate"] == "学习率"
    assert words["diverges"] == "发散 {kept} %"
    assert words["play"] == "Play"
