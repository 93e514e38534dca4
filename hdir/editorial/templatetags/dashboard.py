"""The desk's overview, and the package that an editor works in: `{% load dashboard %}`."""

from django import template

from hdir.changes.models import ChangeSet
from hdir.drafts.rights import may_prepare, may_publish_alone
from hdir.drafts.session import open_package
from hdir.editorial.dashboard import Desk, desk_for

register = template.Library()


@register.simple_tag
def package_of(request) -> ChangeSet | None:
    """The package that the editor works in: `{% package_of request as package %}`."""
    return open_package(request)


@register.simple_tag
def desk_of(request) -> Desk | None:
    """What waits for an editor: `{% desk_of request as desk %}`; None for who may only look."""
    return desk_for(request.user) if may_prepare(request.user) else None


@register.simple_tag
def save_choice(request) -> str:
    """What a save becomes: "package", "publish" or "draft"."""
    if open_package(request) is not None:
        return "package"
    return "publish" if may_publish_alone(request.user) else "draft"
