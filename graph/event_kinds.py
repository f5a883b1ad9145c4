"""Kinds of events: the statuses of the vocabulary in a few groups, for charts and filters, by what each does and over
what matter it is."""

from graph.mistake import allowed_instead
from graph.question import ParameterError
from ontology.vocabulary import Status, Vocabulary

EVENT_KINDS = ("death", "injury", "exit", "custody", "post", "structure", "other")
"""Deaths; wounds, captures, illness; leaving a post; police, courts and prison; appointments, promotions and other
matters of posts and ranks; a formation's own; all other."""
GRAVE = frozenset({"death", "exit", "removal"})
"""The effects of statuses that take somebody out of a post, for good or for the time being."""


def kind_of(status: Status) -> str:
    """The kind of a status, one of EVENT_KINDS."""
    if status.effect == "death":
        return "death"
    if status.effect == "exit" or (status.effect == "removal" and status.matter == "appointments"):
        return "exit"
    if status.matter == "casualties" and status.effect != "alive":
        return "injury"
    if status.matter in ("appointments", "ranks"):
        return "post"
    return status.matter if status.matter in ("custody", "structure") else "other"


def statuses_of(vocabulary: Vocabulary, name: str, parameter: str = "status") -> frozenset[str]:
    """The statuses that a name means: those of a kind, or one. Raises ParameterError, naming the parameter, for a name
    of neither."""
    if name in EVENT_KINDS:
        return frozenset(one.slug for one in vocabulary.statuses.values() if kind_of(one) == name)
    if name not in vocabulary.statuses:
        problem = f'there is no status or kind of events "{name}"'
        raise ParameterError(parameter, problem, allowed_instead(name, [*EVENT_KINDS, *vocabulary.statuses]))
    return frozenset((name,))
