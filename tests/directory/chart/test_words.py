"""Texts are broken so that they fit, at places where a reader would break them."""

import pytest
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from directory.chart.words import break_lines, text_width, with_soft_hyphens
from directory.templatetags.directory import parted


def test_widths_are_those_of_the_letters():
    assert text_width("ii", 10) == pytest.approx(4.44)
    assert text_width("Ww", 10) == pytest.approx(16.66)
    assert text_width("Ww", 10, bold=True) > text_width("Ww", 10)
    # A letter that nobody measured is taken for a wide one.
    assert text_width("字", 10) == 10


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("HR", 100, ["HR"]),
        # Neither line is much longer than the other.
        ("Kommunikasjon og digitale kanaler", 120, ["Kommunikasjon", "og digitale kanaler"]),
        ("Barne- og ungdomshelse", 100, ["Barne- og", "ungdomshelse"]),
        # A compound is parted at its joint, else between syllables.
        ("spesialisthelsetjenester", 100, ["spesialist-", "helsetjenester"]),
        ("Utdanningsdirektoratet", 80, ["Utdannings-", "direktoratet"]),
        ("abrakadabrasimsalabim", 70, ["abraka-", "dabra-", "simsalabim"]),
        ("", 100, []),
    ],
)
def test_lines_end_where_a_reader_would_end_them(text, width, lines):
    assert break_lines(text, width, 12) == lines


def test_a_hyphen_of_the_name_itself_is_a_place_to_break():
    assert break_lines("antibiotika-resistens", 70, 12) == ["antibiotika-", "resistens"]


@given(st.text(st.characters(categories=["L", "P", "Zs"]), max_size=60), st.integers(40, 200), st.booleans())
def test_no_line_is_wider_than_asked_and_no_letter_is_lost(text, width, bold):
    lines = break_lines(text, width, 12, bold=bold)
    assert all(text_width(line, 12, bold=bold) <= width for line in lines)

    def letters(words):
        return "".join("".join(words).split()).replace("-", "")

    assert letters(lines) == letters(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Allmennhelsetjenester", ["Allmenn", "helse", "tjenester"]),
        ("Divisjon spesialisthelsetjenester", ["Divisjon spesialist", "helse", "tjenester"]),
        # What is short, or has no joint that we know, stays whole.
        ("Helse og omsorg", ["Helse og omsorg"]),
        ("abrakadabrasimsalabim", ["abrakadabrasimsalabim"]),
        ("", [""]),
    ],
)
def test_a_browser_may_part_long_compounds_at_their_joints(text, parts):
    assert with_soft_hyphens(text, 13).split("\u00ad") == parts


def test_in_a_template_only_words_are_parted():
    name = mark_safe('<span class="allmennhelsetjenester">Allmennhelsetjenester</span>')
    assert parted(name, 18).replace("\u00ad", "|") == (
        '<span class="allmennhelsetjenester">Allmenn|helse|tjenester</span>'
    )
    assert parted("<b>Helsedirektoratet", 18) == "&lt;b&gt;Helsedirektoratet"
