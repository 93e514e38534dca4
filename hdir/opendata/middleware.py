"""The formats of a page in its headers, for programs that don't read HTML."""

from django.http import HttpRequest, HttpResponse

from hdir.opendata.alternates import alternates, permanent_uri

_FOUND = 200


def link_headers(get_response):
    """Adds `Link` (RFC 8288) to pages: each format they are to be had in, and their permanent URI."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        page = response.get("Content-Type", "").startswith("text/html") and response.status_code == _FOUND
        if page and not response.has_header("Link"):
            links = [
                f'<{found.address}>; rel="alternate"; type="{found.media_type}"'
                for found in alternates(request)
            ]
            if uri := permanent_uri(request.resolver_match):
                links.append(f'<{uri}>; rel="cite-as"')
            if links:
                response["Link"] = ", ".join(links)
        return response

    return middleware
