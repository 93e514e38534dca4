from django.apps import AppConfig


class OpendataConfig(AppConfig):
    """The content as data: API, files, feeds, stable addresses."""

    name = "hdir.opendata"
    label = "opendata"
