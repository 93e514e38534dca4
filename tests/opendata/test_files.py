"""Popolo, StratML, DCAT-AP-NO and the archive of the content, held against the published schemas."""

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile

import jsonschema
import pyshacl
import pytest
import xmlschema
from django.conf import settings
from lxml import etree
from rdflib import DCAT, SH, Graph, URIRef
from referencing import Registry, Resource

from directory.models import Membership, Person, Post, Unit
from hdir.opendata.api.views import all_lists
from hdir.opendata.files import file_called, whole_files
from hdir.records.registry import content_models
from strategy.models import Contribution, FocusArea
from tests.conftest import STANDARDS, needs

STRATML = "{urn:ISO:std:iso:17469:tech:xsd:stratml_core}"
LANGUAGES = ["nb", "nn", "en"]

pytestmark = pytest.mark.usefixtures("content")


def content_of(name, date=None):
    return file_called(name).content(date)


# --- Popolo ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_popolo_is_valid(standards, language):
    schemas = {}
    for path in (standards / "popolo" / "schemas").glob("*.json"):
        schema = json.loads(path.read_text())
        schemas[path.stem] = (schema["id"], Resource.opaque(schema))
    registry = Registry().with_resources([(i.rstrip("#"), r) for i, r in schemas.values()])
    registry = registry.with_resources(list(schemas.values()))
    data = json.loads(content_of(f"popolo-{language}.json"))
    kinds = {
        "organizations": "organization",
        "persons": "person",
        "posts": "post",
        "memberships": "membership",
        "events": "event",
    }
    for list_name, kind in kinds.items():
        schema = schemas[kind][1].contents
        validator = jsonschema.Draft3Validator(schema, registry=registry)
        assert data[list_name]
        for item in data[list_name]:
            assert list(validator.iter_errors(item)) == []
            # What the schema lets pass: a word that it doesn't know.
            assert set(item) <= set(schema["properties"]), item


@pytest.mark.parametrize("language", LANGUAGES)
def test_popolo_has_everything_once_and_names_nothing_that_is_not_there(language):
    data = json.loads(content_of(f"popolo-{language}.json"))
    ids = {name: [item["id"] for item in data[name]] for name in data if name != "meta"}
    for found in ids.values():
        assert len(found) == len(set(found))
    assert len(ids["organizations"]) == Unit.objects.count()
    assert len(ids["persons"]) == Person.objects.count()
    assert len(ids["posts"]) == Post.objects.count()
    assert len(ids["memberships"]) == Membership.objects.count()
    assert {m["person_id"] for m in data["memberships"]} <= set(ids["persons"])
    assert {m["post_id"] for m in data["memberships"]} <= set(ids["posts"])
    assert {o["parent_id"] for o in data["organizations"] if "parent_id" in o} <= set(ids["organizations"])


def test_popolo_says_the_exact_role_and_only_dates_that_are_known():
    data = json.loads(content_of("popolo-nb.json"))
    held = {m["id"].rsplit("/", 1)[1]: m for m in data["memberships"]}
    assert held["global-helse-otto-christian-ro"]["role"] == "konstituert avdelingsdirektør"
    assert "start_date" not in held["global-helse-otto-christian-ro"]
    programme = next(o for o in data["organizations"] if o["id"].endswith("pasientsikkerhetsprogrammet"))
    assert (programme["founding_date"], programme["dissolution_date"]) == ("2014", "2018")
    assert data["meta"]["license"] == "https://data.norge.no/nlod/no/2.0"
    assert data["meta"]["personal_data"]
    assert data["meta"]["true_for"] == "2017-01-01"


# --- StratML -----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def stratml_schema():
    path = STANDARDS / "stratml" / "StrategicPlanISOVersion20140401.xsd"
    needs(path.is_file(), "../shared/standards")
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_stratml_is_valid(stratml_schema, language):
    content = content_of(f"strategy-strategi-2014-2018-{language}.xml")
    etree.XMLSchema(file=str(stratml_schema)).assertValid(etree.fromstring(content))
    # This one rejects ids that occur twice.
    xmlschema.XMLSchema(str(stratml_schema)).validate(content.decode().split("\n", 1)[1])
    assert b"xml:lang" not in content
    identifiers = [e.text for e in etree.fromstring(content).iter(f"{STRATML}Identifier")]
    assert len(identifiers) == len(set(identifiers)) > 25


@pytest.mark.parametrize("date", ["2013-06-01", "2016-06-01", "2020-01-01"])
def test_stratml_is_valid_at_any_date_and_has_units_only_while_it_was_in_force(stratml_schema, client, date):
    answer = client.get(f"/data/strategy-strategi-2014-2018-en.xml?date={date}")
    plan = etree.fromstring(answer.content)
    etree.XMLSchema(file=str(stratml_schema)).assertValid(plan)
    assert len(plan.findall(f".//{STRATML}Goal")) == 5
    units = {e.findtext(f"{STRATML}Name") for e in plan.iter(f"{STRATML}Stakeholder")}
    in_force = date == "2016-06-01"
    assert (Unit.objects.get(pk="pasientsikkerhetsprogrammet").name_en in units) == in_force
    assert (len(units) > 20) == in_force
    assert bool(units) == in_force
    assert ("was not in force on" in plan.findtext(f"{STRATML}OtherInformation")) != in_force


