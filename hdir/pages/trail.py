"""Where a page stands: the steps of its breadcrumbs."""

from dataclasses import dataclass

from hdir.records.models import Record


@dataclass(frozen=True)
class Crumb:
    """One step: a record that has a page and a name, or a label with the address of its page.

    The last step of a trail is the page itself; its address isn't used.
    """

    record: Record | None = None
    label: str = ""
    address: str = ""
