"""What the explorables' browser tests share."""

FRAMES = """async ([slider, values]) => {
  const range = document.querySelector(slider);
  const spent = [];
  const later = window.requestAnimationFrame;
  window.requestAnimationFrame = draw => later(now => {
    const before = performance.now();
    draw(now);
    document.body.offsetHeight;
    spent.push(performance.now() - before);
  });
  for (const value of values) {
    range.value = value;
    range.dispatchEvent(new Event("input"));
    await new Promise(done => later(() => later(done)));
  }
  window.requestAnimationFrame = later;
  return spent;
}"""


def trouble(reader):
    """Say what went wrong in a tab; an icon that a quick reader did not wait for is no trouble."""
    return [line for line in reader.trouble if not line.endswith("favicon.svg")]


def settle(page):
    """Wait until what was asked for is drawn: a frame for the drawing, and one for what follows."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def frames(page, slider, values, slowed=1):
    """Slide over values: say how long their frames took, in milliseconds, on a processor so much slower."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    spent = sorted(page.evaluate(FRAMES, [slider, values]))
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    assert len(spent) >= len(values), "every value was drawn"
    best, middle, high = (spent[int(part * (len(spent) - 1))] for part in (0, 0.5, 0.95))
    return f"at {slowed}x: {best:.1f} ms at best, {middle:.1f} in the middle, {high:.1f} at the 95th percentile; a frame has 16"


def begin(reader, address):
    """Open a page anew, whatever the tab showed before, and wait until its explorable is drawn."""
    reader.open("en/index.html")  # an address that differs in its state alone loads nothing
    reader.page.mouse.move(
        0, 0
    )  # where it rests, a browser says that it moves over what comes there
    page = reader.open(address)
    page.wait_for_selector(".x-started")
    settle(page)
    return page
