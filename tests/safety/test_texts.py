"""What stands in a text of a record can do nothing on a page, in a feed, in data or at the desk: not even
where it came past every check, by plain SQL."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import models
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.models import (
    ContactPoint,
    Document,
    Figure,
    Law,
    LawRole,
    Membership,
    Party,
    Passage,
    Person,
    Post,
    Relation,
    Responsibility,
    Statement,
    Task,
    Topic,
    Unit,
)
from hdir.changes.shell import publishing
from hdir.records.keys import KEY_LENGTH
from hdir.records.models import Record
from hdir.records.periods import PartialDateField
from hdir.records.plain_text import validate_text
from strategy.models import Contribution, FocusArea, GoalArea, Strategy
from tests.desk import chief

__all__ = ["chief"]

MODELS = (
    *(Unit, Post, Person, Membership, Passage, Task, Party, Relation, Topic, Responsibility, Law, LawRole),
    *(Figure, ContactPoint, Statement, Document, Strategy, GoalArea, FocusArea, Contribution),
)
ATTACKS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)//",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    '"><a href="javascript:alert(1)">x</a>',
    "' onmouseover='alert(1)",
    "[x](javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "![x](https://evil.example/x.png)",
    "<javascript:alert(1)>",
    "{{ 7|add:7 }}{% load static %}",
    "</title></textarea></style><iframe src=//evil.example>",
    "]]><evil/>",
    "<!--",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "=HYPERLINK(1)",
    "x\nX-EVIL:1",
    "\\,;:\\n",
]
PAGES = """
organisation organisation?view=list organisation?view=table units units/{unit} leaders about responsible tasks
topics topics/{topic} laws laws/{law} parties parties/{party} target-groups people/{person} documents
documents/{document} strategies/{strategy} strategies/{strategy}/matrix strategies/{strategy}/booklet
goal-areas/{goalarea} focus-areas/{focusarea} tasks/{task} compare search?q=alert search?q=helfo
"""
DESK = """
directory/unit/{unit}/change/ strategy/focusarea/{focusarea}/change/ directory/unit/ directory/task/
"""
# Elements that nothing of ours uses on a page, and attributes that would run something.
NEVER = {"iframe", "object", "embed", "base", "style", "marquee", "video", "audio", "evil", "template"}
RUNS = re.compile(r"\s*(javascript|vbscript|data|livescript):", re.I)


class Danger(HTMLParser):
    """What a browser would make of a page that it must not."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        own = values.get("src", "").startswith(("/static/", "/admin/jsi18n/")) or values.get("type") in {
            "application/ld+json",
            "application/json",
        }
        if tag in NEVER or (tag == "script" and not own):
            self.found.append(f"<{tag} {values}>")
        for name, value in attrs:
            outside = name == "src" and not (value or "").startswith("/")
            runs = name in {"href", "src", "action", "formaction", "xlink:href"} and RUNS.match(value or "")
            if name.startswith("on") or name == "style" or runs or outside:
                self.found.append(f"<{tag} {name}={value}>")


