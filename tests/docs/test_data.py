"""The addresses that docs/data.md names give what it says."""

import re
import shlex

import pytest
from django.conf import settings

DOCUMENT = (settings.BASE_DIR / "docs" / "data.md").read_text()
TABLE = re.findall(r"`(/(?:api|data|nb|en)[^` ]*)`", DOCUMENT)
COMMANDS = [line for line in DOCUMENT.splitlines() if line.startswith("curl ")]

pytestmark = pytest.mark.usefixtures("content")


@pytest.mark.parametrize("address", sorted({address for address in TABLE if address != "/api/v1/"}))
def test_an_address_answers(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.getvalue()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_gives_an_answer_in_the_format_that_was_asked_for(client, command):
    _curl, *words = shlex.split(command)
    headers = {}
    if "-H" in words:
        name, value = words[words.index("-H") + 1].split(": ")
        headers[name] = value
    answer = client.get(words[-1].removeprefix("SITE"), headers=headers)
    if "-L" in words:
        assert answer.status_code == 303
        answer = client.get(answer["Location"], headers=headers)
    assert answer.status_code == 200
    assert headers.get("Accept", "application/json") in answer["Content-Type"]


def test_a_typing_error_is_told(client):
    assert client.get("/api/v1/units?knid=section").status_code == 400
