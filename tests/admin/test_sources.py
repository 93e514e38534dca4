"""The rows of sources in a form."""

from django.urls import reverse

from directory.models import Unit
from hdir.editorial.source_rows import SourcesFormField, SourcesWidget
from tests.admin.browser import errors_of, form_of, send

UNIT = "miljo-og-helse"
SOURCES = [
    {"document": "003", "line": "27-29", "heading": "Leder", "printed": "Avdelingsdirketør"},
    {"document": "002"},
]


def page() -> str:
    return reverse("admin:directory_unit_change", args=[UNIT])


def rows(*sources: dict[str, str]) -> dict[str, str]:
    """What a browser sends for rows of sources."""
    return {
        f"sources-{number}-{part}": text
        for number, source in enumerate(sources)
        for part, text in source.items()
    }


def test_come_back_as_they_were(writer):
    Unit.objects.filter(pk=UNIT).update(sources=SOURCES)
    data = form_of(writer.get(page()))
    assert data["sources-0-printed"] == ["Avdelingsdirketør"]
    assert send(writer, page(), data).status_code == 302
    assert Unit.objects.get(pk=UNIT).sources == SOURCES


def test_are_added_in_an_empty_row_and_removed_with_a_tick(writer):
    Unit.objects.filter(pk=UNIT).update(sources=SOURCES)
    data = form_of(writer.get(page()))
    data |= {
        "sources-0-remove": "on",
        "sources-3-document": "001",
        "sources-3-line": " 4 – 7 ",
    }
    assert send(writer, page(), data).status_code == 302
    assert Unit.objects.get(pk=UNIT).sources == [
        {"document": "002"},
        {"document": "001", "line": "4-7"},
    ]


def test_are_checked_in_words_beside_the_rows(writer):
    data = form_of(writer.get(page())) | {"sources-0-document": "", "sources-0-line": "29-27"}
    response = send(writer, page(), data)
    assert errors_of(response) == [
        "Source 1: the document is missing.",
    ]
    assert form_of(response)["sources-0-line"] == ["29-27"]


def test_show_no_json(writer):
    html = writer.get(page()).content.decode()
    for source in Unit.objects.get(pk=UNIT).sources:
        assert f'value="{source["line"]}"' in html
    assert "&quot;document&quot;" not in html


def test_each_row_has_its_own_labels():
    html = SourcesWidget([("003", "003 – Divisjoner")], blank_rows=2).render("sources", SOURCES)
    for number in range(4):
        for part in ("document", "line", "heading", "printed"):
            assert f'for="id_sources-{number}-{part}"' in html
            assert f'id="id_sources-{number}-{part}"' in html
    assert html.count('type="checkbox"') == len(SOURCES)


def test_a_document_that_is_gone_is_still_shown():
    html = SourcesWidget([]).render("sources", [{"document": "lost"}])
    assert '<option value="lost" selected>' in html


def test_no_rows_are_no_sources():
    field = SourcesFormField(required=False)
    assert field.clean(field.widget.value_from_datadict(rows({"document": ""}), {}, "sources")) == []


def test_what_is_written_in_a_source_is_escaped():
    html = SourcesWidget([]).render("sources", [{"document": "003", "printed": '"><script>'}])
    assert "<script>" not in html
