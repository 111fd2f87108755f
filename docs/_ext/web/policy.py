"""What a host should send with the site: the one place that says which origins and scripts a page may use.

The build writes it to ``_headers`` at the root of the site, in a form that many hosts read;
``make serve`` sends just that, and so do the tests.
``frame-ancestors`` is left out on purpose: explorables are embedded in courses.
"""

import base64
import hashlib
import re

NAME = "_headers"
FOR_EVER = "public, max-age=31536000, immutable"
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)
OTHER = re.compile(r"""\bsrc=|\btype=["']?application/""")
"""In the tag of a script that lies elsewhere, or is data: nothing in it runs."""


def inline_scripts(site):
    """Return the scripts that pages hold themselves, each once."""
    found = set()
    for path in sorted(site.rglob("*.html")):
        for attributes, text in SCRIPT.findall(path.read_text("utf-8")):
            if not OTHER.search(attributes):
                found.add(text)
    return sorted(found)


def source(script):
    """Return what allows just this script."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def policy(site):
    """Return the content security policy of a site: nothing from elsewhere, no script but its own."""
    scripts = " ".join(source(script) for script in inline_scripts(site))
    directives = {
        "default-src": "'self'",
        "script-src": f"'self' 'wasm-unsafe-eval' {scripts}".strip(),  # Python is WebAssembly
        "style-src": "'self' 'unsafe-inline'",  # marks and meters are placed by their style
        "img-src": "'self' data: blob:",  # figures that a reader draws, and the theme's icons
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
    }
    return "; ".join(f"{name} {allowed}" for name, allowed in directives.items())


def headers(site):
    """Return the headers to send, by the pattern of addresses."""
    return {
        "/*": {"Content-Security-Policy": policy(site)},
        "/_run/*": {"Cache-Control": FOR_EVER},  # each name there tells its content
    }


def write(site):
    """Write them into a site."""
    lines = []
    for pattern, each in headers(site).items():
        lines += [pattern, *(f"  {name}: {value}" for name, value in each.items())]
    (site / NAME).write_text("\n".join([*lines, ""]), "utf-8")


def read(site):
    """Read what a site says should be sent: headers by pattern."""
    found, pattern = {}, None
    for line in (site / NAME).read_text("utf-8").splitlines():
        if line.startswith(" "):
            name, value = re.fullmatch(r"\s+([\w-]+): (.*)", line).groups()
            found[pattern][name] = value
        else:
            pattern = line
            found[pattern] = {}
    return found


def for_address(known, address):
    """Return the headers of an address: those of each pattern that fits it."""
    return {
        name: value
        for pattern, each in known.items()
        if address.startswith(pattern.removesuffix("*"))
        for name, value in each.items()
    }
