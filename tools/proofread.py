"""Read the translations as an editor would: ``python tools/proofread.py FILE.po ...``.

Without files it reads them all; ``--count`` counts what they lack instead,
and ``--fill`` first fills in what needs no thought: what another file has translated already,
and the links to download a script.
The tests use the same rules.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "docs" / "_ext"))

from i18n.proofread import all_paths, count, fill, report


def main():
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--count", action="store_true")
    parser.add_argument("--fill", action="store_true")
    asked = parser.parse_args()
    if asked.fill:
        fill()
    if asked.count:
        count()
        return 0
    if asked.fill:
        return 0
    found = list(report(asked.files or all_paths()))
    print("\n".join(found) or "Nothing to mend.")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
