"""What the documents say because the code says so: `make docs` writes it, a test compares it."""

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from bot.commands.table import TYPED
from bot.config import Environment, Settings
from bot.domain.duration import spoken
from bot.settings_kinds import Section
from bot.settings_page import PublicPage
from bot.settings_paging import Pager, Paging
from bot.settings_permissions import DEFAULT_PERMISSIONS
from bot.settings_publish import Publishing
from bot.settings_tickets import Desk, Tickets

PUBLISHING = {"statuspage": "docs/status-pages/statuspage.md", "smtp": "docs/mail.md"}


def documents(root: Path) -> Mapping[Path, str]:
    """The text that each of these files should have."""
    readme, commands = root / "README.md", root / "docs" / "commands.md"
    text = _between(readme.read_text(encoding="utf-8"), "environment", environment_table())
    desks = {name: root / "docs" / "tickets" / f"{name}.md" for name in Tickets.model_fields}
    pagers = [root / "docs" / "paging" / f"{name}.md" for name in sorted(Paging.model_fields)]
    pagers = [page for page in pagers if page.exists()]
    status = root / "docs" / "status-page.md"
    return {
        status: _between(status.read_text(encoding="utf-8"), "settings", page_table()),
        readme: _between(text, "settings", settings_table()),
        commands: _between(commands.read_text(encoding="utf-8"), "commands", commands_table()),
        root / "docs" / "caseline.schema.json": schema(),
        **{
            page: _between(page.read_text(encoding="utf-8"), "settings", desk_table(name))
            for name, page in desks.items()
        },
        **{
            page: _between(page.read_text(encoding="utf-8"), "settings", pager_table(page.stem))
            for page in pagers
        },
        **{
            root / page: _between((root / page).read_text(encoding="utf-8"), "settings", publish_table(name))
            for name, page in PUBLISHING.items()
        },
    }


def settings_table() -> str:
    rows = [(f"`{name}`", _default(field), _says(field)) for name, field in _settings(Settings, "")]
    return table(("setting", "default", "what it does"), rows)


def desk_table(name: str) -> str:
    """All settings below `tickets.<name>`; those that are alike for every system come last."""
    kinds = get_args(Tickets.model_fields[name].annotation)
    fields: Mapping[str, FieldInfo] = next(kind for kind in kinds if issubclass(kind, Desk)).model_fields
    own = [one for one in fields if one not in Desk.model_fields]
    rows = [_row(one, fields[one]) for one in (*own, *Desk.model_fields)]
    return table(("setting", "default", "what it does"), rows)


def pager_table(name: str) -> str:
    """All settings below `paging.<name>`; those that are alike for every pager come last."""
    kinds = get_args(Paging.model_fields[name].annotation)
    model = next(kind for kind in kinds if issubclass(kind, Section))
    found = list(_settings(model, ""))
    alike = [(one, field) for one, field in found if one in Pager.model_fields]
    rows = [_row(one, field) for one, field in (*(row for row in found if row not in alike), *alike)]
    return table(("setting", "default", "what it does"), rows)


def publish_table(name: str) -> str:
    """All settings below `publishing.<name>`."""
    kinds = get_args(Publishing.model_fields[name].annotation)
    model = next(kind for kind in kinds if issubclass(kind, Section))
    return table(("setting", "default", "what it does"), [_row(*one) for one in _settings(model, "")])


def page_table() -> str:
    """All settings below `status_page`."""
    rows = [_row(one, field) for one, field in _settings(PublicPage, "")]
    return table(("setting", "default", "what it does"), rows)


def _row(name: str, field: FieldInfo) -> tuple[str, str, str]:
    return f"`{name}`", "needed" if field.is_required() else _default(field), _says(field)


def _says(field: FieldInfo) -> str:
    return field.description or ""


def environment_table() -> str:
    fields = Environment.model_fields.items()
    rows = [(f"`{name.upper()}`", _default(field), _says(field)) for name, field in fields]
    return table(("variable", "default", "what it does"), rows)


def commands_table() -> str:
    rows = [
        (
            f"`{one.usage}`",
            ", ".join(f"`{synonym}`" for synonym in one.synonyms),
            one.says,
            ", ".join(DEFAULT_PERMISSIONS[one.permission]).replace("_", " "),
        )
        for one in TYPED
    ]
    return table(("word", "or", "what it does", "who may, unless settings say otherwise"), rows)


def schema() -> str:
    """JSON Schema of `caseline.yml`."""
    made = Settings.model_json_schema()
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _settings(model: type[BaseModel], above: str) -> Iterator[tuple[str, FieldInfo]]:
    for called, field in model.model_fields.items():
        name = field.alias or called
        yield f"{above}{name}", field
        inner, is_group = _model_in(field.annotation)
        if inner is not None:
            yield from _settings(inner, f"{above}{name}.{'<name>.' if is_group else ''}")


def _model_in(annotation: Any) -> tuple[type[BaseModel] | None, bool]:
    """The section that stands here, and whether there may be several, by name."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, False
    if get_origin(annotation) is dict:
        return _model_in(get_args(annotation)[1])[0], True
    return None, False


def _default(field: FieldInfo) -> str:
    value = field.default
    if field.default_factory is dict:
        return ""
    if value is PydanticUndefined:
        made = field.get_default(call_default_factory=True)
        value = tuple(made) if isinstance(made, dict) else ""
    if value is PydanticUndefined or isinstance(value, SecretStr) or value in (None, "", ()):
        return ""
    if isinstance(value, timedelta):
        value = spoken(value)
    elif isinstance(value, bool):
        value = str(value).lower()
    elif isinstance(value, tuple):
        value = ", ".join(value)
    return f"`{value}`"


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    """A bar inside a cell would begin the next one."""
    return text.replace("|", "\\|")


def _between(text: str, name: str, table: str) -> str:
    """The text with this table between its marks."""
    marked = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not marked.search(text):
        raise ValueError(f"the marks for {name} are missing")
    return marked.sub(lambda found: f"{found[1]}\n{table}\n{found[2]}", text)


def main() -> int:
    for path, text in documents(Path.cwd()).items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
