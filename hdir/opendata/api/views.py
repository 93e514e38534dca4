"""The answers: a list, a record, a table, the description of a table, the search, and the root."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import override
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from hdir.opendata.api import problems, search, tables
from hdir.opendata.api.addresses import absolute, list_url, record_url
from hdir.opendata.api.changes import ChangesList
from hdir.opendata.api.choosing import chosen, filter_names, several
from hdir.opendata.api.fields import moment
from hdir.opendata.api.freshness import answer, content_version
from hdir.opendata.api.lists import ApiList, record_lists
from hdir.opendata.api.operations import (
    CSV,
    CSVM,
    PROBLEM,
    QUESTION,
    Operation,
    facet_parameters,
    filter_parameters,
    found,
    key_parameter,
    page_serializer,
    problem,
    shared_parameters,
)
from hdir.opendata.api.paging import page_of
from hdir.opendata.api.parameters import read, without_empty
from hdir.opendata.edition import ATTRIBUTION, LICENCE, PERSONS, SITE_NAME, Edition

LIST_PARAMETERS = (
    "date", "lang", "page", "page_size", "modified_since", "fields", "after", "before",
)  # fmt: skip
RECORD_PARAMETERS = ("date", "lang", "fields")
TABLE_PARAMETERS = ("date", "lang", "modified_since", "fields", "bom", "delimiter")
SEARCH_PARAMETERS = ("date", "lang", "page", "page_size")

AnyList = ApiList | ChangesList


def snake(name: str) -> str:
    """A name as operations have it: goal_areas."""
    return name.replace("-", "_")


def all_lists() -> tuple[AnyList, ...]:
    """Every list of the API, in the order in which its root names them."""
    return (*record_lists(), ChangesList())


class ApiView(APIView):
    """What the API's addresses have in common: read-only, in English where words are needed, no cookie."""

    authentication_classes: ClassVar[list] = []
    permission_classes: ClassVar[list] = []
    renderer_classes: ClassVar[list] = [JSONRenderer]
    http_method_names: ClassVar[list[str]] = ["get", "head", "options"]
    # What the answer is in, for Content-Language.
    languages = "nb, nn, en"

    def dispatch(self, request, *args, **kwargs):
        # Messages of forms and of the framework, whatever language the reader's browser asks for.
        with override("en"):
            response = super().dispatch(request, *args, **kwargs)
        response.headers.setdefault("Content-Language", self.languages)
        return response

    def options(self, request, *args, **kwargs):
        """What may be done here; browsers ask before some requests from other sites."""
        return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})

    def operation(self) -> Operation:
        """What OpenAPI says of this address."""
        raise NotImplementedError

    def formats_in_words(self) -> str:
        """What to ask for instead of a format that isn't here."""
        return "This address answers with application/json. A list has a table at its address with .csv."


class ListView(ApiView):
    """A list, page by page."""

    api_list: AnyList = None  # type: ignore[assignment]

    def operation(self) -> Operation:
        one: Any = self.api_list
        parameters = shared_parameters(one, LIST_PARAMETERS) + filter_parameters(one)
        responses = found(page_serializer(one.serializer), "A page of the list.")
        return Operation(f"list_{snake(one.name)}", one.name, one.about, one.name, parameters, responses)

    def get(self, request, **kwargs):
        asked, rows = asked_rows(request._request, self.api_list, LIST_PARAMETERS)
        plain = request._request
        # The table of the same rows: what is about pages means nothing there.
        same = without_empty(plain.GET, [*TABLE_PARAMETERS, *filter_names(self.api_list.filter_sets())])
        table = f"{list_url(self.api_list.name)}.csv{f'?{same.urlencode()}' if same else ''}"
        links = {table: 'rel="alternate"; type="text/csv"'}

        def make():
            order = self.api_list.order(asked.reader)
            related = self.api_list.with_relations(rows, asked.date)
            page = page_of(plain, related, order, asked)
            items = list(self.api_list.answers(page.rows, asked.date, asked.fields))
            return rendered(
                self,
                {"count": page.count, "next": page.next, "previous": page.previous, "results": items},
            )

        return answer(plain, make, links)


