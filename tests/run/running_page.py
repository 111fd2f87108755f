"""A page whose cells are run, as tests hold it."""

ONE_FRAME = "new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))"
"""What is moved or coloured otherwise is so by then."""
WAIT = 180_000  # milliseconds that a page may take on a busy machine


class Page:
    """A page whose cells are run: each is known by its place, from 0."""

    def __init__(self, tab, path):
        self.tab = tab
        self.reader = tab.open(path)
        self.reader.evaluate("localStorage.clear()")
        self.reader.reload(wait_until="load")
        for fold in self.reader.locator("article details").all():
            fold.evaluate("fold => { fold.open = true; }")
        self.bars = self.reader.locator(".run-bar")
        self.cells = self.reader.locator(".cell", has=self.bars)

    def button(self, cell, words):
        return self.bars.nth(cell).get_by_role("button", name=words, exact=True)

    def status(self, cell):
        return self.bars.nth(cell).get_by_role("status")

    def output(self, cell):
        return self.cells.nth(cell).locator(".run-output")

    def write(self, cell, text):
        """Replace the code of a cell."""
        if not self.editor(cell).count():
            self.button(cell, "Edit").click()
        self.editor(cell).fill(text)

    def editor(self, cell):
        return self.cells.nth(cell).locator("textarea")

    def run(self, cell, until):
        """Press Run, and wait until the cell says something; return all of it."""
        self.bars.nth(cell).get_by_role("button").first.click()
        return self.hear(cell, until)

    def hear(self, cell, text):
        self.status(cell).filter(has_text=text).wait_for(timeout=WAIT, state="attached")
        return self.status(cell).text_content()
