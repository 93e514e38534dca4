"""The history, inside the admin."""

from django.contrib import admin
from django.urls import path

from hdir.history import views

app_name = "history"
urlpatterns = [
    path("", admin.site.admin_view(views.whole_history), name="all"),
    path("<slug:type_name>/<slug:key>/", admin.site.admin_view(views.record_history), name="record"),
]
