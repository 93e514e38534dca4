"""Change sets: everything that was, or is to be, done to the content, and where files and staff agree.

No foreign key leads from here to content, so that history outlives what it tells of.
"""

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hdir.records.keys import KEY_LENGTH
from hdir.records.languages import current_language


class Origin(models.TextChoices):
    """Where a change set comes from."""

    FIXTURE = "fixture", _("reload of the files")
    ADMIN = "admin", _("editorial desk")
    CORRECTION = "correction", _("correction from a reader")
    REVERT = "revert", _("change taken back")


class State(models.TextChoices):
    """How far a change set has come."""

    DRAFT = "draft", pgettext_lazy("change set", "draft")
    SUBMITTED = "submitted", pgettext_lazy("change set", "waiting for approval")
    APPROVED = "approved", pgettext_lazy("change set", "approved")
    APPLIED = "applied", pgettext_lazy("change set", "published")
    REJECTED = "rejected", pgettext_lazy("change set", "discarded")


OPEN = (State.DRAFT, State.SUBMITTED, State.APPROVED)


class ChangeSetQuerySet(models.QuerySet):
    """Change sets by how far they have come."""

    def applied(self) -> Self:
        """What was published, the latest first."""
        return self.filter(state=State.APPLIED).order_by("-number")

    def open(self) -> Self:
        """What may still be published, the latest first."""
        return self.filter(state__in=OPEN).order_by("-created", "-pk")

    def due(self, now) -> Self:
        """Approved for a time that has come, in the order of these times."""
        return self.filter(state=State.APPROVED, publish_at__lte=now).order_by("publish_at", "pk")

    def with_counts(self) -> Self:
        """Each with `records`: how many records it is about."""
        return self.annotate(records=models.Count("changes"))

    def latest_number(self) -> int:
        """The number of the change set that was published last; 0 if none was."""
        return self.aggregate(latest=models.Max("number"))["latest"] or 0


class ChangeSet(models.Model):
    """Changes that are published together, once, and can be taken back together."""

    origin = models.CharField(_("origin"), max_length=20, choices=Origin)
    title = models.CharField(_("title"), max_length=200)
    # A title that nobody wrote, in each language; readers of the feed read their own. Empty where somebody
    # named it, or a file did.
    titles = models.JSONField(default=dict, db_default={}, blank=True)
    reason = models.TextField(
        _("reason"), blank=True, default="", help_text=_("Why this changes. Readers of the history see it.")
    )
    # Begun and named by somebody to collect edits in; any other draft is one save of one form.
    is_package = models.BooleanField(_("package"), default=False, db_default=False)
    # Names, not accounts: what somebody did is still known when the account is gone.
    author = models.CharField(_("author"), max_length=150, blank=True, default="")
    # Who changed it last before it was published; empty while nobody has since it was begun.
    edited_by = models.CharField(_("last edited by"), max_length=150, blank=True, default="")
    approver = models.CharField(_("approved by"), max_length=150, blank=True, default="")
    comment = models.TextField(_("comment"), blank=True, default="")
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    created = models.DateTimeField(_("created"), default=timezone.now)
    publish_at = models.DateTimeField(
        _("publish at"), null=True, blank=True, help_text=_("Empty: when it is approved.")
    )
    applied = models.DateTimeField(_("published"), null=True, blank=True)
    number = models.PositiveBigIntegerField(
        _("number"), null=True, blank=True, unique=True, help_text=_("Its place in the order of publication.")
    )
    reverts = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("takes back"),
        related_name="reverted_by",
        null=True,
        blank=True,
    )

    objects = ChangeSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("change set")
        verbose_name_plural = _("change sets")
        ordering = ["-created", "-pk"]
        permissions = [
            ("publish_changeset", "Can approve and publish what others have prepared"),
            ("publish_own_changeset", "Can publish alone, without a second person"),
        ]
        constraints = [
            models.CheckConstraint(
                name="changes_changeset_origin_is_one_of", condition=models.Q(origin__in=Origin.values)
            ),
            models.CheckConstraint(
                name="changes_changeset_state_is_one_of", condition=models.Q(state__in=State.values)
            ),
            models.CheckConstraint(
                name="changes_changeset_applied_has_a_place",
                condition=models.Q(state="applied", applied__isnull=False, number__isnull=False)
                | ~models.Q(state="applied") & models.Q(applied__isnull=True, number__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """The title, in the reader's language if nobody wrote it."""
        return self.titles.get(current_language()) or self.title

    @property
    def is_open(self) -> bool:
        """Whether it may still be changed and published."""
        return self.state in OPEN


class Action(models.TextChoices):
    """What happens to a record."""

    ADD = "add", _("added")
    CHANGE = "change", _("changed")
    REMOVE = "remove", _("removed")


class Change(models.Model):
    """What a change set does to one record.

    `before` and `after` have only the fields that differ, per language, relations by key; null stands for
    an empty value. `before` is {} for an added record, `after` for a removed one.
    """

    change_set = models.ForeignKey(
        ChangeSet, models.CASCADE, verbose_name=_("change set"), related_name="changes"
    )
    model = models.CharField(_("kind of record"), max_length=60)  # "directory.unit"
    key = models.CharField(_("key"), max_length=KEY_LENGTH)
    action = models.CharField(_("action"), max_length=10, choices=Action)
    before = models.JSONField(_("before"), default=dict, blank=True)
    after = models.JSONField(_("after"), default=dict, blank=True)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["change_set", "model", "key"], name="changes_change_once_a_set"),
            models.CheckConstraint(
                name="changes_change_action_is_one_of", condition=models.Q(action__in=Action.values)
            ),
        ]
        indexes = [models.Index(fields=["model", "key"], name="changes_change_record")]

    def __str__(self) -> str:
        return f"{self.model} {self.key}: {self.get_action_display()}"


class BaselineQuerySet(models.QuerySet):
    """Baselines by what is left to settle."""

    def disputed(self) -> Self:
        """Those in which a file says something that staff hasn't settled."""
        return self.exclude(offered={}) | self.filter(offers_removal=True)


class Baseline(models.Model):
    """Where files and staff last agreed about a record, and what a file says that staff hasn't settled.

    `agreed` has the values that a merge starts from. `offered` has, by field, the file's value that
    contradicts an edit; `offers_removal` says that the file has left the record out, and for a record that
    staff removed `offered` has the fields that the file has changed.
    """

    model = models.CharField(_("kind of record"), max_length=60)
    key = models.CharField(_("key"), max_length=KEY_LENGTH)
    agreed = models.JSONField(_("agreed"), default=dict, blank=True)
    offered = models.JSONField(_("offered"), default=dict, blank=True)
    offers_removal = models.BooleanField(_("removal offered"), default=False)

    objects = BaselineQuerySet.as_manager()

    class Meta:
        verbose_name = _("baseline")
        verbose_name_plural = _("baselines")
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="changes_baseline_once")]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"
