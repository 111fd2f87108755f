"""Python takes a compiled module for current when the time and the size of its source are the same.

Two versions of a line may have both in common; what the library computes is known by content alone.
"""

from importlib.util import cache_from_source
from pathlib import Path

ROOT = Path(__file__).parents[3]


def forget():
    """Remove the compiled modules of the library, of the machinery and of what learners run, before they are imported."""
    for folder in (ROOT / "gdtutorial", ROOT / "docs" / "_ext", ROOT / "docs" / "_run"):
        for source in folder.rglob("*.py"):
            Path(cache_from_source(source)).unlink(missing_ok=True)
