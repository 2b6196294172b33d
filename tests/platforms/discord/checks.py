"""Tells what is wrong with a request, by Discord's own OpenAPI document and the stricter limits of its prose."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

DOCUMENT = Path(__file__).parent / "data" / "discord-openapi.json"
NAME = re.compile(r"[-_'\w]{1,32}")
IN_MENUS, MOST_IN_MENU = (2, 3), 15

Json = dict[str, Any]  # Any: JSON
Body = Json | list[Json]


class Checker:
    """Checks the bodies of requests by method and path."""

    def __init__(self) -> None:
        document = json.loads(DOCUMENT.read_text(encoding="utf-8"))
        self._components = document["components"]
        self._routes = [
            (method, re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), operation)
            for path, operations in document["paths"].items()
            for method, operation in operations.items()
            if isinstance(operation, dict)
        ]
        self._validators: dict[str, jsonschema_rs.Validator] = {}

    def problems(self, method: str, path: str, body: Body) -> list[str]:
        """Return what Discord would find wrong with a body; an unknown path is wrong by itself."""
        # The literal path stands before the pattern that it also fits (@me, @original).
        found = [o for m, route, o in self._routes if m == method.lower() and route.fullmatch(path)]
        if not found:
            return [f"{method} {path} is no route of Discord's"]
        if "requestBody" not in found[0]:
            return []
        schema = found[0]["requestBody"]["content"]["application/json"]["schema"]
        errors = self._validator(schema).iter_errors(with_text_ids(body))
        return [f"{error.instance_path}: {error.message}"[:300] for error in errors] + list(stricter(body))

    def _validator(self, schema: Json) -> jsonschema_rs.Validator:
        key = json.dumps(schema)
        if key not in self._validators:
            self._validators[key] = jsonschema_rs.validator_for({**schema, "components": self._components})
        return self._validators[key]


@cache
def checker() -> Checker:
    """Return the checker, its document read once for all tests."""
    return Checker()


def stricter(body: Body) -> Iterator[str]:
    """Yield what the prose forbids and the document lets pass."""
    if isinstance(body, list):
        for command in body:
            yield from command_problems(command)
        for kind in IN_MENUS:
            if sum(command.get("type") == kind for command in body) > MOST_IN_MENU:
                yield f"over {MOST_IN_MENU} commands of type {kind}"
    else:
        if "name" in body and "integration_types" in body:
            yield from command_problems(body)
        yield from message_problems(body)
        yield from message_problems(body.get("data") or {})


def with_text_ids(body: Body) -> Body:
    """Return a body with the ids of a reference as text: Discord takes the numbers that discord.py sends."""
    if isinstance(body, list) or not body.get("message_reference"):
        return body
    reference = body["message_reference"]
    texts = {name: str(value) for name, value in reference.items() if name.endswith("_id")}
    return {**body, "message_reference": {**reference, **texts}}


def message_problems(body: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a message or modal."""
    if size(body.get("content") or "") > 2000:
        yield "content: over 2000"
    embeds = body.get("embeds") or []
    if sum(map(embed_size, embeds)) > 6000:
        yield "embeds: over 6000 together"
    for embed in embeds:
        limits = {"title": 256, "description": 4096}
        yield from (f"embed {name}: over {most}" for name, most in limits.items() if size(embed.get(name) or "") > most)
        if not embed_size(embed):
            yield "embed: empty"
    rows = body.get("components") or []
    codes = [each["custom_id"] for each in leaves(rows) if "custom_id" in each]
    if len(codes) != len(set(codes)):
        yield "components: a custom_id twice"
    if len(rows) > 5:
        yield "components: over five rows"
    if "title" in body and "custom_id" in body and not 1 <= len(rows) <= 5:
        yield "modal: not one to five components"
    if "content" in body and not (body["content"] or "").strip() and not embeds:
        yield "an empty message"


def command_problems(command: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a command; entries of a menu are named more freely, and have nothing but a name."""
    in_menu = command.get("type") in IN_MENUS
    if in_menu and (command.get("description") or command.get("options")):
        yield f"{command['name']}: more than a name in a menu"
    named = [] if in_menu else [command, *command.get("options", ())]
    for each in named:
        for name in (each["name"], *(each.get("name_localizations") or {}).values()):
            if not NAME.fullmatch(name) or name != name.lower():
                yield f"{name}: not a name"
    names = [option["name"] for option in command.get("options", ())]
    if len(names) != len(set(names)):
        yield "an option twice"
    if len(json.dumps(command, ensure_ascii=False)) > 8000:
        yield "over 8000 characters"


def leaves(components: list[Json]) -> Iterator[Json]:
    """Yield every component, those within others too."""
    for component in components:
        yield component
        yield from leaves(component.get("components") or [])
        yield from leaves([component["component"]] if component.get("component") else [])


def size(text: str) -> int:
    """Return a text's length in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def embed_size(embed: Json) -> int:
    """Return what counts toward the 6,000 of all embeds."""
    texts = [embed.get("title"), embed.get("description"), (embed.get("footer") or {}).get("text")]
    texts += [field[part] for field in embed.get("fields", ()) for part in ("name", "value")]
    return sum(size(text) for text in texts if text)
