"""The page where conflicts between files and staff are settled, inside the admin."""

from django.contrib import admin
from django.urls import path

from hdir.conflicts.views import conflicts

app_name = "conflicts"
urlpatterns = [path("", admin.site.admin_view(conflicts), name="list")]
