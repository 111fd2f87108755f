"""What a cell prints is one text, however the kernel cut it into pieces."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from pages import cells

TEXT = """---
file_format: mystnb
kernelspec:
  name: python3
---

# A page

```{code-cell} ipython3
import time

print(0.1, end="", flush=True)
time.sleep(0.5)
print("", 1.63)
```
"""


@pytest.mark.slow
def test_what_is_printed_in_pieces_is_one_text():
    # In a thread of its own, as a browser's tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as elsewhere:
        run = elsewhere.submit(lambda: asyncio.run(cells.run("page.md", cells.Page(TEXT))))
    (outputs,), wrong = run.result()
    assert wrong == []
    assert [output["text"] for output in outputs] == ["0.1 1.63\n"]


@pytest.mark.parametrize(("deaths", "ends"), [(2, "well"), (3, "with the error")])
def test_a_kernel_that_finds_no_free_port_is_started_again(monkeypatch, deaths, ends):
    left = [RuntimeError("Kernel died before replying to kernel_info")] * deaths

    async def run_once(_name, _page):
        if left:
            raise left.pop()
        return [], []

    monkeypatch.setattr(cells, "run_once", run_once)
    with ThreadPoolExecutor(1) as elsewhere:
        run = elsewhere.submit(lambda: asyncio.run(cells.run("page.md", cells.Page(TEXT))))
    if ends == "well":
        assert run.result() == ([], [])
    else:
        with pytest.raises(RuntimeError, match="died"):
            run.result()
