"""The project's settings, made fit for tests."""

import os

os.environ["SECRET_KEY"] = "only-for-tests"
os.environ.pop("DEBUG", None)
os.environ.pop("SITE_URL", None)
os.environ.pop("SITE_OFFICIAL", None)

from hdir.settings import *  # noqa: F403
from hdir.settings import INSTALLED_APPS, MIDDLEWARE, STORAGES, VAR_DIR

# The manifest exists only after collectstatic, which tests don't run.
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
# WhiteNoise then looks for files when asked, and doesn't miss the folder that collectstatic makes.
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A query per row is an error in every test.
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
ZEAL_RAISE = True
# Django reads a session that is over twice: to use it, and to end it.
ZEAL_ALLOWLIST = [{"model": "sessions.Session", "field": "get()"}]
# A test's changes are rolled back, which nobody announces; tests/pagecache turns it on.
PAGE_CACHE_MB = 0
PAGE_CACHE_WATCH = False
GENERATION_FILE = VAR_DIR / "generation-of-tests"
