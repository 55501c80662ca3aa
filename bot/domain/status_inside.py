"""What only our own people can read: machines, places on their disks, traces, keys and names."""

import re
from collections.abc import Iterator
from ipaddress import ip_address

from bot.domain.status_tongues.tongue import Tongue

_ADDRESS = re.compile(
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|(?=[\da-f:]{0,40}::|[\da-f]{1,4}:)[\da-f:]{2,45})(?![\w:])", re.I
)
_NAME = re.compile(r"(?<![\w.-])[a-z0-9_][a-z0-9_-]{0,62}(?:\.[a-z0-9_-]{1,63}){0,10}(?![\w-])", re.I | re.A)
_OURS = (".internal", ".local", ".lan", ".corp", ".intra", ".localdomain")
_NUMBERED = re.compile(
    r"[a-z][a-z0-9-]{0,40}-\d{1,4}\.[a-z0-9.-]{2,200}|[a-z]{2,20}0\d{1,2}\.[a-z0-9.-]{2,200}", re.I
)
_MACHINE = re.compile(
    r"(?:[a-z0-9]{1,12}-){0,3}(?:gateway|gw|node|db|database|web|app|api|srv|server|host|worker|cache"
    r"|redis|kafka"
    r"|postgres|pg|mysql|mongo|elastic|lb|proxy|nginx|k8s|pod|queue|rabbit|vm)(?:-\d{1,4}|\d{2,3})"
    r"|ip(?:-\d{1,3}){4}|localhost",
    re.I,
)
_PATH = re.compile(
    r"(?<![\w/:.~])(?:~|/(?:etc|var|usr|opt|home|srv|tmp|root|mnt|proc|sys|dev|bin|app|Users"
    r"|private))(?:/[\w.@+-]{1,80}){1,20}"
    r"|(?<!\w)[a-z]:\\[\w.$ -]{1,80}(?:\\[\w.$-]{1,80}){0,20}|\\\\[\w.-]{1,63}(?:\\[\w.$-]{1,80}){1,20}"
    r"|file://[^\s]{1,200}"
    r"|(?<![\w/:.-])(?:[\w-]{1,60}/){1,10}[\w.-]{1,60}\.(?:py|js|ts|java|go|rb|cs|php|cpp|rs|kt|ya?ml"
    r"|conf|log|sql|sh)(?!\w)"
    r"|(?<![\w/.-])[\w-]{1,60}\.(?:py|js|ts|java|go|rb|cs|php|cpp|rs|kt|ya?ml|conf|log|sql|sh):\d{1,6}",
    re.I,
)
_TRACE = re.compile(
    r"Traceback \(most recent call last\)|\bFile \"[^\"\n]{1,200}\", line \d{1,7}"
    r"|\bat [\w$<>/]{1,80}(?:\.[\w$<>]{1,80}){1,8} ?\("
    r"|\bCaused by: [\w.$]{3,200}|\b[A-Za-z][\w.]{0,120}(?:Exception|[a-z]Error)\b|\bpanic: "
    r"|\bgoroutine \d{1,9} \["
    r"|\bsegmentation fault\b|\bcore dumped\b|\b(?:SIGSEGV|SIGKILL|ECONN[A-Z]{3,12}|ETIMEDOUT|ENOMEM)\b"
    r"|\b0x[0-9a-fA-F]{6,16}\b"
)
_KEY = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]{1,9}-\d{1,7}(?![\w-])", re.A)
_NO_KEYS = frozenset(
    "AES CET COVID CP EST GMT GPT HTTP IEEE IPV ISO MP PST RFC RSA SHA SSL TLS UTC UTF WPA".split()
)
_WORD = re.compile(r"[^\W_\u3040-\u9fff]{3,60}|[\u3040-\u9fff]{3,60}")
_PARTICLES = frozenset("von van der den del dos des bin ben the las los dela della und".split())


def hosts(text: str, internal: tuple[str, ...]) -> Iterator[str]:
    yield from (one.group() for one in _ADDRESS.finditer(text) if _is_address(one.group().rstrip(".")))
    ours = frozenset(one.strip().strip(".*").casefold() for one in internal) - {""}
    for one in _NAME.finditer(text):
        if _is_host(one.group(), ours):
            yield one.group()


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return text.strip(":") != ""


def _is_host(text: str, ours: frozenset[str]) -> bool:
    name = text.rstrip(".").casefold()
    if name.endswith(_OURS) or _MACHINE.fullmatch(name) or _NUMBERED.fullmatch(name):
        return True
    labels = name.split(".")
    return any(".".join(labels[place:]) in ours for place in range(len(labels)))


def paths(text: str) -> Iterator[str]:
    yield from (one.group() for one in _PATH.finditer(text))


def traces(text: str) -> Iterator[str]:
    yield from (one.group() for one in _TRACE.finditer(text))


def keys(text: str) -> Iterator[str]:
    """INC-1 and PAY-123, but neither UTC-3 nor ISO-8601."""
    yield from (one.group() for one in _KEY.finditer(text) if one.group().partition("-")[0] not in _NO_KEYS)


def people(text: str, names: tuple[str, ...], tongue: Tongue | None) -> Iterator[str]:
    """A word counts as it is written in a name, or in capitals; words such as `will` and `May` never do."""
    sought = {
        way for name in names for word in _words(name, tongue) for way in (word, word.title(), word.upper())
    }
    if sought:
        yield from (one.group() for one in _WORD.finditer(text) if one.group() in sought)


def _words(name: str, tongue: Tongue | None) -> Iterator[str]:
    for one in _WORD.finditer(name):
        word = one.group()
        if word.casefold() not in _PARTICLES and not (tongue and _is_common(word, tongue)):
            yield word


def _is_common(word: str, tongue: Tongue) -> bool:
    patterns = (
        tongue.will,
        tongue.was,
        tongue.ahead,
        tongue.clock,
        tongue.whether,
        tongue.repaired,
        tongue.told,
    )
    return any(tongue.heard(one).fullmatch(word) for one in patterns if one) or word.casefold() in (
        "may",
        "mai",
    )
