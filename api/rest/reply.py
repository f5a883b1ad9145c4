"""From an answer to a response: its form, its language, its fields, the page after it."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Request, Response

from api.rest.form import CONTEXT, CSV, JSON, JSON_LD, RDF, as_csv, as_json, as_rdf, wanted
from api.rest.parameters import Fields, Language
from graph.answer import known_language
from graph.fact_view import Object
from graph.mistake import allowed_instead
from graph.question import ParameterError

_ALWAYS = ("iri", "type", "id")
"""What an item has, whatever fields are asked for: without it nobody could say what it is."""


_FIELD = re.compile(r"[A-Za-z]+(?:\.[A-Za-z]+)*")


class Replier:
    """What makes responses to one request."""

    def __init__(self, request: Request, fields: Fields = None, lang: Language = "en") -> None:
        self._request = request
        self._language = known_language(lang)
        self._fields = [name.strip() for name in fields.split(",")] if fields is not None else None
        if self._fields is not None and not all(_FIELD.fullmatch(name) for name in self._fields):
            raise ParameterError("fields", f'"{fields}" names no fields', "such as id,label or person.id")
        self._media = wanted(request.scope, request.headers.get("accept"))

    def one(self, answer: Object) -> Response:
        """An answer about one thing."""
        chosen = answer if self._fields is None else self._chosen([answer], self._fields)[0]
        return self._response(chosen, [chosen], {})

    def many(self, answer: Object, items: str = "items") -> Response:
        """An answer that lists things under the name `items`; if it has a `next`, a link leads to the next page."""
        chosen = answer
        if self._fields is not None:
            chosen = {**answer, items: self._chosen(answer[items], self._fields)}
        links: dict[str, str] = {}
        if "next" in answer:
            links["first"] = self._address(cursor=None)
            if answer["next"] is not None:
                links["next"] = self._address(cursor=str(answer["next"]))
        return self._response(chosen, chosen[items], links)

    def _response(self, answer: Object, items: Sequence[Object], links: Mapping[str, str]) -> Response:
        media = self._media
        headers = {"Content-Language": self._language}
        if "total" in answer:
            headers["X-Total-Count"] = str(answer["total"])
        shown = [f'<{address}>; rel="{name}"' for name, address in links.items()]
        if media in (JSON, JSON_LD):
            content = as_json(answer)
            if media == JSON:
                shown.append(f'<{CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"; type="{JSON_LD}"')
        else:
            content = as_csv(items, self._fields) if media == CSV else as_rdf(answer, media)
        if shown:
            headers["Link"] = ", ".join(shown)
        charset = "; charset=utf-8" if media == CSV or media in RDF else ""
        return Response(content, headers=headers, media_type=media + charset)

    def _address(self, cursor: str | None) -> str:
        """This address with another cursor."""
        query = [(name, value) for name, value in self._request.query_params.multi_items() if name != "cursor"]
        if cursor is not None:
            query.append(("cursor", cursor))
        path, text = self._request.url.path + getattr(self._request.state, "ending", ""), urlencode(query)
        return f"{path}?{text}" if text else path

    def _chosen(self, items: Sequence[Object], fields: Sequence[str]) -> list[Object]:
        """The fields of items that are asked for, those of their fields by dots. Raises ParameterError for one that no
        item has."""
        chosen: list[Object] = [{name: item[name] for name in _ALWAYS if name in item} for item in items]
        for field in fields:
            name, *inner = field.split(".")
            if items and not any(name in item for item in items):
                allowed = allowed_instead(name, {key for item in items for key in item})
                raise ParameterError("fields", f'there is no field "{field}"', allowed)
            for into, item in zip(chosen, items, strict=True):
                if name in item:
                    into[name] = _part(item[name], inner, into.get(name), field)
        return chosen


def _part(value: Any, names: Sequence[str], had: Any, field: str) -> Any:
    """The part of a value that `names` lead to, together with the part of it that was chosen before."""
    if not names or value is None:
        return value
    if isinstance(value, list):
        before = had if isinstance(had, list) else [None] * len(value)
        return [_part(one, names, old, field) for one, old in zip(value, before, strict=True)]
    name, *inner = names
    if not isinstance(value, Mapping):
        raise ParameterError("fields", f'"{field}": there are no fields in it', f"ask for {field.rpartition('.')[0]}")
    if value and name not in value:
        raise ParameterError("fields", f'there is no field "{field}"', allowed_instead(name, value))
    chosen = dict(had) if isinstance(had, Mapping) else {key: value[key] for key in _ALWAYS if key in value}
    if name in value:
        chosen[name] = _part(value[name], inner, chosen.get(name), field)
    return chosen


Reply = Annotated[Replier, Depends()]
