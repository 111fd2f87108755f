"""The languages of the site: the one place that names them."""

import os

NAMES = {"en": "English", "zh_CN": "中文"}
"""Each language as those call it who speak it; its site lies in a folder of this name."""

SOURCE = "en"
"""The language in which everything is written first."""

OTHERS = [language for language in NAMES if language != SOURCE]
"""Those into which it is translated."""


def tag(language):
    """Return the tag of a language, as web pages have it: zh-CN."""
    return language.replace("_", "-")


def chosen():
    """Return the language that is being built."""
    language = os.environ.get("GDTUTORIAL_LANGUAGE", SOURCE)
    if language not in NAMES:
        raise ValueError(
            f"GDTUTORIAL_LANGUAGE must be one of {', '.join(NAMES)}, got {language!r}"
        )
    return language
