"""The addresses of the organisation's pages, below the language."""

from django.urls import path

from directory.views import about, documents, leaders, subjects, tasks, time, units

app_name = "directory"

urlpatterns = [
    path("organisation", units.organisation, name="organisation"),
    path("organisation.svg", units.organisation_svg, name="organisation-svg"),
    path("units", units.units, name="units"),
    path("units/<slug:key>", units.unit, name="unit"),
    path("leaders", leaders.leaders, name="leaders"),
    path("people/<slug:key>", leaders.person, name="person"),
    path("about", about.about, name="about"),
    path("responsible", subjects.responsible, name="responsible"),
    path("tasks", tasks.tasks, name="tasks"),
    path("tasks/<slug:key>", tasks.task, name="task"),
    path("topics", subjects.topics, name="topics"),
    path("topics/<slug:key>", subjects.topic, name="topic"),
    path("laws", subjects.laws, name="laws"),
    path("laws/<slug:key>", subjects.law, name="law"),
    path("parties", subjects.parties, name="parties"),
    path("target-groups", subjects.target_groups, name="target-groups"),
    path("partners", subjects.partners, name="partners"),
    path("parties/<slug:key>", subjects.party, name="party"),
    path("events", time.events, name="events"),
    path("events/<slug:key>", time.event, name="event"),
    path("compare", time.compare, name="compare"),
    path("documents", documents.documents, name="documents"),
    path("documents/<slug:key>", documents.document, name="document"),
]
