"""What is written down is sound XML that says everything in words too."""

import base64
import hashlib

import pytest

from directory.chart.layout import lay_out
from directory.chart.shapes import Shape
from directory.chart.svg import Sheet, inline, standalone, style_hash, stylesheet
from tests.directory.reading import parsed

NS = "{http://www.w3.org/2000/svg}"


def drawing():
    below = Shape(
        "b", "Rus & <psykisk>", notes=("Kari",), label='Rus & "psykisk" – Kari', address="/nb/units/b"
    )
    above = Shape("a", "Alle", weight=1, children=(below,), address="/nb/units/a", toggle="− 1 enhet")
    return lay_out([above], 600, 3)


def sheet(**changes):
    values = {
        "title": "Kart <1>",
        "lines": ("Som kjent & bekreftet",),
        "parts": (("", drawing()), ("Ukjent plass", drawing())),
        "language": "nn",
    }
    return Sheet(**{**values, **changes})


def test_the_drawing_in_a_page_is_a_nested_list_of_links_with_names():
    root = parsed(inline(drawing(), "Organisasjonskart", "wide"))
    assert root.get("aria-label") == "Organisasjonskart"
    outer = root.find("g[@role='list']/g[@role='listitem']")
    assert outer.find("a").get("href") == "/nb/units/a"
    inner = outer.find("g[@role='list']/g[@role='listitem']/a")
    assert inner.get("aria-label") == 'Rus & "psykisk" – Kari'
    assert inner.find("g/title").text == 'Rus & "psykisk" – Kari'
    assert " ".join(inner.find("g/text").itertext()) == "Rus & <psykisk>"


def test_the_drawing_in_a_page_has_neither_style_nor_identifier_nor_colour():
    text = inline(drawing(), "Kart", "wide")
    assert "style" not in text
    assert " id=" not in text
    assert "#" not in text


def test_a_file_carries_its_size_its_title_and_its_style():
    root = parsed(standalone(sheet()).encode())
    width, height = root.get("width"), root.get("height")
    assert root.get("viewBox") == f"0 0 {width} {height}"
    assert root.find(f"{NS}title").text == "Kart <1>"
    assert root.find(f"{NS}style").text == stylesheet(white=False)
    assert root.get("lang") == "nn"
    assert "Ukjent plass" in [text.text for text in root.findall(f"{NS}text")]
    # Other programs than browsers know neither custom properties nor relative units.
    assert "var(" not in stylesheet(white=True)
    assert "rem" not in stylesheet(white=True)


def test_a_file_on_white_is_white_and_never_dark():
    assert "prefers-color-scheme" in standalone(sheet())
    white = standalone(sheet(white=True))
    assert "prefers-color-scheme" not in white
    ground = parsed(white.encode()).find(f"{NS}rect")
    assert (ground.get("width"), ground.get("fill")) == ("100%", "#ffffff")


@pytest.mark.parametrize("white", [True, False])
def test_the_policy_names_exactly_the_style_in_the_file(white):
    text = parsed(standalone(sheet(white=white)).encode()).find(f"{NS}style").text
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    assert style_hash(white=white) == f"'sha256-{digest}'"


def test_the_same_sheet_is_the_same_bytes():
    assert standalone(sheet()) == standalone(sheet())
