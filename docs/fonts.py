"""Cut STIX Two Math down to the signs that the site's mathematics needs.

``make fonts`` writes ``docs/_static/fonts/stix-two-math.woff2``.
The whole font weighs 400 KB, far more than a page; the subset keeps its MATH table,
which tells a browser how to place fractions, roots and tall brackets.
The source is the npm package ``@fontsource/stix-two-math``, fetched with npm
and checked against the digest below, so that the same bytes come out everywhere.
A test of the built site fails when a formula uses a sign that is missing here: add it to SIGNS.
"""

import hashlib
import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset

PACKAGE = "@fontsource/stix-two-math@5.3.0"
MEMBER = "package/files/stix-two-math-latin-400-normal.woff2"
SHA256 = "8b2a6834cfe1f4e0f3724ffa59fe92000013fc5a4c41e6a3f438006c26c60f0d"
TARGET = Path(__file__).parent / "_static" / "fonts" / "stix-two-math.woff2"

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


def fetch(folder):
    """Return the path of the whole font, downloaded with npm into `folder`."""
    subprocess.run(
        ["npm", "pack", "--silent", "--pack-destination", folder, PACKAGE],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (archive,) = Path(folder).glob("*.tgz")
    with tarfile.open(archive) as tar:
        data = tar.extractfile(MEMBER).read()
    if (found := hashlib.sha256(data).hexdigest()) != SHA256:
        raise SystemExit(f"{MEMBER} must have the SHA-256 digest {SHA256}, got {found}")
    path = Path(folder) / "whole.woff2"
    path.write_bytes(data)
    return path


def cut(source, target):
    """Write the subset of the font `source` to `target`."""
    options = subset.Options(
        flavor="woff2",
        layout_features=["ssty"],  # primes in superscripts
        hinting=False,
        name_IDs=[0, 1, 2, 5, 13, 14],  # the font's names and its licence
        notdef_outline=True,
        glyph_names=False,
        legacy_kern=False,
        recalc_timestamp=False,
    )
    options.drop_tables += ["GPOS", "GDEF", "gasp"]
    font = subset.load_font(source, options)
    cutter = subset.Subsetter(options)
    cutter.populate(
        text=LATIN + ITALIC + GREEK + GREEK_ITALIC + BOLD + LETTERS + SIGNS + INVISIBLE + COMBINING
    )
    cutter.subset(font)
    subset.save_font(font, target, options)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        cut(fetch(folder), TARGET)
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1000:.1f} KB")
