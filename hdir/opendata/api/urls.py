"""The addresses of the API, below /api/v1.

`<list>/<key>` takes no dot, so that endings (.ttl, .jsonld) are free for other formats of one record.
"""

from django.urls import path

from hdir.opendata.api import schema, views

app_name = "api"


def _of_lists():
    for one in views.all_lists():
        name, asked = one.name, {"api_list": one}
        yield path(f"{name}", views.ListView.as_view(**asked), name=name)
        yield path(f"{name}.csv", views.TableView.as_view(**asked), name=f"{name}-csv")
        yield path(
            f"{name}.csv-metadata.json",
            views.TableDescriptionView.as_view(**asked),
            name=f"{name}-csv-metadata",
        )
        yield path(f"{name}/<slug:key>", views.RecordView.as_view(**asked), name=f"{name}-record")


urlpatterns = [
    path("", views.RootView.as_view(), name="root"),
    path("openapi.json", schema.OpenApiView.as_view(), name="openapi"),
    path("search", views.SearchView.as_view(), name="search"),
    *_of_lists(),
]
