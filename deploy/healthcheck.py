"""Exit code 0 while the process in this container answers /healthz, as a request for the site itself."""

import os
import sys
import urllib.error
import urllib.request
from urllib.parse import urlsplit

host = urlsplit(os.environ.get("SITE_URL", "")).netloc or "localhost"
port = (os.environ.get("BIND") or "127.0.0.1:8000").rpartition(":")[2]
request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers={"Host": host})
try:
    with urllib.request.urlopen(request, timeout=3) as answer:  # noqa: S310 - http, to this machine
        sys.exit(answer.status != 200)  # noqa: PLR2004
except OSError as error:
    sys.exit(str(error))
