"""What the explorables' browser tests share."""


def trouble(reader):
    """Say what went wrong in a tab; an icon that a quick reader did not wait for is no trouble."""
    return [line for line in reader.trouble if not line.endswith("favicon.svg")]


def settle(page):
    """Wait until what was asked for is drawn: a frame for the drawing, and one for what follows."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
