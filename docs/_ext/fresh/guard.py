"""No page stands on a library that contradicts its own reference: its doctests run before any page.

They take seconds, and are not run again while neither the library nor a package has changed.
With GDTUTORIAL_OTHER_DATA they are set aside, for whoever hands out the tutorial with another seed:
then their numbers are not the library's, and the claims beside the sentences stand alone.
"""

import os
import subprocess
import sys

from sphinx.errors import ExtensionError

from fresh import keys
from fresh.store import Store, key

DOCTESTS = """
import doctest, importlib, pkgutil, sys
import gdtutorial
runner = doctest.DocTestRunner(verbose=False)
names = [module.name for module in pkgutil.iter_modules(gdtutorial.__path__, "gdtutorial.")]
for name in sorted(names):
    for test in doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(name)):
        runner.run(test)
failed, tried = runner.summarize(verbose=False)
sys.exit("no doctest was found" if not tried else bool(failed))
"""


def prove(_app):
    """Run the doctests, unless this very library has passed them here, or somebody has data of their own."""
    if os.environ.get("GDTUTORIAL_OTHER_DATA"):
        return
    passed = Store(keys.BUILD / "proved", most=20)
    this = key(DOCTESTS, keys.library_text(), keys.library(), keys.packages())
    if passed.get(this):
        return
    done = subprocess.run(
        [sys.executable, "-c", DOCTESTS],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(keys.LIBRARY.parent), "MPLBACKEND": "agg"},
        check=False,
    )
    if done.returncode:
        raise ExtensionError(
            f"the library contradicts its own reference:\n\n{done.stdout}{done.stderr}"
        )
    passed.put(this, {"passed.txt": done.stdout.encode()})


def setup(app):
    """Run before the gallery's scripts and the pages."""
    app.connect("builder-inited", prove, priority=0)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
