"""The headers that keep readers safe are on every kind of answer, whoever in the site made it."""

import gzip

import pytest
from django.conf import settings as project
from django.test import Client

from directory.models import Topic
from hdir.changes.shell import publishing
from tests.desk import chief
from tests.pagecache.conftest import source

__all__ = ["chief", "source"]

EXACTLY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Whatever isn't named here falls back to default-src: nothing.
POLICY = {
    "default-src": {"'none'"},
    "base-uri": {"'none'"},
    "connect-src": {"'self'"},
    "font-src": {"'self'"},
    "form-action": {"'self'"},
    "frame-ancestors": {"'none'"},
    "img-src": {"'self'"},
    "manifest-src": {"'self'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
}
NO_MARKUP_FROM_SCRIPTS = {"require-trusted-types-for": {"'script'"}, "trusted-types": {"'none'"}}


def policy_of(response) -> dict[str, set[str]]:
    parts = [part.split() for part in response.headers["Content-Security-Policy"].split(";")]
    return {name: set(values) for name, *values in parts}


def read(response) -> None:
    """To its end, which closes the file that it may come from."""
    if response.streaming:
        b"".join(response)


def assert_safe(response, *, resources: str = "same-origin", desk: bool = False) -> None:
    read(response)
    headers = response.headers
    assert {name: headers.get(name) for name in EXACTLY} == EXACTLY
    assert headers["Cross-Origin-Resource-Policy"] == resources
    for device in ("camera", "geolocation", "microphone", "payment", "usb"):
        assert f"{device}=()" in headers["Permissions-Policy"]
    assert policy_of(response) == (POLICY if desk else POLICY | NO_MARKUP_FROM_SCRIPTS)


@pytest.fixture
def files(settings):
    """A client that gets static files as readers do, by WhiteNoise."""
    settings.WHITENOISE_USE_FINDERS = True
    return Client()


OF_PAGES = [
    ("/nb/", 200),
    ("/en/units/helfo", 200),
    ("/nn/search?q=rus", 200),
    ("/en/search/suggestions?q=rus", 200),
    ("/en/report", 200),
    ("/robots.txt", 200),
    ("/.well-known/security.txt", 200),
    ("/opensearch.xml", 200),
    ("/healthz", 200),
    ("/readyz", 200),
    ("/", 302),
    ("/nb/units/", 301),
    ("/en/units/helfo?date=yesterday", 400),
    ("/en/units/none", 404),
    ("/no/such/page", 404),
    ("/static/none.css", 404),
    ("/metrics", 404),
]
OF_DATA = [
    ("/api/v1/", 200),
    ("/api/v1/units", 200),
    ("/api/v1/units.csv", 200),
    ("/api/v1/units/helfo", 200),
    ("/api/v1/units/helfo.ttl", 200),
    ("/api/v1/openapi.json", 200),
    ("/api/v1/units?page_size=0", 400),
    ("/api/v1/units/none", 404),
    ("/api/v1/nothing", 404),
    (f"/api/v1/units?q={'a' * 8000}", 414),
    ("/data/manifest.json", 200),
    ("/data/organisation.ttl", 200),
    ("/data/none.ttl", 404),
    ("/id/unit/helfo", 303),
    ("/en/changes.atom", 200),
    ("/en/units/helfo.vcf", 200),
    ("/sitemap.xml", 200),
]


@pytest.mark.parametrize(("address", "status"), OF_PAGES)
def test_pages_files_and_what_went_wrong_with_them(client, content, address, status):
    response = client.get(address)
    assert response.status_code == status
    assert_safe(response)


@pytest.mark.parametrize("name", ["hdir.css", "search.js", "icons/mark.svg", "admin/css/base.css"])
def test_files_of_the_pages(files, name):
    response = files.get(f"/static/{name}")
    assert response.status_code == 200
    assert_safe(response)
    assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize(("address", "status"), OF_DATA)
def test_data_is_as_safe_and_open_to_other_sites(client, content, address, status):
    response = client.get(address)
    assert response.status_code == status
    assert_safe(response, resources="cross-origin")
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_refused_methods(client, content):
    for address, resources in (("/nb/units", "same-origin"), ("/api/v1/units", "cross-origin")):
        refused = client.post(address)
        assert refused.status_code == 405
        assert_safe(refused, resources=resources)
    assert_safe(client.options("/api/v1/units"), resources="cross-origin")


def test_the_desk_and_its_log_in(chief):
    for address in ("/admin/", "/admin/directory/unit/helfo/change/", "/admin/status/", "/admin/none/"):
        assert_safe(chief.get(address), desk=True)
    for address in ("/admin/", "/admin/login/"):
        assert_safe(Client().get(address), desk=True)


def test_a_form_that_was_not_sent_from_here(content):
    refused = Client(headers={"origin": "https://evil.example"}).post("/nb/report", {"wrong": "Noe."})
    assert refused.status_code == 403
    assert_safe(refused)
    refused = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "kari"})
    assert refused.status_code == 403
    assert_safe(refused, desk=True)


