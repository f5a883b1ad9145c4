"""The hierarchy on a day: who was subordinate to whom and who led what, downwards from a root or upwards from anyone.

The chain is walked step by step, one small question a step: a SPARQL path cannot ask for the days of its hops.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.answer import Answers, Moment
from graph.fact_view import Object, named
from graph.question import ParameterError
from graph.row import id_of
from graph.symbol import kind_fields

ROOT = "mod"
"""The formation from which the whole hierarchy hangs."""
DEEPEST = 12
"""More steps than any chain of command has."""

_ORDER = {"certain": 0, "contested": 1, "possible": 2}

Row = Mapping[str, Any]


def hierarchy(
    answers: Answers,
    root: str = ROOT,
    on: object = None,
    known: object = None,
    depth: int = DEEPEST,
    links: str | None = None,
    *,
    claims: bool = True,
    whole: bool = True,
) -> Object:
    """The formations below `root` on a day, by these kinds of link (all, if None), each with its best-attested
    superior, the others that sources give, and its leader. Formations whose superior is not known for that day are
    counted as unplaced and follow at the end if the root is the whole. Formations dissolved by then or not yet formed
    are left out and listed. With `whole` False facts are given by their ids and verdicts only, until `complete` puts in
    the rest."""
    root = answers.thing("formation", root, "root")
    chosen = chosen_links(answers, links)
    moment = answers.moment(on, known)
    days: dict[str, object] = {"on": moment.on, "known": moment.known}
    edges = answers.table("hierarchy", **days, **chosen)
    gone = {id_of(row["formation"]) for row in answers.table("dissolved", **days)}
    superiors = _superiors([row for row in edges if not {id_of(row["formation"]), id_of(row["superior"])} & gone])
    for child, rows in _undated(answers, moment, chosen).items():
        if child not in superiors and child not in gone and id_of(rows[0]["superior"]) not in gone:
            superiors[child] = rows
    best = {child: rows[0] for child, rows in superiors.items() if child != ROOT}
    levels = _levels({root: 0}, best, depth)
    kinds = {id_of(row["formation"]): kind_fields(answers.vocabulary, row) for row in answers.table("formations")}
    order = {slug: term.order for slug, term in answers.vocabulary.echelons.items()}
    unplaced = [one for one in kinds if one != ROOT and one not in gone and one not in best]
    if root == ROOT and depth > 0:
        levels |= _levels(dict.fromkeys(sorted(unplaced), 1), best, depth)
    leaders = _leaders(answers, moment)
    wanted = [row for one in levels for row in superiors.get(one, ()) if one != root]
    wanted += [row for one in levels for row in leaders.get(one, ())]
    if whole:
        found = answers.facts((str(row["fact"]) for row in wanted), moment.known, claims=claims)
    else:
        found = {str(row["fact"]): _verdict(row) for row in wanted}
    children: dict[str, int] = {}
    for rows in superiors.values():
        parent = id_of(rows[0]["superior"])
        children[parent] = children.get(parent, 0) + 1
    nodes = []
    for one in sorted(levels, key=lambda slug: (levels[slug], order[str(kinds[slug]["echelon"])], slug)):
        rows = superiors.get(one, []) if one != root else []
        shown = [{**found[str(row["fact"])], "held": row["held"]} for row in rows]
        nodes.append(
            {
                "formation": named(answers.names, f"formation/{one}"),
                **kinds[one],
                "level": levels[one],
                "superior": id_of(rows[0]["superior"]) if rows else None,
                **({"edge": shown[0]} if shown else {}),
                "alternatives": shown[1:],
                "leader": _leader(leaders.get(one, []), answers, found),
                "subordinateCount": children.get(one, 0),
            }
        )
    return {
        "root": root,
        "nodes": nodes,
        "total": len(nodes),
        "depth": depth,
        "links": chosen.get("links"),
        **answers.context(moment),
        "leaders": leader_counts(nodes),
        "unplaced": len(unplaced),
        "notExisting": sorted(gone),
    }


def complete(answers: Answers, nodes: Iterable[Object], known: object) -> None:
    """Puts into nodes of `hierarchy` that have verdicts only the whole facts as known on the same day, their claims
    counted only."""
    bare = [fact for node in nodes for fact in _facts_of(node)]
    found = answers.facts((f"fact/{fact['id']}" for fact in bare), known, claims=False)
    for fact in bare:
        fact.update({**found[f"fact/{fact['id']}"], "held": fact["held"]})


def chain(
    answers: Answers,
    person: str | None = None,
    formation: str | None = None,
    on: object = None,
    known: object = None,
    links: str | None = None,
) -> Object:
    """The chain of command upwards from a person's post or from a formation on a day, by these kinds of link: a step a
    formation, each with its leader and those rejected, the superior's edge with its claims and why it is preferred to
    the others that sources give, and what no source tells."""
    if (person is None) == (formation is None):
        raise ParameterError("person", "give either a person or a formation", "not both and not neither")
    moment = answers.moment(on, known)
    days: dict[str, object] = {"on": moment.on, "known": moment.known}
    start: Object | None = None
    if person is not None:
        posts = answers.ask("posts-of-person", person=answers.thing("person", person), **days)
        if not posts:
            missing = f"no source shows {answers.names.label(f'person/{person}')} in a post on {moment.on}"
            who = named(answers.names, f"person/{person}")
            return {"steps": [], "total": 0, "person": who, "post": None, "gap": missing, **answers.context(moment)}
        found = answers.facts((str(row["fact"]) for row in posts), moment.known)
        start = {**found[str(posts[0]["fact"])], "held": posts[0]["held"]}
        others = [{**found[str(row["fact"])], "held": row["held"]} for row in posts[1:]]
        lowest = id_of(posts[0]["formation"])
    else:
        others = []
        lowest = answers.thing("formation", str(formation))
    steps, gap = _steps(answers, lowest, moment, chosen_links(answers, links))
    return {
        "steps": steps,
        "total": len(steps),
        "person": named(answers.names, f"person/{person}") if person else None,
        "post": start,
        "otherPosts": others,
        "gap": gap,
        **answers.context(moment),
    }


def _steps(answers: Answers, lowest: str, moment: Moment, chosen: Mapping[str, str]) -> tuple[list[Object], str | None]:
    leaders, undated = _leaders(answers, moment), _undated(answers, moment, chosen)
    steps: list[Object] = []
    seen: set[str] = set()
    formation = lowest
    while True:
        seen.add(formation)
        rows = answers.ask("superiors", formation=formation, on=moment.on, known=moment.known, **chosen)
        dated = _superiors(rows, child=formation).get(formation, [])
        ordered = dated or undated.get(formation, [])
        wanted = [str(row["fact"]) for row in [*ordered, *leaders.get(formation, [])]]
        found = answers.facts(wanted, moment.known)
        shown = [{**found[str(row["fact"])], "held": row["held"]} for row in ordered]
        name = answers.names.label(f"formation/{formation}")
        steps.append(
            {
                "formation": named(answers.names, f"formation/{formation}"),
                "leader": _leader(leaders.get(formation, []), answers, found),
                **({"edge": shown[0]} if shown else {}),
                "alternatives": [
                    {**other, "rejected": _rejected(row, ordered[0])}
                    for row, other in zip(ordered[1:], shown[1:], strict=True)
                ],
                "gaps": _gaps(
                    name, leaders.get(formation, []), ordered, dated=bool(dated), answers=answers, moment=moment
                ),
            }
        )
        if not ordered:
            return steps, None if formation == ROOT else f"no source gives a superior of {name} on {moment.on}"
        formation = id_of(ordered[0]["superior"])
        if formation in seen:
            return steps, f"the sources lead in a circle: {answers.names.label(f'formation/{formation}')} again"


def _gaps(
    name: str, leaders: Sequence[Row], superiors: Sequence[Row], *, dated: bool, answers: Answers, moment: Moment
) -> list[str]:
    """What no source tells of one step on the day asked about."""
    found: list[str] = []
    if not leaders:
        found.append(f"no source tells who led {name} on {moment.on}")
    elif all(row["held"] == "possible" for row in leaders):
        found.append(f"no source shows for certain who led {name} on {moment.on}")
    if superiors:
        above = answers.names.label(str(superiors[0]["superior"]))
        if not dated:
            found.append(f"no dated source for the step between {name} and {above}: an undated statement stands in")
        elif superiors[0]["held"] == "possible":
            found.append(f"no source for the step between {name} and {above} on {moment.on} itself")
    return found


def _rejected(row: Row, best: Row) -> str:
    """Why one superior is not the step that the chain takes, by the first thing in which it is behind."""
    if (row["link"] != "link/organic") > (best["link"] != "link/organic"):
        return f"its link is {id_of(row['link'])}, not organic"
    if _ORDER[str(row["held"])] > _ORDER[str(best["held"])]:
        return f"it is {row['held']} on the day, the other {best['held']}"
    if int(row["credibility"]) > int(best["credibility"]):
        return f"its credibility is {row['credibility']}, the other's {best['credibility']}"
    if int(row["reports"]) < int(best["reports"]):
        return f"{row['reports']} reports give it, {best['reports']} the other"
    return "the other was shown later"


def _superiors(rows: Sequence[Row], child: str | None = None) -> dict[str, list[Row]]:
    """The superiors that sources give each formation, the best attested first: organic before operational, certain
    before contested before possible, then by credibility, the latest evidence and the number of reports."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(child or id_of(row["formation"]), []).append(row)
    for one in found.values():
        one.sort(key=lambda row: str(row.get("evidenceUntil", "")), reverse=True)
        one.sort(
            key=lambda row: (
                row["link"] != "link/organic",
                _ORDER[str(row["held"])],
                int(row["credibility"]),
                -int(row["reports"]),
            )
        )
    return found


