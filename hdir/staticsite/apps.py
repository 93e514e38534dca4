from django.apps import AppConfig


class StaticSiteConfig(AppConfig):
    """The public pages as plain files, for an archive or a CDN."""

    name = "hdir.staticsite"
