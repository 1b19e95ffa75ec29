"""The site's own settings, whatever the environment of the machine says."""

import atexit
import os
from tempfile import TemporaryDirectory

os.environ.update(
    ENV_FILE="",
    DEBUG="off",
    SECRET_KEY="a key of fifty characters that guards nothing but tests",
    SITE_URL="http://localhost",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    BEHIND_PROXY="off",
    DATA_LICENCE_NAME="",
    DATA_LICENCE_URL="",
)

from config.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]  # noqa: F405
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    # In a file: requests to the server of the browser tests would share one connection in memory,
    # and two at once would meet inside one transaction.
    FOLDER = TemporaryDirectory(prefix="evenhand-")
    atexit.register(FOLDER.cleanup)
    DATABASES["default"]["TEST"] = {"NAME": f"{FOLDER.name}/test.sqlite3"}  # noqa: F405
# Kinds of content are kept in the process: which test asks for one first is chance.
ZEAL_ALLOWLIST = [{"model": "contenttypes.ContentType"}]