class RecordView(ApiView):
    """One record."""

    api_list: AnyList = None  # type: ignore[assignment]

    def operation(self) -> Operation:
        one = self.api_list
        parameters = (key_parameter(one), *shared_parameters(one, RECORD_PARAMETERS))
        responses = {
            **found(one.serializer, "The record, also when it had ended by the date."),
            (410, PROBLEM): problem(problems.GONE, "when and why is told"),
        }
        name = f"get_{snake(one.type_name)}"
        return Operation(name, one.type_name, f"One record. {one.about}", one.name, parameters, responses)

    def get(self, request, key, **kwargs):
        plain = request._request
        asked = read(plain, RECORD_PARAMETERS, fields=self.api_list.fields)
        record: Any = self.api_list.one(key, asked.date)

        def make():
            (item,) = self.api_list.answers([record], asked.date, asked.fields)
            return rendered(self, item)

        here, then = record_url(self.api_list.name, key), f"?date={asked.date}" if asked.date else ""
        forms = {
            f"{here}.{ending}{then}": f'rel="alternate"; type="{media_type}"'
            for ending, media_type in self.api_list.linked_data.items()
        }
        return answer(plain, make, {list_url(self.api_list.name): 'rel="collection"', **forms})


class TableView(ApiView):
    """A whole list as CSV."""

    api_list: AnyList = None  # type: ignore[assignment]
    renderer_classes: ClassVar[list] = [JSONRenderer]

    def perform_content_negotiation(self, request, force=False):
        """A table is what its address says; only somebody who accepts nothing of the kind is refused."""
        accepted = request.headers.get("Accept", "*/*")
        if not force and not any(kind in accepted for kind in ("text/csv", "text/*", "*/*")):
            raise problems.ApiProblem(problems.NOT_ACCEPTABLE, self.formats_in_words())
        return super().perform_content_negotiation(request, force=True)

    def formats_in_words(self) -> str:
        return "This address answers with text/csv. Take .csv away for application/json."

    def operation(self) -> Operation:
        one = self.api_list
        parameters = shared_parameters(one, TABLE_PARAMETERS) + filter_parameters(one)
        responses = found({"type": "string"}, "The whole list, CSV (RFC 4180) in UTF-8.", CSV)
        about = f"The whole list as a table. {one.about} Columns: see csv-metadata.json."
        return Operation(
            f"table_{snake(one.name)}", f"{one.name}.csv", about, one.name, parameters, responses
        )

    def get(self, request, **kwargs):
        plain = request._request
        asked, rows = asked_rows(plain, self.api_list, TABLE_PARAMETERS)
        described = f"{list_url(self.api_list.name)}.csv-metadata.json"
        query = plain.GET.urlencode()
        links = {
            f"{described}{f'?{query}' if query else ''}": 'rel="describedby"; type="application/csvm+json"',
        }

        def make():
            related = self.api_list.with_relations(rows, asked.date)
            ordered = related.order_by(*self.api_list.order(asked.reader))
            body = () if plain.method == "HEAD" else tables.lines(self.api_list, ordered, asked)
            response = StreamingHttpResponse(body, content_type=tables.MEDIA_TYPE)
            response.headers["Content-Disposition"] = f'inline; filename="{self.api_list.name}.csv"'
            response.headers["Content-Language"] = asked.language or self.languages
            return response

        return answer(plain, make, links)


