"""Verdicts as people read them in a terminal: why, findings, comparisons, repetitions, evaluations."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from api.tables import CREDIBILITY_STYLE, HELD_STYLE, heading_of, known_words, name_of, notes
from graph.claim import FactBase, Source
from graph.policy import CREDIBILITY
from graph.reliability import Reliability
from graph.repetition import Repetition

Object = Mapping[str, Any]


def why_view(answer: Object) -> RenderableType:
    """Why a fact is judged as it is: the paragraph, the claims that count and those set aside, and how it changed."""
    why = answer["explanation"]
    title = f"{heading_of(answer)}, {answer['edtf'] or 'undated'}, as known {known_words(answer)}"
    if why is None:
        return Group(Text(title, style="bold"), Text(answer["why"]), *notes(answer))
    table = Table(box=None, pad_edge=False, header_style="bold", title_justify="left")
    for column in ("known", "claim", "part"):
        table.add_column(column, no_wrap=column == "known")
    decisive = {one["claim"]["id"] for one in why["decisive"]}
    for claim in why["counted"]:
        table.add_row(claim["known"], escape(_quoted(claim)), "decisive" if claim["id"] in decisive else "counts")
    for one in [*why["setAside"], *why["datesSetAside"]]:
        table.add_row(one["claim"]["known"], escape(_quoted(one["claim"])), Text(one["rule"], style="dim"))
    changes = Table(title="How it was judged", box=None, pad_edge=False, header_style="bold", title_justify="left")
    for column in ("known from", "credibility", "dates"):
        changes.add_column(column, no_wrap=True)
    for version in answer["versions"]:
        code = int(version["credibility"])
        mark = "!" if version["contested"] else ""
        changes.add_row(
            version["knownFrom"], Text(f"{code}{mark}", style=CREDIBILITY_STYLE[code]), version.get("edtf", "")
        )
    return Group(
        Text(title, style="bold"), Text(), Text(why["paragraph"]), Text(), table, Text(), changes, *notes(answer)
    )


def _quoted(claim: Object) -> str:
    source = claim["source"]
    return (
        f"{claim['claimant']['name']} ({claim['stance']}): {claim['says']} [{source['publisher']}: {source['title']}]"
    )


def findings_view(answer: Object) -> RenderableType:
    """What does not fit together, in groups by severity and kind."""
    lines: list[RenderableType] = []
    group = ("", "")
    for one in answer["items"]:
        if (one["severity"], one["kind"]) != group:
            group = (one["severity"], one["kind"])
            same = sum((other["severity"], other["kind"]) == group for other in answer["items"])
            lines += [Text(), Text(f"{one['severity']}: {one['means']} ({one['kind']}, {same})", style="bold")]
        lines.append(Text(f"  {one['found']}"))
        lines.append(Text(f"    look up: {one['lookUp']}", style="cyan"))
    count = answer["total"]
    return Group(*lines, Text(), Text(f"{count} finding{'s' * (count != 1)}", style="dim"), *notes(answer))


def comparison_view(answer: Object) -> RenderableType:
    """What two views make of a day, where they differ."""
    a, b = answer["a"], answer["b"]
    title = f"{answer['on']}, as known {known_words(answer)}: {a['title']} (a) against {b['title']} (b)"
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("what", "a", "b"):
        table.add_column(column)
    for one in answer["posts"]:
        table.add_row(escape(one["label"]), *(_holders_cell(one[side], "person") for side in "ab"))
    for one in answer["superiors"]:
        what = f"above {name_of(one['formation'])} ({one['link']})"
        table.add_row(escape(what), *(_holders_cell(one[side], "formation") for side in "ab"))
    same = f"The same: {answer['same']['posts']} posts, {answer['same']['superiors']} superiors."
    return Group(Text(title, style="bold"), Text(), table, Text(same), *notes(answer))


def _holders_cell(holders: Sequence[Object], kind: str) -> Text:
    cell = Text()
    for number, one in enumerate(holders):
        cell.append("\n" * bool(number))
        cell.append(f"{one['held']} ", style=HELD_STYLE[one["held"]])
        cell.append(f"{name_of(one[kind])} ({one['credibility']['code']})")
    return cell if holders else Text("-", style="dim")


def proposals_view(links: Sequence[Repetition], base: FactBase) -> RenderableType:
    """Likely repetitions, with the command that accepts each."""
    lines: list[RenderableType] = []
    for link in links:
        page, origin = base.sources[link.page], base.sources[link.origin]
        lines.append(Text(f"{page.publisher}: {page.title}", style="bold"))
        lines.append(Text(f"  likely repeats {origin.publisher}: {origin.title} ({link.reason})"))
        lines.append(Text(f"  stavka origins --accept {link.page}={link.origin}", style="cyan"))
    return Group(*lines, Text(f"{len(links)} likely repetitions; look at both pages before accepting one", style="dim"))


def links_view(sources: Sequence[Source]) -> RenderableType:
    """The links that the files hold."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("page", "repeats"):
        table.add_column(column, overflow="fold")
    for source in sources:
        table.add_row(source.id, str(source.derived_from))
    return Group(table, Text(f"{len(sources)} links; --propose shows likely ones", style="dim"))


def reliability_rows(found: Iterable[Reliability]) -> list[Object]:
    """What became of the verdicts of every credibility, for JSON and for the table."""
    return [
        {
            "credibility": {"code": one.credibility, "label": CREDIBILITY[one.credibility]},
            "stood": one.stood,
            "confirmed": one.confirmed,
            "contradicted": one.contradicted,
            "right": one.right,
        }
        for one in found
    ]


def evaluation_view(answer: Object, *, misses: bool) -> RenderableType:
    """The evaluation: agreement with coverage beside it, then what became of verdicts."""
    lines: list[RenderableType] = [Text(f"Left out by {answer['by']}, judged by {answer['policy']}", style="bold")]
    for title, rows in answer["tables"].items():
        table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
        table.add_column("")
        table.add_column("asked", justify="right")
        names = [name for name in answer["answers"] if any(row["answers"][name]["given"] for row in rows)]
        for name in names:
            table.add_column(f"{name}: covered, agree", justify="right")
        for row in rows:
            table.add_row(row["what"], str(row["asked"]), *(_agreement(row["answers"][name]) for name in names))
        lines += [Text(), table]
    table = Table(
        title="What later words of authority made of verdicts", title_justify="left", box=None, pad_edge=False
    )
    for column in ("credibility", "stood at it", "confirmed later", "contradicted later", "right"):
        table.add_column(column, justify="left" if column == "credibility" else "right")
    for row in answer["reliability"]:
        code = row["credibility"]["code"]
        right = f"{row['right']:.1%}" if row["right"] is not None else "-"
        label = Text(f"{code} {row['credibility']['label']}", style=CREDIBILITY_STYLE[code])
        table.add_row(label, *(str(row[name]) for name in ("stood", "confirmed", "contradicted")), right)
    lines += [Text(), table]
    if misses:
        lines += [Text(), Text("Certain answers that a claim left out contradicts", style="bold")]
        lines += [Text(f"  {one['asked']} -> {one['found']}") for one in answer["misses"]]
    return Group(*lines)


def _agreement(given: Object) -> str:
    if not given["given"]:
        return "-"
    agree = f", {given['agree'] / given['given']:.1%}" if given["agree"] is not None else ""
    return f"{given['given']} {given['coverage']:.0%}{agree}"
