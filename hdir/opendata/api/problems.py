"""Errors as problem documents (RFC 9457), in English whatever the language asked for."""

import difflib
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response

from hdir.opendata.api.addresses import absolute

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """A kind of problem. Its slug is the fragment of the API page that explains it."""

    slug: str
    title: str
    status: int
    retry_after: int = 0  # seconds after which asking again may help; 0 where it won't


BAD_PARAMETER = Kind("bad-parameter", "A parameter is wrong", 400)
NOT_FOUND = Kind("not-found", "There is no such address or record", 404)
NO_SUCH_PAGE = Kind("no-such-page", "The list has no such page", 404)
METHOD = Kind("method-not-allowed", "Data can only be read here", 405)
NOT_ACCEPTABLE = Kind("not-acceptable", "The address has no such format", 406)
GONE = Kind("gone", "The record has been removed", 410)
TOO_LONG = Kind("address-too-long", "The address is too long", 414)
FAILED = Kind("failed", "Something went wrong here", 500)
NOT_READY = Kind("not-ready", "The search isn't ready yet", 503, retry_after=60)
KINDS = (BAD_PARAMETER, NOT_FOUND, NO_SUCH_PAGE, METHOD, NOT_ACCEPTABLE, GONE, TOO_LONG, FAILED, NOT_READY)
_BY_STATUS = {kind.status: kind for kind in reversed(KINDS)}


@dataclass(frozen=True)
class WrongParameter:
    """What is wrong with one parameter, and what to write instead."""

    parameter: str
    detail: str


class ApiProblem(exceptions.APIException):
    """An error that the API tells its reader."""

    def __init__(self, kind: Kind, detail: str, errors: Iterable[WrongParameter] = ()):
        super().__init__(detail)
        self.kind = kind
        self.status_code = kind.status
        self.errors = tuple(errors)


def bad_parameters(errors: Collection[WrongParameter], kind: Kind = BAD_PARAMETER) -> ApiProblem:
    """The problem of one or more wrong parameters, all told at once."""
    return ApiProblem(kind, " ".join(error.detail for error in errors), errors)


def bad_parameter(parameter: str, detail: str, kind: Kind = BAD_PARAMETER) -> ApiProblem:
    """The problem of one wrong parameter; NOT_FOUND where it is well written, but names what isn't there."""
    return bad_parameters([WrongParameter(parameter, detail)], kind)


def nearest(word: str, known: Iterable[str]) -> str:
    """What a mistyped word may have meant, as a sentence to add; "" where nothing is near."""
    found = difflib.get_close_matches(word, list(known), n=1)
    return f" Did you mean “{found[0]}”?" if found else ""


def problem_data(
    kind: Kind, detail: str, instance: str, errors: Iterable[WrongParameter] = ()
) -> dict[str, object]:
    """A problem document. `errors` names each wrong parameter."""
    data: dict[str, object] = {
        "type": absolute(f"/en/api#{kind.slug}"),
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
        "instance": instance,
    }
    if listed := [asdict(error) for error in errors]:
        data["errors"] = listed
    return data


def kind_of(status: int) -> Kind:
    """The kind of problem that a status stands for."""
    return _BY_STATUS.get(status) or Kind("failed", HTTPStatus(status).phrase, status)


_DETAILS = {
    404: "There is no such address. /api/v1/ names all lists, /data/manifest.json all files.",
    414: "An address has at most 8,000 characters. Ask for less in one request.",
    500: "The request was right, the answer failed. Nothing is known to be wrong with the content.",
}


def problem_for(request: HttpRequest, status: int) -> JsonResponse:
    """The problem document that stands for an error outside the API's own views."""
    kind = kind_of(status)
    return _document(problem_data(kind, _DETAILS.get(status, f"{kind.title}."), request.path))


def told(request: HttpRequest, problem: ApiProblem) -> JsonResponse:
    """The problem document of an error that a view of data raises."""
    instance = request.get_full_path()
    return _document(problem_data(problem.kind, str(problem.detail), instance, problem.errors))


def _document(data: dict[str, object]) -> JsonResponse:
    return JsonResponse(
        data, status=data["status"], content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False}
    )


def exception_handler(exception: Exception, context: dict) -> Response | None:
    """DRF's hook: what a view raises, as a problem document. None for what nobody expected."""
    request: HttpRequest = context["request"]._request
    if isinstance(exception, Http404):
        exception = ApiProblem(NOT_FOUND, "There is no such record.")
    elif isinstance(exception, PermissionDenied):
        exception = exceptions.PermissionDenied()
    if not isinstance(exception, exceptions.APIException):
        return None
    kind, detail = kind_of(exception.status_code), str(exception.detail)
    errors: tuple[WrongParameter, ...] = ()
    if isinstance(exception, ApiProblem):
        kind, errors = exception.kind, exception.errors
    elif isinstance(exception, exceptions.MethodNotAllowed):
        detail = not_allowed(request).detail
    elif isinstance(exception, exceptions.NotAcceptable):
        detail = context["view"].formats_in_words()
    data = problem_data(kind, str(detail), request.get_full_path(), errors)
    later = {"Retry-After": str(kind.retry_after)} if kind.retry_after else None
    return Response(data, status=kind.status, content_type=MEDIA_TYPE, headers=later)


def not_allowed(request: HttpRequest) -> ApiProblem:
    """The problem of a method that writes, or that nobody knows."""
    return ApiProblem(
        METHOD, f"{request.method} changes something, or nothing is known of it. Use GET or HEAD."
    )
