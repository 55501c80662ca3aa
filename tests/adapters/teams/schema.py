"""Whether a card is one: by Microsoft's schema, and by the rules that no schema knows."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft6Validator

SCHEMA = Path(__file__).parents[4] / "shared" / "specs" / "adaptive-card-1.5.0.schema.json"
BEYOND = {"msteams", "choices.data"}
"""What Teams knows and the schema of 1.5 does not; the rules below look at it."""
AT_MOST = 20_000


@cache
def _validator() -> Draft6Validator:
    if not SCHEMA.exists():
        pytest.skip(f"no schema of Adaptive Cards at {SCHEMA}")
    return Draft6Validator(json.loads(SCHEMA.read_text()))


def objects(node: Any) -> Iterator[dict[str, Any]]:
    """Every object of this card, from the outside in."""
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from objects(child)


def texts(node: Any) -> list[str]:
    """All words that a person may read."""
    names = ("text", "title", "label", "placeholder", "altText", "fallbackText", "errorMessage")
    found = [one[name] for one in objects(node) for name in names if isinstance(one.get(name), str)]
    return found + [fact["value"] for one in objects(node) for fact in one.get("facts", ())]


def fits_the_schema(card: dict[str, Any]) -> list[str]:
    """What the schema has against it; its sentences are long, so that each element is asked about alone."""
    bare = _without_beyond(card)
    if not list(_validator().iter_errors(bare)):
        return []
    wrong = [one for one in bare["body"] if list(_validator().iter_errors(bare | {"body": [one]}))]
    return [json.dumps(one)[:2000] for one in wrong or [bare]]


def _without_beyond(node: Any) -> Any:
    if isinstance(node, dict):
        return {name: _without_beyond(value) for name, value in node.items() if name not in BEYOND}
    return [_without_beyond(one) for one in node] if isinstance(node, list) else node


def check(card: dict[str, Any], *, schema: bool = True) -> list[str]:
    """Everything that is wrong with a card; the schema is the slow part of it."""
    wrong = fits_the_schema(card) if schema else []
    size = len(json.dumps(card, ensure_ascii=False, separators=(",", ":")).encode("utf-16-le")) // 2
    if size > AT_MOST:
        wrong.append(f"{size} characters")
    if card["type"] != "AdaptiveCard" or card["version"] != "1.5":
        wrong.append("no card of 1.5")
    ids = [one["id"] for one in objects(card) if "id" in one and "type" in one]
    if len(ids) != len(set(ids)):
        wrong.append(f"an id twice: {ids}")
    return [*wrong, *_mentions(card), *_actions(card), *_people(card)]


def _mentions(card: dict[str, Any]) -> Iterator[str]:
    entities = card.get("msteams", {}).get("entities", [])
    known = {one["text"] for one in entities}
    written = " ".join(texts({"body": card["body"]}))
    if len(known) != len(entities):
        yield "two mentions of one text"
    for one in entities:
        if one["type"] != "mention" or set(one["mentioned"]) != {"id", "name"}:
            yield f"no mention: {one}"
        if one["text"] not in written:
            yield f"not on the card: {one}"
    for text in known:
        written = written.replace(text, "")
    if "<at" in written:
        yield f"a mention without its entity: {written[written.index('<at') :][:50]}"


def _actions(card: dict[str, Any]) -> Iterator[str]:
    for one in objects(card):
        if one.get("type") == "Action.Execute":
            fallback = one.get("fallback", {})
            if fallback.get("type") != "Action.Submit" or fallback.get("data") != one["data"]:
                yield f"an action without its fallback: {one}"
            if one["verb"] != one["data"].get("does"):
                yield f"a verb that is not what it does: {one}"
        if one.get("type") == "ActionSet":
            visible = [action for action in one["actions"] if action.get("mode") != "secondary"]
            if len(visible) > 4 or not one["actions"]:
                yield f"{len(visible)} visible buttons"
        if str(one.get("type")).startswith("Action.") and "title" in one and not one["title"].strip():
            yield "a button without words"


def _people(card: dict[str, Any]) -> Iterator[str]:
    for one in objects(card):
        query = one.get("choices.data")
        if query and (one["type"] != "Input.ChoiceSet" or set(query) != {"type", "dataset"}):
            yield f"no people picker: {one}"
