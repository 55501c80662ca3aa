"""What a reader's browser says it can take: languages, and whether it unpacks gzip (RFC 9110)."""

from collections.abc import Iterator, Sequence

LONGEST = 1_000
"""Characters of a header; nobody honest says more."""


def language(asked: str, accepted: str, spoken: Sequence[str]) -> str:
    """The one that was asked for, else the best of those that are accepted, else the first that is spoken."""
    if asked in spoken:
        return asked
    wanted = sorted(_ranked(accepted), key=lambda one: -one[1])
    for name, quality in wanted:
        if quality > 0 and (found := _nearest(name, spoken)):
            return found
    return spoken[0]


def gzip(accepted: str) -> bool:
    return any(name in {"gzip", "x-gzip"} and quality > 0 for name, quality in _ranked(accepted))


def unchanged(tags: str, tag: str) -> bool:
    """Whether `If-None-Match` names this tag; weak ones are as good for reading."""
    return any(one.strip().removeprefix("W/") in {tag, "*"} for one in tags.split(","))


def _nearest(name: str, spoken: Sequence[str]) -> str:
    """`de-AT` is content with `de`, and `de` with `de-CH`; `zh-CN` with `zh-Hans`, which it means."""
    base = name.partition("-")[0]
    exact = (one for one in spoken if one.lower() == name)
    near = (one for one in spoken if one.lower() == base or one.lower().startswith(f"{base}-"))
    return next(exact, "") or next(near, "")


def _ranked(header: str) -> Iterator[tuple[str, float]]:
    for part in header[:LONGEST].split(","):
        name, _, weight = part.partition(";")
        yield name.strip().lower(), _quality(weight)


def _quality(weight: str) -> float:
    key, _, value = weight.strip().partition("=")
    if key.strip().lower() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