def test_what_was_removed(client, content):
    with publishing("It was double", author="kari"):
        Topic.objects.create(key="dobbelt", name_nb="Dobbelt", sources=[{"document": "003", "line": "1"}])
    with publishing("It was double", author="kari"):
        Topic.objects.get(pk="dobbelt").delete()
    for address, resources in (
        ("/nb/topics/dobbelt", "same-origin"),
        ("/api/v1/topics/dobbelt", "cross-origin"),
    ):
        gone = client.get(address)
        assert gone.status_code == 410
        assert_safe(gone, resources=resources)


def test_what_failed(client, content, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr("hdir.pages.views.sorted_terms", fail)
    monkeypatch.setattr("hdir.opendata.api.views.ListView.get", fail)
    client.raise_request_exception = False
    for address, resources in (("/en/glossary", "same-origin"), ("/api/v1/units", "cross-origin")):
        failed = client.get(address)
        assert failed.status_code == 500
        assert_safe(failed, resources=resources)


def test_what_was_not_changed(files, content):
    """Files, data and kept pages answer 304 each in their own way."""
    for address, resources in (("/static/hdir.css", "same-origin"), ("/api/v1/units", "cross-origin")):
        first = files.get(address)
        read(first)
        known = {
            "if-none-match": first.headers.get("ETag", ""),
            "if-modified-since": first.headers.get("Last-Modified", ""),
        }
        again = files.get(address, headers={name: value for name, value in known.items() if value})
        assert again.status_code == 304, address
        assert_safe(again, resources=resources)


@pytest.mark.parametrize(
    ("address", "resources"), [("/en/units/helfo", "same-origin"), ("/en/changes.atom", "cross-origin")]
)
def test_pages_that_are_kept(content, source, settings, address, resources):
    settings.PAGE_CACHE_MB = 8
    reader = Client()
    made = reader.get(address)
    assert_safe(made, resources=resources)
    kept = reader.get(address, headers={"accept-encoding": "gzip"})
    assert kept.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(kept.content) == made.content
    assert_safe(kept, resources=resources)
    unchanged = reader.get(address, headers={"if-none-match": made.headers["ETag"]})
    assert unchanged.status_code == 304
    assert_safe(unchanged, resources=resources)


@pytest.fixture
def behind_tls(settings):
    """As with SITE_URL=https://hdir.example behind a proxy."""
    settings.ALLOWED_HOSTS = ["hdir.example"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_SSL_HOST = "hdir.example"
    settings.SECURE_HSTS_SECONDS = 31536000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    settings.SECURE_HSTS_PRELOAD = True
    return {"host": "hdir.example", "x-forwarded-proto": "https"}


def test_browsers_are_told_to_stay_with_tls(files, content, behind_tls):
    for address in ("/nb/", "/static/hdir.css", "/no/such/page", "/admin/login/", "/api/v1/units"):
        answer = files.get(address, headers=behind_tls)
        read(answer)
        expected = "max-age=31536000; includeSubDomains; preload"
        assert answer.headers["Strict-Transport-Security"] == expected


def test_the_way_to_tls_leads_to_the_site_whatever_host_is_named(content, behind_tls):
    for host in ("hdir.example", "evil.example"):
        led = Client().get("/nb/units?page=2", headers={"host": host, "x-forwarded-proto": "http"})
        assert (led.status_code, led.url) == (301, "https://hdir.example/nb/units?page=2")
        assert_safe(led)


def test_a_host_that_is_not_ours_is_refused(content, behind_tls):
    refused = Client().get("/nb/", headers={**behind_tls, "host": "evil.example"})
    assert refused.status_code == 400
    assert_safe(refused)
    assert "evil.example" not in refused.text


def test_the_drawing_allows_its_own_styles_and_nothing_else(client, content):
    policy = policy_of(client.get("/nb/organisation.svg"))
    own = policy.pop("style-src")
    assert policy == {
        name: values for name, values in (POLICY | NO_MARKUP_FROM_SCRIPTS).items() if name != "style-src"
    }
    assert all(value == "'self'" or value.startswith("'sha256-") for value in own)


def test_settings_turn_all_of_it_on_with_tls():
    """What behind_tls does by hand, the settings do by SITE_URL: CI runs `check --deploy` with it."""
    ran = (project.BASE_DIR / ".ci/run").read_text()
    assert "SITE_URL=https://hdir.example" in ran
    assert "check --deploy --fail-level WARNING" in ran
