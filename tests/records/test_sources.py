import pytest
from django.core.exceptions import ValidationError

from hdir.records.sources import citation, validate_sources


@pytest.mark.parametrize(
    "source",
    [
        {"document": "003"},
        {"document": "003", "line": "27"},
        {"document": "003", "line": "27-29", "heading": "Oppgaver"},
        {"document": "003", "line": "628", "printed": "Avdelingsdirketør"},
    ],
)
def test_citation_is_accepted(source):
    validate_sources([source])


@pytest.mark.parametrize(
    "sources",
    [
        {"document": "003"},
        ["003:27"],
        [{}],
        [{"line": "27"}],
        [{"document": "003", "line": "29-27"}],
        [{"document": "003", "line": "0"}],
        [{"document": "003", "line": "27, 28"}],
        [{"document": "003", "page": "1"}],
        [{"document": "", "line": "1"}],
        [{"document": 3}],
        [{"document": "003", "printed": "a whole sentence of the document " * 5}],
    ],
)
def test_anything_else_is_refused(sources):
    with pytest.raises(ValidationError):
        validate_sources(sources)


def test_citation_reads_as_people_cite():
    assert citation({"document": "003", "line": "27-29"}) == "003:27–29"
    assert citation({"document": "lovdata"}) == "lovdata"
