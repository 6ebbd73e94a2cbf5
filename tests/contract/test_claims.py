"""Claims are read alike from every kind of graph store: bounded by entity, and by relation."""

from collections.abc import Iterator

import pytest

from graph.open import Knowledge, open_knowledge
from graph.settings import Settings
from tests.contract.test_stores import graph_of, write


@pytest.fixture
def stores(settings: Settings) -> Iterator[Knowledge]:
    with open_knowledge(settings) as knowledge:
        yield knowledge


def test_of_each_entity_its_first_claims_are_read_however_many_others_have(stores: Knowledge) -> None:
    write(stores, "one", "two")
    claims = sorted((c for name in ("one", "two") for c in graph_of(name).claims), key=lambda c: c.id)
    ids = {end for claim in claims for end in (claim.subject, claim.object)}
    first = {next(c.id for c in claims if each in {c.subject, c.object}) for each in ids}
    assert len(first) < len(claims)
    assert [claim.id for claim in stores.graph.claims_about(ids, 1)] == sorted(first)


def test_claims_are_read_by_relation(stores: Knowledge) -> None:
    write(stores, "one", "two")
    claims = [c for name in ("one", "two") for c in graph_of(name).claims]
    ids = {end for claim in claims for end in (claim.subject, claim.object)}
    relations = {claim.relation for claim in claims}
    assert len(relations) > 1
    for relation in sorted(relations):
        told = {claim.id for claim in claims if claim.relation is relation}
        assert {claim.id for claim in stores.graph.claims_about(ids, 1_000, [relation])} == told
    assert {claim.id for claim in stores.graph.claims_about(ids, 1_000)} == {claim.id for claim in claims}
