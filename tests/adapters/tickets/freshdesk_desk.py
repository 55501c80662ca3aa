"""A Freshdesk at the other end of the wire, with a payload of the shape that it documents."""

from datetime import UTC, datetime

from adapters.tickets.freshdesk import connect
from bot.domain.ticket import Draft
from bot.settings_tickets import Freshdesk
from tests.adapters.tickets.wire import Wire, now, payload

HOME = "https://acme.freshdesk.com"
TICKET = payload("freshdesk_ticket")
SETTINGS = Freshdesk.model_validate(
    {
        "base_url": HOME,
        "api_key": "key-of-the-bot",
        "webhook_secret": "a long secret",
        "statuses": {"6": "on_hold"},
        "fields": {
            "tier": "company.account_tier",
            "region": "custom_fields.cf_region",
            "component": "custom_fields.cf_component",
        },
    }
)
DRAFT = Draft(subject="Cannot pay", text="It says <500>\n& stops", requester_email="jana@globex.test")


def desk(answer, settings=SETTINGS):
    wire = Wire(answer)
    ana = {"name": "Ana Lima", "email": "ana@acme.test"}
    wire.aside = {
        "GET /api/v2/agents": [{"id": 48000000017, "contact": ana}],
        "GET /api/v2/groups": [{"id": 48000089044, "name": "Billing"}],
    }
    return connect(settings, now=now, transport=wire), wire


def at(hour, minute=0, day=19):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def changed_at(*moments):
    return [{**TICKET, "id": id, "updated_at": moment} for id, moment in enumerate(moments, start=1)]
