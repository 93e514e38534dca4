"""Asks the API from inside: for the examples of its description, and for the page to try it on."""

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.urls import Resolver404, resolve

from hdir.opendata.api.problems import problem_for


def ask(address: str) -> HttpResponseBase:
    """What the API answers to GET for an address such as "/api/v1/units?q=helse"; problems too."""
    path, _, query = address.partition("?")
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = path
    request.META = {"QUERY_STRING": query, "SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    request.GET = QueryDict(query)
    try:
        match = resolve(path)
    except Resolver404:
        return problem_for(request, 404)
    response = match.func(request, *match.args, **match.kwargs)
    return response.render() if isinstance(response, SimpleTemplateResponse) else response
