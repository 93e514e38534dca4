"""How gunicorn serves the site, here (scripts/serve, with an address of its own) and elsewhere:
`python -m gunicorn --config deploy/gunicorn.conf.py hdir.wsgi`.

How many processes: WEB_CONCURRENCY, which gunicorn reads by itself (1 without it).
"""

import os
from pathlib import Path

from hdir.operations.logs import logging_config

bind = os.environ.get("BIND") or "127.0.0.1:8000"
worker_class = "hdir.operations.receiving.Worker"  # gthread, which waits only so long for a request
threads = 4  # each may need a connection to the database: DATABASE_POOL (hdir/wsgi.py)
# Each process loads the site by itself: what has threads and connections must not be copied by a fork.
preload_app = False
# Workers say that they live by touching a file; on a disk that is busy they would be taken for dead.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - gunicorn makes its own file
# What is being answered may be answered when a worker is told to stop.
graceful_timeout = 30
control_socket_disable = True
limit_request_line = 8190  # the site tells in words that an address is too long
# No access log: it would cost a quarter of the throughput. The site tells of what it makes by itself.
logconfig_dict = logging_config(os.environ.get("LOG_FORMAT") or "text")
# A reader's question that PostgreSQL takes longer for is given up: else a few slow ones would keep all
# threads, and with them the pages that are ready. Commands, which load and migrate, have no such limit.
os.environ.setdefault("PGOPTIONS", "-c statement_timeout=20s")
