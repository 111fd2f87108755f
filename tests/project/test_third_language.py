"""A third language is a row of the table and its catalogs: one that no one speaks, every word accented.

Its catalogs are made from the English messages, and the whole site is built in it.
Whatever still reads as on the English page would be left in English in any new language.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import newcomer
import pytest
from babel.messages.pofile import write_po
from helpers import no_gaps
from lxml import html

from figures import keep
from fresh import keys
from fresh.store import Store
from i18n import catalogs, languages, proofread
from pages import animations

ROOT = Path(__file__).parents[2]
THIRD = "pt_BR"  # what Sphinx itself says, it says in Portuguese
DRAWN = {
    "figures/f03_training_and_validation",
    "animations/low-rate",
}  # the others are taken from the cache
ACCENTS = str.maketrans("aeiouyAEIOUYcnslzCNSLZ", "áéíóúýÁÉÍÓÚÝćńśĺźĆŃŚĹŹ")
KEPT = re.compile(
    "|".join([*(f"(?:{pattern})" for _, pattern in proofread.KEPT), r"https?://\S+|@\w+|%[sd]"])
)
TITLED = re.compile(r"(:[\w:+-]+:|\{[\w:+-]+\})`([^`<]+?) *(<[^>]*>)`")
TERM = re.compile(r"(:term:|\{term\})`([^`<]+)`")


def accented(message):
    """Say a message in the third language."""
    kept = []
    if re.match(r"[A-Z]\. ", message):
        message = f"Cf. {message}"  # an initial at the beginning would begin a list

    def keep_it(text):
        kept.append(text)
        return f"\0{len(kept) - 1}\0"

    message = TERM.sub(r"\1`\2 <\2>`", message)
    message = TITLED.sub(
        lambda m: f"{keep_it(f'{m[1]}`')}{m[2].translate(ACCENTS)} {keep_it(f'{m[3]}`')}", message
    )
    message = KEPT.sub(lambda m: keep_it(m[0]), message).translate(ACCENTS)
    while "\0" in message:
        message = re.sub("\0(\\d+)\0", lambda m: kept[int(m[1])], message)
    return message


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("After {n} updates: `lr` is 0.1.", "Áftér {n} úpdátéś: `lr` íś 0.1."),
        ("A {term}`loss` of $w$", "Á {term}`ĺóśś <loss>` óf $w$"),
        ("See [the loss](loss.md).", "Śéé [thé ĺóśś](loss.md)."),
    ],
)
def test_the_third_language_accents_words_and_nothing_else(message, said):
    assert accented(message) == said


def add_row(copy):
    """Add the language to the table."""
    table = copy / "docs" / "_ext" / "i18n" / "languages.py"
    text, found = re.subn(
        r"^TABLE = \{\n", f'TABLE = {{\n    "{THIRD}": Language("Ácćéńtś"),\n', table.read_text("utf-8"),
        flags=re.MULTILINE,
    )  # fmt: skip
    assert found == 1
    table.write_text(text, "utf-8")


def add_catalogs(copy):
    """Translate what the catalogs of another language ask for."""
    another = catalogs.LOCALES / languages.OTHERS[0]
    for path in another.rglob("*.po"):
        catalog = catalogs.load(path)
        for message in catalog:
            if message.id:
                message.string = accented(message.id)
                message.flags.clear()
        place = copy / "docs" / "locales" / THIRD / path.relative_to(another)
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as file:
            write_po(file, catalog, width=0)


PUT = """
import json, sys
from pathlib import Path
sys.path.insert(0, "docs/_ext")
from figures import keep
from fresh import keys
from fresh.store import Store
from gdtutorial.plotting import template
from i18n import catalogs
from pages import animations
language, *folders = sys.argv[1:]
rows = animations.table()
for folder in map(Path, folders):
    name, kind = folder.name, folder.parent.name
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for file in [file for file in files if ".zh_CN." in file]:
        files[file.replace("zh_CN", language)] = files[file.replace(".zh_CN", "")]
    found = json.loads(files[name + ".json"])
    for entry in found if kind == "figures" else [found]:
        catalog = catalogs.read(language, "figures")
        said = {word: catalog.get(word, "") for word in entry["words"]}
        version = {"words": said, "trouble": []}
        for text in entry.keys() & {"alt", "caption"}:
            message, values = template(entry[text])
            version[text] = said.get(message, entry[text]).format(*values)
        entry["languages"][language] = version
    files[name + ".json"] = json.dumps(found, indent=1).encode()
    if kind == "figures":
        Store(keys.BUILD / kind, most=200).put(keep.key_of(Path("gallery", name + ".py")), files)
    else:
        animations.kept(rows).put(animations.key_of(name, rows[name]), files)
