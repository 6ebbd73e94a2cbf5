"""Measurements that take too long, or need too much, for the tests; each is run by hand and tells what its own text says."""

from dataclasses import replace

from graph.embedders.remembered import RememberedQuestions
from graph.open import Views


def unremembered(views: Views) -> Views:
    """Gives views whose embedder makes every question's vector anew, as it does for one that nobody has asked before."""
    embedder = views.embedder
    return replace(views, embedder=embedder.fresh) if isinstance(embedder, RememberedQuestions) else views
