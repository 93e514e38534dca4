"""The files that start the site elsewhere: what they name exists here."""

import os
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

from hdir.backups.models import KEPT

ROOT = Path(settings.BASE_DIR)
DEPLOY = ROOT / "deploy"
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
UNITS = sorted((DEPLOY / "systemd").iterdir())
# What settings and gunicorn read from the environment.
READ = set(
    re.findall(
        r'environ(?:\.get)?[(\[]"(\w+)"|_flag\("(\w+)"',
        "".join(path.read_text() for path in (ROOT / "hdir/settings.py", DEPLOY / "gunicorn.conf.py")),
    )
)
VARIABLES = {name for pair in READ for name in pair if name} | {"WEB_CONCURRENCY", "DJANGO_SETTINGS_MODULE"}


def everything() -> list[tuple[str, str]]:
    files = [ROOT / "Dockerfile", ROOT / "compose.yaml", *(p for p in DEPLOY.rglob("*") if p.is_file())]
    return [(path.name, path.read_text("utf-8")) for path in files if path.suffix != ".pyc"]


def unit(path: Path) -> dict[str, str]:
    return dict(line.split("=", 1) for line in path.read_text().splitlines() if "=" in line)


@pytest.mark.parametrize(("name", "text"), everything())
def test_commands_and_paths_that_are_named_exist(name, text):
    for command in re.findall(r"manage\.py (\w+)", text):
        assert command in get_commands(), name
    for path in re.findall(r"(?<![\w/])(?:\./)?((?:deploy|scripts|docs)/[\w./-]*\w)", text):
        assert (ROOT / path).exists(), f"{name} names {path}"
    for path in re.findall(r"/srv/hdir/([\w./-]*\w)", text):
        assert path.startswith((".venv", "var")) or (ROOT / path).exists(), f"{name} names {path}"


def test_what_is_copied_into_the_image_exists_and_is_let_in():
    copied = re.findall(r"^COPY (?!--from)(\S+)", DOCKERFILE, re.M)
    let_in = (ROOT / ".dockerignore").read_text().split()
    assert {f"!{name}" for name in copied} == {name for name in let_in if name.startswith("!")}
    assert all((ROOT / name).exists() for name in copied)
    # Every room of code and every folder that settings name is there.
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert rooms | {"templates", "static", "locale", "fixtures", "manage.py"} <= set(copied)


def test_the_image_runs_as_nobody_special_from_hashed_wheels():
    assert re.findall(r"^USER (\w+)$", DOCKERFILE, re.M) == ["hdir"]
    assert "--require-hashes --only-binary :all:" in DOCKERFILE
    assert not re.search(r"build-essential|gcc|-dev\b", DOCKERFILE)
    assert 'CMD ["python", "deploy/healthcheck.py"]' in DOCKERFILE
    assert "SECRET_KEY" not in re.sub(r"^RUN SECRET_KEY=\S+ ", "", DOCKERFILE, flags=re.M)


