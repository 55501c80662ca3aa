"""The desk of a journey: a fake Zendesk on loopback, whose people work there."""

from tests.fakes.zendesk import StaffedZendesk
from tests.journeys.stage import CUSTOMERS

SECRET = "secret-of-the-webhook"
SETTINGS = """
tickets:
  zendesk:
    base_url: {address}
    email: caseline@acme.test
    api_token: token-of-a-test
    webhook_secret: {secret}
customers:
  tier_from: zendesk.organization_fields.support_tier
"""


def settings_of(zendesk: StaffedZendesk) -> str:
    return SETTINGS.format(address=zendesk.address, secret=SECRET)


class ZendeskDesk:
    """Keeps the promise of `Desk`; `address` is that of the program, which is told of every change."""

    name = "zendesk"

    def __init__(self, zendesk: StaffedZendesk, address: str) -> None:
        self._zendesk = zendesk
        zendesk.listener = f"{address}/webhooks/zendesk"

    def files(self, customer: str, subject: str) -> str:
        who = CUSTOMERS[customer]
        return self._zendesk.files(who.name, who.email, who.organisation, who.tier, subject)

    def writes_again(self, ticket: str, text: str) -> None:
        self._zendesk.writes_again(ticket, text)

    def tags(self, ticket: str, tag: str) -> None:
        self._zendesk.tag(ticket, tag)

    def takes(self, ticket: str) -> None:
        self._zendesk.take(ticket)

    def solves(self, ticket: str) -> None:
        self._zendesk.turn(ticket, "solved")

    def merges(self, ticket: str, into: str) -> None:
        self._zendesk.merge(ticket, into)

    def deletes(self, ticket: str) -> None:
        self._zendesk.turn(ticket, "deleted")

    def address(self, ticket: str) -> str:
        return f"{self._zendesk.address}/agent/tickets/{ticket}"

    def called(self, subject: str) -> str:
        found = [one.id for one in self._zendesk.tickets.values() if one.subject == subject]
        return found[-1] if found else ""

    def notes(self, ticket: str) -> list[str]:
        return [note for note in self._zendesk.tickets[ticket].notes if note]

    def replies(self, ticket: str) -> list[str]:
        return self._zendesk.tickets[ticket].replies

    def tagged(self, ticket: str) -> set[str]:
        return set(self._zendesk.tickets[ticket].tags)

    def falls_silent(self) -> None:
        self._zendesk.down = True

    def answers_again(self) -> None:
        self._zendesk.down = False