def chosen_links(answers: Answers, links: str | None) -> dict[str, str]:
    """The kinds of link asked for, as a parameter of a question; empty for all. Raises ParameterError for an unknown
    one."""
    if links is None:
        return {}
    known = answers.vocabulary.links
    for slug in links.split(","):
        if slug.strip() not in known:
            raise ParameterError("links", f'there is no link "{slug.strip()}"', f"allowed are {', '.join(known)}")
    return {"links": links}


def _undated(answers: Answers, moment: Moment, chosen: Mapping[str, str]) -> dict[str, list[Row]]:
    """The superiors that undated statements give; they stand in where no dated one is known for the day."""
    return _superiors(answers.table("undated-subordinations", known=moment.known, **chosen))


def _levels(roots: Mapping[str, int], superior: Mapping[str, Row], depth: int) -> dict[str, int]:
    """The formations below `roots`, whose levels are given, with their levels, no deeper than `depth`."""
    children: dict[str, list[str]] = {}
    for child, row in superior.items():
        if child not in roots:
            children.setdefault(id_of(row["superior"]), []).append(child)
    levels = dict(roots)
    front = sorted(roots)
    while front:
        below = [child for one in front if levels[one] < depth for child in sorted(children.get(one, ()))]
        front = [child for child in dict.fromkeys(below) if child not in levels]
        for one in front:
            levels[one] = levels[id_of(superior[one]["superior"])] + 1
    return levels


