"""The parameters of REST: days and periods, certainty, policy, language, fields; which part of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from api.parameters import Asked, AsWritten, Known, On, one_of
from graph.answer import Answers, Moment
from graph.fact_list import When, when
from graph.labels import LANGUAGES
from graph.listing import LIMIT, MOST, Part
from graph.mistake import allowed_instead
from graph.question import ParameterError

Language = Annotated[str, one_of("The language of labels", LANGUAGES, "ru")]


def judged(asked: Asked, lang: Language = "en") -> Answers:
    """The answers as a policy judges, in a language."""
    return asked.speaking(lang)


def written(asked: AsWritten, lang: Language = "en") -> Answers:
    """The answers about what people wrote, in a language."""
    return asked.speaking(lang)


Judged = Annotated[Answers, Depends(judged)]
Written = Annotated[Answers, Depends(written)]

PERIOD = "A period in EDTF, such as 2022-05 or 2022-02-24/2022-09-30: what held on some day of it"
Between = Annotated[str | None, Query(max_length=100, description=PERIOD, examples=["2022-05"])]
CERTAINTY = "certain: only what is certain; possible (the default): also what is only possible, or contested"
Certainty = Annotated[str, one_of(CERTAINTY, ("certain", "possible"), "certain")]
Credibility = Annotated[
    int, Query(ge=1, le=6, description="Only of this credibility (Admiralty code, 1 to 6) or better", examples=[3])
]
Fields = Annotated[
    str | None,
    Query(
        max_length=500,
        description="Only these fields, with commas; person.id for a field of a field",
        json_schema_extra={"pattern": r"^[A-Za-z]+([.,][A-Za-z]+)*$"},
    ),
]
Sort = Annotated[
    str | None,
    Query(
        max_length=50,
        description="What the list is sorted by; with a hyphen before it, from the last to the first",
        json_schema_extra={"pattern": "^-?[A-Za-z]+$"},
    ),
]
Cursor = Annotated[
    str | None,
    Query(
        max_length=1000,
        description="Where to go on: `next` of the page before",
        json_schema_extra={"pattern": "^[A-Za-z0-9_-]+$"},
    ),
]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many items at most", examples=[10])]
WithClaims = Annotated[bool, Query(description="false: the claims behind each fact are counted only")]
VIEWS = "a policy, or source:ID, claimant:ID or side:NAME for what these alone say"
View = Annotated[
    str, Query(max_length=300, description=f"One view: {VIEWS}", examples=["claimant:uk-ministry-of-defence"])
]
OtherView = Annotated[
    str, Query(alias="with", max_length=300, description=f"The other view: {VIEWS}", examples=["official-only"])
]


@dataclass(frozen=True)
class Times:
    """The days that a question is about, on both axes, and the answers that it is put to."""

    answers: Answers
    when: When
    moment: Moment

    @property
    def context(self) -> dict[str, object]:
        """What an answer says of its days."""
        found = self.answers.context(self.moment)
        if self.when.days is None:
            return {name: value for name, value in found.items() if name not in ("on", "extrapolated")}
        if self.when.days.width > 0:
            days = {"from": self.when.days.earliest.isoformat(), "to": self.when.days.latest.isoformat()}
            return {**found, "on": None, "between": days, "extrapolated": self.when.days.latest > self.answers.reaches}
        return found


def times(
    answers: Judged, on: On = None, between: Between = None, known: Known = None, certainty: Certainty = "possible"
) -> Times:
    """The days of a list. Raises ParameterError as graph.fact_list.when does."""
    asked, moment = when(answers, on, between, known, certainty)
    return Times(answers, asked, moment)


def part(sort: Sort = None, cursor: Cursor = None, limit: Limit = LIMIT) -> Part:
    """The part of a list that is wanted."""
    return Part(sort, cursor, limit)


AtTimes = Annotated[Times, Depends(times)]
Page = Annotated[Part, Depends(part)]


def included(text: str | None, allowed: Sequence[str]) -> list[str]:
    """What `include` asks for. Raises ParameterError for what is not offered."""
    names = [name.strip() for name in text.split(",")] if text is not None else []
    for name in names:
        if name not in allowed:
            raise ParameterError("include", f'"{name}" cannot be included', allowed_instead(name, allowed))
    return list(dict.fromkeys(names))
