"""What is said of a candidate in one line, so that people can tell namesakes apart."""

from api.reconciliation.identifier import Identifier
from graph.answer import Answers
from graph.career import Step
from graph.edtf import Days


def described(answers: Answers, thing: Identifier, when: Days | None = None) -> str:
    """One line about a thing: a person's rank, best known post (at the time, if one is given) and the years in which
    sources see them; a formation's echelon and its Russian name. A post that is only reported is said to be."""
    when = when or thing.days
    if thing.kind == "person":
        return _person(answers, thing.slug, when)
    if thing.kind == "formation":
        return _formation(answers, thing)
    names = answers.names.labels.get(thing.path, {})
    return "; ".join(name for language, name in names.items() if language != "en")


def _person(answers: Answers, person: str, when: Days | None) -> str:
    career = answers.careers.of(person)
    parts = []
    rank = career.best_rank(answers.vocabulary, when) or career.best_rank(answers.vocabulary)
    if rank is not None:
        parts.append(_doubt(rank) + answers.names.label(f"rank/{rank.rank}"))
    post = career.best_tenure(when) or career.best_tenure()
    if post is not None:
        where = f"{answers.names.label(f'role/{post.role}')}, {answers.names.label(f'formation/{post.formation}')}"
        parts.append(f"{_doubt(post)}{where}{_years(post)}")
    others = len({(step.formation, step.role) for step in career.tenures}) - 1
    if others > 0:
        parts.append(f"{others} other post{'s' if others > 1 else ''}")
    if (seen := career.evidence) is not None:
        first, last = seen.earliest.year, seen.latest.year
        parts.append(f"seen {first}" + (f" to {last}" if last != first else ""))
    if (died := career.died) is not None:
        parts.append(f"died {died.earliest.isoformat() if died.width == 0 else died.earliest.year}")
    return "; ".join(parts) or "no post or rank known"


def _formation(answers: Answers, thing: Identifier) -> str:
    echelon = answers.names.label(f"echelon/{echelon_of(answers, thing.slug)}")
    names = answers.names.labels.get(thing.path, {})
    return "; ".join([echelon, *(names[code] for code in ("ru", "uk") if code in names)])


def echelon_of(answers: Answers, formation: str) -> str:
    """The slug of a formation's echelon."""
    rows = answers.table("formations")
    return next(str(row["echelon"]).partition("/")[2] for row in rows if row["formation"] == f"formation/{formation}")


def _doubt(step: Step) -> str:
    return "" if step.is_credible else "contested: " if step.contested else "reported: "


def _years(step: Step) -> str:
    """The years in which sources see the post held."""
    days = step.evidence.intersect(step.possible) if step.evidence is not None and step.possible is not None else None
    if days is None:
        return ""
    first, last = days.earliest.year, days.latest.year
    return f" ({first}-{last})" if first != last else f" ({first})"
