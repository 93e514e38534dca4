"""The pages for translators, inside the admin and behind its log-in."""

from django.contrib import admin
from django.urls import path

from hdir.texts import views

app_name = "texts"
urlpatterns = [
    path("", admin.site.admin_view(views.translation_board), name="board"),
    path("<str:language>/", admin.site.admin_view(views.waiting_list), name="waiting"),
    path(
        "<slug:list_name>/<slug:key>/<str:language>/",
        admin.site.admin_view(views.translate_record),
        name="translate",
    ),
]
