"""The chart and the matrix of three dates, as they were found right by reading them.

What is compared is small enough to review: for the chart the places of all boxes, for the matrix its marks.
After a change that is meant, write the files anew and read the difference before you commit it:

    UPDATE_GOLDEN=1 .venv/bin/python -m pytest tests/golden
"""

import os
import re
from html import unescape
from pathlib import Path

import pytest

from tests.directory.reading import drawings, words

EXPECTED = Path(__file__).parent / "expected"
DATES = ("2015-06-01", "2017-01-01", "2024-06-01")
KEY = re.compile(r"/(?:units|focus-areas)/([a-z0-9-]+)")


def compare(name: str, lines: list[str]) -> None:
    """Compares with the file of expected lines, or writes it where the environment says so."""
    path = EXPECTED / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text("\n".join(lines) + "\n")
    assert lines == path.read_text().splitlines()


def boxes(group, level=0):
    """A line for every unit of a nested list of boxes: its key, its frame, and whether it is unknown."""
    for item in group.findall("g[@role='listitem']"):
        link = item.find("a")
        frame = next(rect for rect in link.iter("rect") if rect.get("class") == "frame")
        place = f"{frame.get('x')},{frame.get('y')} {frame.get('width')}x{frame.get('height')}"
        mark = " unknown" if "unknown" in link.get("class").split() else ""
        yield f"{'  ' * level}{KEY.search(link.get('href'))[1]} {place}{mark}"
        for below in item.findall("g[@role='list']"):
            yield from boxes(below, level + 1)


@pytest.mark.parametrize("date", DATES)
def test_the_chart(client, content, date):
    page = client.get(f"/nb/organisation?date={date}").text
    lines = []
    for svg in drawings(page):
        lines.append(f"# {svg.get('class').split('-')[-1]} {svg.get('width')}x{svg.get('height')}")
        lines += boxes(svg.find("g[@role='list']"))
    outside = re.search(r'<section class="outside".*?</section>', page, re.S)
    lines.append(f"# outside: {' '.join(KEY.findall(outside[0])) if outside else '-'}")
    compare(f"chart-{date}", lines)


@pytest.mark.parametrize("date", DATES)
def test_the_matrix(client, content, date):
    page = client.get(f"/nb/strategies/strategi-2014-2018/matrix?date={date}").text
    table = re.search("<table.*?</table>", page, re.S)[0]
    columns = KEY.findall(table[: table.index("</thead>")])
    lines = [f"# {number}" for number in re.findall(r'<span class="mark mark-\w+"></span>([^<]+)</li>', page)]
    for row in re.findall("<tr.*?</tr>", table[table.index("</thead>") :], re.S):
        head = re.search("<th.*?</th>", row, re.S)[0]
        if 'scope="rowgroup"' in head:
            lines.append(f"# {unescape(words(head))}")
            continue
        cells = re.findall("<td>(.*?)</td>", row, re.S)
        marks = [re.search(r"mark-(\w+)", cell) for cell in cells]
        assert len(marks) == len(columns) == 21
        carried = [f"{c}:{m[1]}" for c, m in zip(columns, marks, strict=True) if m]
        lines.append(f"{KEY.search(head)[1]} {' '.join(carried)}")
    compare(f"matrix-{date}", lines)
