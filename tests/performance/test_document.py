"""docs/performance.md: what the command writes into it, and what it leaves alone."""

import re

import pytest
from lxml import etree

from tests.benchmarks import document, results
from tests.benchmarks.plot import plot

SVG = "{http://www.w3.org/2000/svg}"
MACHINE = {"system": "Linux x86_64", "cores": "2", "processor": "Some", "memory": "8 GB"}
VERSIONS = {"Python": "3.11", "Django": "5.2", "SQLite": "3.40"}


def measured(found, date="2026-01-02"):
    return {"date": date, "machine": MACHINE, "versions": VERSIONS, "busy": 1.0, "found": found}


def page(ms):
    return {"home": {"ms": ms, "times": ms, "queries": 9, "bytes": 20_000, "memory": 90.0}}


@pytest.fixture
def written(tmp_path):
    """Writes a document of own words and one measured part; what it says then, and its drawings."""

    def write(kept, text="Own words.\n<!-- measured: pages -->\nold\n<!-- end of measured -->\nMore.\n"):
        path = tmp_path / "performance.md"
        path.write_text(text, "utf-8")
        document.write(path, kept, tmp_path / "images")
        return path.read_text("utf-8")

    return write


def test_tables_replace_what_was_measured_before_and_nothing_else(written):
    text = written({"pages": {"sqlite": {"1000": measured(page(12)), "100000": measured(page(34))}}})
    assert text.startswith("Own words.\n<!-- measured: pages -->")
    assert text.endswith("<!-- end of measured -->\nMore.\n")
    assert "old" not in text
    assert "| home | 12 (× 12) | 9 | 20 | 90 | 34 (× 34) | 9 | 20 | 90 |" in text
    assert "2 cores of Some, 8 GB" in text
    assert "SQLite 3.40" in text


def test_parts_of_different_days_say_so(written):
    sizes = {"1000": measured(page(12)), "10000": measured(page(34), "2026-02-03")}
    text = written({"pages": {"sqlite": sizes}})
    assert "Measured 2026-01-02" in text
    assert "Measured 2026-02-03" in text


def test_a_document_without_the_markers_is_left_as_it_is(written):
    with pytest.raises(ValueError, match="measured: pages"):
        written({"pages": {"sqlite": {"1000": measured(page(12))}}}, "Own words.")


def test_the_document_has_a_place_for_each_part_and_shows_what_is_kept(tmp_path):
    kept, text = results.read(), document.DOCUMENT.read_text("utf-8")
    copy = tmp_path / "performance.md"
    copy.write_text(text, "utf-8")
    document.write(copy, kept, tmp_path)
    assert copy.read_text("utf-8") == text
    for drawing in tmp_path.glob("*.svg"):
        assert (document.IMAGES / drawing.name).read_text("utf-8") == drawing.read_text("utf-8")
        assert f"images/{drawing.name}" in text
    assert set(kept) <= set(document.PARTS)


def test_neither_tells_where_it_was_measured():
    said = document.DOCUMENT.read_text("utf-8") + results.FILE.read_text("utf-8")
    assert re.findall(r"(?<![\w./])/(?:home|root|tmp|work|var|usr)\b", said) == []


def test_a_plot_is_a_drawing_with_each_line_named_for_light_and_dark():
    drawn = etree.fromstring(plot("A & B", "units", "ms", {"one": {10: 1, 1000: 99}, "two": {10: 3}}))
    texts = [text.text for text in drawn.iter(f"{SVG}text")]
    assert {"one", "two", "units", "ms", "A & B"} <= set(texts)
    assert len(list(drawn.iter(f"{SVG}polyline"))) == 2
    assert "prefers-color-scheme:dark" in next(drawn.iter(f"{SVG}style")).text


def test_a_value_ten_times_as_high_stands_a_step_of_the_grid_higher():
    drawn = etree.fromstring(plot("T", "x", "y", {"line": {1: 1, 10: 10, 100: 100}}))
    circles = [(float(c.get("cx")), float(c.get("cy"))) for c in drawn.iter(f"{SVG}circle")]
    grid = sorted(float(line.get("y1")) for line in drawn.iter(f"{SVG}line"))
    assert sorted(y for _x, y in circles) == grid
    (first, _), (second, _), (third, _) = circles
    assert second - first == pytest.approx(third - second, abs=0.2)
