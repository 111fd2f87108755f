"""What other tools write, mended: where a mend finds nothing to mend, the build stops.

Otherwise a tool that writes something else one day would undo a mend, and nobody would notice.
"""

import re

from sphinx.errors import ExtensionError


def mended(text, pattern, better, tool, times=None):
    """Exchange all that matches a pattern in what a tool wrote: at least once, or exactly so often."""
    text, found = re.subn(pattern, better, text)
    if not found or times not in (None, found):
        wanted = "at least once" if times is None else f"{times} times"
        raise ExtensionError(
            f"{tool} writes something else than it did: "
            f"{pattern!r} must be found {wanted} to be mended, and was {found} times"
        )
    return text
