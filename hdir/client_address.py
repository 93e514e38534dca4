"""Where a request comes from. Nobody stores it: it is counted under a keyed fingerprint, for a short time."""

import hashlib
import hmac
import ipaddress

from django.conf import settings
from django.http import HttpRequest

# Whoever has an IPv6 connection has as many addresses as they like, all in one network of this size.
_IPV6_NETWORK = 64


def address_of(request: HttpRequest) -> str:
    """The reader's address; behind our own proxy, the one that the proxy saw."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:  # the last one: whatever stands before it the reader may have written
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2].strip()
    return address


def network_of(request: HttpRequest) -> str:
    """The address, or the network that somebody with an IPv6 connection can choose addresses from."""
    address = address_of(request)
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((known, _IPV6_NETWORK), strict=False).network_address)
    return address


def fingerprint(purpose: str, *parts: str) -> str:
    """What stands for some words where they are not to be stored: nobody without the secret key can tell
    which they were, or compare those of two purposes."""
    told = "\n".join([purpose, *parts])
    return hmac.new(settings.SECRET_KEY.encode(), told.encode(), hashlib.sha256).hexdigest()
