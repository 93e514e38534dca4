"""A preview shows a draft in all that is made of the content, and leaves nothing of it behind."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from directory.models import Unit
from hdir.changes.models import Change, ChangeSet
from hdir.changes.publication import edits_of
from hdir.changes.staging import staged
from hdir.opendata.api.schema import document_as_text
from hdir.opendata.files import whole_files
from hdir.search.query import search

SECRET, FIRST = "Abrakadabra", "helse-og-omsorgsdepartementet"
PUBLIC = ["/data/organisation.ttl", "/data/popolo-nb.json", "/api/v1/openapi.json", "/api/v1/units.csv"]
# Whatever of the public site is made from the whole content, below its language.
PREVIEWED = [
    "nb/",
    "nb/units",
    f"nb/units/{FIRST}",
    "nb/organisation",
    "nb/data",
    "nb/changes.atom",
    f"nb/units/{FIRST}.vcf",
    "nb/search?q=abrakadabra",
    "nb/search/suggestions?q=abrakad",
    "nb/api?list=units&q=abrakad",
    "nb/api?list=search&q=departementet",
]

pytestmark = pytest.mark.usefixtures("content")


@pytest.fixture
def draft():
    """A unit under a name that puts it first, where the API takes its examples; not published."""
    change_set = ChangeSet.objects.create(origin="admin", title="Utkast", state="draft", author="redaktor")
    Change.objects.create(
        change_set=change_set,
        model="directory.unit",
        key=FIRST,
        action="change",
        before={"name_nb": Unit.objects.get(pk=FIRST).name_nb},
        after={"name_nb": SECRET},
    )
    return change_set


def everything_kept():
    """What the cache holds, as text."""
    return "".join(value.decode("latin-1") for value in cache._cache.values())


def test_no_page_of_a_preview_leaves_anything_behind(admin_client, client, draft):
    cache.clear()
    root = reverse("drafts:preview", args=[draft.pk, ""])
    shown = [admin_client.get(f"{root}{path}") for path in PREVIEWED]
    assert {answer.status_code for answer in shown} == {200}
    assert sum(SECRET in answer.getvalue().decode() for answer in shown) >= 5
    assert SECRET not in everything_kept()
    for path in PREVIEWED:
        assert SECRET not in client.get(f"/{path}").text, path
    for address in PUBLIC:
        assert SECRET not in client.get(address).getvalue().decode(), address
    assert not [found for found in search(SECRET, "nb") if SECRET in found.name.text]


def test_what_is_made_of_a_draft_is_made_anew_and_not_kept(draft):
    cache.clear()
    before = {file.name: file.content() for file in whole_files()} | {"openapi": document_as_text()}
    held = dict(cache._cache)
    with staged(edits_of(draft)):
        assert SECRET.encode() in next(f for f in whole_files() if f.name == "popolo-nb.json").content()
        assert SECRET in document_as_text()
    assert cache._cache == held
    assert {file.name: file.content() for file in whole_files()} | {"openapi": document_as_text()} == before
