"""The first page of the admin, in words."""

import html
import re

import pytest
from django.test import Client

from directory.models import Unit
from hdir.changes.models import Baseline
from tests.desk import chief, editor, publisher

__all__ = ["chief", "editor", "publisher"]


def gaps(client: Client, language: str) -> str:
    client.cookies["django_language"] = language
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", client.get("/admin/").text)).split())


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("nb", "1 enhet mangler kilde", "2 enheter mangler kilde"),
        ("nn", "1 eining manglar kjelde", "2 einingar manglar kjelde"),
        ("en", "1 unit is without a source", "2 units are without a source"),
    ],
)
def test_one_is_not_told_as_many(chief, language, one, two):
    Unit.objects.filter(pk="hr").update(sources=[])
    assert one in gaps(chief, language)
    Unit.objects.filter(pk="juss").update(sources=[])
    assert two in gaps(chief, language)


def test_one_text_is_not_told_as_many(chief):
    Unit.objects.filter(pk="hr").update(lead_en="")
    assert "1 tekst mangler på engelsk" in gaps(chief, "nb")
    Unit.objects.filter(pk="juss").update(lead_en="")
    assert "2 tekster mangler på engelsk" in gaps(chief, "nb")


def test_conflicts_lead_those_to_them_who_may_settle_them(editor, publisher):
    Baseline.objects.filter(model="directory.unit", key="hr").update(offered={"name_en": "Human resources"})
    words = "1 record in which files and staff differ"
    assert f'<a href="/admin/conflicts/">{words}</a>' in publisher.get("/admin/").text
    shown = editor.get("/admin/").text
    assert f"<li>{words}" in shown
    assert "A publisher settles them." in shown
