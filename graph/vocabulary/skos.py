"""The vocabulary as SKOS (W3C 2009) in JSON-LD, for other tools: labels in both languages, broader and narrower."""

from typing import Any

from graph.names import is_han
from graph.vocabulary.concepts import Concept, concepts, version

SCHEME = "urn:practice-atlas:vocabulary"
_CONTEXT = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "id": "@id",
    "type": "@type",
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
    "altLabel": {"@id": "skos:altLabel", "@container": "@language"},
    "broader": {"@id": "skos:broader", "@type": "@id"},
    "narrower": {"@id": "skos:narrower", "@type": "@id"},
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
    "topConceptOf": {"@id": "skos:topConceptOf", "@type": "@id"},
    "notation": "skos:notation",
    "versionInfo": "owl:versionInfo",
}


def skos() -> dict[str, Any]:
    """Gives the whole vocabulary as one JSON-LD document; problems and what stands under none are top concepts."""
    narrower: dict[str, list[str]] = {}
    for concept in concepts():
        if concept.broader:
            narrower.setdefault(concept.broader, []).append(_name(concept.id))
    scheme = {
        "id": SCHEME,
        "type": "skos:ConceptScheme",
        "prefLabel": {
            "zh": "基层党建与基层治理词表",
            "en": "Party building and governance at the grassroots",
        },
        "versionInfo": version(),
    }
    return {
        "@context": _CONTEXT,
        "@graph": [scheme, *(_row(concept, narrower.get(concept.id, [])) for concept in concepts())],
    }


def _row(concept: Concept, narrower: list[str]) -> dict[str, Any]:
    others = [label for label in concept.labels if label not in {concept.zh, concept.en}]
    chinese = [label for label in others if any(is_han(character) for character in label)]
    row: dict[str, Any] = {
        "id": _name(concept.id),
        "type": "skos:Concept",
        "notation": concept.id,
        "prefLabel": {"zh": concept.zh, "en": concept.en},
        "altLabel": {"zh": chinese, "en": [label for label in others if label not in chinese]},
        "inScheme": SCHEME,
    }
    if narrower:
        row["narrower"] = narrower
    return row | ({"broader": _name(concept.broader)} if concept.broader else {"topConceptOf": SCHEME})


def _name(identity: str) -> str:
    return f"{SCHEME}:{identity}"