class TableDescriptionView(ApiView):
    """The columns of a list's table, as CSV on the Web describes them."""

    api_list: AnyList = None  # type: ignore[assignment]
    languages = "en"

    def perform_content_negotiation(self, request, force=False):
        return super().perform_content_negotiation(request, force=True)

    def operation(self) -> Operation:
        one = self.api_list
        parameters = shared_parameters(one, TABLE_PARAMETERS) + filter_parameters(one)
        responses = found({"type": "object"}, "CSV on the Web metadata.", CSVM)
        responses.pop((406, PROBLEM))
        name = f"columns_{snake(one.name)}"
        about = "What each column of the table holds, for the same parameters as the table's address."
        return Operation(name, f"{one.name}.csv, columns", about, one.name, parameters, responses)

    def get(self, request, **kwargs):
        plain = request._request
        asked, _rows = asked_rows(plain, self.api_list, TABLE_PARAMETERS)

        def make():
            query = f"?{plain.GET.urlencode()}" if plain.GET else ""
            table = f"{list_url(self.api_list.name)}.csv{query}"
            data = tables.metadata(self.api_list, asked, table, content_version().modified)
            return JsonResponse(
                data, content_type="application/csvm+json", json_dumps_params={"ensure_ascii": False}
            )

        return answer(plain, make)


class SearchView(ApiView):
    """Records found by words, best first."""

    def operation(self) -> Operation:
        parameters = (
            QUESTION,
            *shared_parameters(None, SEARCH_PARAMETERS),
            *facet_parameters(search.CHOICES),
        )
        responses = {
            **found(page_serializer(search.SearchResultSerializer), "What was found, best first."),
            (503, PROBLEM): problem(problems.NOT_READY, "see Retry-After"),
        }
        about = (
            "Finds units, people, topics, laws, parties, tasks, strategies and more by words, best first. "
            "What a unit expressly hasn't isn't found with it."
        )
        return Operation("search", "search", about, "api", parameters, responses)

    def get(self, request, **kwargs):
        plain = request._request
        asked = read(plain, SEARCH_PARAMETERS, ("q", *search.FACETS))
        question, limits = search.question(plain), search.facets(plain)

        def make():
            return rendered(self, search.found(plain, question, limits, asked))

        response = answer(plain, make)
        response.headers["Content-Language"] = asked.reader
        return response


class RootView(ApiView):
    """What the API has."""

    def operation(self) -> Operation:
        responses = found({"type": "object"}, "Lists, addresses and terms.")
        return Operation("root", "root", "What the API has, and on what terms.", "api", (), responses)

    def get(self, request, **kwargs):
        read(request._request, ())

        def make():
            return rendered(self, root())

        return answer(request._request, make)


def root() -> dict[str, object]:
    """The lists with their addresses, and on what terms the data are given."""
    version, edition = content_version(), Edition.current()
    return {
        "name": str(SITE_NAME),
        "lists": [
            {
                "name": one.name,
                "type": one.type_name,
                "description": one.about,
                "url": list_url(one.name),
                "csv": f"{list_url(one.name)}.csv",
            }
            for one in all_lists()
        ],
        "search": absolute(reverse("api:search")),
        "openapi": absolute(reverse("api:openapi")),
        "documentation": {code: absolute(f"/{code}/api") for code in ("nb", "nn", "en")},
        "licence": LICENCE,
        "attribution": f"{ATTRIBUTION} {absolute('/')}",
        "personal_data": str(PERSONS),
        "chart_true_for": edition.true_for,
        "version": version.number,
        "content_version": edition.version,
        "modified": moment(version.modified) if version.modified else None,
    }


def rendered(view: ApiView, data: object) -> Response:
    """An answer as JSON, written out here and now: what is only half an answer then never gets a mark."""
    response = Response(data)
    response.accepted_renderer = JSONRenderer()
    response.accepted_media_type = "application/json"
    response.renderer_context = {"view": view}
    return response.render()


def asked_rows(request: HttpRequest, api_list: AnyList, known: tuple[str, ...]):
    """What a request asks of a list, and the rows that match. Raises ApiProblem with all that is wrong."""
    sets = api_list.filter_sets()
    names = filter_names(sets)
    asked = read(request, known, names, api_list.fields, several(sets))
    rows = chosen(api_list.rows(asked.date), sets, request.GET, asked)
    if asked.modified_since:
        rows = api_list.modified_since(rows, asked.modified_since)
    return asked, rows
