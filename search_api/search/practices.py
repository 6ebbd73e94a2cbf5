"""Answers in practices: a programme or method in its place, with what sources report of it and the passages that say so."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from graph.messages import Found, Said
from graph.model import Claim, Entity
from graph.open import Views
from graph.schema import Relation
from search_api.search.absence import LOOKED_AT
from search_api.search.answer import Answer, Hit, answered, hits_of, of_the_collection
from search_api.search.beside import Beside
from search_api.search.expand import RANKED_BY, Practice, by_evidence, practices_at
from search_api.search.fuse import Fused
from search_api.search.ranking import Asked, Ranking, spread
from search_api.search.reasons import GRAPH, Held, Share, scaled
from search_api.search.understand import Question

PASSAGES = 80
"""Passages that practices are taken from; an answer reaches no further."""

SHOWN = 3
"""Passages shown under a practice."""

TOLD = 5
"""Things of each sort that are shown of a practice; its own page shows all."""

SORTS = {
    Relation.ADDRESSES: {"": "problems"},
    Relation.HAS_MEASURE: {"": "measures"},
    Relation.REPORTED_OUTCOME: {
        "outcome": "outcomes",
        "target": "targets",
        "input": "inputs",
        "context": "context",
    },
}
"""What is told of a practice, by relation and the role of a figure: a target never stands among the outcomes."""

NEAR = 0.9
"""What a passage counts for a practice that its section or document names, and it does not."""

PATH = 0.1
"""The part of a practice's score that is kept for a source that says it addresses the problem asked about."""


@dataclass(frozen=True, slots=True)
class PracticeHit:
    """A practice in an answer; `practice` is None for a passage that tells of none by name."""

    rank: int
    score: float
    why: tuple[Share, ...]
    practice: Practice | None
    told: Mapping[str, tuple[Said, ...]]
    """By sort, in the order of relation and evidence."""
    passages: tuple[Hit, ...]
    """The best of those it was found by, ranked among themselves."""
    passages_found: int


@dataclass(slots=True)
class _Candidate:
    identity: str
    practice: Practice | None
    base: float
    found: list[tuple[float, Fused, Found]] = field(default_factory=list)
    """Passages with what each counts for the practice, best first."""
    path: float = 0.0
    addressed: list[Held] = field(default_factory=list)

    @property
    def lesser(self) -> int:
        """Of practices that count alike, whether this is an item of the whole country, or planned, or both."""
        said = self.practice.entity.properties if self.practice else {}
        return 2 * (said.get("scope") == "national") + (said.get("status") == "planned")

    @property
    def score(self) -> float:
        return round((1 - PATH) * self.base + self.path, 6)


def answer_in_practices(asked: Asked, views: Views) -> Answer[PracticeHit]:
    """Gives the practices that answer best; a passage whose source names no practice stands by itself.

    A practice counts as its best passage does, and more where a source says that it addresses the problem asked about.

    Raises:
        QuestionError: the question cannot be answered as put.
        StoreError: a store let us down.
    """
    with views.passages.steady(), Beside(remote=views.passages.remote) as beside:
        return _in_practices(asked, views, beside)


def _in_practices(asked: Asked, views: Views, beside: Beside) -> Answer[PracticeHit]:
    ranking = Ranking(asked, views, beside)
    graph = ranking.graph
    passages = list(islice(ranking, PASSAGES))
    collected = beside.begin(of_the_collection, asked, ranking, views, ranking.first(LOOKED_AT))
    documents = graph.read(
        {found.passage.document_id for _, found in passages},
        {each for _, found in passages for each in found.entity_ids},
    )
    practices = practices_at([found for _, found in passages], documents, graph)
    candidates = _candidates(passages, practices)
    _follow_paths(candidates, ranking)
    # Practices of one passage count alike: the one that was asked for by name comes first, what is done in every place or is but planned last.
    named = {each.entity_id for each in ranking.question.named}
    ordered = sorted(
        candidates, key=lambda c: (-c.score, c.identity not in named, c.lesser, -len(c.found), c.identity)
    )
    by_document = ((c.found[0][2].passage.document_id, c) for c in ordered)
    last = asked.offset + asked.limit
    chosen = spread(by_document, last + 1)
    page = chosen[asked.offset : last]
    hits = _hits(page, practices, ranking, first=asked.offset + 1)
    return answered(hits, ranking, collected.result(), more=len(chosen) > last)


