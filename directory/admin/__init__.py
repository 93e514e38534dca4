"""The admin of the organisation, one subject per module. Django finds it by this package's name."""

from directory.admin import (  # noqa: F401 - each registers its models
    documents,
    events,
    facts,
    keys,
    laws,
    parties,
    posts,
    tasks,
    topics,
    units,
)