def text_fields(model) -> list[str]:
    """The columns that somebody writes words into."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, PartialDateField)
        and not field.choices
        and not field.primary_key
        and not field.name.startswith("sort_")
        and not getattr(field, "generated", False)
        and (field.max_length or KEY_LENGTH) >= KEY_LENGTH
    ]


def write_everywhere(text: str) -> dict[str, str]:
    """Puts a text into every field of a record of each kind, past all checks; their keys by kind."""
    helfo = Unit.objects.get(pk="helfo")
    found = {}
    for model in MODELS:
        of_helfo = [f.name for f in model._meta.fields if f.name == "unit"]
        rows = model.objects.filter(unit=helfo) if of_helfo else model.objects.all()
        record = (
            helfo if model is Unit else (rows.order_by("pk").first() or model.objects.order_by("pk").first())
        )
        values = {}
        for name in text_fields(model):
            most = model._meta.get_field(name).max_length
            values[name] = text[:most] if most else text
        models.QuerySet(model).filter(pk=record.pk).update(**values)
        found[model._meta.model_name] = record.pk
    return found


def assert_harmless(client, desk, text: str) -> None:
    keys = write_everywhere(text)
    for language in ("nb", "en"):
        for page in ("", *PAGES.split()):
            answer = client.get(f"/{language}/{page.format(**keys)}")
            assert answer.status_code == 200, page
            assert Danger(answer.text).found == [], page
    for page in DESK.split():
        address = f"/admin/{page.format(**keys)}"
        answer = desk.get(address)
        assert answer.status_code == 200, address
        assert Danger(answer.text).found == [], address
    for address in (
        "/nb/changes.atom",
        "/nb/units/helfo/changes.atom",
        "/sitemap.xml",
        "/nb/organisation.svg",
    ):
        tree = ET.fromstring(client.get(address).content)  # noqa: S314 - our own
        names = {element.tag.rpartition("}")[2] for element in tree.iter() if isinstance(element.tag, str)}
        assert names & {"script", "evil", "iframe", "foreignObject"} == set()
        for element in tree.iter():
            for name, value in element.attrib.items():
                assert not name.startswith("on")
                assert not RUNS.match(value), (address, name, value)
    for name in ("units", "tasks", "people", "focus-areas"):
        listed = json.loads(client.get(f"/api/v1/{name}?page_size=200").content)
        assert listed["results"]
        rows = list(csv.reader(io.StringIO(b"".join(client.get(f"/api/v1/{name}.csv")).decode("utf-8-sig"))))
        assert len({len(row) for row in rows}) == 1
        for row in rows:
            assert [cell for cell in row if cell.startswith(("=", "+", "@", "\t", "\r"))] == []
    card = client.get("/nb/units/helfo.vcf").content.decode()
    assert not re.search(r"^X-EVIL", card, re.M)


def test_there_are_fields_to_write_into():
    assert sum(len(text_fields(model)) for model in MODELS) > 100


@pytest.mark.parametrize("part", [0, 1, 2])
def test_nothing_that_is_known_to_work_elsewhere_works_here(client, chief, settings, part):
    settings.ZEAL_RAISE = False
    assert_harmless(client, chief, " ".join(ATTACKS[part::3]))


MIXED = st.lists(st.sampled_from(ATTACKS) | st.text(max_size=20), min_size=1, max_size=6).map(" ".join)


def storable(text: str) -> bool:
    """PostgreSQL keeps no nulls, and XML knows no control characters; both are refused at every way in."""
    return not re.search(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]", text) and bool(text.strip())


# The content is the same for all examples.
@settings(max_examples=4, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MIXED.filter(storable))
def test_no_mixture_of_them_works(client, chief, text):
    assert_harmless(client, chief, text)


@pytest.mark.parametrize(
    "text",
    [
        "a\x00b",
        "a\x1bb",
        "a\x7fb",
        "a\rb",
        "a\ud800b",
        "a\ufffeb",
        "a\uffffb",
        "Helfo\u202egnp.exe",
        "a\u202ab",
        "a\u2066b\u2069",
        "<b>a</b>",
    ],
)
def test_what_no_reader_could_see_is_refused_at_every_way_in(text):
    """The same check stands behind files, forms, the translators' pages and reports."""
    with pytest.raises(ValidationError):
        validate_text(text)


def test_the_admin_refuses_it_in_every_text_of_every_record(admin_user):
    request = RequestFactory().get("/")
    request.user = admin_user
    accepts, refuses = [], 0
    for model, options in admin.site._registry.items():
        if not issubclass(model, Record):
            continue
        for form_of in (options, *options.get_inline_instances(request)):
            for name in text_fields(form_of.model):
                field = form_of.formfield_for_dbfield(form_of.model._meta.get_field(name), request)
                try:
                    field.run_validators("a\uffffb")
                    accepts.append(f"{type(form_of).__name__}.{name}")
                except ValidationError:
                    refuses += 1
    assert accepts == []
    assert refuses > 150


def test_a_reason_given_to_a_command_is_refused_too():
    with pytest.raises(CommandError, match="control character"):
        call_command("load_fixtures", "--reason", "a\ufffeb")


@pytest.mark.parametrize("mark", ["\ufffe", "\uffff", "\x01", "\x1f"])
def test_what_was_stored_before_breaks_no_feed_and_no_file(client, content, mark):
    with publishing(f"Tit{mark}tel", author="kari", reason=f"Grun{mark}nen"):
        unit = Unit.objects.get(pk="helfo")
        unit.lead_nb = f"Ingres{mark}sen"
        unit.save()
    write_everywhere(f"Tek{mark}sten")
    addresses = ["/nb/changes.atom", "/nb/units/helfo/changes.atom", "/nb/organisation.svg", "/sitemap.xml"]
    addresses += [f"/data/strategy-{key}-nb.xml" for key in Strategy.objects.values_list("pk", flat=True)]
    texts = {address: client.get(address).content for address in addresses}
    for address, text in texts.items():
        assert text.startswith(b"<?xml"), address
        ET.fromstring(text)  # noqa: S314 - our own
    assert "Tittel" in texts["/nb/changes.atom"].decode()
    assert "Grunnen" in texts["/nb/units/helfo/changes.atom"].decode()
    assert "Teksten" in texts["/nb/organisation.svg"].decode()
    assert "Teksten" in texts[addresses[-1]].decode()


@pytest.mark.parametrize("text", ["a < b", "Ærlig – «ja» 100 %", "linje\nlinje", "a\tb", "👩🏽‍⚕️", "Á\u0301"])
def test_what_people_write_is_kept(text):
    validate_text(text)
