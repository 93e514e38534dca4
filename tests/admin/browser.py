"""What a browser would send back from a page of the admin, without any script."""

import re
from html.parser import HTMLParser

from zeal import zeal_ignore


class _Fields(HTMLParser):
    """The successful controls of the form with an id that ends in "_form"."""

    def __init__(self):
        super().__init__()
        self.inside = False
        self.data: dict[str, list[str]] = {}
        self.select: str | None = None
        self.textarea: str | None = None

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        name = attributes.get("name")
        if tag == "form":
            self.inside = (attributes.get("id") or "").endswith("_form")
        if not self.inside:
            return
        if tag == "option" and self.select:
            first = not self.data.get(self.select)
            if "selected" in attributes or first:
                self.data[self.select] = [attributes.get("value", "")]
        if not name or "disabled" in attributes:
            return
        if tag == "select":
            self.select = name
        elif tag == "textarea":
            self.textarea = name
            self.data[name] = [""]
        elif tag == "input" and attributes.get("type") != "submit":
            box = attributes.get("type") in {"checkbox", "radio"}
            if box and "checked" not in attributes:
                return
            value = attributes.get("value", "on" if box else "")
            self.data.setdefault(name, []).append(value or "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.textarea = None

    def handle_data(self, text):
        if self.textarea:
            self.data[self.textarea][0] += text


def form_of(response) -> dict[str, list[str]]:
    """The fields of the page's form with the values they hold, as a browser sends them."""
    parser = _Fields()
    parser.feed(response.content.decode())
    # A browser leaves out the first newline of a text area and sends the others as \r\n.
    return {
        name: [value.removeprefix("\n").replace("\n", "\r\n") if "\n" in value else value for value in values]
        for name, values in parser.data.items()
    }


def send(client, page: str, data: dict):
    """The answer to a form. Django looks up the chosen record of each row in a query of its own, which
    is no N+1 of ours."""
    with zeal_ignore([{"model": "*", "field": "get*"}]):
        return client.post(page, data)


def errors_of(response) -> list[str]:
    """All messages of a form that was refused, those of its rows included."""
    return [str(message) for errors in response.context_data["errors"] for message in errors]


def choose(client, page: str, choices: dict[str, str]):
    """Sends what was chosen among conflicts that the page shows just now, with what it showed."""
    shown = re.findall(r'name="([^"]+/shown)" value="([^"]+)"', client.get(page).text)
    return client.post(page, {**dict(shown), **choices}, follow=True)
