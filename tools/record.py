"""Record what the scripts print that the build does not run: ``make record``."""

import sys
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "docs" / "_ext"))

from pages.recorded import digest, run


def main(scripts):
    """Run the scripts and record what they print."""
    for script in map(Path, scripts):
        torch = version("torch").split("+")[0]
        text = f"PyTorch {torch}, script {digest(script)}\n{run(script)}"
        script.with_suffix(".txt").write_text(text, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
