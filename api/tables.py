"""Answers as people read them in a terminal: tables that fit a hundred columns, allegations shown as such."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyoxigraph as ox
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from graph.names import Names
from graph.question import Question
from graph.store import GRAPH_FORMATS, RESULT_FORMATS
from ontology import DEFAULT_POLICY

Object = Mapping[str, Any]

HELD_STYLE = {"certain": "green", "possible": "yellow", "contested": "red", "unknown": "dim"}
CREDIBILITY_STYLE = {1: "green", 2: "green", 3: "yellow", 4: "magenta", 5: "red", 6: "dim"}
_SHORT_FORMATS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
}


def questions_table(questions: Iterable[Question]) -> RenderableType:
    """All questions with their parameters."""
    table = Table(title="Questions: stavka ask NAME parameter=value ...", box=None, pad_edge=False)
    table.add_column("name", style="bold", no_wrap=True)
    table.add_column("asks")
    table.add_column("parameters")
    for question in questions:
        names = " ".join(
            parameter.name if parameter.default is None else f"[{parameter.name}]" for parameter in question.parameters
        )
        table.add_row(question.name, escape(question.title), escape(names))
    chain = "Chain of command upwards (asks superiors and leaders step by step)"
    table.add_row("chain", chain, escape("person|formation [on] [known]"))
    return table


def holders_table(answer: Object) -> RenderableType:
    """Who held a post on a day, each with dates, verdict and claims."""
    post = answer["post"]
    title = f"{post['label']} on {answer['on']}, as known {known_words(answer)}"
    lines: list[RenderableType] = [Text(title, style="bold")]
    if not answer["items"]:
        lines.append(Text("Nobody is known to have held it, or possibly held it, that day."))
    for item in answer["items"]:
        lines.append(Text())
        lines.append(_held_line(item))
        lines.append(Text(f"  {item['tenure']['edtf']}   {item['tenure']['why']}"))
        if item["wouldSettle"]:
            lines.append(Text(f"  would settle it: {item['wouldSettle']}", style="cyan"))
        lines.append(_claims(item["tenure"]))
        if item["reported"]:
            lines.append(facts_table(item["reported"], "  reported of the holder", why=True))
    return Group(*lines, *notes(answer))


def chain_view(answer: Object) -> RenderableType:
    """The chain of command upwards: formation, leader, and how the step to the next superior is held."""
    lines: list[RenderableType] = [
        Text(f"Chain of command on {answer['on']}, as known {known_words(answer)}", style="bold"),
    ]
    if answer["post"] is not None:
        lines.append(_fact_line(answer["post"], f"{name_of(answer['person'])}: {_post_words(answer['post'])}"))
    for step in answer["steps"]:
        lines.append(Text(name_of(step["formation"]), style="bold"))
        lines += [_held_line(item) for item in step["leader"]["holders"]] or [Text("  leader not known", style="dim")]
        if "edge" in step:
            edge = step["edge"]
            lines.append(_fact_line(edge, f"under {name_of(edge['superior'])} ({edge['link']['id']}), {_voices(edge)}"))
        for other in step["alternatives"]:
            rejected = f"else under {name_of(other['superior'])}, {_voices(other)}; not taken: {other['rejected']}"
            lines.append(_fact_line(other, rejected))
        lines += [Text(f"  gap: {gap}", style="yellow") for gap in step["gaps"]]
    if answer["gap"]:
        lines.append(Text(f"Gap: {answer['gap']}", style="yellow"))
    return Group(*lines, *notes(answer))


def rows_table(question: Question, rows: Sequence[Object], names: Names) -> RenderableType:
    """The rows of any question, paths shown as ids."""
    table = Table(title=escape(question.title), box=None, pad_edge=False, header_style="bold")
    columns = list(dict.fromkeys(name for row in rows for name in row if name != "version"))
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(escape(_cell(row.get(name), name, names)) for name in columns))
    count = f"{len(rows)} row{'s' * (len(rows) != 1)}"
    return Group(table, Text(count, style="dim"))


def _cell(value: object, column: str, names: Names) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value).lower() if isinstance(value, bool) else str(value)
    kind, slash, rest = value.partition("/")
    if not slash or kind not in ("person", "formation", "role", "rank", "status", "claimant", "link", "post"):
        return rest if kind in ("fact", "claim", "source", "claimant-kind", "stance") and slash else value
    return names.label(value) if column in ("status", "rank", "post", "claimant") else rest


def person_view(about: Object, timeline: Object) -> RenderableType:
    """A person: names, posts and rank on the day, then the timeline."""
    return Group(
        *_heading(about),
        Text(),
        *(_fact_line(fact, _post_words(fact)) for fact in about["posts"]),
        *(_fact_line(fact, fact["rank"]["label"]) for fact in about["ranks"]),
        Text(),
        facts_table(timeline["items"], f"Timeline, as known {known_words(timeline)}"),
        *notes(about),
    )


def formation_view(about: Object, holders: Object, succession: Object) -> RenderableType:
    """A formation: names, superiors, leader on the day, then the succession of its leading post."""
    kind = f"echelon: {about['echelon']}, arm: {about['arm'] or 'not told by its name'}"
    lines: list[RenderableType] = [*_heading(about), Text(kind)]
    for fact in about["superiors"]:
        lines.append(_fact_line(fact, f"under {name_of(fact['superior'])} ({fact['link']['id']})"))
    if about["subordinates"]:
        below = ", ".join(sorted({name_of(fact["formation"]) for fact in about["subordinates"]}))
        lines.append(Text(f"subordinates: {below}"))
    lines.append(Text())
    lines += [_held_line(item) for item in holders["items"]] or [Text("leader that day: unknown", style="dim")]
    lines.append(Text())
    lines.append(facts_table(succession["items"], f"Succession, as known {known_words(succession)}", who=True))
    return Group(*lines, *notes(about))


def facts_table(facts: Sequence[Object], title: str, *, who: bool = False, why: bool = False) -> RenderableType:
    """Facts in order: when, what, verdict, and whose word it is; with `why` the reason of each verdict as well."""
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    table.add_column("when", no_wrap=True)
    table.add_column("what")
    table.add_column("cr", justify="right")
    table.add_column("says")
    for fact in facts:
        code = fact["credibility"]["code"]
        what = f"{name_of(fact['person'])}, " if who else ""
        mark = "!" if fact["contested"] else ""
        table.add_row(
            fact["edtf"] or "undated",
            escape(what + what_words(fact)),
            Text(f"{code}{mark}", style=CREDIBILITY_STYLE[code]),
            escape(_voices(fact) + (f". {fact['why']}" if why else "")),
        )
    return table


def _heading(about: Object) -> list[RenderableType]:
    names = " / ".join(dict.fromkeys(about["names"].values()))
    return [Text(f"{names}   ({about['id']})", style="bold"), Text(f"on {about['on']}, as known {known_words(about)}")]


def _held_line(item: Object) -> Text:
    tenure = item["tenure"]
    code = tenure["credibility"]["code"]
    line = Text("  ")
    line.append(f"{item['held']:9} ", style=HELD_STYLE[item["held"]])
    line.append(name_of(item["person"]), style="bold")
    acting = {"acting": " (acting)", "both": " (at first acting)"}.get(tenure["post"]["capacity"], "")
    line.append(f"{acting}   credibility {code}: {tenure['credibility']['label']}")
    return line


def _fact_line(fact: Object, words: str) -> Text:
    line = Text("  ")
    line.append(f"{fact['held']:9} ", style=HELD_STYLE[fact["held"]])
    line.append(f"{words}   {fact['edtf'] or 'undated'}   credibility {fact['credibility']['code']}")
    return line


def _post_words(fact: Object) -> str:
    return str(fact["post"]["label"])


def heading_of(fact: Object) -> str:
    """Of whom, or of what, a fact is, and what it says."""
    return f"{name_of(fact['person']) or name_of(fact['formation'])}: {what_words(fact)}"


def what_words(fact: Object) -> str:
    """What a fact says, apart from of whom; what is not credible is said to be reported."""
    match fact["kind"]:
        case "tenure":
            return _post_words(fact) + {"acting": " (acting)"}.get(fact["post"]["capacity"], "")
        case "rank":
            return f"rank: {fact['rank']['label']}"
        case "event":
            reported = "" if fact["credibility"]["code"] <= 2 else "reported: "
            where = f", {name_of(fact['formation'])}" if fact["person"] and fact["formation"] else ""
            return f"{reported}{fact['status']['label']}{where}"
    return f"under {name_of(fact['superior'])}"


def _voices(fact: Object) -> str:
    """Whose word it is: the first claimant, and how many more reports and origins there are."""
    claims = fact["claimsFor"]
    if not claims:
        return "only denied"
    origins = len(fact["origins"])
    more = f" +{len(claims) - 1}" if len(claims) > 1 else ""
    against = f", {len(fact['claimsAgainst'])} against" if fact["claimsAgainst"] else ""
    return f"{claims[0]['claimant']['name']}{more} ({origins} origin{'s' * (origins != 1)}{against})"


def _claims(fact: Object, most: int = 6) -> RenderableType:
    """The claims for and against a fact; the first few of each side, and how many more."""
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1, 0, 2))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    for side, claims in (("for", fact["claimsFor"]), ("against", fact["claimsAgainst"])):
        for claim in claims[:most]:
            source = claim["source"]
            words = f"{claim['claimant']['name']} ({claim['stance']}): {claim['says']}"
            table.add_row(side, claim["known"], escape(f"{words} [{source['publisher']}: {source['title']}]"))
        if len(claims) > most:
            table.add_row("", "", f"... and {len(claims) - most} more {side} (--json shows all)")
    return table


def notes(answer: Object) -> list[RenderableType]:
    """What a reader of an answer must know besides: another policy, a day that no source reaches, the snapshot."""
    notes: list[RenderableType] = []
    if answer.get("policy", DEFAULT_POLICY) != DEFAULT_POLICY:
        notes.append(Text(f"Judged by the policy {answer['policy']}.", style="yellow"))
    if answer.get("extrapolated"):
        notes.append(Text(f"No source reaches {answer['on']}: extrapolated from {answer['reaches']}.", style="yellow"))
    if answer.get("undatedLeftOut"):
        left = answer["undatedLeftOut"]
        notes.append(Text(f"{left} claims of undated sources are left out: when they were known cannot be told."))
    notes.append(Text(f"snapshot {answer['snapshot']}", style="dim"))
    return notes


def known_words(answer: Object) -> str:
    """The day of knowing: today, or on a day."""
    return "today" if answer["known"] == "today" else f"on {answer['known']}"


def name_of(thing: Object | None) -> str:
    """The name of a person or formation; empty for nobody."""
    return str(thing["names"].get("en") or thing["id"]) if thing is not None else ""


def result_as(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, form: str) -> bytes | RenderableType:
    """The result of any query as a table, or serialised. Raises ValueError if the format does not fit the result."""
    if form == "table":
        return _result_table(result)
    media = _SHORT_FORMATS.get(form)
    allowed = ", ".join(["table", *_SHORT_FORMATS])
    if isinstance(result, ox.QueryTriples):
        if media not in GRAPH_FORMATS:
            raise ValueError(f'a graph cannot be written as "{form}": use turtle or ntriples')
        return result.serialize(format=GRAPH_FORMATS[media]) or b""
    if media not in RESULT_FORMATS:
        raise ValueError(f'a table of results cannot be written as "{form}"; allowed are {allowed}')
    return result.serialize(format=RESULT_FORMATS[media]) or b""


def _result_table(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> RenderableType:
    if isinstance(result, ox.QueryBoolean):
        return "yes" if bool(result) else "no"
    table = Table(box=None, pad_edge=False, header_style="bold")
    if isinstance(result, ox.QueryTriples):
        for name in ("subject", "predicate", "object"):
            table.add_column(name, overflow="fold")
        for triple in result:
            table.add_row(*(escape(str(term)) for term in (triple.subject, triple.predicate, triple.object)))
        return table
    names = [variable.value for variable in result.variables]
    for name in names:
        table.add_column(name, overflow="fold")
    for solution in result:
        table.add_row(*(escape(_term(solution[name])) for name in names))
    return table


def _term(term: object) -> str:
    return term.value if isinstance(term, ox.Literal | ox.NamedNode) else "" if term is None else str(term)
