"""The site, asked in this process."""

import io
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import FileResponse
from django.http.response import HttpResponseBase

URLS = "hdir.staticsite.urls"


@dataclass(frozen=True)
class Answer:
    """What the site answers; `location` for a redirect."""

    status: int
    media_type: str
    body: bytes
    location: str = ""


class Site(BaseHandler):
    """Answers as for an anonymous reader at SITE_URL, without the network."""

    def __init__(self) -> None:
        super().__init__()
        self.load_middleware()

    def ask(self, address: str) -> Answer:
        """The answer to GET of an address, given without scheme and host."""
        parts, own = urlsplit(address), urlsplit(settings.SITE_URL)
        request = WSGIRequest(
            {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": unquote(parts.path).encode().decode("latin-1"),
                "QUERY_STRING": parts.query,
                "SERVER_NAME": own.hostname or "localhost",
                "SERVER_PORT": str(own.port or (443 if own.scheme == "https" else 80)),
                "SERVER_PROTOCOL": "HTTP/1.1",
                "HTTP_HOST": own.netloc,
                "HTTP_X_FORWARDED_PROTO": own.scheme,  # what the proxy in front would say
                "wsgi.url_scheme": own.scheme,
                "wsgi.input": io.BytesIO(),
            }
        )
        request.urlconf = URLS
        response = self.get_response(request)
        media_type = response.get("Content-Type", "").partition(";")[0]
        return Answer(response.status_code, media_type, _whole(response), response.get("Location", ""))


def _whole(response: HttpResponseBase) -> bytes:
    if isinstance(response, FileResponse) and response.file_to_stream:
        # Closing the answer itself would end the request, and with it the connection to the database.
        with closing(response.file_to_stream):
            return b"".join(response)
    return response.content  # type: ignore[attr-defined]
