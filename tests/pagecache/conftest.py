"""A site whose page cache is on, with nothing in it."""

import pytest
from django.test import Client

from hdir.pagecache import generation
from hdir.pagecache.watch import watch


@pytest.fixture
def source(monkeypatch, tmp_path):
    """Where generations are announced."""
    file = generation.InFile(tmp_path / "generation")
    monkeypatch.setattr(generation, "source", file)
    monkeypatch.setattr(watch, "away_since", None)
    return file


@pytest.fixture
def reader(content, source, settings):
    """A reader of a process that has just been started."""
    settings.PAGE_CACHE_MB = 8
    return Client()