def _candidates(
    passages: Sequence[tuple[Fused, Found]], practices: Mapping[str, tuple[Practice, ...]]
) -> list[_Candidate]:
    candidates: dict[str, _Candidate] = {}
    for fused, found in passages:
        of_passage = practices[found.passage.id]
        for practice in of_passage or (None,):
            identity = practice.entity.id if practice else found.passage.id
            score = fused.score * (NEAR if practice and practice.nearby else 1.0)
            known = candidates.setdefault(identity, _Candidate(identity, practice, score))
            if practice and not practice.nearby:
                known.practice = practice
            known.base = max(known.base, score)
            known.found.append((score, fused, found))
    for candidate in candidates.values():
        candidate.found.sort(key=lambda each: (-each[0], each[2].passage.id))
    return list(candidates.values())


def _follow_paths(candidates: Sequence[_Candidate], ranking: Ranking) -> None:
    """Lets those count more of which a source says that they address the problem asked about."""
    asked = _problems(ranking.question)
    if not asked:
        return
    by_id = {c.identity: c for c in candidates if c.practice}
    addressing = [
        (by_id[claim.subject], claim.object)
        for claim in sorted(ranking.graph.claims_about(by_id, RANKED_BY), key=by_evidence)
        if claim.relation is Relation.ADDRESSES and claim.subject in by_id
    ]
    problems = ranking.graph.entities({problem_id for _, problem_id in addressing})
    for candidate, problem_id in addressing:
        problem = problems.get(problem_id)
        if problem and (problem.id in asked or problem.properties.get("category") in asked):
            candidate.path = PATH
            candidate.addressed.append(Held(problem.name, id=problem.id))


def _problems(question: Question) -> Collection[str]:
    """Gives the categories and IDs of the problems that a question asks about."""
    categories = {asked.concept.id for asked in question.concepts if asked.concept.problem}
    return categories | {named.entity_id for named in question.named}


def _hits(
    page: Sequence[_Candidate], practices: Mapping[str, tuple[Practice, ...]], ranking: Ranking, *, first: int
) -> tuple[PracticeHit, ...]:
    shown = {found.passage.id: (fused, found) for c in page for _, fused, found in c.found[:SHOWN]}
    hits = {hit.passage.id: hit for hit in hits_of(list(shown.values()), ranking, practices=practices)}
    ids = [c.identity for c in page if c.practice]
    claims: dict[str, list[Claim]] = {identity: [] for identity in ids}
    for claim in sorted(ranking.graph.claims_about(ids, SORTS), key=by_evidence):
        if claim.subject in claims:
            claims[claim.subject].append(claim)
    entities = ranking.graph.entities({claim.object for told in claims.values() for claim in told})
    return tuple(
        PracticeHit(
            rank,
            candidate.score,
            _why(candidate, hits),
            candidate.practice,
            _told(claims.get(candidate.identity, ()), entities),
            tuple(_under(candidate, hits)),
            len(candidate.found),
        )
        for rank, candidate in enumerate(page, start=first)
    )


def _under(candidate: _Candidate, hits: Mapping[str, Hit]) -> Iterator[Hit]:
    ids = [found.passage.id for _, _, found in candidate.found[:SHOWN]]
    for rank, passage_id in enumerate((each for each in ids if each in hits), start=1):
        yield replace(hits[passage_id], rank=rank)


def _told(claims: Sequence[Claim], entities: Mapping[str, Entity]) -> Mapping[str, tuple[Said, ...]]:
    sorts: dict[str, dict[str, Said]] = {}
    for claim in claims:
        if entity := entities.get(claim.object):
            sort = SORTS[claim.relation].get(str(entity.properties.get("role", "")))
            if sort and len(sorts.setdefault(sort, {})) < TOLD:
                sorts[sort].setdefault(entity.id, Said(entity, claim.evidence[0]))
    return {sort: tuple(told.values()) for sort, told in sorts.items()}


def _why(candidate: _Candidate, hits: Mapping[str, Hit]) -> tuple[Share, ...]:
    """Gives each leg's share of the score: those of its best passage, and of the path through the graph."""
    _, best, found = candidate.found[0]
    part = (1 - PATH) * candidate.base / best.score if best.score else 0.0
    of_passage = hits[found.passage.id].why if found.passage.id in hits else ()
    addressed = tuple(dict.fromkeys(candidate.addressed))
    path = (Share(GRAPH, candidate.path, held=addressed),) if candidate.path else ()
    return tuple(sorted((*scaled(of_passage, part), *path), key=lambda each: (-each.share, each.leg)))
