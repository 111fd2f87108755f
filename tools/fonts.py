"""Cut fonts down to the signs in use: ``make fonts``.

STIX Two Math becomes ``docs/_static/fonts/stix-two-math.woff2``, for the site's mathematics.
The whole font weighs 400 KB, far more than a page; the subset keeps its MATH table,
which tells a browser how to place fractions, roots and tall brackets.
The source is the npm package ``@fontsource/stix-two-math``, fetched with npm.
A test of the built site fails when a formula uses a sign that is missing here: add it to SIGNS.

Noto Sans SC becomes ``gdtutorial/fonts/zh_CN.ttf``, for what is written in figures,
and ``docs/_static/fonts/noto-sans-sc.woff2``, for the Chinese PDF and for browsers that have no Chinese font;
all others never load it.
They get the signs that the catalogs use, so run this again when a test finds one missing.
The source is the PyPI package ``zhplot``, which carries the font, fetched with pip.

All are checked against the digests below, so that the same bytes come out everywhere.
"""

import hashlib
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from fontTools import subset

DOCS = Path(__file__).parents[1] / "docs"
sys.path.insert(0, str(DOCS / "_ext"))

from i18n import catalogs
from i18n.languages import TABLE

PACKAGE = "@fontsource/stix-two-math@5.3.0"
MEMBER = "package/files/stix-two-math-latin-400-normal.woff2"
SHA256 = "8b2a6834cfe1f4e0f3724ffa59fe92000013fc5a4c41e6a3f438006c26c60f0d"
TARGET = DOCS / "_static" / "fonts" / "stix-two-math.woff2"

CHINESE_PACKAGE = "zhplot==1.0.0"
CHINESE_MEMBER = "zhplot/fonts/NotoSansSC-Regular.ttf"
CHINESE_SHA256 = "5cf8b2a0576d5680284ab03a7a8219499d59bbe981a79bb3dc0031f251c39736"
CHINESE_TARGET = DOCS.parent / "gdtutorial" / "fonts" / "zh_CN.ttf"
CHINESE_PAGES_TARGET = DOCS / "_static" / "fonts" / TABLE["zh_CN"].font.file

LATIN = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0"
# A single-letter <mi> is drawn with the letters of the mathematical alphabets.
ITALIC = "".join(map(chr, range(0x1D434, 0x1D468))).replace("\U0001d455", "") + "ℎ"
GREEK = "αβγδεζηθκλμνξπρστφχψωϵϕϑΔΣΠΛΩΓΦΘΨ"
GREEK_ITALIC = (
    "".join(
        chr(0x1D6FC + "αβγδεζηθικλμνξοπρςστυφχψω".index(letter))
        for letter in "αβγδεζηθκλμνξπρστφχψω"
    )
    + "\U0001d716\U0001d715\U0001d719"
)
BOLD = "".join(map(chr, range(0x1D400, 0x1D434)))
LETTERS = "ℝℕ𝒩𝒰"
SIGNS = "−±∓×÷·⋅∗∘√∂∇∑∏∫∞∝≈≃≅≡≠≤≥≪≫≔∼∈∉∀∃∅∪∩⊂⊆→←↔⇒⇐⇔↦↑↓↗↘⟨⟩‖∣∥⌊⌋⌈⌉…⋯⋮⋱′″ℓ‾¯ˉ^ˆ~˜˙→⏟⏞⎵"
INVISIBLE = "\u2061\u2062\u2063\u2064\u2009\u200a\u2003\u2002\u2005\u202f"
COMBINING = "\u0302\u0303\u0304\u0305\u0307\u20d7"


def checked(data, digest, member):
    """Return the bytes if they have the digest."""
    if (found := hashlib.sha256(data).hexdigest()) != digest:
        raise SystemExit(f"{member} must have the SHA-256 digest {digest}, got {found}")
    return data


def fetch(folder):
    """Return the path of the whole mathematics font, downloaded with npm into `folder`."""
    subprocess.run(
        ["npm", "pack", "--silent", "--pack-destination", folder, PACKAGE],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (archive,) = Path(folder).glob("*.tgz")
    path = Path(folder) / "whole.woff2"
    with tarfile.open(archive) as tar:
        path.write_bytes(checked(tar.extractfile(MEMBER).read(), SHA256, MEMBER))
    return path


def fetch_chinese(folder):
    """Return the path of the whole Chinese font, downloaded with pip into `folder`."""
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--dest", folder]
    pip = DOCS.parent / ".uv" / "bin" / "python", "-m", "pip"  # the site's own Python has none
    subprocess.run([*pip, "download", *options, CHINESE_PACKAGE], check=True)
    (wheel,) = Path(folder).glob("*.whl")
    path = Path(folder) / "whole.ttf"
    with zipfile.ZipFile(wheel) as archive:
        path.write_bytes(checked(archive.read(CHINESE_MEMBER), CHINESE_SHA256, CHINESE_MEMBER))
    return path


def chinese_signs():
    """Return what figures write in Chinese, and the signs that stand between."""
    said = "".join(catalogs.read("zh_CN", "figures").values())
    return "".join(sorted({*said, *LATIN, *"−×≈…·°²，。：；（）“”"} - {"\n"}))


def chinese_page_signs():
    """Return the Chinese signs of the pages: our own words, and Sphinx's."""
    said = [message.string for path in catalogs.all_paths() for message in catalogs.messages(path)]
    said += [*catalogs.said_by_sphinx("zh_CN").values(), *(row.name for row in TABLE.values())]
    return "".join(sorted({sign for text in said for sign in str(text) if ord(sign) > 0x2000}))


def cut(source, target, text, **settings):
    """Write the subset of the font `source` that `text` needs to `target`."""
    options = subset.Options(
        hinting=False,
        name_IDs=[0, 1, 2, 5, 13, 14],  # the font's names and its licence
        notdef_outline=True,
        glyph_names=False,
        legacy_kern=False,
        recalc_timestamp=False,
        **settings,
    )
    options.drop_tables += ["GPOS", "GDEF", "gasp"]
    font = subset.load_font(source, options)
    cutter = subset.Subsetter(options)
    cutter.populate(text=text)
    cutter.subset(font)
    subset.save_font(font, target, options)
    print(f"{target.name}: {target.stat().st_size / 1000:.1f} KB")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        cut(
            fetch(folder),
            TARGET,
            LATIN + ITALIC + GREEK + GREEK_ITALIC + BOLD + LETTERS + SIGNS + INVISIBLE + COMBINING,
            flavor="woff2",
            layout_features=["ssty"],  # primes in superscripts
        )
        chinese = fetch_chinese(folder)
        cut(chinese, CHINESE_TARGET, chinese_signs(), layout_features=[])
        cut(
            chinese,
            CHINESE_PAGES_TARGET,
            chinese_page_signs(),
            flavor="woff2",
            layout_features=[],
        )
