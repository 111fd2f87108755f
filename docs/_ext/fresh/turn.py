"""Tell `make site` when what all languages share is made, figures and what cells print, so that the others may start."""

import os
from pathlib import Path


def tell(_app, _env, _docnames):
    """Leave the file that is waited for."""
    if "GDTUTORIAL_DRAWN" in os.environ:
        Path(os.environ["GDTUTORIAL_DRAWN"]).touch()


def setup(app):
    """Come last of all that happens before the pages are read."""
    app.connect("env-before-read-docs", tell, priority=1000)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