"""


def add_figures(copy, tmp_path):
    """Take the English figures for those of the language, moving ones, too, but for a few that are drawn."""
    store = Store(keys.BUILD / "figures", most=1000)
    scripts = sorted((ROOT / "gallery").glob("f*.py"))
    results = {f"figures/{path.stem}": store.get(keep.key_of(path)) for path in scripts}
    rows = animations.table()
    moving = animations.kept(rows)
    results |= {
        f"animations/{name}": animations.result_of(moving, name, row) for name, row in rows.items()
    }
    folders = []
    for name, result in results.items():
        if result and name not in DRAWN:
            folders.append(tmp_path / name)
            shutil.copytree(result, folders[-1], ignore=shutil.ignore_patterns("digests.json"))
    run(copy, "-c", PUT, THIRD, *map(str, folders))


def run(copy, *arguments, **settings):
    """Run Python in the copy."""
    done = subprocess.run(
        [copy / ".venv" / "bin" / "python", *arguments],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy)} | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def third(tmp_path_factory):
    """The whole site in the third language, built in a fresh copy with what `make site` installs, and nothing else."""
    tmp_path = tmp_path_factory.mktemp("third")
    copy = newcomer.copy(tmp_path / "copy")
    newcomer.run("make .venv/site", copy)
    for cache in ("cells", "proved"):
        if (keys.BUILD / cache).exists():
            shutil.copytree(keys.BUILD / cache, copy / "build" / cache)
    add_row(copy)
    add_catalogs(copy)
    add_figures(copy, tmp_path)
    options = ["-q", "-n", "-W", "--keep-going", "--jobs", "auto"]
    run(copy, "-m", "sphinx", *options, "docs", f"site/{THIRD}", GDTUTORIAL_LANGUAGE=THIRD)
    return copy


WORDS = """
    //head/title/text() | //head/meta[@name='description']/@content
    | //body//@*[(name() = 'alt' or name() = 'aria-label' or name() = 'title' or name() = 'placeholder')
        and not(ancestor::pre)]
    | //body//text()[not(ancestor::pre or ancestor::code or ancestor::script or ancestor::style
        or ancestor::svg or parent::strong[parent::dt] or parent::cite
        or ancestor::math and not(parent::mtext and contains(., ' '))
        or ancestor::*[contains(@class, 'sig') or contains(@class, 'classifier')
            or contains(@class, 'pasted-text') or contains(@class, 'twin')])]
"""
NAMES = re.compile(r"https?:\S+|[\w]+(?:\.\w+)+|\w+Error|@pradyunsg|Furo|DDP|PNG|SVG")
"""What has one name in every language: addresses, what an interface calls its parts, kinds of files, the theme's and PyTorch's."""


def words(page):
    """Return the texts of a page that have words."""
    texts = {" ".join(str(text).split()) for text in page.xpath(WORDS)}
    return {
        text for text in texts if re.search(r"[A-Za-z]{3,}", text) and not NAMES.fullmatch(text)
    }


@pytest.mark.gate
def test_a_host_installs_little(third):
    files = [path for path in (third / ".venv").rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files if path.suffix != ".pyc")
    assert size < 450e6, f"{size / 1e6:.0f} MB are installed for the site"


@pytest.mark.gate
def test_nothing_is_left_in_english(third, editions):
    left = {}
    for name, page in editions["en"].items():
        if not name.startswith(("_modules/", "genindex")):
            other = html.parse(third / "site" / THIRD / name).getroot()
            same = words(page) & words(other)
            if same:
                left[name] = sorted(same)
    no_gaps(left)
