"""Run the cells of some pages and check their claims: ``python tools/claims.py docs/tutorial/loss.md ...``.

Without a page it takes them all.
The build does the same before it reads a page; this is for who writes one.
"""

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "docs" / "_ext"))

from fresh import keys
from pages.cells import Page, run_all


def main(names):
    """Run the pages and print what is wrong with them."""
    paths = [Path(name) for name in names] or sorted(keys.DOCS.glob("*.md")) + sorted(
        keys.DOCS.glob("[!_]*/*.md")
    )
    pages = {str(path): Page(path.read_text("utf-8")) for path in paths}
    pages = {name: page for name, page in pages.items() if page.cells}
    trouble = asyncio.run(run_all(pages))
    claims = sum(len(page.claims) for page in pages.values())
    print("\n".join(trouble) or f"{claims} claims hold on {len(pages)} pages.")
    return bool(trouble)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
