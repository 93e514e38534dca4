"""The one response header that no library here sets."""

_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def permissions_policy(get_response):
    """Adds Permissions-Policy: the site uses none of the browser's devices."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", _POLICY)
        return response

    return middleware
