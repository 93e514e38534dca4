"""export_site: the site as files, read from a plain file server in a folder below another."""

import functools
import threading
import urllib.error
import urllib.request
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from unittest import mock
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.core.management import CommandError, call_command

from directory.models import Unit
from hdir.changes.models import ChangeSet
from hdir.staticsite import copying
from hdir.staticsite.addresses import Address, linked
from hdir.staticsite.site import Answer, Site
from tests.benchmarks.content import content as made_up
from tests.benchmarks.content import write

SITE = "https://hdir.example"
LANGUAGES = ("nb", "nn", "en")


@pytest.fixture
def small(content, tmp_path, settings):
    """Content with a few of each kind, in place of the real one."""
    settings.SITE_URL = SITE
    settings.ALLOWED_HOSTS = ["hdir.example"]
    settings.WHITENOISE_USE_FINDERS = True  # nobody has run collectstatic for the tests
    folder = tmp_path / "fixtures"
    folder.mkdir()
    write(folder, made_up(4))
    call_command("load_fixtures", str(folder), apply=True, verbosity=0)
    assert Unit.objects.count() == 4


class Page(HTMLParser):
    """The links of a page, and where its forms lead."""

    def __init__(self, html: str):
        super().__init__()
        self.links: set[str] = set()
        self.forms: set[str] = set()
        self.suggests = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "form":
            self.forms.add(values["action"])
        self.suggests |= "data-suggestions" in values
        if values.get("rel") != "external":
            self.links |= {values[name] for name in ("href", "src", "xlink:href") if values.get(name)}


@pytest.fixture
def served(tmp_path):
    """Serves a folder as any file server does; its address."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args):
            pass

    handler = functools.partial(Quiet, directory=str(tmp_path / "www"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def exported(folder: Path, *arguments: str) -> Path:
    folder.parent.mkdir(parents=True, exist_ok=True)
    call_command("export_site", str(folder), *arguments, verbosity=0)
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def assert_complete(folder: Path) -> None:
    """The copy has each kind of file, with links to files in them."""
    start = (folder / "index.html").read_text()
    assert all(f'href="{code}/index.html"' in start for code in LANGUAGES)
    unit = (folder / "nn/units/units-000001.html").read_text()
    assert '<html lang="nn"' in unit
    assert 'href="../../static/hdir' in unit
    assert 'rel="canonical" href="units-000001.html"' in unit
    said = (folder / "en/not-in-this-copy.html").read_text()
    assert f'href="{SITE}/en/" rel="external"' in said
    sitemap = (folder / "sitemap.xml").read_text()
    assert f"<loc>{SITE}/en/units/units-000001.html</loc>" in sitemap
    assert f"<loc>{SITE}/en/units/units-000001</loc>" not in sitemap
    assert (folder / "data/organisation.ttl").read_bytes().startswith(b"@prefix")
    feed = (folder / "en/changes.atom").read_text()
    assert 'href="index.html"' in feed
    assert "<id>" in feed


def test_every_link_works_from_a_plain_file_server_and_it_is_the_same_each_time(small, tmp_path, served):
    folder = exported(tmp_path / "www" / "copies" / "today")
    root = f"{served}/copies/today/"
    waiting, seen, not_here = [root], set(), set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - raises for 404
            media_type, body = answer.headers["Content-Type"], answer.read()
        if media_type != "text/html":
            continue
        page = Page(body.decode())
        assert not page.suggests, address
        for link in page.links | page.forms:
            whole = urldefrag(urljoin(address, link)).url
            assert not whole.startswith(SITE), f"{address} leads to the site itself: {link}"
            if urlsplit(link).netloc or urlsplit(link).scheme:
                continue  # another site, a telephone
            assert whole.startswith(root), f"{address} leads out of the copy: {link}"
            waiting.append(whole)
        not_here |= {urljoin(address, form) for form in page.forms}
    # No form can work; all lead to the page that says so, in their language.
    assert not_here == {f"{root}{code}/not-in-this-copy.html" for code in LANGUAGES}
    reached = {address.removeprefix(root) for address in seen}
    for code in LANGUAGES:
        pages = {"index", "units", "tasks", "organisation", "units/units-000001", "data", "glossary"}
        assert {f"{code}/{name}.html" for name in pages} <= reached
    # Pages that no page leads to are in the sitemap.
    sitemap = (folder / "sitemap.xml").read_text()
    for name in set(files_of(folder)) - reached - {"index.html", "sitemap.xml"}:
        assert f"<loc>{SITE}/{name}</loc>" in sitemap, name
    assert_complete(folder)
    assert files_of(exported(tmp_path / "www" / "again")) == files_of(folder)


def test_as_of_a_day(small, tmp_path):
    folder = exported(tmp_path / "www" / "copy", "--date", "2016-03-01")
    page = (folder / "en/units.html").read_text()
    assert "1 March 2016" in page
    assert not [link for link in Page(page).links if "date=" in link]
    assert not (folder / "data/SHA256SUMS").exists()
    # The way to the latest known leads out of the copy.
    assert 'href="not-in-this-copy.html">Show the latest known' in page


def test_a_folder_that_has_something_is_left_alone(small, tmp_path):
    with pytest.raises(CommandError, match="isn't empty"):
        call_command("export_site", str(tmp_path / "fixtures"), verbosity=0)
    with pytest.raises(CommandError, match="can't be written"):
        call_command("export_site", str(tmp_path / "no" / "folder"), verbosity=0)


def test_a_publication_meanwhile_leaves_no_copy(small, tmp_path):
    with (
        mock.patch.object(ChangeSet.objects, "latest_number", side_effect=[1, 2]),
        mock.patch.object(copying._Copy, "gather"),
        pytest.raises(CommandError, match="published meanwhile"),
    ):
        call_command("export_site", str(tmp_path / "copy"), verbosity=0)
    assert not list(tmp_path.glob("*copy*"))


def test_a_page_that_fails_leaves_no_copy(small, tmp_path):
    with (
        mock.patch.object(Site, "ask", return_value=Answer(500, "text/html", b"")),
        pytest.raises(CommandError, match="answers 500"),
    ):
        call_command("export_site", str(tmp_path / "copy"), verbosity=0)
    assert not list(tmp_path.glob("*copy*"))


@pytest.mark.parametrize(
    ("path", "query", "file"),
    [
        ("/en/", "", "en/index.html"),
        ("/en/units", "", "en/units.html"),
        ("/en/units/helfo", "", "en/units/helfo.html"),
        ("/en/units/helfo.vcf", "", "en/units/helfo.vcf"),
        ("/en/topics", "page=2", "en/topics-page-2.html"),
        ("/en/changes.atom", "page=2", "en/changes-page-2.atom"),
        ("/data/SHA256SUMS", "", "data/SHA256SUMS"),
    ],
)
def test_names_of_files(path, query, file):
    assert Address(path, query).file == file


def test_different_questions_never_share_a_file():
    long = "open=" + "a" * 100
    queries = ["a=b-c", "a=b%2Fc", "a=b%2Bc", f"{long}b", f"{long}c"]
    assert len({Address("/en/units", query).file for query in queries}) == len(queries)


@pytest.mark.parametrize(
    "link",
    ["/en/search?q=x", "/en/report", "/api/v1/units", "/admin/", "/id/unit/x", "/en/units?date=2016-01-01"],
)
def test_what_needs_a_server_is_not_copied(db, link):
    assert linked(link, Address("/en/"), None) is None
