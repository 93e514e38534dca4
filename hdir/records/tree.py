"""Ancestors and descendants in one query each, for models whose `parent` points to themselves."""

from django.db import connections, models
from django.db.models.expressions import RawSQL

from hdir.records.languages import field_of

# UNION, not UNION ALL: a row is visited once, so that even a cycle ends.
_DESCENDANTS = """
    WITH RECURSIVE tree(key) AS (
        SELECT {key} FROM {table} WHERE {parent} = %s
        UNION
        SELECT child.{key} FROM {table} child JOIN tree ON child.{parent} = tree.key
    ) SELECT key FROM tree
"""
_ANCESTORS = """
    WITH RECURSIVE tree(key, above) AS (
        SELECT {key}, {parent} FROM {table} WHERE {key} = (SELECT {parent} FROM {table} WHERE {key} = %s)
        UNION
        SELECT up.{key}, up.{parent} FROM {table} up JOIN tree ON up.{key} = tree.above
    ) SELECT key FROM tree
"""


class TreeQuerySet(models.QuerySet):
    """QuerySet of a model with `key` and `parent`."""

    def _in_tree(self, sql: str, key: str) -> RawSQL:
        quote = connections[self.db].ops.quote_name
        names = {
            "table": quote(self.model._meta.db_table),
            "key": quote(field_of(self.model, "key").attname),
            "parent": quote(field_of(self.model, "parent").attname),
        }
        return RawSQL(sql.format(**names), [key])  # noqa: S611 - names are the model's own, quoted

    def descendants(self, key: str, *, include_self: bool = False):
        """Everything below the record with this key."""
        below = models.Q(pk__in=self._in_tree(_DESCENDANTS, key))
        return self.filter(below | models.Q(pk=key) if include_self else below)

    def ancestors(self, key: str, *, include_self: bool = False):
        """Everything above the record with this key, in no order; the tree page puts it in order."""
        above = models.Q(pk__in=self._in_tree(_ANCESTORS, key))
        return self.filter(above | models.Q(pk=key) if include_self else above)