def _leaders(answers: Answers, moment: Moment) -> dict[str, list[Row]]:
    """Who led each formation, each person once; who is only possible is left out where another is certain."""
    by_post: dict[tuple[str, str], list[Row]] = {}
    for row in answers.table("leaders", on=moment.on, known=moment.known):
        by_post.setdefault((id_of(row["formation"]), str(row["role"])), []).append(row)
    found: dict[str, list[Row]] = {}
    for (formation, _), rows in by_post.items():
        firm = [row for row in rows if row["held"] != "possible"]
        sure = any(row["held"] == "certain" for row in rows)
        found.setdefault(formation, []).extend(firm if sure or firm else rows)
    for rows in found.values():
        rows.sort(key=lambda row: (_ORDER[str(row["held"])], int(row["credibility"]), str(row["person"])))
    return {formation: _once(rows) for formation, rows in found.items()}


def _once(rows: Sequence[Row]) -> list[Row]:
    """The first row of each person, who may hold two posts that lead the same formation."""
    people: dict[str, Row] = {}
    for row in rows:
        people.setdefault(str(row["person"]), row)
    return list(people.values())


def _leader(rows: Sequence[Row], answers: Answers, found: Mapping[str, Object]) -> Object:
    """The leader of a formation: held as the best of its holders, or unknown."""
    return {
        "held": rows[0]["held"] if rows else "unknown",
        "credibility": int(rows[0]["credibility"]) if rows else None,
        "holders": [
            {
                "person": named(answers.names, str(row["person"])),
                "held": row["held"],
                "tenure": {**found[str(row["fact"])], "held": row["held"]},
            }
            for row in rows
        ],
    }


def _verdict(row: Row) -> Object:
    return {"id": id_of(row["fact"]), "credibility": {"code": int(row["credibility"])}}


def subordinations_of(node: Object) -> list[Object]:
    """The subordinations of a node, one a superior that sources give: the one that the hierarchy takes first."""
    return [node["edge"], *node["alternatives"]] if "edge" in node else []


def _facts_of(node: Object) -> list[Object]:
    return [*subordinations_of(node), *(one["tenure"] for one in node["leader"]["holders"])]


def leader_counts(nodes: Iterable[Object]) -> dict[str, int]:
    """How many of these nodes have a leader who is certain, contested, possible, and unknown."""
    counts = dict.fromkeys(("certain", "contested", "possible", "unknown"), 0)
    for node in nodes:
        counts[node["leader"]["held"]] += 1
    return counts
