"""What things were called on a date, and what people's roles are called."""

import datetime
from collections.abc import Iterable

from django.db.models import prefetch_related_objects
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from directory.models import LawRoleKind, Manner, Membership, Post, PostKind, Unit
from hdir.pages.markup import in_language
from hdir.pages.trail import Crumb
from hdir.records.languages import shown

# What a unit does with one law or several, in words that stand alone below the law or the unit.
DOES: dict[str, str | Promise] = {
    LawRoleKind.ADMINISTERS: pgettext_lazy("with laws", "administers"),
    LawRoleKind.INTERPRETS: pgettext_lazy("with laws", "interprets"),
    LawRoleKind.DEVELOPS: pgettext_lazy("with laws", "develops"),
    LawRoleKind.DELEGATED: pgettext_lazy("with laws", "has delegated authority"),
    LawRoleKind.SUPERVISES: pgettext_lazy("with laws", "supervises compliance"),
    LawRoleKind.APPROVES: pgettext_lazy("with laws", "grants approvals"),
    LawRoleKind.APPEALS: pgettext_lazy("with laws", "decides appeals"),
    LawRoleKind.ADVISES: pgettext_lazy("with laws", "gives guidance"),
    LawRoleKind.IMPLEMENTS: pgettext_lazy("with laws", "puts into practice"),
    LawRoleKind.DECIDES: pgettext_lazy("with laws", "decides independently"),
    LawRoleKind.NOT_DELEGATED: pgettext_lazy("with laws", "does not have the responsibility"),
    LawRoleKind.MENTIONS: pgettext_lazy("with laws", "is affected"),
}


def name_at(unit: Unit, date: datetime.date | None) -> SafeString | str:
    """What the unit was called on a date, marked with its language where it isn't the page's."""
    found = shown(unit.state_at(date).named, "name")
    return in_language("span", found.language, found.text)


def fetch_names(units: Iterable[Unit], date: datetime.date | None) -> None:
    """Fetches what the units were called on a date, one query for all."""
    if date is not None:
        prefetch_related_objects(list(units), "earlier_states")


def unit_crumb(unit: Unit, date: datetime.date | None) -> Crumb:
    """The step of a trail that leads to a unit, under the name of the date."""
    return Crumb(label=name_at(unit, date), address=unit.get_absolute_url())


def title(post: Post) -> SafeString | str:
    """The post's title, or what it is where the documents print no title."""
    found = shown(post, "title")
    if found:
        return in_language("span", found.language, found.text)
    if post.kind == PostKind.PROFESSIONAL_LEAD:
        return _("professional lead (the documents give no title)")
    return pgettext("post", "leader (the documents give no title)")


def role(membership: Membership) -> SafeString | str:
    """A person's exact role: the title alone where the post is held in the ordinary way."""
    if membership.manner == Manner.CONSTITUTED:
        return format_html(_("{title}, constituted"), title=title(membership.post))
    if membership.manner == Manner.ACTING:
        return format_html(_("acting {title}"), title=title(membership.post))
    return title(membership.post)