def test_the_check_for_ids_that_occur_twice_finds_them(stratml_schema):
    content = content_of("strategy-strategi-2014-2018-en.xml").decode().split("\n", 1)[1]
    twice = content.replace("focus-area-ncd<", "focus-area-aldring-og-demens<")
    assert twice != content
    with pytest.raises(xmlschema.XMLSchemaValidationError):
        xmlschema.XMLSchema(str(stratml_schema)).validate(twice)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_has_the_goal_areas_focus_areas_and_units_of_the_strategy(language):
    plan = etree.fromstring(content_of(f"strategy-strategi-2014-2018-{language}.xml"))
    goals = plan.findall(f".//{STRATML}Goal")
    assert [g.findtext(f"{STRATML}SequenceIndicator") for g in goals] == ["1", "2", "3", "4", "5"]
    names = [o.findtext(f"{STRATML}Name") for o in plan.iter(f"{STRATML}Objective")]
    assert sorted(names) == sorted(getattr(a, f"name_{language}") for a in FocusArea.objects.all())
    carried = plan.findall(f".//{STRATML}Objective/{STRATML}Stakeholder")
    assert len(carried) == Contribution.objects.count()
    # The schema has whole days only; that the source gives years stands in words.
    assert plan.findtext(f".//{STRATML}StartDate") == "2014-01-01"
    assert "2014–2018." in plan.findtext(f"{STRATML}OtherInformation")
    assert plan.find(f".//{STRATML}PublicationDate") is None
    assert plan.find(f".//{STRATML}Submitter") is None


# --- DCAT-AP-NO --------------------------------------------------------------------------------------


def test_the_catalogue_conforms_to_dcat_ap_no(standards):
    shapes = Graph().parse(standards / "dcat-ap-no" / "DCAT-AP-NO-shacl_shapes_2.00.ttl")
    data = Graph().parse(data=content_of("catalog.ttl"), format="turtle")
    _conforms, report, text = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    assert set(report.subjects(SH.resultSeverity, SH.Violation)) == set(), text
    assert set(report.subjects(SH.resultSeverity, SH.Warning)) == set(), text


def test_the_catalogue_has_every_file_and_no_other(client):
    data = Graph().parse(data=content_of("catalog.ttl"), format="turtle")
    listed = {str(address) for address in data.objects(None, DCAT.downloadURL)}
    lists = {f"http://localhost:8000/api/v1/{one.name}" for one in all_lists()}
    files = {file.address for file in whole_files() if file.subject != "catalogue"}
    assert listed == files | {f"{address}.csv" for address in lists}
    api = URIRef("http://localhost:8000/api/v1/")
    paged = {str(data.value(d, DCAT.accessURL)) for d in data.subjects(DCAT.accessService, api)}
    assert paged == lists
    assert list(data.objects(None, DCAT.endpointURL)) == [URIRef("http://localhost:8000/api/v1/")]


def test_the_catalogue_has_the_feed_of_each_language(client):
    data = Graph().parse(data=content_of("catalog.ttl"), format="turtle")
    atom = URIRef("https://www.iana.org/assignments/media-types/application/atom+xml")
    feeds = list(data.subjects(DCAT.mediaType, atom))
    addresses = {str(data.value(feed, DCAT.accessURL)) for feed in feeds}
    assert addresses == {f"http://localhost:8000/{code}/changes.atom" for code in LANGUAGES}
    content = URIRef("http://localhost:8000/data/content")
    assert set(feeds) <= set(data.objects(content, DCAT.distribution))
    for address in addresses:
        answer = client.get(address.removeprefix("http://localhost:8000"))
        assert answer["Content-Type"] == "application/atom+xml"


# --- The archive of the content ----------------------------------------------------------------------


def test_the_archive_has_the_fixtures_and_the_terms():
    archive = zipfile.ZipFile(io.BytesIO(content_of("content.zip")))
    names = archive.namelist()
    folder = settings.BASE_DIR / "fixtures"
    assert names == ["TERMS.txt", *sorted(path.name for path in folder.glob("*.json"))]
    for name in names[1:]:
        assert archive.read(name) == (folder / name).read_bytes(), name
    terms = archive.read("TERMS.txt").decode()
    assert "NLOD 2.0: https://data.norge.no/nlod/no/2.0" in terms


def test_the_archive_is_the_same_each_time():
    build = file_called("content.zip").build
    assert build(None) == build(None)


