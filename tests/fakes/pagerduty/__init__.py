"""A PagerDuty on 127.0.0.1 that wakes people, and can be asked whom and what they were told.

with serving() as pager:
    ana = pager.person("Ana Lenz", "ana@acme.test", phone="+4930123")
    payments = pager.service("Payments", [ana])
    pager.listener = "http://127.0.0.1:8080/webhooks/pagerduty"
    …
    [incident] = pager.incidents.values()
    pager.acknowledges(incident.id, "ana@acme.test")
    incident.notes, incident.told, incident.asked_to_join

`pager.settings()` is what stands under `paging.pagerduty`. People there: `triggers`, `acknowledges`,
`resolves`, `escalates`, `reassigns`, `writes`. Trouble: `slow`, `answers`, `events_answer`, `loses`, `down`,
`lacks`. `pager.flush()` returns when every webhook was sent.
"""

from tests.fakes.pagerduty.fake import FakePagerDuty
from tests.fakes.pagerduty.server import serving
from tests.fakes.pagerduty.state import Incident, Person, Service

__all__ = ["FakePagerDuty", "Incident", "Person", "Service", "serving"]
