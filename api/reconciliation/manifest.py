"""The service's manifests: what it is and can do, in version 0.2 and in the 1.0 draft."""

from importlib.metadata import version
from typing import Any

from api.reconciliation.offer import BATCH, TYPES
from graph.answer import Answers
from graph.extension import CERTAINTIES
from ontology import BASE, DEFAULT_POLICY, ST

NAME = "Stavka: the Russian military command hierarchy"
ROOT = "/reconcile"
"""Where version 0.2 is."""
DRAFT = f"{ROOT}/1.0"
"""Where the 1.0 draft is."""
PREVIEWS = frozenset({f"{ROOT}/preview", f"{DRAFT}/preview"})
"""The addresses of previews, which may be shown in the frames of others."""
CARD = {"width": 430, "height": 300}
"""The size of a preview, in pixels."""


def manifest_0_2(base: str, answers: Answers) -> dict[str, Any]:
    """The manifest of version 0.2; `base` is the server's address without a slash at its end."""

    def suggest(kind: str) -> dict[str, str]:
        return {"service_url": base, "service_path": f"{ROOT}/suggest/{kind}"}

    flyout = {"flyout_service_url": base, "flyout_service_path": ROOT + "/flyout/entity?id=${id}"}
    return {
        "versions": ["0.2"],
        "name": NAME,
        "identifierSpace": BASE,
        "schemaSpace": ST,
        **_about(base),
        "view": {"url": base + ROOT + "/view?id={{id}}"},
        "preview": {"url": base + ROOT + "/preview?id={{id}}", **CARD},
        "suggest": {"entity": suggest("entity") | flyout, "property": suggest("property"), "type": suggest("type")},
        "extend": {
            "propose_properties": {"service_url": base, "service_path": f"{ROOT}/extend/propose"},
            "property_settings": _settings(answers, "name", "label", "help_text"),
        },
    }


def manifest_1_0(base: str, answers: Answers) -> dict[str, Any]:
    """The manifest of the 1.0 draft; `base` is the server's address without a slash at its end."""
    return {
        "versions": ["1.0-draft"],
        "name": NAME,
        **_about(base),
        "lang": "en",
        "view": {"url": base + DRAFT + "/view?id={id}"},
        "preview": CARD,
        "suggest": {"entity": True, "property": True, "type": True},
        "extend": {"proposeProperties": True, "propertySettings": _settings(answers, "id", "name", "helpText")},
        "standardizedScore": True,
    }


def _about(base: str) -> dict[str, Any]:
    return {
        "documentation": f"{base}{ROOT}/help",
        "serviceVersion": version("stavka"),
        "defaultTypes": [{"id": one.id, "name": one.name} for one in TYPES],
        "batchSize": BATCH,
    }


def _settings(answers: Answers, key: str, label: str, help_text: str) -> list[dict[str, Any]]:
    """The settings of a property that is fetched, with the names that the version has for their fields."""
    titles = {str(one["id"]): str(one["title"]) for one in answers.policies()["items"]}
    policies = {DEFAULT_POLICY: titles.pop(DEFAULT_POLICY), **titles}
    certainties = dict(zip(CERTAINTIES, ("All that is possible", "Only what is certain"), strict=True))
    texts = [
        ("on", "On", "A day or period in EDTF, such as 2022-05-20 or 2022-05; dated rows have their own"),
        ("known", "As known on", "A day: only what could be known by then counts; empty: today"),
    ]
    choices: list[tuple[str, str, str, dict[str, str]]] = [
        ("policy", "Judged by", "The policy by which claims are judged", policies),
        ("certainty", "Certainty", "Whether values that are only possible or contested are given", certainties),
        ("role", "Role", "Whose post the property Holder is about", {"": "who leads", **_roles(answers)}),
    ]
    return [
        *({"type": "text", "default": "", key: one, label: name, help_text: about} for one, name, about in texts),
        *(
            {
                "type": "select",
                "default": next(iter(offered)),
                key: one,
                label: name,
                help_text: about,
                "choices": [{"value": value, "name": title} for value, title in offered.items()],
            }
            for one, name, about, offered in choices
        ),
    ]


def _roles(answers: Answers) -> dict[str, str]:
    """The roles of posts by id."""
    roles = answers.vocabulary.roles
    return {slug: role.labels["en"] for slug, role in roles.items() if role.post_role == slug}
