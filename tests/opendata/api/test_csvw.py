"""The tables and what is said of their columns, held against CSV on the Web."""

import csv
import datetime
import io
import json
import re

import pytest

from tests.opendata.api.test_lists import NAMES

NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_.]*\Z")
WRITTEN = {
    "string": lambda text: True,
    "anyURI": re.compile(r"^https?://\S+\Z").match,
    "boolean": ("true", "false").__contains__,
    "integer": re.compile(r"^-?[0-9]+\Z").match,
    "decimal": re.compile(r"^-?[0-9]+(\.[0-9]+)?\Z").match,
    "dateTime": datetime.datetime.fromisoformat,
}


@pytest.fixture
def context(standards):
    return json.loads((standards / "csvw" / "csvw.jsonld").read_text())["@context"]


def unknown_terms(described, context):
    """Properties that the vocabulary doesn't have; those with a known prefix are of another one."""
    for name, value in described.items():
        prefix, colon, _rest = name.partition(":")
        if not name.startswith("@") and (prefix if colon else name) not in context:
            yield name
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                yield from unknown_terms(part, context)


def table(client, name, document):
    text = client.get(f"/api/v1/{name}.csv").getvalue().decode(document["dialect"]["encoding"])
    assert text.endswith(document["dialect"]["lineTerminators"][0])
    return csv.reader(io.StringIO(text, newline=""), delimiter=document["dialect"]["delimiter"])


@pytest.mark.parametrize("name", NAMES)
def test_a_table_is_what_its_description_says(client, content, context, name):
    document = client.get(f"/api/v1/{name}.csv-metadata.json").json()
    assert document["@context"][0] == "http://www.w3.org/ns/csvw"
    assert set(unknown_terms(document, context)) == set()
    columns = document["tableSchema"]["columns"]
    assert all(NAME.match(column["name"]) for column in columns)
    assert len({column["name"] for column in columns}) == len(columns)
    assert {column["lang"] for column in columns if "lang" in column} <= {"nb", "nn", "en"}
    head, *rows = table(client, name, document)
    assert head == [column["titles"] for column in columns]
    for row in rows:
        assert len(row) == len(columns)
        for column, cell in zip(columns, row, strict=True):
            datatype = column["datatype"]
            base = datatype["base"] if isinstance(datatype, dict) else datatype
            values = cell.split(column["separator"]) if "separator" in column else [cell]
            for value in filter(None, values):  # an empty cell is null
                assert WRITTEN[base](value), (column["name"], value)
                if isinstance(datatype, dict):
                    assert re.fullmatch(datatype["format"], value), (column["name"], value)
    primary = head.index(document["tableSchema"]["primaryKey"])
    keys = [row[primary] for row in rows]
    assert "" not in keys
    assert len(set(keys)) == len(keys)


def test_the_check_finds_words_that_the_vocabulary_doesnt_have(context):
    assert set(unknown_terms({"url": "x", "licence": "y", "dc:title": "z", "no:such": 1}, context)) == {
        "licence",
        "no:such",
    }
