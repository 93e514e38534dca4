"""The pages that belong to neither app, below the language."""

from django.urls import path

from hdir.pages import views
from hdir.pages.accessibility import accessibility

urlpatterns = [
    path("", views.home, name="home"),
    path("glossary", views.glossary, name="glossary"),
    path("accessibility", accessibility, name="accessibility"),
    path("gallery", views.gallery, name="gallery"),
]
