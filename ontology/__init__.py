"""The words of Stavka: identifiers, vocabulary, shapes, the JSON-LD context and the credibility policy.

Everything here is data with a thin reader. Nothing in this package knows about files of facts, stores or HTTP.
"""

from pathlib import Path

BASE = "https://w3id.org/stavka/"
"""Base of every IRI minted by Stavka; also the base the server answers for by content negotiation."""

ST = BASE + "ontology#"
"""Namespace of the classes and properties (prefix ``st:``)."""

HISTORY = BASE + "graph/history"
"""The named graph that holds every version of every fact, the current one included, as the default policy judges it;
the graph of another policy has that policy's name below it."""

DEFAULT_POLICY = "default"
"""The policy of today's facts, and of a question that names none."""

DIRECTORY = Path(__file__).resolve().parent
"""Where the Turtle files, the shapes, the context and the policy are installed."""
