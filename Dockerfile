# The site for docker, with PostgreSQL and Redis beside it (compose.yaml). The root file system may be read-only:
# nothing is written but to /tmp.

FROM python:3.12-slim-trixie AS packages
WORKDIR /srv/hdir
COPY requirements.txt ./
# Only wheels: nothing is built, so that no compiler is needed.
RUN python -m venv .venv \
    && .venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary :all: \
        -r requirements.txt \
    && .venv/bin/pip uninstall --yes pip

FROM python:3.12-slim-trixie
# pg_dump and pg_restore, for manage.py backup and restore; not older than the server in compose.yaml.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/* \
    && python -m pip uninstall --yes pip \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin hdir
WORKDIR /srv/hdir
ENV PATH=/srv/hdir/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    BIND=0.0.0.0:8000 \
    LOG_FORMAT=json
COPY --from=packages /srv/hdir/.venv .venv
COPY manage.py ./
COPY hdir hdir
COPY directory directory
COPY strategy strategy
COPY templates templates
COPY static static
COPY locale locale
COPY fixtures fixtures
COPY docs docs
COPY deploy deploy
# The key is for this step alone; the site starts with none but that of its environment.
RUN SECRET_KEY=only-to-collect-static-files python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q hdir directory strategy
USER hdir
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["python", "deploy/healthcheck.py"]
CMD ["python", "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "hdir.wsgi"]
