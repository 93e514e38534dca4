"""A text that is missing in the reader's language: another stands there, and everybody is told so."""

import re

import pytest

from directory.models import (
    Document,
    Law,
    LawRole,
    Party,
    Relation,
    Responsibility,
    Statement,
    Topic,
    Unit,
)
from hdir.records.languages import translated_fields
from strategy.models import Contribution, FocusArea, GoalArea

NOTE = "Some of the text on this page is shown in {}, because it isn’t written in English yet."
PAGES = [
    (Unit, "units/psykisk-helse-og-rus"),
    (Topic, "topics/alkohol"),
    (Law, "laws/alkoholloven"),
    (Party, "parties/norad"),
    (Document, "documents/003"),
    (GoalArea, "goal-areas/dialog-og-medvirkning"),
    (FocusArea, "focus-areas/ncd"),
]


def blank(model, language: str = "en", **chosen) -> None:
    """Takes away every text of the records in a language."""
    columns = {f"{field}_{language}": "" for field in translated_fields(model)}
    model.objects.filter(**chosen).update(**columns)


def notes(html: str) -> list[str]:
    return [" ".join(n.split()) for n in re.findall(r'<p class="fallback-note">(.*?)</p>', html, re.S)]


def alternates(html: str) -> list[str]:
    return re.findall(r'<link rel="alternate" hreflang="([^"]+)"', html)


@pytest.mark.parametrize(("model", "path"), PAGES)
def test_a_page_without_its_english_says_so_marks_the_text_and_names_the_real_pages(
    client, content, settings, model, path
):
    complete = client.get(f"/en/{path}").text
    assert notes(complete) == []
    assert f'<link rel="canonical" href="{settings.SITE_URL}/en/{path}">' in complete
    assert alternates(complete) == ["nb", "x-default", "nn", "en"]

    key = path.split("/")[1]
    blank(model, pk=key)
    html = client.get(f"/en/{path}").text
    assert notes(html) == [NOTE.format("bokmål")]
    name = model.objects.get(pk=key).name_nb
    assert f'<h1><span lang="nb">{name}</span></h1>' in html
    assert f'<link rel="canonical" href="{settings.SITE_URL}/nb/{path}">' in html
    assert alternates(html) == ["nb", "x-default", "nn"]


@pytest.mark.parametrize(
    ("model", "path", "text"),
    [
        (Unit, "units/psykisk-helse-og-rus", r'<div class="lead"><span lang="nb">'),
        (Topic, "topics/alkohol", r'<div class="lead"><span lang="nb">'),
        (GoalArea, "goal-areas/dialog-og-medvirkning", r'id="aims".*?<div lang="nb"><p>'),
    ],
)
def test_the_running_text_itself_carries_its_language(client, content, model, path, text):
    assert not re.search(text, client.get(f"/en/{path}").text, re.S)
    blank(model, pk=path.split("/")[1])
    assert re.search(text, client.get(f"/en/{path}").text, re.S)


@pytest.mark.parametrize(
    ("model", "path"),
    [
        (Responsibility, "topics/alkohol"),
        (Contribution, "focus-areas/ncd"),
        (Statement, "about"),
        (GoalArea, "strategies/strategi-2014-2018"),
        (FocusArea, "goal-areas/dialog-og-medvirkning"),
    ],
)
def test_texts_of_other_records_on_the_page_count_too(client, content, model, path):
    assert notes(client.get(f"/en/{path}").text) == []
    blank(model)
    assert notes(client.get(f"/en/{path}").text) == [NOTE.format("bokmål")]


@pytest.mark.parametrize(("model", "path"), [(LawRole, "laws/x"), (Relation, "parties/norad")])
def test_a_qualifier_in_another_language_counts_too(client, content, model, path):
    if model is LawRole:
        role = LawRole.objects.exclude(qualifier_en=None).exclude(qualifier_en="").order_by("pk").first()
        path = f"laws/{role.law_id}"
    else:
        Relation.objects.filter(party="norad").update(qualifier_nb="særlig i Malawi")
    blank(model)
    assert notes(client.get(f"/en/{path}").text) == [NOTE.format("bokmål")]


def test_each_language_that_had_to_be_borrowed_is_named(client, content):
    blank(GoalArea, pk="dialog-og-medvirkning")
    GoalArea.objects.filter(pk="dialog-og-medvirkning").update(background_nb="")
    html = client.get("/en/goal-areas/dialog-og-medvirkning").text
    assert notes(html) == [NOTE.format("bokmål"), NOTE.format("nynorsk")]


def test_a_page_that_is_about_no_record_says_nothing(client, content):
    for model in (Unit, Topic):
        blank(model)
    for path in ("", "units", "topics", "search?q=rus", "glossary"):
        assert notes(client.get(f"/en/{path}").text) == []


@pytest.mark.parametrize(
    ("model", "path", "field", "index"),
    [
        (Topic, "topics/alkohol", "synonyms", "topics"),
        (Law, "laws/alkoholloven", "other_names", ""),
        (Party, "parties/norad", "other_names", ""),
        (Unit, "units/helfo", "other_names", ""),
        (FocusArea, "focus-areas/ncd", "other_names", ""),
    ],
)
def test_other_names_carry_their_language_and_need_no_note(client, content, model, path, field, index):
    names = {f"{field}_nb": "Brennevin\nSprit", f"{field}_nn": "", f"{field}_en": ""}
    model.objects.filter(pk=path.split("/")[1]).update(**names)
    for address in filter(None, (path, index)):
        html = client.get(f"/en/{address}").text
        assert '<span lang="nb">Brennevin, Sprit</span>' in html
        assert notes(html) == []
    html = client.get(f"/nb/{path}").text
    assert "Brennevin, Sprit" in html
    assert '<span lang="nb">Brennevin' not in html
