"""A small picture of each script's first figure, light and dark, in every language, for its card.

They replace sphinx-gallery's own, which are light alone, and so heavy that all of them together
would make the heaviest page of the site.
"""

from i18n.languages import OTHERS

SIZE = 240, 168  # nearly as wide as a card of the gallery: eighty of them weigh what its page may


def save(images, stem):
    """Write the thumbnails of a script beside its pictures, in the folder of thumbnails."""
    from PIL import Image

    for edition in ("", *(f".{language}" for language in OTHERS)):
        for theme in ("", "_dark"):
            with Image.open(images / f"sphx_glr_{stem}_001{theme}{edition}.webp") as picture:
                small = picture.convert("RGB")
            small.thumbnail(SIZE, Image.Resampling.LANCZOS)
            name = f"sphx_glr_{stem}_thumb{theme}{edition}.webp"
            small.save(images / "thumb" / name, quality=50, method=6)
