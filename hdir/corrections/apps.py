from django.apps import AppConfig


class CorrectionsConfig(AppConfig):
    """What readers report as wrong: the form on the site, the inbox in the admin, and what is forgotten."""

    name = "hdir.corrections"
