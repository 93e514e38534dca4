"""Lists of records: search, filters, languages."""

import pytest
from django.urls import reverse

from directory.models import Membership, Unit
from hdir.records.tree import TreeQuerySet


def keys(client, model: str, **query: str) -> set[str]:
    page = reverse(f"admin:directory_{model}_changelist")
    response = client.get(page, query)
    assert response.status_code == 200
    return {record.pk for record in response.context_data["cl"].queryset}


@pytest.mark.parametrize(
    "words", ["økonomi og analyse", "ØKONOMI ANALYSE", "Økonomi og analyse", "economics analysis"]
)
def test_search_finds_a_unit_in_any_language_and_case(editor, words):
    assert "okonomi-og-analyse" in keys(editor, "unit", q=words)


def test_search_wants_every_word(editor):
    assert keys(editor, "unit", q="økonomi sykehus") == set()


def test_people_are_found_by_the_unit_they_lead(editor):
    assert "miljo-og-helse-jakob-linhave" in keys(editor, "membership", q="miljø helse")


def test_division_filter_has_everything_below_the_division(editor):
    below = set(
        Unit.objects.descendants("divisjon-folkehelse", include_self=True).values_list("pk", flat=True)
    )
    assert issubclass(type(Unit.objects.all()), TreeQuerySet)
    assert keys(editor, "unit", division="divisjon-folkehelse") == below
    assert keys(editor, "membership", division="divisjon-folkehelse") == set(
        Membership.objects.filter(post__unit__in=below).values_list("pk", flat=True)
    )


def test_missing_text_is_found_by_language(editor):
    assert keys(editor, "unit", missing="en") == set()
    Unit.objects.filter(pk="hr").update(lead_en=None)
    Unit.objects.filter(pk="beredskap").update(body_en="")
    assert keys(editor, "unit", missing="en") == {"hr", "beredskap"}
    assert keys(editor, "unit", missing="nn") == set()
    html = editor.get(reverse("admin:directory_unit_changelist"), {"q": "hr"}).content.decode()
    assert '<td class="field-missing_column">English</td>' in html


def test_a_name_in_another_language_is_marked(editor):
    Unit.objects.filter(pk="hr").update(name_en=None)
    html = editor.get(reverse("admin:directory_unit_changelist"), {"q": "hr"}).content.decode()
    assert '<span lang="nb">HR</span>' in html


def test_an_unknown_filter_value_is_no_error(editor):
    page = reverse("admin:directory_unit_changelist")
    for query in ({"missing": "xx"}, {"division": "nowhere"}):
        assert editor.get(page, query).status_code == 200


def test_language_of_the_admin_follows_the_browser_until_it_is_chosen(editor):
    page = reverse("admin:index")
    assert '<html lang="en"' in editor.get(page).content.decode()
    answer = editor.post(reverse("set_language"), {"language": "nn", "next": page})
    assert answer.url == page
    assert '<html lang="nn"' in editor.get(page).content.decode()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_record_links_to_its_public_page_in_the_editors_language(editor, language):
    editor.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    html = editor.get(reverse("admin:directory_unit_change", args=["hr"])).content.decode()
    assert f'href="/{language}/units/hr"' in html
