"""Settings of what customers are told in public: a status page at Atlassian, and e-mail."""

import ipaddress
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, model_validator

from bot.settings_kinds import Address, Name, Section

NO_PASSWORD = SecretStr("")
MAIL_ADDRESS = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?"
StatuspageId = Annotated[str, Field(pattern=r"^[A-Za-z0-9]+$")]
MailAddress = Annotated[str, Field(pattern=rf"^{MAIL_ADDRESS}$")]
OneLine = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]*$")]


class Statuspage(Section):
    base_url: Address = Field("https://api.statuspage.io/v1", description="Their API.")
    api_key: SecretStr = Field(min_length=1, description="A key of a user who may publish incidents.")
    page_id: StatuspageId = Field(description="Id of the page, as it stands beside the key.")
    components: dict[Name, StatuspageId] = Field(
        default_factory=dict,
        description="Their id of each part of the product, by our name; parts without one are left out.",
    )
    notify: bool = Field(True, description="Whether Statuspage tells those who subscribed there.")
    language: Annotated[str, Field(pattern=r"^([a-z]{2,3}(-[A-Za-z]{2,4})?)?$")] = Field(
        "", description="In which language incidents are told there: `de`; the first one when empty."
    )


class Smtp(Section):
    host: Annotated[str, Field(pattern=r"^[A-Za-z0-9.:-]+$")] = Field(
        description="Server that takes our letters: `smtp.acme.test`."
    )
    port: Annotated[int, Field(ge=1, le=65535)] = Field(587, description="Its port; 465 goes with `tls`.")
    security: Literal["starttls", "tls", "none"] = Field(
        "starttls",
        description="How the way there is secured: `starttls`, `tls` from the first byte, or `none`, which "
        "is refused unless `host` is a loopback address.",
    )
    username: Annotated[str, Field(pattern=r"^[ -~]*$")] = Field(
        "", description="As whom Caseline logs in; without one it does not."
    )
    password: SecretStr = Field(NO_PASSWORD, description="Its password.")
    from_address: MailAddress = Field(description="Address from which letters come.")
    from_name: OneLine = Field("", description="Name that stands before it.")
    reply_to: Annotated[str, Field(pattern=rf"^({MAIL_ADDRESS})?$")] = Field(
        "", description="Where answers go, if not to `from_address`."
    )

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        password = self.password.get_secret_value()
        if self.security == "none" and not _is_loopback(self.host):
            raise ValueError("security may only be none while host is a loopback address")
        if bool(self.username) != bool(password):
            raise ValueError("needs a username and a password, or neither")
        if not password.isascii():
            raise ValueError("the password has characters that cannot be sent; choose one of plain letters")
        return self


class Publishing(Section):
    """Where customers are told, besides our own page and their tickets."""

    statuspage: Statuspage | None = Field(None, description="A status page at Atlassian Statuspage.")
    smtp: Smtp | None = Field(None, description="E-mail, by SMTP.")
    letters_to: tuple[MailAddress, ...] = Field(
        (), description="Addresses that get every status update by e-mail, such as lists of customers."
    )


def _is_loopback(host: str) -> bool:
    try:
        return host.casefold() == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
