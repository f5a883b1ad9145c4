"""Comparison: what two views make of the same day. A view is a policy, or what one source, claimant or side alone says.

Both views are resolved from the claims themselves, so that a view needs nothing that the build had prepared for it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.answer import Answers, Moment
from graph.claim import Claim
from graph.fact import Fact, FactKind, Held
from graph.fact_view import Object, credibility, named
from graph.held import held_on
from graph.hierarchy import chosen_links
from graph.mistake import allowed_instead
from graph.policy import Policy
from graph.question import ParameterError
from graph.resolution import resolve
from ontology import DEFAULT_POLICY

Slot = tuple[str, str]
"""A post (formation, role) or the superiors of a formation by one link (formation, link)."""
Holders = Mapping[str, tuple[Held, int]]
"""Who holds a slot: how, and with which credibility."""


@dataclass(frozen=True)
class View:
    """One view of a day: its name, its title, who held each post and who was above each formation."""

    name: str
    title: str
    posts: Mapping[Slot, Holders]
    superiors: Mapping[Slot, Holders]


def compare(
    answers: Answers, one: str, other: str, on: object = None, known: object = None, links: str | None = None
) -> Object:
    """The posts and superiors on which two views of one day differ, and how many they agree on.

    A view is the name of a policy, or ``source:<id>``, ``claimant:<id>``, ``side:<name>``: what these alone say, judged
    by the default policy. Raises ParameterError for an unknown view or kind of link.
    """
    moment = answers.moment(on, known)
    chosen = chosen_links(answers, links).get("links")
    kinds = [kind.strip() for kind in chosen.split(",")] if chosen else list(answers.vocabulary.links)
    first, second = _view(answers, one, "policy", moment, kinds), _view(answers, other, "with", moment, kinds)
    posts = _differences(answers, first.posts, second.posts, "person")
    superiors = _differences(answers, first.superiors, second.superiors, "formation")
    return {
        "a": {"view": first.name, "title": first.title},
        "b": {"view": second.name, "title": second.title},
        "posts": [{**_post(answers, slot), **sides} for slot, sides in posts],
        "superiors": [{**_edge(answers, slot), **sides} for slot, sides in superiors],
        "same": {
            "posts": len(first.posts.keys() | second.posts.keys()) - len(posts),
            "superiors": len(first.superiors.keys() | second.superiors.keys()) - len(superiors),
        },
        "links": chosen,
        **{key: value for key, value in answers.context(moment).items() if key != "policy"},
    }


def _view(answers: Answers, name: str, parameter: str, moment: Moment, links: list[str]) -> View:
    """The view of this name on a day. Raises ParameterError naming `parameter` if there is none."""
    kind, colon, value = name.partition(":")
    if not colon:
        policy = answers.policies_by_name.get(name)
        if policy is None:
            known = allowed_instead(name, answers.policies_by_name)
            raise ParameterError(parameter, f'there is no policy "{name}"', f"{known}; or source:, claimant: or side:")
        facts: Iterable[Fact] = answers.written.resolution(policy, moment.known).facts
        return _of_facts(answers, name, policy.title, facts, moment, links)
    default = answers.policies_by_name[DEFAULT_POLICY]
    base = answers.written.known_by(moment.known)
    heard = tuple(claim for claim in base.claims if _speakers(kind, parameter)(claim) == value)
    if not heard:
        raise ParameterError(
            parameter, f'nothing that was known is said by {kind} "{value}"', "take an id from a claim"
        )
    title = {"source": "What the source {} says", "claimant": "What {} says", "side": "What the side of {} says"}
    facts = resolve(replace(base, claims=heard), answers.vocabulary, _trusting(default))
    return _of_facts(answers, name, title[kind].format(_name(answers, kind, value)), facts, moment, links)


def _speakers(kind: str, parameter: str) -> Callable[[Claim], str]:
    found: dict[str, Callable[[Claim], str]] = {
        "source": lambda claim: claim.source.id,
        "claimant": lambda claim: claim.claimant.id,
        "side": lambda claim: claim.claimant.side,
    }
    if kind not in found:
        raise ParameterError(parameter, f'there is no kind of view "{kind}"', "allowed are source, claimant, side")
    return found[kind]


def _trusting(policy: Policy) -> Policy:
    """The policy that believes whoever alone is heard: any verdict lets a fact be certain, and bound others."""
    return replace(policy, certain=6, certain_without=(), consequences=dict.fromkeys(policy.consequences, 6))


def _of_facts(answers: Answers, name: str, title: str, facts: Iterable[Fact], moment: Moment, links: list[str]) -> View:
    posts: dict[Slot, list[Fact]] = {}
    edges: dict[Slot, list[Fact]] = {}
    for fact in facts:
        if fact.kind is FactKind.TENURE:
            posts.setdefault((str(fact.formation), fact.value), []).append(fact)
        elif fact.kind is FactKind.SUBORDINATION and fact.link in links:
            edges.setdefault((str(fact.formation), str(fact.link)), []).append(fact)
    formations, vocabulary = answers.written.base.formations, answers.vocabulary
    return View(
        name=name,
        title=title,
        posts=_held(
            posts,
            moment,
            lambda fact: str(fact.person),
            lambda slot: vocabulary.roles[slot[1]].single and slot[1] not in formations[slot[0]].shared_posts,
        ),
        superiors=_held(edges, moment, lambda fact: fact.value, lambda slot: vocabulary.links[slot[1]].single),
    )


def _held(
    slots: Mapping[Slot, list[Fact]],
    moment: Moment,
    holder: Callable[[Fact], str],
    single: Callable[[Slot], bool],
) -> dict[Slot, Holders]:
    """Who held each slot on the day; slots that nobody held, or may have held, are left out."""
    found: dict[Slot, Holders] = {}
    for slot, facts in slots.items():
        held = held_on(facts, moment.on, holder, single=single(slot))
        if held:
            best = {name: min(fact.verdict.credibility for fact in facts if holder(fact) == name) for name in held}
            found[slot] = {name: (how, best[name]) for name, how in sorted(held.items())}
    return found


def _differences(
    answers: Answers, one: Mapping[Slot, Holders], other: Mapping[Slot, Holders], kind: str
) -> list[tuple[Slot, Object]]:
    """The slots on whose holders, or on how sure they are, the views differ."""
    found: list[tuple[Slot, Object]] = []
    for slot in sorted(one.keys() | other.keys()):
        a, b = one.get(slot, {}), other.get(slot, {})
        if {name: held for name, (held, _) in a.items()} != {name: held for name, (held, _) in b.items()}:
            how = "both differ" if a and b else "only a tells" if a else "only b tells"
            found.append((slot, {"how": how, "a": _side(answers, a, kind), "b": _side(answers, b, kind)}))
    return found


def _side(answers: Answers, holders: Holders, kind: str) -> list[Any]:
    return [
        {
            kind: named(answers.names, f"{kind}/{name}"),
            "held": str(held),
            "credibility": credibility(code),
        }
        for name, (held, code) in holders.items()
    ]


def _post(answers: Answers, slot: Slot) -> Object:
    formation, role = slot
    return {
        "post": f"{formation}/{role}",
        "label": answers.names.label(f"post/{formation}/{role}"),
        "formation": named(answers.names, f"formation/{formation}"),
        "role": role,
    }


def _edge(answers: Answers, slot: Slot) -> Object:
    formation, link = slot
    return {"formation": named(answers.names, f"formation/{formation}"), "link": link}


def _name(answers: Answers, kind: str, value: str) -> str:
    return answers.names.label(f"claimant/{value}") if kind == "claimant" else value
