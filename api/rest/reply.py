"""From an answer to a response: its form, its language, its fields, the page after it."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Request, Response

from api.rest.form import CONTEXT, CSV, JSON, JSON_LD, RDF, as_csv, as_json, as_rdf, wanted
from api.rest.parameters import Fields, Language
from graph.answer import LANGUAGES
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
        self._language = lang
        self._fields = [name.strip() for name in fields.split(",")] if fields is not None else None
        if self._fields is not None and not all(_FIELD.fullmatch(name) for name in self._fields):
            raise ParameterError("fields", f'"{fields}" names no fields', "such as id,label or person.id")
        if lang not in LANGUAGES:
            raise ParameterError("lang", f'"{lang}" is no language of labels', f"allowed are {', '.join(LANGUAGES)}")
        self._media = wanted(request.scope, request.headers.get("accept"))

    def one(self, answer: Object) -> Response:
        """An answer about one thing."""
        chosen = answer if self._fields is None else self._chosen(answer, self._fields)
        return self._response(chosen, [chosen], {})

    def many(self, answer: Object, items: str = "items") -> Response:
        """An answer that lists things under the name `items`; if it has a `next`, a link leads to the next page."""
        chosen = answer
        if self._fields is not None:
            chosen = {**answer, items: [self._chosen(item, self._fields) for item in answer[items]]}
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
            content = as_csv(items) if media == CSV else as_rdf(answer, media)
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

    def _chosen(self, item: Object, fields: Sequence[str]) -> Object:
        """The fields of an item that are asked for, those of its fields by dots. Raises ParameterError for one that it
        does not have."""
        found: Object = {name: item[name] for name in _ALWAYS if name in item}
        for field in fields:
            self._put(found, item, field.split("."), field)
        return found

    def _put(self, into: Object, item: Mapping[str, Any], names: Sequence[str], field: str) -> None:
        name, *inner = names
        if name not in item:
            raise ParameterError("fields", f'there is no field "{field}"', allowed_instead(name, item))
        value = item[name]
        if not inner or value is None:
            into[name] = value
        elif isinstance(value, Mapping):
            below = into.setdefault(name, {key: value[key] for key in _ALWAYS if key in value})
            self._put(below, value, inner, field)
        elif isinstance(value, Sequence) and not isinstance(value, str):
            members = into.setdefault(name, [{} for _ in value])
            for member, one in zip(members, value, strict=True):
                if not isinstance(one, Mapping):
                    raise ParameterError("fields", f'"{name}" holds no fields', f"ask for {name}")
                self._put(member, one, inner, field)
        else:
            raise ParameterError("fields", f'"{name}" holds no fields', f"ask for {name}")


Reply = Annotated[Replier, Depends()]
