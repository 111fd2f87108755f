"""How long a reader waits for the first output, beside Python and NumPy alone, and for the next: ``make bench``."""

import statistics

import pytest

from web import running

pytestmark = [pytest.mark.bench, pytest.mark.browser]

ROUNDS = 5
START = "en/tutorial/start.html"
BARE = """async (runtime) => {
  const before = performance.now();
  const { loadPyodide } = await import(`${runtime}pyodide.js`);
  const python = await loadPyodide({ indexURL: runtime });
  await python.loadPackage("numpy", { messageCallback: () => {} });
  python.runPython("import numpy");
  return performance.now() - before;
}"""
PRESSED = """async () => {
  const bar = document.querySelector(".run-bar");
  const said = () => bar.querySelector(":scope > [role=status]");
  if (said()) said().textContent = ""; // of the run before
  const before = performance.now();
  bar.querySelector("button").click();
  await new Promise((done) => {
    const look = () => {
      if (!["", "Running"].includes(said()?.textContent ?? "")) done();
      else setTimeout(look, 5);
    };
    look();
  });
  return performance.now() - before;
}"""


def test_how_long_the_first_output_takes_and_the_next(site, address, browser):
    """Each time in a browser that has loaded nothing before; no time is asserted."""
    (core,) = (site / running.FOLDER).glob("*/pyodide.js")
    runtime = f"{address}/{running.FOLDER}/{core.parent.name}/"
    bare, first, warm = [], [], []
    for _ in range(ROUNDS):
        for measure in ("bare", "ours"):
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{address}/{START}", wait_until="load")
            if measure == "bare":
                bare.append(page.evaluate(BARE, runtime))
            else:
                first.append(page.evaluate(PRESSED))
                warm.append(page.evaluate(PRESSED))
                assert page.locator(".run-bar").first.get_by_text("Done").count() == 1
            context.close()
    alone, ours, next_one = map(statistics.median, (bare, first, warm))
    print(
        f"\nfrom the press to the first output {ours / 1e3:.2f} s, Python and NumPy alone {alone / 1e3:.2f} s, "
        f"ratio {ours / alone:.2f} (at most 1.3); a warm run {next_one:.0f} ms"
    )
