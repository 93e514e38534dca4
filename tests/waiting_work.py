"""What the desk shows on a working day."""

from directory.models import Unit
from hdir.changes.edits import edit_between
from hdir.changes.models import Baseline
from hdir.changes.shell import publishing
from hdir.changes.snapshot import snapshot
from hdir.corrections.models import Report
from hdir.drafts.work import start


def waiting_work() -> dict[str, int]:
    """A draft that contradicts what was published since, a conflict, a report; their numbers."""
    unit = Unit.objects.get(pk="hr")
    edit = edit_between(Unit, "hr", snapshot(unit), {**snapshot(unit), "lead_nb": "Utkast."})
    draft = start("Utkast", "kari", [edit])
    with publishing("Publisert", author="ola") as published:
        unit.lead_nb = "Publisert."
        unit.save()
    Baseline.objects.filter(model="directory.unit", key="hr").update(offered={"name_en": "Human resources"})
    report = Report.objects.create(
        page="/nb/units/hr", record_type="unit", record_key="hr", wrong="Ingressen er feil."
    )
    return {"draft": draft.pk, "published": published.pk, "report": report.pk}
