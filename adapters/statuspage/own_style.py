"""How the page looks: one short style sheet, and the symbols that say a condition without colour."""

import base64
import hashlib
from pathlib import Path

from bot.domain.colour import lightened
from bot.domain.status_page import Condition, Effect
from bot.settings_page import DARK_GROUND, LIGHT_GROUND, READABLE, PageTheme

_SHEET = Path(__file__).with_name("own.css").read_text(encoding="utf-8")

_FORMS = Path(__file__).with_name("own_form.css").read_text(encoding="utf-8")

_SYMBOLS = {
    "operational": '<circle cx="12" cy="12" r="10"/><path d="m7.5 12.5 3 3 6-7"/>',
    "maintenance": '<rect x="2" y="2" width="20" height="20" rx="5"/><path d="M12 11v6M12 7v.1"/>',
    "degraded": '<path d="M12 2.5 22.5 21h-21z"/><path d="M12 9.5v5.5M12 18v.1"/>',
    "partial_outage": '<path d="m12 1.5 10.5 10.5L12 22.5 1.5 12z"/><path d="M12 7v6M12 16.5v.1"/>',
    "major_outage": '<path d="M8 2h8l6 6v8l-6 6H8l-6-6V8z"/><path d="m8.5 8.5 7 7m0-7-7 7"/>',
}
"""A circle, a square, a triangle, a rhombus, an octagon: different in shape, not only in colour."""

EFFECTS = {
    Effect.NONE: Condition.OPERATIONAL,
    Effect.MINOR: Condition.DEGRADED,
    Effect.MAJOR: Condition.PARTIAL_OUTAGE,
    Effect.CRITICAL: Condition.MAJOR_OUTAGE,
}
"""What an open incident means for the whole, where no part says worse."""


def sheet(theme: PageTheme, *, forms: bool = False) -> str:
    """With how forms look, where there are any."""
    dark = theme.accent_dark or lightened(theme.accent, DARK_GROUND, READABLE)
    values = {"ACCENT_DARK": dark, "ACCENT": theme.accent, "LIGHT": LIGHT_GROUND, "DARK": DARK_GROUND}
    written = (_SHEET + _FORMS if forms else _SHEET).replace("\n", "")
    for name, value in values.items():
        written = written.replace(name, value)
    return written


def proof(style: str) -> str:
    """What a Content-Security-Policy says to allow this sheet and no other."""
    return f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}"


def symbols() -> str:
    """All of them once; `symbol` refers to them."""
    drawn = (f'<symbol id="{name}" viewBox="0 0 24 24">{path}</symbol>' for name, path in _SYMBOLS.items())
    return f'<svg width="0" height="0" aria-hidden="true">{"".join(drawn)}</svg>'


def symbol(condition: Condition) -> str:
    return f'<svg class="i" aria-hidden="true"><use href="#{condition.value}"/></svg>'
