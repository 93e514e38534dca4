"""The addresses of the site. Public pages stand below their language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from hdir.corrections.public import report
from hdir.history.public import earlier_versions
from hdir.opendata.api.page import api
from hdir.operations.health import healthz, readyz
from hdir.operations.metrics import metrics
from hdir.pages import views
from hdir.safety.privacy import privacy
from hdir.search.views import opensearch
from hdir.texts.public import languages

urlpatterns = [
    path("", views.choose_language, name="choose-language"),
    path("", include("hdir.opendata.urls")),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("opensearch.xml", opensearch, name="opensearch"),
    path("api/v1/", include("hdir.opendata.api.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/translations/", include("hdir.texts.urls")),
    path("admin/change-sets/", include("hdir.drafts.urls")),
    path("admin/conflicts/", include("hdir.conflicts.urls")),
    path("admin/find/", include("hdir.editorial.finding")),
    path("admin/text-preview/", include("hdir.editorial.text_preview")),
    path("admin/guide/", include("hdir.editorial.guide")),
    path("admin/reports/", include("hdir.corrections.urls")),
    path("admin/history/", include("hdir.history.urls")),
    path("admin/status/", include("hdir.operations.status")),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
    path("accounts/", include("hdir.accounts.urls")),
    *i18n_patterns(
        path("", include("hdir.pages.urls")),
        path("", include("hdir.opendata.language_urls")),
        path("", include("hdir.search.urls")),
        path("", include("directory.urls")),
        path("", include("strategy.urls")),
        path("report", report, name="report"),
        path("languages", languages, name="languages"),
        path("privacy", privacy, name="privacy"),
        path("history/<slug:type_name>/<slug:key>", earlier_versions, name="earlier-versions"),
        path("api", api, name="api-page"),
        prefix_default_language=True,
    ),
]

handler400 = "hdir.pages.errors.bad_request"
handler403 = "hdir.pages.errors.forbidden"
handler404 = "hdir.pages.errors.not_found"
handler500 = "hdir.pages.errors.server_error"
