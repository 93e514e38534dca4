"""The inbox, inside the admin."""

from django.contrib import admin
from django.urls import path

from hdir.corrections import views

app_name = "corrections"
urlpatterns = [
    path("", admin.site.admin_view(views.inbox), name="inbox"),
    path("<int:number>/", admin.site.admin_view(views.one_report), name="one"),
]
