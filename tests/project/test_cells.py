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
