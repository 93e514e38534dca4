"""Reads pages as a reader does: words, sections, lists."""

import html
import re
import xml.etree.ElementTree as ET


def words(source: str) -> str:
    """The text of a piece of HTML, blanks collapsed, without soft hyphens. Only elements that make blocks
    part words."""
    inline = re.sub(r"</?(?:a|em|span|strong|time)\b[^>]*>", "", source).replace("\u00ad", "")
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", inline)).split())


def section(source: str, name: str) -> str:
    """The HTML of a page's section; "" if the page hasn't got it."""
    found = re.search(rf'<section[^>]* aria-labelledby="{name}">(.*?)</section>', source, re.S)
    return found.group(1) if found else ""


def links(source: str, folder: str) -> list[str]:
    """The keys that a piece of HTML links to in a folder such as "units", in order."""
    return re.findall(rf'href="/(?:nb|nn|en)/{folder}/([a-z0-9-]+)(?:\?[^"]*)?"', source)


def headings(source: str, level: int) -> list[str]:
    """The headings of a level, as text."""
    return [words(found) for found in re.findall(rf"<h{level}[^>]*>(.*?)</h{level}>", source, re.S)]


def results(source: str) -> int:
    """How many results a list says that it has."""
    (said,) = re.findall(r'<p class="count" role="status">(.*?)</p>', source, re.S)
    return int(re.search(r"\d+", words(said))[0])


def facet(source: str, name: str) -> dict[str, tuple[str, int]]:
    """The choices of a filter: label to address and number."""
    (found,) = [
        part
        for part in re.findall(r'<details class="facet">(.*?)</details>', source, re.S)
        if words(part.split("</summary>")[0]).partition(":")[0] == name
    ]
    return {
        words(label): (html.unescape(address), int(number))
        for address, label, number in re.findall(
            r'<a href="([^"]+)" rel="nofollow">(.*?)<span class="facet-number">(\d+)</span></a>', found, re.S
        )
    }


def chips(source: str) -> list[tuple[str, str]]:
    """The filters in force: the address without each, and its words."""
    (active,) = re.findall(r'<ul class="active-filters".*?</ul>', source, re.S) or [""]
    found = re.findall(r'<a class="chip" href="([^"]+)">(.*?)</a>', active, re.S)
    return [(html.unescape(address), words(label)) for address, label in found]


def parsed(xml: str | bytes) -> ET.Element:
    """The root of a piece of XML that the site wrote; an error if it isn't well-formed."""
    return ET.fromstring(xml)  # noqa: S314 - our own output


def drawings(page: str) -> list[ET.Element]:
    """The drawings in a page."""
    return [parsed(svg) for svg in re.findall(r"<svg.*?</svg>", page, re.S)]
