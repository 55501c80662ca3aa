"""Who files tickets in a replay, and in which words; all of it is made up."""

from adapters.playground.desk_nouns import Customer

ORGANISATIONS: tuple[tuple[str, str, str], ...] = (
    ("Acme", "vip", "eu"),
    ("Northwind Traders", "premium", "us"),
    ("Lumen Robotics", "standard", "eu"),
    ("Halden Bank", "vip", "eu"),
    ("Kestrel Games", "standard", "us"),
    ("Sakura Logistics", "premium", "apac"),
    ("Blue Fjord Energy", "premium", "eu"),
    ("Pampa Foods", "standard", "latam"),
    ("Orchid Health", "vip", "us"),
    ("Tidewater Press", "standard", "us"),
    ("Marble Arch Hotels", "premium", "eu"),
    ("Jacaranda Retail", "standard", "apac"),
    ("Copperline Rail", "premium", "eu"),
    ("Polar Analytics", "standard", "us"),
    ("Zenit Aero", "standard", "eu"),
    ("Mango Mobility", "standard", "apac"),
    ("Granite Insurance", "premium", "us"),
    ("Little Lantern School", "standard", "us"),
    ("Vela Telecom", "standard", "latam"),
    ("Quiet Harbour Media", "standard", "eu"),
)
"""Name, tier and region."""

GIVEN = (
    "Priya Jonas Mei Carlos Fatima Olena Kofi Hannah Yuki Samir "
    "Ingrid Diego Aisha Tomasz Grace Ravi Chloe Mateo Linh Zoe"
).split()
FAMILY = (
    "Nair Weber Tanaka Silva Haddad Kovalenko Mensah Berg Sato Khan "
    "Olsen Ruiz Okafor Nowak Murphy Iyer Martin Rossi Tran Novak"
).split()

SYMPTOMS: dict[str, tuple[tuple[str, str], ...]] = {
    "actions": (
        ("Workflow runs stay queued", "Our builds are queued for ever and no runner picks them up."),
        ("Actions: jobs fail before the first step", "Every job dies with an internal error at once."),
        ("Release blocked, CI does not start", "We cannot ship our release because no pipeline starts."),
    ),
    "git operations": (
        ("git push is rejected with a 500", "Pushing over HTTPS and SSH fails with a server error."),
        ("Cannot clone or pull", "Clones hang and then end with: remote end hung up unexpectedly."),
    ),
    "webhooks": (("Webhooks do not arrive", "Our deployment waits for webhooks that never come."),),
    "api requests": (
        ("API answers 502", "Roughly every third request to the API gives us a 502."),
        ("API requests time out", "Our integration is down since requests to the API time out."),
    ),
    "issues": (("Issues show an error page", "Opening any issue shows an error page to the whole team."),),
    "pull requests": (
        ("Pull requests cannot be merged", "The merge button spins for ever, and reviews do not load."),
    ),
    "pages": (("Our documentation site is stale", "Pages builds fail, so our public site is out of date."),),
    "codespaces": (("Codespaces do not start", "Nobody on the team can open a codespace this morning."),),
    "copilot": (("Copilot gives no completions", "Completions stopped in every editor of the team."),),
    "packages": (("Packages cannot be downloaded", "Pulling images from the registry fails with a 503."),),
}
ANY_SYMPTOM = (
    ("{product} does not work for us", "For some minutes now, {product} has failed for everybody here."),
    ("{product}: errors and very slow", "{product} is slow, and about half of our requests end in an error."),
    ("Is there a problem with {product}?", "{product} behaves strangely. Is something wrong on your side?"),
    ("{product} is down", "Nobody in our company can use {product}. Please tell us when it will work again."),
)
AGAIN = (
    "Any news? Our own customers are asking.",
    "Still broken for us. When will we hear more?",
    "Is there a workaround that we could use meanwhile?",
    "It got worse: now nobody here can work.",
)
UNRELATED = (
    ("How do I change our billing address?", "We have moved. Where can I change the address on the invoice?"),
    ("Please add two seats", "We would like to add two seats to our plan from next month."),
    ("Invoice of last month", "Could you send me last month's invoice once more?"),
    ("Question about single sign-on", "Do you support group mapping, and where is it documented?"),
    ("Feature request: dark emails", "Could your e-mails follow the dark theme, too?"),
    ("Delete an old account", "Please delete the account of a colleague who left."),
)


def customer(organisation: int, person: int, product: str) -> Customer:
    """The same numbers always give the same customer, at an address that leads nowhere."""
    name, tier, region = ORGANISATIONS[organisation % len(ORGANISATIONS)]
    given, family = GIVEN[person % len(GIVEN)], FAMILY[(person * 7 + organisation) % len(FAMILY)]
    domain = name.casefold().replace(" ", "-")
    return Customer(
        name=f"{given} {family}", email=f"{given}.{family}@{domain}.test".casefold(),
        organisation=name, tier=tier, region=region, product=product,
    )  # fmt: skip


def symptoms(product: str) -> tuple[tuple[str, str], ...]:
    """Subjects and texts that customers of this product might write."""
    own = SYMPTOMS.get(product.casefold(), ())
    usual = tuple(
        (subject.format(product=product), text.format(product=product)) for subject, text in ANY_SYMPTOM
    )
    return own + usual[: 2 if own else 4]
