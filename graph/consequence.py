"""Consequences: what a credible event means for the holdings it touches, each by a named rule.

The policy says which are drawn and how credible their cause must be; a contested event has no consequence.

* ``death``: a death ends every tenure, no later than its latest day; whoever died as a member of a formation held the
  post there until that day.
* ``exit``: a dismissal, transfer, resignation or retirement counts as a claim about the end of the tenure it concerns.
  Needs a voice of the officer's own side. It names a formation, not a post: if more
  than one post of the person there may be meant, it has no consequence.
* ``lifetime``: nothing is held in a formation, nor is it subordinate, before it was formed or after it was dissolved.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.edtf import MIN
from graph.evidence import Evidence, Tier
from graph.fact import Fact
from graph.spell import Limit
from graph.voices import OWN_SIDE
from ontology.vocabulary import Vocabulary

Post = tuple[str, str]
"""A post: formation id and canonical role."""


@dataclass(frozen=True, slots=True)
class Career:
    """The limits that a person's events put on tenures: on every one, and on single posts."""

    everywhere: tuple[Limit, ...] = ()
    by_post: tuple[tuple[Post, Limit], ...] = ()

    def limits(self, post: Post) -> Iterable[Limit]:
        """The limits on a tenure of `post`."""
        yield from self.everywhere
        yield from (limit for where, limit in self.by_post if where == post)


def career_of(
    events: Iterable[Fact],
    posts: Mapping[Post, Sequence[Evidence]],
    vocabulary: Vocabulary,
    drawn: Mapping[str, int],
) -> Career:
    """What follows from a person's `events` for the person's `posts`, given the evidence for each.

    `drawn` maps the consequences that the policy draws to the credibility that each needs.
    """
    everywhere: list[Limit] = []
    by_post: list[tuple[Post, Limit]] = []
    for event in events:
        if event.bounds is None or event.verdict.contested:
            continue
        effect = vocabulary.statuses[event.value].effect
        if event.verdict.credibility > drawn.get(effect, 0):
            continue
        day = event.bounds.possible
        if effect == "death":
            everywhere.append(Limit("death", event.id, not_after=day.latest))
        if effect == "death" or OWN_SIDE.intersection(event.verdict.origins):
            concerned = _posts_left(event, posts)
            if len(concerned) == 1:
                authority = event.verdict.rule.startswith("authority")
                tier = Tier.AUTHORITATIVE if authority else Tier.ORDINARY
                by_post.append((concerned[0], Limit(effect, event.id, end=day, tier=tier)))
    return Career(tuple(everywhere), tuple(by_post))


def _posts_left(event: Fact, posts: Mapping[Post, Sequence[Evidence]]) -> list[Post]:
    """The person's posts in the event's formation that were begun by then and not said to have ended before."""
    assert event.bounds is not None
    day = event.bounds.possible
    found: list[Post] = []
    for post, evidence in sorted(posts.items()):
        if post[0] != event.formation:
            continue
        begun = any(item.first <= day.latest for item in evidence)
        ended = any(item.end is not None and MIN < item.end.latest < day.earliest for item in evidence)
        if begun and not ended:
            found.append(post)
    return found


def lifetime_limits(events: Iterable[Fact], drawn: Mapping[str, int]) -> tuple[Limit, ...]:
    """The limits of a formation's life from its events of being formed and dissolved; `drawn` as in `exits_of`."""
    limits: list[Limit] = []
    for event in events:
        if event.bounds is None or event.verdict.contested or event.verdict.credibility > drawn.get("lifetime", 0):
            continue
        if event.value == "formed":
            limits.append(Limit("lifetime", event.id, not_before=event.bounds.earliest_start))
        elif event.value == "dissolved":
            limits.append(Limit("lifetime", event.id, not_after=event.bounds.latest_end))
    return tuple(limits)
