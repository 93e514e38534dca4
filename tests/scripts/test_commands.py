"""The two commands on machines that lack something: each says what, and what to do."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from hdir import settings as project_settings

SCRIPTS = settings.BASE_DIR / "scripts"


def run(script: str | Path, folder: Path, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        ["/bin/sh", SCRIPTS / script],
        capture_output=True,
        text=True,
        env={"PATH": f"{folder}:/usr/bin:/bin", "HOME": str(folder), **environment},
        timeout=60,
        check=False,
    )


@pytest.fixture
def stand_in(tmp_path):
    """Puts a python3 into an empty folder that behaves as a test wants."""

    def make(body: str) -> Path:
        for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
            path = tmp_path / name
            path.write_text(f"#!/bin/sh\n{body}\n")
            path.chmod(0o755)
        return tmp_path

    return make


@pytest.mark.parametrize("script", ["serve", "test"])
def test_an_old_python_is_told(stand_in, script):
    folder = stand_in('case "$1" in --version) echo "Python 3.9.2";; *) exit 1;; esac')
    ran = run(script, folder)
    assert ran.returncode == 1
    assert "Python 3.11 or newer is needed; this is Python 3.9.2." in ran.stderr


def test_a_missing_ensurepip_names_the_debian_package(stand_in, tmp_path):
    folder = stand_in(
        f'case "$2" in *ensurepip*) exit 1;; *hashlib*) echo other;; *) exec {sys.executable} "$@";; esac'
    )
    ran = run("serve", folder)
    assert ran.returncode == 1
    assert "apt-get install python3-venv" in ran.stderr


def test_packages_are_never_installed_through_a_link(tmp_path):
    others = tmp_path / "other clone" / ".venv"
    others.mkdir(parents=True)
    (others / "kept").touch()
    clone = tmp_path / "clone"
    (clone / "scripts").mkdir(parents=True)
    for name in ("serve", "environment.sh"):
        (clone / "scripts" / name).write_text((SCRIPTS / name).read_text())
    (clone / "requirements.txt").touch()
    (clone / ".venv").symlink_to(others)
    ran = run(clone / "scripts" / "serve", tmp_path, PATH=os.environ["PATH"])
    assert ran.returncode == 1
    assert f".venv is a symbolic link, to {others}; each clone needs a folder of its own." in ran.stderr
    assert "rm .venv" in ran.stderr
    assert [path.name for path in others.iterdir()] == ["kept"]


def test_a_busy_port_is_told(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ran = run("serve", tmp_path, PORT=port, PATH=os.environ["PATH"])
    assert ran.returncode == 1
    assert f"Port {port} is busy. Choose another" in ran.stderr


def test_a_port_that_is_no_number_is_told(tmp_path):
    ran = run("serve", tmp_path, PORT="http", PATH=os.environ["PATH"])
    assert ran.returncode == 1
    assert "PORT=http isn't a number." in ran.stderr


def test_without_a_secret_key_nothing_starts(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY")
    monkeypatch.setattr(project_settings, "VAR_DIR", tmp_path)
    with pytest.raises(ImproperlyConfigured, match="set SECRET_KEY, or run scripts/serve once"):
        project_settings._secret_key()


def test_the_kept_secret_key_is_used(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY")
    monkeypatch.setattr(project_settings, "VAR_DIR", tmp_path)
    (tmp_path / "secret_key").write_text("kept\n")
    assert project_settings._secret_key() == "kept"