def test_the_archive_loaded_somewhere_else_gives_the_same_archive_and_an_empty_plan(tmp_path):
    content = content_of("content.zip")
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path / "content")
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'other.sqlite3'}",
        "SECRET_KEY": "only-for-tests",
        "DJANGO_SETTINGS_MODULE": "hdir.settings",
    }

    def manage(*arguments):
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    folder = str(tmp_path / "content")
    assert manage("migrate", "-v0").returncode == 0
    assert manage("load_fixtures", folder, "--apply").returncode == 0
    unchanged = manage("load_fixtures", folder, "--json")
    assert (unchanged.returncode, json.loads(unchanged.stdout)["status"]) == (0, "unchanged")
    assert manage("export", str(tmp_path / "out")).returncode == 0
    assert (tmp_path / "out" / "data" / "content.zip").read_bytes() == content
    # The other formats, too, depend on nothing but the content.
    for name in ("organisation.ttl", "popolo-nn.json", "strategy-strategi-2014-2018-en.xml"):
        assert (tmp_path / "out" / "data" / name).read_bytes() == content_of(name), name


# --- How they are served -----------------------------------------------------------------------------


def test_files_are_cached_by_a_mark_of_the_content(client):
    answer = client.get("/data/popolo-nb.json")
    mark = answer["ETag"]
    again = client.get("/data/popolo-nb.json", headers={"if-none-match": mark})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/data/popolo-nb.json?date=2017-01-01")["ETag"] != mark
    unit = Unit.objects.get(pk="hr")
    unit.name_nb = "Personale"
    unit.modified = unit.modified.replace(year=2030)
    unit.save()
    changed = client.get("/data/popolo-nb.json", headers={"if-none-match": mark})
    assert changed.status_code == 200
    assert "Personale" in changed.text


def test_a_removed_row_changes_the_mark(client):
    mark = client.get("/data/shapes.ttl")["ETag"]
    Contribution.objects.order_by("pk").first().delete()
    assert client.get("/data/shapes.ttl")["ETag"] != mark


def test_files_carry_their_terms_and_may_be_read_by_other_sites(client):
    answer = client.get("/data/content.zip")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert '<https://data.norge.no/nlod/no/2.0>; rel="license"' in answer["Link"]
    assert answer["Repr-Digest"].startswith("sha-256=:")
    assert answer["Content-Disposition"] == 'attachment; filename="content.zip"'
    assert client.get("/data/popolo-en.json")["Content-Language"] == "en"
    assert client.get("/data/organisation.ttl")["Content-Language"] == "nb, nn, en"
    assert not answer.cookies


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/data/nothing.ttl", 404),
        ("/data/strategy-nothing-nb.xml", 404),
        ("/data/strategy-strategi-2014-2018-sv.xml", 404),
        ("/data/popolo-sv.json", 404),
        ("/data/organisation.ttl?date=2017-02-30", 400),
        ("/data/organisation.ttl?date=yesterday", 400),
        ("/data/organisation.ttl?dato=2017-01-01", 400),
        ("/data/content.zip?date=2017-01-01", 400),
        ("/api/v1/units/nobody.ttl", 404),
        ("/api/v1/nothing/helfo.ttl", 404),
        ("/api/v1/units/helfo.ttl?date=1", 400),
    ],
)
def test_what_is_wrong_is_a_problem_in_words(client, address, status):
    answer = client.get(address, headers={"accept-language": "en"})
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]


def test_a_date_is_kept_apart(client):
    then = client.get("/data/popolo-nb.json?date=2013-06-01").json()
    assert then["meta"]["date"] == "2013-06-01"
    assert not [o for o in then["organizations"] if o["id"].endswith("pasientsikkerhetsprogrammet")]


def test_files_of_an_empty_site_are_there_and_empty(client):
    for model in reversed(content_models()):
        for relation_set in model._meta.many_to_many:
            relation_set.remote_field.through.objects.all().delete()
        model._base_manager.all()._raw_delete("default")
    assert json.loads(client.get("/data/popolo-nb.json").content)["organizations"] == []
    assert client.get("/data/organisation.ttl").status_code == 200
    assert client.get("/data/catalog.ttl").status_code == 200
    assert client.get("/nb/data").status_code == 200
    assert client.get("/data/strategy-strategi-2014-2018-nb.xml").status_code == 404
    assert client.get("/sitemap.xml").status_code == 200
    assert client.get("/nb/changes.atom").status_code == 200


def test_checksums_are_those_of_the_files(client):
    sums = dict(reversed(line.split("  ")) for line in client.get("/data/SHA256SUMS").text.splitlines())
    assert set(sums) == {file.name for file in whole_files()}
    for name, digest in sums.items():
        assert hashlib.sha256(client.get(f"/data/{name}").content).hexdigest() == digest
    manifest = client.get("/data/manifest.json").json()
    assert {f["path"]: f["sha256"] for f in manifest["files"]} == sums
    assert set(manifest["attribution"]) == {"nb", "nn", "en"}
