"""The pages about change sets, inside the admin and behind its log-in."""

from django.contrib import admin
from django.urls import path, re_path

from hdir.drafts import views

app_name = "drafts"
urlpatterns = [
    path("", admin.site.admin_view(views.change_sets), name="list"),
    path("new/", admin.site.admin_view(views.new_package), name="new"),
    path("leave/", admin.site.admin_view(views.leave), name="leave"),
    path("<int:number>/", admin.site.admin_view(views.change_set), name="one"),
    re_path(
        r"^(?P<number>[0-9]+)/preview/(?P<path>.*)\Z",
        admin.site.admin_view(views.show_preview),
        name="preview",
    ),
]
