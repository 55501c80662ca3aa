"""Who is behind a ticket, and what was promised to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whom a ticket counts for.

    `customer` and `organisation` are names that are the same in every system: an address, the
    folded name of a company, else an id of that system; empty when nobody is known. `owner` is
    a person id, or a key of the settings' people, of whoever looks after the account.
    """

    customer: str = ""
    customer_name: str = ""
    organisation: str = ""
    organisation_name: str = ""
    tier: str = ""
    region: str = ""
    product: str = ""
    component: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What the operator's list says of a customer; what is empty there is taken from the desk.

    `language` is a code such as `de` or `zh-Hans`. `channels` are rooms that this customer shares with us.
    """

    name: str = ""
    tier: str = ""
    owner: str = ""
    region: str = ""
    product: str = ""
    language: str = ""
    channels: tuple[str, ...] = ()


NOBODY = Account()


@dataclass(frozen=True, slots=True)
class Accounts:
    """The operator's list of customers, by folded name of the organisation, by address and by domain."""

    by_organisation: Mapping[str, Account] = field(default_factory=dict)
    by_email: Mapping[str, Account] = field(default_factory=dict)
    by_domain: Mapping[str, Account] = field(default_factory=dict)

    def of(self, organisation: str, email: str) -> Account:
        """A person counts before their company, and a company before a domain."""
        address = email.strip().casefold()
        return (
            self.by_email.get(address)
            or self.by_organisation.get(" ".join(organisation.casefold().split()))
            or self.by_domain.get(address.rpartition("@")[2])
            or NOBODY
        )

    def channels(self) -> tuple[str, ...]:
        """Every room that is shared with a customer, once."""
        known = (self.by_organisation, self.by_email, self.by_domain)
        found = (room for some in known for one in some.values() for room in one.channels)
        return tuple(dict.fromkeys(found))
