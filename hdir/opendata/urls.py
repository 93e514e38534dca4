"""The addresses of data that stand outside the languages."""

from django.urls import path, re_path

from hdir.opendata.views import files, identifiers, sitemaps, well_known

urlpatterns = [
    path("id/<slug:type_name>/<slug:key>", identifiers.permanent_address, name="permanent-address"),
    path("api/v1/<slug:list_name>/<slug:key>.ttl", files.record, {"form": "ttl"}, name="record-turtle"),
    path(
        "api/v1/<slug:list_name>/<slug:key>.jsonld", files.record, {"form": "jsonld"}, name="record-json-ld"
    ),
    re_path(r"^data/(?P<name>organisation|strategy|content|catalog|shapes)\Z", files.dataset, name="dataset"),
    path("data/SHA256SUMS", files.checksums, name="checksums"),
    path("data/manifest.json", files.manifest_file, name="manifest"),
    re_path(r"^data/(?P<name>[a-z0-9-]+\.[a-z]+)\Z", files.whole_file, name="whole-file"),
    path("robots.txt", well_known.robots_txt, name="robots"),
    path(".well-known/security.txt", well_known.security_txt, name="security-txt"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemaps.part, name="sitemap-part"),
]
