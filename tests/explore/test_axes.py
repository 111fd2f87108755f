"""What stands beside an axis is the number of its line, however large, small or close together they are."""

import pytest

pytestmark = pytest.mark.browser

LABELS = """async ranges => {
  const { axes } = await import("/views/axes.js");
  const plot = axes({ xLabel: "", yLabel: "" });
  document.body.append(plot.node);
  const read = text => text.textContent.replaceAll("\\u2212", "-");
  const seen = ranges.map(range => {
    plot.fit(range, range);
    const texts = [...plot.svg.querySelectorAll(".x-scale text:not(.x-name)[text-anchor=end]")];
    return texts.map(text => [read(text), plot.py(Number(read(text))), Number(text.getAttribute("y")) - 4]);
  });
  plot.node.remove();
  return seen;
}"""
RANGES = [
    [-2, 4], [0, 1], [90_000, 270_000], [2000, 2001], [2000, 2003], [1e-5, 3e-5], [-4e11, 1e10], [-1e12, 1e12], [1e4, 1.3e4],
    [-0.00015, 0.0002], [12.25, 12.26], [999_990, 1_000_010], [-130.26, -130.22], [0, 3e-9],
]  # fmt: skip


def test_a_label_is_the_number_of_its_line(core):
    for span, labels in zip(RANGES, core.evaluate(LABELS, RANGES), strict=True):
        texts = [text for text, _, _ in labels]
        assert 3 <= len(set(texts)) == len(texts), (span, texts)
        assert max(map(len, texts)) <= 8, (span, texts)
        for text, there, drawn in labels:
            assert there == pytest.approx(drawn, abs=0.1), (span, text)
