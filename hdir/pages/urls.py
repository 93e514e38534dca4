"""The pages that belong to neither app, below the language."""

from django.urls import path

from hdir.pages import views

urlpatterns = [
    path("", views.home, name="home"),
    path("glossary", views.glossary, name="glossary"),
    path("gallery", views.gallery, name="gallery"),
]
