"""The benchmark compares what it says it compares; no time is asserted here."""

import numpy as np

import bench
from gdtutorial.data import tutorial_data
from gdtutorial.descent import gradient_descent
from gdtutorial.model import initialise
from gdtutorial.surface import loss_surface, parameter_grid


def test_the_ways_compared_give_the_same_numbers():
    x, y, _, _ = tutorial_data()
    b, w = initialise()
    bs, ws = parameter_grid(n=5)
    np.testing.assert_allclose(
        loss_surface(x, y, bs, ws), bench.source_surface(x, y, bs, ws), rtol=1e-12
    )
    for size in (80, 16, 1):
        path = gradient_descent(x, y, b, w, 0.1, n_epochs=3, batch_size=size)
        expected, losses = bench.source_loop(x, y, b, w, 0.1, 3, size)
        np.testing.assert_allclose(np.hstack([path.b, path.w]), np.array(expected)[:, :, 0])
        assert len(losses) == len(expected) - 1
    ends = path.epoch_ends
    sgd_path = bench.sgd_partial_fit(x, y.ravel(), b, w, 0.1, 3)
    np.testing.assert_allclose(np.array(sgd_path)[:, 0, 0], path.b[ends, 0])
    np.testing.assert_allclose(np.array(sgd_path)[:, 1, 0], path.w[ends, 0])
    fit = bench.sgd_fit(x, y.ravel(), b, w, 0.1, 3)
    np.testing.assert_allclose([fit.intercept_, fit.coef_], [path.b[-1], path.w[-1]])


def test_the_table_has_every_row_and_a_ratio_in_each(capsys, monkeypatch):
    small = {
        "start_rows": {"n_turns": 1},
        "surface_rows": {"sizes": (5, 9), "n_grid": 4, "budget": 0},
        "descent_rows": {"batch_sizes": (80, 1), "n_epochs": 1, "budget": 0},
        "sweep_rows": {"n_rates": 3, "n_epochs": 1, "budget": 0},
    }
    for name, sizes in small.items():
        rows = getattr(bench, name)
        monkeypatch.setattr(bench, name, lambda rows=rows, sizes=sizes: rows(**sizes))
    bench.main()
    head, *rows = capsys.readouterr().out.split("\n\n")[0].splitlines()
    column = slice(head.index("ratio") - 5, head.index("ratio") + 5)
    assert len(rows) == 2 + 2 * 2 + 3 * 2 + 3
    assert all(float(row[column]) > 0 for row in rows)


def test_a_start_counts_the_imports_that_it_names(tmp_path):
    script = tmp_path / "script.py"
    script.write_text("import numpy\nfrom gdtutorial.noise import noise_floor\nnoise_floor\n")
    program = bench.figure(script)
    assert "from gdtutorial.noise import noise_floor" in program
    whole, rest = bench.cpu(program)
    assert 0 < rest < whole
    (busy,) = bench.cpu(
        "import time\nwhile time.process_time() < 0.5: pass\n" + "print(time.process_time())"
    )
    assert 0.5 <= busy < 1


def test_peak_memory_counts_arrays():
    assert 8e6 <= bench.peak_memory(lambda: np.ones(1_000_000)) < 9e6
