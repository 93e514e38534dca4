"""The chart of three days, as reviewable text (tests/golden/README.md says how it is made)."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

GOLDEN = Path(__file__).resolve().parent.parent / "golden"


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("print_chart", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("day", ["2015-12-31", "2017-01-01", "2024-02-13"])
def test_the_chart_of_a_day_is_the_one_that_was_reviewed(content, day):
    assert printed(day) == (GOLDEN / f"chart-{day}.txt").read_text()


def test_the_names_are_those_of_the_language_asked_for(content):
    assert "Norwegian Directorate of Health [directorate]" in printed("2017-01-01", "--language", "en")


def test_a_day_that_is_none_is_refused(content):
    with pytest.raises(CommandError, match="2017-02-30"):
        printed("2017-02-30")


def test_the_number_of_queries_is_fixed(content, django_assert_num_queries):
    with django_assert_num_queries(8):
        printed("2017-01-01")
