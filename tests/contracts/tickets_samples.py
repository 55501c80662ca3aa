"""The least settings with which each system of tickets can be connected, and an address of a ticket in it."""

from collections.abc import Mapping
from typing import Any

SECRET = "knock-knock-83"
TOKEN = "very-secret-token-61"
SECRETS = (SECRET, TOKEN)
LOGIN = "/services/oauth2/token"
"""Where Salesforce gives a session for the secret."""

SAMPLES: Mapping[str, Mapping[str, Any]] = {
    "zendesk": {"base_url": "https://acme.zendesk.com", "email": "bot@acme.test", "api_token": TOKEN},
    "salesforce": {
        "base_url": "https://acme.my.salesforce.com",
        "client_id": "consumer",
        "client_secret": TOKEN,
        "incident_field": "Caseline_incidents__c",
        "key_field": "Caseline_key__c",
    },
    "freshdesk": {"base_url": "https://acme.freshdesk.com", "api_key": TOKEN},
    "jira": {
        "base_url": "https://acme.atlassian.net",
        "email": "bot@acme.test",
        "api_token": TOKEN,
        "projects": ("SHOP",),
    },
    "github": {"token": TOKEN, "repositories": ("acme/shop",)},
    "servicenow": {"base_url": "https://acme.service-now.com", "user": "caseline", "password": TOKEN},
    "intercom": {"app": "ab12cd34", "access_token": TOKEN, "admin": "814860", "ticket_type": "3"},
}
SAMPLES = {name: {**one, "webhook_secret": SECRET} for name, one in SAMPLES.items()}

ADDRESSES: Mapping[str, str] = {
    "zendesk": "https://acme.zendesk.com/agent/tickets/7",
    "salesforce": "https://acme.my.salesforce.com/lightning/r/Case/500000000000007AAA/view",
    "freshdesk": "https://acme.freshdesk.com/a/tickets/7",
    "jira": "https://acme.atlassian.net/browse/SHOP-7",
    "github": "https://github.com/acme/shop/issues/7",
    "servicenow": "https://acme.service-now.com/incident.do?sys_id=46d44a23a9fe19810012d100cca80666",
    "intercom": "https://app.intercom.com/a/inbox/ab12cd34/inbox/conversation/7",
}
