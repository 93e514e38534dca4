"""Redis as a cache that may go away: then nothing is found and nothing is kept, and the site goes on."""

import logging
import pickle
from collections.abc import Callable

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# Redis doesn't answer, or somebody else's bytes stand under our name and can't be unpickled.
_NOTHING = (RedisError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, KeyError)


class ForgivingRedisCache(RedisCache):
    """Answers as an empty cache does while Redis is away, and for what is damaged."""

    def get(self, key, default=None, version=None):
        return self._unless_away(lambda: super(ForgivingRedisCache, self).get(key, default, version), default)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        self._unless_away(lambda: super(ForgivingRedisCache, self).set(key, value, timeout, version), None)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        """As an empty cache takes it: who marks something as begun, or as used, goes on."""
        return self._unless_away(
            lambda: super(ForgivingRedisCache, self).add(key, value, timeout, version), True
        )

    def delete(self, key, version=None):
        return self._unless_away(lambda: super(ForgivingRedisCache, self).delete(key, version), False)

    def incr(self, key, delta=1, version=None):
        """As an absent key: callers count from there, so that counting forgets and doesn't fail."""
        try:
            return super().incr(key, delta, version)
        except RedisError as error:
            logger.warning("The cache is away: %s", error)
            raise ValueError(key) from error

    @staticmethod
    def _unless_away(action: Callable[[], object], otherwise: object) -> object:
        try:
            return action()
        except _NOTHING as error:
            logger.warning("The cache is away or damaged: %s", error)
            return otherwise
