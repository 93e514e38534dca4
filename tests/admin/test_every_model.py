"""The admin of every content model, whatever models there are."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from hdir.records.languages import LANGUAGES, translated_fields
from hdir.records.registry import content_models
from tests.admin.browser import errors_of, form_of, send

MODELS = content_models()
each_model = pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.model_name)


def address(model, page: str, *args: str) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def test_is_registered():
    assert [m for m in MODELS if not admin.site.is_registered(m)] == []


@each_model
@pytest.mark.parametrize("language", LANGUAGES)
def test_can_be_added_and_changed_in_each_language(chief, model, language):
    chief.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    record = model.objects.order_by("pk").first()
    for page in (address(model, "add"), address(model, "change", record.pk)):
        response = chief.get(page)
        assert response.status_code == 200
        html = response.content.decode()
        assert f'<html lang="{language}"' in html
        assert_nothing_inline(html)
        columns = {f"{field}_{code}" for field in translated_fields(model) for code in LANGUAGES}
        fields = form_of(response)
        assert columns <= set(fields)
        assert not set(translated_fields(model)) & set(fields), "a bare column follows the language"


def assert_nothing_inline(html: str) -> None:
    """No script, style or handler that the Content-Security-Policy would block."""
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", html) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=", html) == []
    assert re.findall(r'(?:src|href|action)="(?:https?:)?//', html) == []


@each_model
def test_shows_the_key_and_lets_nobody_write_it(chief, model):
    record = model.objects.order_by("pk").first()
    response = chief.get(address(model, "change", record.pk))
    assert "key" not in form_of(response)
    assert record.pk in response.content.decode()


@each_model
def test_saving_an_untouched_page_changes_nothing(chief, model):
    record = model.objects.order_by("-pk").first()
    before = {m: rows_of(m) for m in MODELS}
    page = address(model, "change", record.pk)
    response = send(chief, page, form_of(chief.get(page)))
    assert response.status_code == 302, errors_of(response)
    after = {m: rows_of(m) for m in MODELS}
    changed = {
        (m.__name__, key, column): (row[column], after[m][key][column])
        for m, rows in before.items()
        for key, row in rows.items()
        for column in row
        if row[column] != after[m][key][column]
    }
    assert changed == {}
    assert {m: set(rows) for m, rows in after.items()} == {m: set(rows) for m, rows in before.items()}


def rows_of(model) -> dict[str, dict]:
    """All that the table holds but the bare columns, which follow the language of the moment."""
    bare = set(translated_fields(model))
    columns = [f.attname for f in model._meta.concrete_fields if f.name not in bare]
    return {row["key"]: row for row in model.objects.values(*columns)}


@each_model
def test_list_asks_the_database_as_often_for_one_record_as_for_all(
    chief, model, django_assert_max_num_queries
):
    with django_assert_max_num_queries(15):
        response = chief.get(address(model, "changelist"))
    assert response.status_code == 200
    assert_nothing_inline(response.content.decode())
    first = response.context_data["cl"].result_list[0]
    with django_assert_max_num_queries(15):
        chief.get(address(model, "changelist"), {"q": first.pk})


@each_model
def test_list_can_be_searched_by_key_and_filtered_by_missing_language(chief, model):
    record = model.objects.order_by("pk").first()
    found = chief.get(address(model, "changelist"), {"q": record.pk}).context_data["cl"]
    assert record.pk in {r.pk for r in found.result_list}
    if translated_fields(model):
        for language in LANGUAGES:
            answer = chief.get(address(model, "changelist"), {"missing": language})
            assert answer.status_code == 200


@each_model
def test_page_asks_a_bounded_number_of_queries(chief, model, django_assert_max_num_queries):
    record = model.objects.order_by("pk").first()
    with django_assert_max_num_queries(30):
        chief.get(address(model, "change", record.pk))
