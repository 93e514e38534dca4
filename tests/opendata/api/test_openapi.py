"""The API's description of itself: valid, complete, and its examples are real answers."""

import json
from urllib.parse import quote

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from hdir.opendata.api.parameters import LONGEST_ADDRESS
from hdir.opendata.api.schema import document
from tests.conftest import STANDARDS, needs
from tests.opendata.api.test_lists import NAMES

yaml = pytest.importorskip("yaml")


@pytest.fixture
def described(client, content):
    return client.get("/api/v1/openapi.json").json()


def test_it_is_valid_openapi_3_1(described):
    folder = STANDARDS / "openapi" / "v3.1"
    needs(folder.is_dir(), "../shared/standards/openapi")
    schemas = [
        json.loads(json.dumps(yaml.safe_load(path.read_text()), default=str))
        for path in folder.glob("*.yaml")
    ]
    registry = Registry().with_resources([(one["$id"], Resource.from_contents(one)) for one in schemas])
    base = next(one for one in schemas if "schema-base" in one["$id"])
    errors = Draft202012Validator(base, registry=registry).iter_errors(described)
    assert [f"{error.json_path}: {error.message[:200]}" for error in errors] == []
    assert described["openapi"].startswith("3.1.")


def test_every_list_has_its_four_addresses(described):
    for name in NAMES:
        for ending in ("", "/{key}", ".csv", ".csv-metadata.json"):
            assert f"/api/v1/{name}{ending}" in described["paths"]
    assert {"/api/v1/", "/api/v1/search", "/api/v1/openapi.json"} <= set(described["paths"])


def test_every_field_and_every_parameter_is_described(described):
    missing = [
        f"{name}.{field}"
        for name, component in described["components"]["schemas"].items()
        for field, schema in component.get("properties", {}).items()
        if name != "Translated" and not schema.get("description") and field != "results"
    ]
    missing += [
        f"{path} {parameter['name']}"
        for path, operations in described["paths"].items()
        for parameter in operations["get"].get("parameters", [])
        if not parameter.get("description")
    ]
    assert missing == []


def _longest(schema):
    """Characters of the longest value that a schema allows, encoded for an address."""
    if "anyOf" in schema:
        return max(map(_longest, schema["anyOf"]))
    if schema["type"] == "array":
        assert schema["uniqueItems"]
        names = schema["items"]["enum"]
        return sum(len(name) + len("%2C") for name in names)
    if "enum" in schema:
        return max(len(quote(str(value), safe="")) for value in schema["enum"])
    if schema["type"] == "integer":
        return len(str(schema["maximum"]))
    if "format" in schema:
        return {"date": 10, "date-time": 60}[schema["format"]]
    # A letter takes up to four bytes, a byte three characters; keys and marks are of letters that stay.
    plain = schema["pattern"].startswith(("^[a-z", "^[A-Z", "^[0-9"))
    return schema["maxLength"] * (1 if plain else 12)


def test_nothing_that_is_allowed_is_longer_than_an_address_may_be(described):
    for path, operations in described["paths"].items():
        parameters = operations["get"].get("parameters", [])
        length = len(path) + sum(len(p["name"]) + 2 + _longest(p["schema"]) for p in parameters)
        assert length < LONGEST_ADDRESS, path


def test_every_operation_says_which_errors_it_has(described):
    for path, operations in described["paths"].items():
        if path != "/api/v1/openapi.json":
            assert {"304", "400", "414"} <= set(operations["get"]["responses"]), path


def _examples(described):
    for path, operations in described["paths"].items():
        for status, response in operations["get"]["responses"].items():
            for media in response.get("content", {}).values():
                for example in media.get("examples", {}).values():
                    yield path, status, media["schema"], example


def test_examples_are_real_answers(client, described):
    found = list(_examples(described))
    assert len(found) >= 2 * (len(NAMES) - 1) + 3
    for _path, status, _schema, example in found:
        response = client.get(example["summary"])
        assert str(response.status_code) == status
        assert response.json() == example["value"]


def test_answers_are_what_the_schemas_say(client, publish, described):
    publish(("directory.unit", "helfo", "change", {"name_nb": "Helfo"}, {"name_nb": None, "position": 3}))
    registry = Registry().with_resource("urn:api", Resource.opaque(described))
    for name in NAMES:
        for query in ("page_size=200", "date=2016-06-01&page_size=200"):
            (media,) = described["paths"][f"/api/v1/{name}"]["get"]["responses"]["200"]["content"].values()
            schema = {**media["schema"], "components": described["components"]}
            answer = client.get(f"/api/v1/{name}?{query}").json()
            errors = Draft202012Validator(schema, registry=registry).iter_errors(answer)
            assert [f"{name} {e.json_path}: {e.message[:200]}" for e in errors] == []


def test_an_item_has_exactly_the_fields_that_are_described(client, described):
    for name in NAMES[:-1]:
        (media,) = described["paths"][f"/api/v1/{name}/{{key}}"]["get"]["responses"]["200"][
            "content"
        ].values()
        component = described["components"]["schemas"][media["schema"]["$ref"].rpartition("/")[2]]
        assert list(media["examples"]["real"]["value"]) == list(component["properties"])


def test_it_follows_the_content(client, publish):
    publish(number=5)
    assert (
        client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/"]["get"]["responses"]["200"]["content"][
            "application/json"
        ]["examples"]["real"]["value"]["version"]
        == 5
    )


def test_without_content_it_is_there_without_examples(no_content):
    assert "examples" not in str(document()["paths"]["/api/v1/units/{key}"])
