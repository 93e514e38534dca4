"""A fixture file that ends too early, as a copy over a network that broke: told, and nothing of it is
written."""

import random

from hdir.fixtures import files
from tests.fixtures.conftest import FIXTURES


def test_a_file_that_ends_anywhere_is_refused_and_named(tmp_path):
    """Wherever it ends: 200 places, the last byte that matters among them."""
    whole = (FIXTURES / "topics.json").read_bytes()
    file = tmp_path / "topics.json"
    end = len(whole.rstrip())
    places = random.Random(4)  # noqa: S311 - places, no secrets
    for length in [0, 1, end - 1, *(places.randrange(end) for _time in range(200))]:
        file.write_bytes(whole[:length])
        wanted = files.read([file])
        assert [(error.file, error.record) for error in wanted.errors] == [("topics.json", "")], length
    file.write_bytes(whole[:end])
    assert files.read([file]).errors == []
