"""A Zendesk on 127.0.0.1 that keeps notes, tags and histories, and can be asked what agents see.

with serving() as zendesk:
    zendesk.add_ticket("48211", "Card declined")
    …
    zendesk.tickets["48211"].notes, zendesk.tickets["48211"].tags
"""

from tests.fakes.zendesk.fake import FakeZendesk
from tests.fakes.zendesk.server import serving
from tests.fakes.zendesk.staffed import StaffedZendesk, staffed
from tests.fakes.zendesk.state import Ticket

__all__ = ["FakeZendesk", "StaffedZendesk", "Ticket", "serving", "staffed"]
