"""Record what the scripts print that the build does not run: ``make record``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "docs" / "_ext"))

from pages.recorded import record

if __name__ == "__main__":
    for script in sys.argv[1:]:
        record(script)
