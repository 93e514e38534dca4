"""The addresses of data that stand below a language."""

from django.urls import path

from hdir.opendata.views import cards, feeds, page

urlpatterns = [
    path("data", page.data_page, name="data"),
    path("changes.atom", feeds.changes, name="changes-feed"),
    path("units/<slug:key>/changes.atom", feeds.unit_changes, name="unit-changes-feed"),
    path("units/<slug:key>.vcf", cards.unit_card, name="unit-card"),
]
