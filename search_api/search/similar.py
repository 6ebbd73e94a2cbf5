"""Practices for somebody who has one, or a situation: those that are like it, those that fit it, each with the reasons."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import NotKnown, QuestionError, StoreUnavailable
from graph.messages import Leg, Naming, Nearest, Topics, Want, Words
from graph.model import Entity
from graph.names import core, tokens
from graph.open import Views
from graph.passages import topics_of
from graph.ports import GraphView
from graph.schema import PRACTICE_KINDS, Kind
from graph.vocabulary.concepts import by_id
from search_api.search.profiles import (
    EVERYWHERE,
    Profile,
    Similar,
    Switches,
    candidates,
    profiles_of,
    ranked,
    same_method,
)
from search_api.search.recall import Recall
from search_api.search.tellings import tellings_of
from search_api.search.understand import understand

OWN = 20
"""Passages that name the practice itself."""


def similar(
    practice: Entity, views: Views, *, limit: int = 5, switches: Switches = EVERYWHERE
) -> tuple[Similar, ...]:
    """Gives the practices of other places most like one, best first: of each place one before the second of any, never the same thing twice."""
    graph = Recall(views.graph)
    named = views.passages.best({"own": (Naming((practice.id,)), Want(OWN))})["own"]
    own = list(views.passages.found([scored.passage_id for scored in named]).values())
    asked = profiles_of([practice], graph)[practice.id]
    asked.topics = {topic for one in own for topic in topics_of(one.passage).split()}
    told = tellings_of(graph.known([practice.id]), views).get(practice.id) or list(
        views.embedder.passages([practice.name])
    )
    legs: dict[str, Leg] = {
        "text": Nearest(told[0]),
        "name": Words(tuple(tokens(core(practice.name)))),
    }
    if asked.topics:
        legs["topics"] = Topics(tuple(sorted(asked.topics)))
    # What the practice's own passages name stands beside it, which is not to be like it.
    alike = views.embedder.alike
    found = candidates(asked, legs, told, views, graph, without=[one.passage.id for one in own], alike=alike)
    _whole(graph)
    others = [each for each in found if each.entity != practice and not each.lies_with(asked)]
    return tuple(ranked(asked, others, switches, alike)[:limit])


@dataclass(frozen=True, slots=True)
class Situation:
    """What somebody faces: in their own words, by problems of the taxonomy, where, and what was tried already."""

    text: str = ""
    problems: tuple[str, ...] = ()
    place: str | None = None
    """ID of the locality."""
    tried: tuple[str, ...] = ()
    """IDs of practices."""


def recommended(
    situation: Situation, views: Views, *, limit: int = 5, switches: Switches = EVERYWHERE
) -> tuple[Similar, ...]:
    """Gives the practices that fit a situation best; what was tried already, here or under the same name elsewhere, is left out.

    Raises:
        QuestionError: nothing is said of the situation, or a problem is none of the taxonomy's.
        NotKnown: no place or practice has the ID that is given.
    """
    graph = Recall(views.graph)
    asked = _profile(situation, views.graph)
    tried = [core(entity.name) for entity in _practices(situation.tried, views.graph)]
    labels = [by_id()[problem].zh for problem in situation.problems]
    vector = views.embedder.question("\n".join(filter(None, (situation.text, *labels))))
    legs: dict[str, Leg] = {
        "text": Nearest(vector),
        "words": Words(tuple(dict.fromkeys(tokens(" ".join((situation.text, *labels)))))),
    }
    if asked.topics:
        legs["topics"] = Topics(tuple(sorted(asked.topics)))
    found = candidates(asked, legs, [vector], views, graph)
    _whole(graph)
    new = [each for each in found if not any(same_method(one, two) for one in tried for two in each.names)]
    return tuple(ranked(asked, new, switches)[:limit])


def _profile(situation: Situation, graph: GraphView) -> Profile:
    known = {concept.id for concept in by_id().values() if concept.problem}
    for problem in situation.problems:
        if problem not in known:
            raise QuestionError(
                "problem", f"{problem!r} is none of the taxonomy; take one of {', '.join(sorted(known))}"
            )
    if not situation.text.strip() and not situation.problems:
        raise QuestionError("q", "nothing is said of the situation; tell it in words, or name a problem")
    asked = understand(situation.text, Recall(graph)).concepts if situation.text.strip() else ()
    topics = {each.concept.id for each in asked} | set(situation.problems)
    profile = Profile(
        problems={*situation.problems, *(each for each in topics if each in known)}, topics=topics
    )
    if situation.place:
        place = graph.shown([situation.place]).get(situation.place)
        if place is None or place.kind is not Kind.LOCALITY:
            raise NotKnown(f"no locality has the ID {situation.place!r}; list them at /api/v1/localities")
        profile.places[place.id] = place
    return profile


def _whole(graph: Recall) -> None:
    """Refuses to take a graph that failed for one that knows nothing.

    Raises:
        StoreUnavailable: it failed.
    """
    if graph.away:
        raise StoreUnavailable("the graph does not answer, and nothing can be compared without it; try again")


def _practices(ids: Sequence[str], graph: GraphView) -> list[Entity]:
    found = graph.shown(ids)
    for identity in ids:
        if identity not in found or found[identity].kind not in PRACTICE_KINDS:
            raise NotKnown(f"no practice has the ID {identity!r}; find one with /api/v1/search")
    return [found[identity] for identity in ids]
