"""Debian's Firefox, driven by what it brings itself, WebDriver BiDi."""

import contextlib
import json
import re
import shutil
import subprocess
import time
from pathlib import Path

from helpers import need
from websockets.sync.client import connect

WAIT = 180  # seconds that a browser may take for one thing on a busy machine
ARROW_RIGHT = "\ue014"
SHOW = "document.querySelector({}).scrollIntoView({{block: 'center', behavior: 'instant'}})"
QUIET = {
    "browser.aboutwelcome.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "messaging-system.rsexperimentloader.enabled": False,
    "services.settings.server": "data:,",  # it asks no other host
}


def program(name, package):
    """Find a program."""
    return shutil.which(name) or need(name, f"install Debian's {package}")


@contextlib.contextmanager
def started(command, folder, **options):
    """Start a program that writes to a file; end it."""
    log = folder / f"{Path(command[0]).name}.log"
    with (
        log.open("wb") as out,
        subprocess.Popen(command, stdout=out, stderr=out, **options) as process,
    ):
        try:
            yield log
        finally:
            process.kill()


def told(log, pattern):
    """Wait until a program has said something."""
    for _ in range(10 * WAIT):
        if found := re.search(pattern, log.read_text("utf-8", "replace")):
            return found
        time.sleep(0.1)
    raise TimeoutError(log.read_text("utf-8", "replace"))


class Firefox:
    """A tab of Firefox."""

    def __init__(self, line):
        self.line, self.count, self.trouble = line, 0, []
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded"])
        self.context = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method, **params):
        self.count += 1
        self.line.send(json.dumps({"id": self.count, "method": method, "params": params}))
        while True:
            answer = json.loads(self.line.recv(timeout=WAIT))
            if answer.get("id") == self.count:
                assert answer["type"] == "success", answer
                return answer["result"]
            if answer["params"]["level"] == "error":
                self.trouble.append(answer["params"]["text"])

    def open(self, address):
        self.ask("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def value(self, expression):
        answer = self.ask(
            "script.evaluate",
            expression=expression,
            target={"context": self.context},
            awaitPromise=False,
        )
        assert answer["type"] == "success", answer
        return answer["result"].get("value")

    def place(self, css):
        self.value(SHOW.format(json.dumps(css)))
        (node,) = self.ask(
            "browsingContext.locateNodes",
            context=self.context,
            locator={"type": "css", "value": css},
            maxNodeCount=1,
        )["nodes"]
        return {"type": "element", "element": {"sharedId": node["sharedId"]}}

    def act(self, kind, *actions):
        actor = {"type": kind, "id": kind, "actions": actions}
        self.ask("input.performActions", context=self.context, actions=[actor])

    def press(self, css):
        there = {"type": "pointerMove", "x": 0, "y": 0, "origin": self.place(css)}
        down, up = ({"type": f"pointer{way}", "button": 0} for way in ("Down", "Up"))
        self.act("pointer", there, down, up)

    def type(self, css, key):
        self.value(f"document.querySelector({json.dumps(css)}).focus()")
        self.act("key", *({"type": f"key{way}", "value": key} for way in ("Down", "Up")))


@contextlib.contextmanager
def firefox(folder):
    """Give a tab of Firefox."""
    profile = folder / "profile"
    profile.mkdir()
    settings = (f"user_pref({json.dumps(name)}, {json.dumps(to)});" for name, to in QUIET.items())
    (profile / "user.js").write_text("\n".join(settings), "utf-8")
    command = [program("firefox-esr", "firefox-esr"), "--headless", "--no-remote"]
    command += ["--profile", str(profile), "--remote-debugging-port", "0"]
    with started(command, folder) as log:
        (address,) = told(log, r"WebDriver BiDi listening on (ws://\S+)").groups()
        with connect(f"{address}/session", max_size=None, compression=None) as line:
            yield Firefox(line)
