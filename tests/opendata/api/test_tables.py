"""Lists as CSV, and what their columns are said to be."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import Topic, Unit
from tests.opendata.api.test_lists import NAMES


def table(client, address, encoding="utf-8", delimiter=","):
    text = client.get(f"/api/v1/{address}").getvalue().decode(encoding)
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


@pytest.mark.parametrize("name", NAMES)
def test_a_table_has_every_record_of_its_list_in_its_order(client, ask, walk, name):
    rows = table(client, f"{name}.csv")
    keys = [i["key"] for page in walk(f"/api/v1/{name}?page_size=200&fields=key") for i in page["results"]]
    assert [row["key"] for row in rows] == keys


def test_texts_stand_in_all_languages_or_in_the_one_asked_for(client, content):
    unit = Unit.objects.get(pk="miljo-og-helse")
    (row,) = [r for r in table(client, "units.csv") if r["key"] == unit.pk]
    assert (row["name_nb"], row["name_en"], row["body_nn"]) == (
        unit.name_nb,
        unit.name_en,
        unit.body_nn or "",
    )
    assert row["parent"] == unit.parent_id
    assert row["parent_name_en"] == unit.parent.name_en
    (row,) = [r for r in table(client, "units.csv?lang=en&fields=name,parent") if r["key"] == unit.pk]
    assert list(row) == ["key", "url", "api_url", "parent", "parent_name", "name"]
    assert row["name"] == unit.name_en


def test_for_excel_there_is_a_byte_order_mark_and_a_semicolon(client, content):
    answer = client.get("/api/v1/units.csv?bom=1&delimiter=;&lang=nb").getvalue()
    assert answer.startswith(b"\xef\xbb\xbfkey;url;")
    rows = table(client, "units.csv?bom=1&delimiter=;&lang=nb", "utf-8-sig", ";")
    assert len(rows) == Unit.objects.count()
    assert not client.get("/api/v1/units.csv").getvalue().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", ["=1+1", "+47", "-ja", "@sum", "'sitat", "- første\n- andre"])
def test_no_cell_is_a_formula_and_nothing_is_lost(client, content, text):
    Topic.objects.filter(pk="rus").update(description_nb=text)
    (row,) = [r for r in table(client, "topics.csv") if r["key"] == "rus"]
    assert row["description_nb"] == f"'{text}"
    assert row["description_nb"][1:] == text


def test_no_table_has_a_cell_that_begins_like_a_formula(client, content):
    for name in NAMES:
        for row in table(client, f"{name}.csv"):
            assert not [value for value in row.values() if value.startswith(("=", "+", "-", "@"))]


def test_numbers_truth_values_and_lists_are_cells(client, content):
    (row,) = [r for r in table(client, "figures.csv") if r["key"] == "helfo-kroner-per-ar"]
    assert (row["value"], row["approximate"], row["sources"]) == ("33000000000", "true", "003:747")
    split = next(r for r in table(client, "events.csv") if r["key"] == "okonomi-og-analyse-skilt-ut")
    assert split["units"] == "finansiering-og-drg|okonomi-og-analyse"


def test_a_table_is_filtered_like_its_list(client, ask):
    query = "kind=department&q=helse&date=2017-01-01"
    assert [r["key"] for r in table(client, f"units.csv?{query}")] == [
        u["key"] for u in ask(f"units?{query}&page_size=200")["results"]
    ]


def test_a_table_is_sent_as_it_is_made_with_few_queries(client, content):
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/api/v1/responsibilities.csv?date=2017-01-01")
        assert response.streaming
        assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
        response.getvalue()
    assert len(queries) <= 15


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("query", ["", "?lang=nn", "?fields=key&delimiter=;"])
def test_every_column_is_described_in_its_order(client, content, name, query):
    response = client.get(f"/api/v1/{name}.csv{query}")
    head = response.getvalue().decode().partition("\r\n")[0]
    (described,) = [part for part in response.headers["Link"].split(", ") if 'rel="describedby"' in part]
    address = described.partition(">")[0].removeprefix("<http://localhost:8000")
    said = client.get(address)
    assert said.headers["Content-Type"] == "application/csvm+json"
    document = said.json()
    columns = document["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == head.split(";" if "delimiter" in query else ",")
    assert all(column["dc:description"] for column in columns)
    assert document["url"] == f"http://localhost:8000/api/v1/{name}.csv{query.replace(';', '%3B')}"
    assert document["dialect"]["delimiter"] == (";" if "delimiter" in query else ",")
    assert document["dc:license"] == {"@id": "https://data.norge.no/nlod/no/2.0"}
