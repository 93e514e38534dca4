import json

import pytest
from django.core.management import call_command

from directory.models import Unit


def report(capsys):
    call_command("check_content", json=True)
    return json.loads(capsys.readouterr().out)


def test_counts_and_placeholders_of_the_real_content(content, capsys):
    found = report(capsys)
    assert found["counts"]["units"] == 62
    assert found["counts"]["tasks"] == 230
    assert found["problems"] == []
    assert {d["key"] for d in found["details"] if d["kind"] == "placeholder"} == {
        "utvikling-og-teknologi",
        "okonomi-og-styring",
    }


def test_a_missing_language_and_a_missing_source_are_reported(content, capsys):
    Unit.objects.filter(pk="hr").update(lead_en=None, sources=[])
    found = report(capsys)
    assert {"list_name": "units", "key": "hr", "kind": "missing", "field": "lead", "language": "en"} in found[
        "details"
    ]
    assert found["gaps"]["uncited"] == {"": 1}


def test_a_broken_rule_fails_and_is_named(content, capsys):
    Unit.objects.filter(pk="hr").update(sources=[{"document": "999"}])
    with pytest.raises(SystemExit) as left:
        call_command("check_content")
    assert left.value.code == 1
    assert "directory.unit hr, sources" in capsys.readouterr().out


def test_a_stale_translation_is_reported(content, capsys):
    Unit.objects.filter(pk="hr").update(lead_nb="Noe annet.")
    assert report(capsys)["gaps"]["stale"] == {"nn": 1, "en": 1}


def test_nothing_of_the_real_content_is_missing_or_stale(content, capsys):
    assert report(capsys)["gaps"] == {"placeholder": {"": 2}}


def test_the_heaviest_texts_are_listed(content, capsys):
    scores = [score["lix"] for score in report(capsys)["lix"]]
    assert len(scores) > 100
    assert scores == sorted(scores, reverse=True)
