"""Who leads what: everybody in a post, and one person's posts."""

import datetime
from dataclasses import dataclass

from django.core.paginator import Page
from django.db.models import Count
from django.utils import timezone

from directory.models import Membership, Person, Post
from directory.pages.alphabet import PER_PAGE, LetterLink, by_letter, lettered_page
from directory.pages.dates import unknown
from directory.pages.names import fetch_names


@dataclass
class LeadersPage:
    """Fifty people in posts by the letter of their surname, and the posts that nobody is named in."""

    date: datetime.date | None
    page: Page
    links: list[LetterLink]
    letters: list[tuple[str, list[Membership]]]
    vacant: list[Post]
    count: int
    unknown: int


def leaders_page(
    memberships, number: str | None, date: datetime.date | None, *, everybody: bool
) -> LeadersPage:
    """The page for these memberships. The empty posts belong to the whole list (`everybody`) only, and
    stand after its last page."""
    page, links = lettered_page(memberships.with_people(), number, "person__sort_name")
    found = list(page)
    vacant = []
    if everybody and not page.has_next():
        # Somebody who has left doesn't fill the post, although the list shows them too.
        held = Membership.objects.at(date or timezone.localdate()).values("post")
        posts = Post.objects.at(date).in_units_at(date).exclude(pk__in=held).select_related("unit")
        vacant = list(posts.order_by("unit__position", "pk")[:PER_PAGE])
    fetch_names([m.post.unit for m in found] + [p.unit for p in vacant], date)
    count = memberships.order_by().aggregate(people=Count("person", distinct=True))["people"]
    letters = by_letter(found, "person__sort_name")
    return LeadersPage(date, page, links, letters, vacant, count, unknown(found, date))


def posts_held(person: Person, date: datetime.date | None) -> list[Membership]:
    """A person's posts on a date, the latest first; those of unknown time last."""
    held = list(
        person.memberships.at(date)
        .in_units_at(date)
        .with_people()
        .order_by("-begins", "post__unit__position", "pk")
    )
    held.sort(key=lambda m: m.begins is None)
    fetch_names([m.post.unit for m in held], date)
    return held
