"""Reads a YAML file of settings, and says in people's words what is wrong with it."""

import re
from collections.abc import Collection, Iterator, Mapping, Set
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from bot.errors import SettingsError

_REFERENCE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


_EXPECTED = {
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "dict_type": "a group of keys",
    "float_parsing": "a number",
    "float_type": "a number",
    "greater_than_equal": "at least {ge}",
    "int_parsing": "a whole number",
    "less_than_equal": "at most {le}",
    "literal_error": "{expected}",
    "enum": "{expected}",
    "missing": "a value",
    "model_type": "a group of keys",
    "string_too_short": "some text",
    "string_type": "text; put it into quotes",
    "too_short": "at least one",
    "tuple_type": "a list",
}
"""What pydantic calls a mistake, and what we say."""


def read(path: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    """What the file says, every `${NAME}` replaced from the environment; raises SettingsError."""
    from bot.settings_yaml import NotYAML, parsed  # noqa: PLC0415 -- who has no file starts without the parser

    try:
        raw = parsed(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError([f"{path}: cannot be read: {error}"]) from error
    except NotYAML as error:
        raise SettingsError([f"{path}: is not YAML: {' '.join(str(error).split())}"]) from error
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise SettingsError([f"{path}: expected settings as `key: value`"])
    missing = [
        f"{path}: {where}: {name} is not set in the environment" for where, name in _missing(raw, environment)
    ]
    if missing:
        raise SettingsError(missing)
    return {str(key): _filled(value, environment) for key, value in raw.items()}


def _missing(value: Any, environment: Mapping[str, str], where: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _missing(inner, environment, f"{where}.{key}".lstrip("."))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _missing(inner, environment, f"{where}[{place}]")
    elif isinstance(value, str):
        yield from ((where, name) for name in _REFERENCE.findall(value) if not environment.get(name))


def _filled(value: Any, environment: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(inner, environment) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, environment) for inner in value]
    if isinstance(value, str):
        return _REFERENCE.sub(lambda found: environment[found[1]], value)
    return value


def findings(error: ValidationError, model: type[BaseModel]) -> list[str]:
    """One line per mistake: the key's path and what was expected. Never its text, which may be secret."""
    return [line for one in error.errors() for line in _lines(dict(one), model)]


def _lines(one: Mapping[str, Any], model: type[BaseModel]) -> list[str]:
    loc = [part for part in one["loc"] if part != "[key]"]
    where = _path(loc)
    said = str(one["msg"]).removeprefix("Value error, ")
    if one["type"] == "value_error":
        return [f"{where}: {line}" if where else line for line in said.splitlines()]
    if one["type"] == "extra_forbidden":
        return [f"{where}: there is no such setting{_suggestion(str(loc[-1]), _known(model, loc[:-1]))}"]
    if one["type"] == "string_pattern_mismatch":
        what = "is no good name" if one["loc"][-1] == "[key]" else "is not written as expected"
        return [f"{where}: {what}; it must match {one['ctx']['pattern']}"]
    if one["type"] in _EXPECTED:
        return [f"{where}: expected {_EXPECTED[one['type']].format(**one.get('ctx', {}))}"]
    return [f"{where}: {said}"]


def _path(loc: list[Any]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc).lstrip(".")


def _known(model: type[BaseModel], loc: list[Any]) -> Collection[str]:
    """Names of the settings that may stand at this path."""
    for part in loc:
        field = _written(model).get(str(part))
        inner = _model_in(field.annotation) if field else model
        if inner is None:
            return ()
        model = inner
    return _written(model).keys()


def _written(model: type[BaseModel]) -> Mapping[str, FieldInfo]:
    """Its fields as they are called in the file: `from` is no name that Python lets us have."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(one) for one in getattr(annotation, "__args__", ()))
    return next((one for one in inner if one), None)


def _suggestion(wrong: str, known: Collection[str]) -> str:
    near = get_close_matches(wrong, known, n=1)
    if near:
        return f"; did you mean {near[0]}?"
    return f"; here may stand {', '.join(known)}" if known else ""


def in_order(value: object) -> str:
    """Settings as text that is the same in every process: sets have another order in each."""
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{key!r}:{in_order(one)}" for key, one in value.items()) + "}"
    if isinstance(value, Set):
        return "<" + ",".join(sorted(map(in_order, value))) + ">"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(in_order, value)) + "]"
    return repr(value)
