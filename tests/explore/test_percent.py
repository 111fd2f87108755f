"""A run that crawls is never said to keep all of its distance, nor one that diverges to keep just that."""

import pytest

pytestmark = pytest.mark.browser

PARTS = {
    0.985: "98.5", 0.8: "80.0", 0.9996: "99.96", 0.99999977: "99.99998", 1 - 2**-53: "99.99999999999999",
    1: "100", 1.0000002: "100.00002", 1.004: "100.4", 1.23: "123", 0: "0.00",
}  # fmt: skip


def test_what_is_not_a_hundred_per_cent_is_not_called_so(core):
    seen = core.evaluate(
        """async parts => {
          const { percent } = await import("/views/words.js");
          return parts.map(percent);
        }""",
        list(PARTS),
    )
    assert seen == list(PARTS.values())