def test_every_variable_means_something():
    own = COMPOSE["x-site"]["environment"]
    example = [line.split("=")[0] for line in (DEPLOY / "environment.example").read_text().splitlines()]
    image = re.findall(r"^(?:ENV)? +(\w+)=", DOCKERFILE, re.M)
    pythons = {"PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
    for name in {*own, *(n for n in example if n and not n.startswith("#")), *image} - pythons:
        assert name in VARIABLES, name
    # And the manual has all of them.
    manual = (ROOT / "docs/operations.md").read_text()
    assert [name for name in VARIABLES - {"DJANGO_SETTINGS_MODULE"} if f"`{name}`" not in manual] == []


def test_compose_starts_things_in_order_with_nothing_written_in_the_image():
    services = COMPOSE["services"]
    assert {"web", "database", "cache", "proxy"} <= set(services)
    for name, service in services.items():
        assert set(service.get("depends_on", {})) <= set(services), name
        if service.get("image") == "hdir":
            assert service["read_only"]
            assert service["cap_drop"] == ["ALL"]
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            if source.startswith("./"):
                assert (ROOT / source).exists(), source
            elif not source.startswith("$"):
                assert source in COMPOSE["volumes"], source
    # Only the proxy is to be reached from outside.
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    # pg_dump must not be older than the server.
    client = int(re.search(r"postgresql-client-(\d+)", DOCKERFILE)[1])
    assert client >= int(re.search(r"postgres:(\d+)", services["database"]["image"])[1])


def shell_commands() -> list[str]:
    found = []
    for service in COMPOSE["services"].values():
        command = service.get("command", [])
        if command[:2] == ["sh", "-c"]:
            found.append(command[2].replace("$$", "$"))
    for path in UNITS:
        if (words := shlex.split(unit(path).get("ExecStart", "")))[:2] == ["/bin/sh", "-c"]:
            found.append(words[2].replace("$$", "$").replace("%%", "%"))
    return found


@pytest.mark.parametrize("command", shell_commands())
def test_shells_understand_the_commands(command):
    ran = subprocess.run(["/bin/sh", "-n"], input=command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def removals() -> dict[str, str]:
    """The commands that remove old backups, by where they stand."""
    _backup, _and, compose = COMPOSE["services"]["backup"]["command"][2].rpartition("&& ")
    return {
        "systemd": unit(DEPLOY / "systemd/hdir-backup.service")["ExecStartPost"],
        "compose": compose,
    }


@pytest.mark.parametrize("name", ["systemd", "compose"])
def test_backups_go_before_they_are_older_than_the_page_on_privacy_says(name, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    left = ["hdir-today.backup", "hdir-28.backup", "notes.txt", "elsewhere/hdir-400.backup"]
    gone = ["hdir-30.backup", "before-2.0.backup"]
    hours = {"hdir-28.backup": 28 * 24, "hdir-today.backup": 0, "hdir-30.backup": KEPT * 24 - 1}
    for file in left + gone:
        (tmp_path / file).write_text("")
        at = time.time() - hours.get(file, 400 * 24) * 3600
        os.utime(tmp_path / file, (at, at))
    program, folder, *rest = shlex.split(removals()[name])
    assert folder in {"/srv/backups", "/backups"}
    subprocess.run([program, tmp_path, *rest], check=True)
    assert sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*.*")) == sorted(left)


@pytest.mark.parametrize("path", [p for p in UNITS if p.suffix == ".service"], ids=lambda p: p.name)
def test_what_a_service_writes_is_for_nobody_else_to_read(path):
    assert unit(path)["UMask"] == "0077"
    assert "chmod 700 var /srv/backups" in (ROOT / "docs/operations.md").read_text()


@pytest.mark.parametrize("path", [path for path in UNITS if path.suffix == ".timer"], ids=lambda p: p.name)
def test_each_timer_has_its_service(path):
    assert unit(path)["OnCalendar"]
    service = unit(path.with_suffix(".service"))
    assert service["Type"] == "oneshot"
    assert service["User"] == "hdir"


def test_the_process_that_answers_is_well_and_one_that_does_not_is_not(live_server):
    def check(bind: str) -> int:
        environment = {**os.environ, "BIND": bind, "SITE_URL": "http://localhost"}
        return subprocess.run(
            [sys.executable, DEPLOY / "healthcheck.py"], env=environment, capture_output=True, check=False
        ).returncode

    assert check(live_server.url.removeprefix("http://")) == 0
    assert check("127.0.0.1:1") == 1


def test_proxies_hand_on_whole_forms_and_wait_for_none_for_ever():
    caddy, nginx = ((DEPLOY / name).read_text() for name in ("Caddyfile", "nginx.conf"))
    # The options for all sites come first, or Caddy takes them for a site.
    assert re.sub(r"^#.*\n|^\n", "", caddy, flags=re.M).startswith("{\n\tservers {\n\t\ttimeouts {")
    assert re.findall(r"^\t+(read_header|read_body|write) ", caddy, re.M) == ["read_header", "read_body"]
    assert re.findall(r"request_buffers (\S+)", caddy) == re.findall(r"max_size (\S+)", caddy) == ["2MB"]
    assert "proxy_request_buffering off" not in nginx
    assert re.findall(r"client_(header|body)_timeout \d+s;", nginx) == ["header", "body"]


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_a_proxy_keeps_metrics_inside_and_names_requests(name):
    text = (DEPLOY / name).read_text()
    assert re.search(r"(location = /metrics \{ return 404|respond /metrics 404)", text)
    assert "X-Request-ID" in text
    assert text.count("{") == text.count("}")
