"""A page that cannot be made stops the build, also where pages are made side by side.

Sphinx 9 forgets what fails in one process while it still hands out work to the others: it ends them,
leaves out their pages, and says that all is well.
"""

from sphinx import builders
from sphinx.errors import SphinxParallelError
from sphinx.util.parallel import ParallelTasks

KILLED = "a process was ended before its pages were made, as happens where memory runs out"


class Tasks(ParallelTasks):
    """Tasks side by side, of which the first failure is told in the end."""

    failure: Exception | None = None

    def _join_one(self):
        try:
            return super()._join_one()
        except EOFError:
            self.failure = self.failure or SphinxParallelError(KILLED, "")
            raise self.failure from None
        except Exception as failure:
            self.failure = self.failure or failure
            raise

    def join(self):
        """Wait for all, and tell what failed while they were started."""
        super().join()
        if self.failure:
            raise self.failure


def setup(_app):
    """Let every builder use them."""
    builders.ParallelTasks = Tasks
    return {"parallel_read_safe": True, "parallel_write_safe": True}
