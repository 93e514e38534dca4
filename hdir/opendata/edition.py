"""Which edition of the content a file holds: its version, the date it is true for, how it may be used."""

import datetime
import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Max, QuerySet, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from hdir.changes.models import ChangeSet
from hdir.fixtures.dump import as_text
from hdir.opendata.kept import kept
from hdir.pages.documented import documented_dates
from hdir.records.languages import LANGUAGES
from hdir.records.registry import content_models
from hdir.release import release

LICENCE = "https://data.norge.no/nlod/no/2.0"
LICENCE_NAME = "NLOD 2.0"

SITE_NAME = _("Who does what in the Norwegian Directorate of Health")
ATTRIBUTION = _(
    "Contains facts from public documents of the Norwegian Directorate of Health and of the Ministry of "
    "Health and Care Services, used under the Norwegian Licence for Open Government Data (NLOD) 2.0. "
    "Each fact names its source."
)
PERSONS = _(
    "The licence does not cover personal data. People are named only as holders of a public post, at the "
    "date given. Whoever uses the names is responsible for having a lawful purpose, and for corrections "
    "and removals that are published here."
)
INDEPENDENT = _("An independent edition. This is not the Directorate’s own site.")


@dataclass(frozen=True)
class Edition:
    """What every file says of itself."""

    # The first 16 hexadecimal digits of the SHA-256 of the content: the same content, the same version,
    # wherever it is loaded.
    version: str
    # The number of the change set that was published last; 0 if none was.
    number: int
    # The partial date that the chart is true for, None while nothing is confirmed.
    true_for: str | None

    @classmethod
    def current(cls) -> "Edition":
        """The edition that the database holds."""
        return cls(_version(state()), ChangeSet.objects.latest_number(), documented_dates().chart)


def in_all_languages(text) -> dict[str, str]:
    """A lazily translated text in each language of the site."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = str(text)
    return found


def state() -> str:
    """A mark of the content as it stands: whatever changes it changes the mark. One query.

    It counts rows and looks at the newest change of each model, and at the number of the last change set;
    what it marks also depends on the site's address and on the code that writes the files.
    """
    # Plain QuerySets: modeltranslation's put the columns into an order of their own.
    marks = [
        QuerySet(model)
        .order_by()
        .annotate(of_list=Value(model.list_name))
        .values("of_list")
        .annotate(rows=Count("pk"), newest=Max("modified"))
        .values_list("of_list", "rows", "newest")
        for model in content_models()
    ]
    marks.append(
        QuerySet(ChangeSet)
        .order_by()
        .annotate(of_list=Value("changes"))
        .values("of_list")
        .annotate(rows=Max("number"), newest=Max("applied"))
        .values_list("of_list", "rows", "newest")
    )
    found = sorted(map(str, marks[0].union(*marks[1:], all=True)))
    parts = [settings.SITE_URL, str(settings.SITE_OFFICIAL), release(), *found]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def last_modified() -> datetime.datetime | None:
    """When a record was changed last; None while there is none. One query a model."""
    newest = (
        model._default_manager.aggregate(newest=Max("modified"))["newest"] for model in content_models()
    )
    return max((moment for moment in newest if moment), default=None)


def content_files() -> dict[str, bytes]:
    """The fixture files by name: the whole content, as load_fixtures reads it."""
    return {f"{m.list_name}.json": as_text(m).encode() for m in sorted(content_models(), key=_list_name)}


def _list_name(model) -> str:
    return model.list_name


def _version(mark: str) -> str:
    return kept(f"opendata:version:{mark}", _digest, None)


def _digest() -> str:
    digest = hashlib.sha256()
    for name, content in content_files().items():
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]
