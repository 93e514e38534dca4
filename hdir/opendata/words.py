"""Texts for formats that have one language a file and no mark-up: plain, in the language asked for."""

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from directory.models import Manner, Membership, Post, PostKind
from hdir.records.languages import shown
from hdir.records.markdown import render
from hdir.records.models import Record
from hdir.records.sources import citation


def text(record: Record, field: str, language: str) -> str:
    """A short text in a language, or in the nearest one that has it; "" where there is none."""
    return shown(record, field, language).text


def lines(record: Record, field: str, language: str) -> list[str]:
    """The names in a field that has one a line."""
    return [line.strip() for line in text(record, field, language).splitlines() if line.strip()]


def running_text(record: Record, field: str, language: str) -> str:
    """A Markdown text without its marks, one line a paragraph or list entry."""
    html = render(text(record, field, language))
    # The renderer escapes these three and nothing else in text.
    plain = strip_tags(html).replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    found = (line.strip() for line in plain.replace("&amp;", "&").splitlines())
    return "\n".join(line for line in found if line)


def title(post: Post, language: str) -> str:
    """The post's title, or what it is where the documents print none."""
    if found := text(post, "title", language):
        return found
    with override(language):
        if post.kind == PostKind.PROFESSIONAL_LEAD:
            return _("professional lead (the documents give no title)")
        return pgettext("post", "leader (the documents give no title)")


def role(membership: Membership, language: str) -> str:
    """A person's exact role: the title alone where the post is held in the ordinary way."""
    plain = title(membership.post, language)
    with override(language):
        if membership.manner == Manner.CONSTITUTED:
            return _("{title}, constituted").format(title=plain)
        if membership.manner == Manner.ACTING:
            return _("acting {title}").format(title=plain)
    return plain


def cited(record: Record) -> str:
    """Where a record is known from: "003:27–29, 003:31"."""
    return ", ".join(citation(source) for source in record.sources)
