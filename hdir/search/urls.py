"""The addresses of search, below the language."""

from django.urls import path

from hdir.search import views

urlpatterns = [
    path("search", views.search_page, name="search"),
    path("search/suggestions", views.suggestions, name="search-suggestions"),
]
