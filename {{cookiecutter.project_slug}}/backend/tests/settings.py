"""The service's settings, in an environment that the tests know.

`DATABASE_URL` and `CELERY_BROKER_URL` are kept if set: `python -m dev.with_services` points them
to real servers.
"""

import atexit
import json
import os
import shutil
import tempfile
from pathlib import Path

_SERVICE = json.loads(
    (Path(__file__).resolve().parent.parent.parent / "service.json").read_text(encoding="utf-8")
)
_VAR = tempfile.mkdtemp(prefix="clinic-tests-")
atexit.register(shutil.rmtree, _VAR, ignore_errors=True)

os.environ.update(
    {
        _SERVICE["variables"]["environment"]: next(
            name for name in _SERVICE["environments"] if name != "production"
        ),
        _SERVICE["variables"]["backend_dsn"]: "",
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "CELERY_BROKER_URL": os.environ.get("CELERY_BROKER_URL", ""),
        "DATABASE_URL": os.environ.get("DATABASE_URL", ""),
        "DEBUG": "false",
        "EMAIL_URL": "",
        "RELEASE": "1.2.3",
        "SECRET_KEY": "only-for-tests",
        "TRACES_SAMPLE_RATE": "0",
        "TRUST_PROXY_HEADERS": "false",
        "VAR_DIR": _VAR,
    }
)

from config.settings import *  # noqa: E402, F403 - the environment comes first

# Made to be quick, where the real one is made to be slow.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
