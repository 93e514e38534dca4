"""The history: in the admin with who and why, for readers without; restore; what was removed."""

import pytest

from directory.models import Person, Topic, Unit
from hdir.changes.models import ChangeSet
from hdir.changes.shell import publishing
from hdir.history import views
from tests.admin.browser import form_of, send

PAGE = "/admin/directory/unit/hr/change/"


def publish(**fields):
    with publishing("Ny ingress", author="kari.nordmann", reason="Ny instruks"):
        unit = Unit.objects.get(pk="hr")
        for name, value in fields.items():
            setattr(unit, name, value)
        unit.save()
    return ChangeSet.objects.applied()[0]


def test_tells_who_when_why_and_each_field_with_its_words(chief):
    old = Unit.objects.get(pk="hr").lead_nb
    publish(lead_nb=f"{old} Og mer.")
    shown = chief.get("/admin/history/unit/hr/").text
    assert "kari.nordmann" in shown
    assert "Ny instruks" in shown
    assert "<ins>" in shown
    assert "Og mer." in shown
    assert "Ny ingress" in chief.get("/admin/history/").text


def test_djangos_history_leads_here(chief):
    assert chief.get("/admin/directory/unit/hr/history/").url == "/admin/history/unit/hr/"


def test_any_version_can_be_restored(chief):
    first = publish(lead_nb="Første.")
    publish(lead_nb="Andre.", lead_en="Second.")
    publish(lead_nb="Tredje.")
    chief.post("/admin/history/unit/hr/", {"version": str(first.number)})
    unit = Unit.objects.get(pk="hr")
    assert (unit.lead_nb, unit.lead_en == "Second.") == ("Første.", False)
    assert ChangeSet.objects.applied()[0].origin == "revert"


def test_of_many_versions_the_oldest_is_reached_too(chief, monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 2)
    first = publish(lead_nb="Første.")
    for words in ("Andre.", "Tredje."):
        publish(lead_nb=words)
    page = "/admin/history/unit/hr/"
    shown = chief.get(page).text
    assert 'href="?page=2"' in shown
    shown = chief.get(f"{page}?page=2").text
    assert f'name="version" value="{first.number}"' in shown
    chief.post(f"{page}?page=2", {"version": str(first.number)})
    assert Unit.objects.get(pk="hr").lead_nb == "Første."


@pytest.mark.parametrize("version", ["", "x", "-1", "٣"])
def test_a_version_that_is_none_is_404(chief, version):
    assert chief.post("/admin/history/unit/hr/", {"version": version}).status_code == 404


def test_an_editor_restores_into_a_draft(editor):
    first = publish(lead_nb="Første.")
    publish(lead_nb="Andre.")
    answer = editor.post("/admin/history/unit/hr/", {"version": str(first.number)})
    assert answer.url.startswith("/admin/change-sets/")
    assert Unit.objects.get(pk="hr").lead_nb == "Andre."


def test_readers_see_earlier_versions_and_no_names(client, content):
    publish(lead_nb="En helt ny ingress.")
    shown = client.get("/nb/history/unit/hr")
    assert shown.status_code == 200
    assert "En helt ny ingress." in shown.text.replace("<ins>", "").replace("</ins>", "")
    assert "Ny instruks" in shown.text
    assert "kari.nordmann" not in shown.text
    assert client.get("/nb/history/person/jakob-linhave").status_code == 404
    assert client.get("/nb/history/unit/nobody").status_code == 404


def test_the_unit_page_leads_to_its_earlier_versions(client, content):
    assert 'href="/nb/history/unit/hr"' in client.get("/nb/units/hr").text


def removed(key="sovnhelse"):
    with publishing("Nytt emne", author="kari"):
        Topic.objects.create(key=key, name_nb="Søvnhelse", sources=[])
    with publishing("Bort", author="kari.nordmann", reason="Dobbelt av et annet emne"):
        Topic.objects.get(pk=key).delete()


@pytest.mark.parametrize("address", ["/nb/topics/sovnhelse", "/en/topics/sovnhelse", "/id/topic/sovnhelse"])
def test_the_address_of_what_was_removed_says_when_and_why(client, content, address):
    removed()
    gone = client.get(address)
    assert gone.status_code == 410
    assert "Søvnhelse" in gone.text
    assert "Dobbelt av et annet emne" in gone.text
    assert "kari.nordmann" not in gone.text


def test_what_was_removed_and_came_back_is_there(chief, client):
    removed()
    number = ChangeSet.objects.applied()[0].number
    chief.post("/admin/history/topic/sovnhelse/", {"version": str(number - 1)})
    assert client.get("/nb/topics/sovnhelse").status_code == 200


def test_a_closed_unit_keeps_its_page(chief, client):
    answer = send(chief, PAGE, {**form_of(chief.get(PAGE)), "valid_to": "2018", "successors": ["beredskap"]})
    assert answer.status_code == 302
    shown = client.get("/nb/units/hr")
    assert shown.status_code == 200
    assert "/nb/units/beredskap" in shown.text


def test_the_name_of_a_removed_person_stands_in_the_history(chief, content):
    with publishing("Ny", author="kari"):
        Person.objects.create(key="nn", name="Nora Nordmann", sources=[])
    with publishing("Bort", author="kari"):
        Person.objects.get(pk="nn").delete()
    assert "Nora Nordmann" in chief.get("/admin/history/person/nn/").text
