"""What a search is kept to: filters as the API takes them, each value refused that no passage can bear."""

from collections.abc import Callable, Collection
from typing import Annotated

from fastapi import Depends, Query

from graph.errors import QuestionError
from graph.facets import Change, Facet, FigureFilter, FigureRole, years
from graph.ids import content_id
from graph.names import simplify
from graph.open import Views
from graph.schema import Kind, Role
from graph.vocabulary.concepts import by_id
from graph.vocabulary.places import counties
from search_api.deps import ViewsDep
from search_api.search.places import LOCALITY
from search_api.search.recall import Recall


def figures(
    figure_role: Annotated[
        list[FigureRole] | None,
        Query(description="What the figure is in its report; `outcome` and `input` where another filter of figures is set; money earned is an outcome, money spent an input"),
    ] = None,
    change: Annotated[
        list[Change] | None, Query(description="That something rose or fell by the figure, or stands at it")
    ] = None,
    unit: Annotated[str, Query(max_length=20, description="Unit of the figure, as in the text", examples=["%", "元"])] = "",
    figure_min: Annotated[float | None, Query(description="Least size, in the unit, written out (10万元 is 100000 元)")] = None,
    figure_max: Annotated[float | None, Query(description="Greatest size")] = None,
) -> tuple[Facet, ...]:  # fmt: skip
    """Gives the filter of figures: “rose by more than 10 %” is `change=up&unit=%&figure_min=10`."""
    return FigureFilter(
        tuple(figure_role or ()),
        tuple(change or ()),
        simplify(unit.strip()).replace("％", "%"),
        figure_min,
        figure_max,
    ).group


def filters(
    views: ViewsDep,
    figure: Annotated[tuple[Facet, ...], Depends(figures)],
    place: Annotated[
        list[str] | None, Query(description="IDs of localities; what lies in them counts too")
    ] = None,
    kind: Annotated[list[Kind] | None, Query(description="Only passages that speak of this kind")] = None,
    role: Annotated[list[Role] | None, Query(description="What the passage is for in its report")] = None,
    problem: Annotated[list[str] | None, Query(description="Categories of the problem taxonomy")] = None,
    genre: Annotated[list[str] | None, Query(description="Genres of documents")] = None,
    year: Annotated[
        list[str] | None,
        Query(description="Years of documents: `2021`, `2019..2021`, `undated`", examples=[["2019..2021"]]),
    ] = None,
    document: Annotated[list[str] | None, Query(description="IDs of documents")] = None,
) -> dict[str, tuple[Facet, ...]]:
    """Gives all filters by name: values of one are alternatives, different ones are met together."""
    _known("place", place, lambda value: value.startswith(LOCALITY), "the ID of a locality (locality-…)")
    _loaded(views, place or (), document or ())
    _known("problem", problem, _is_problem, "a category of the taxonomy, as /api/v1/vocabulary lists them")
    chosen = {
        "place": place,
        "kind": kind,
        "role": role,
        "problem": problem,
        "genre": genre,
        "document": document,
    }
    groups: dict[str, tuple[Facet, ...]] = {
        name: tuple(f"{name}:{value}" for value in values) for name, values in chosen.items() if values
    }
    if year:
        groups["year"] = tuple(years(text) for text in year)
    return groups | ({"figure": figure} if figure else {})


def _known(name: str, values: list[str] | None, fits: Callable[[str], bool], wanted: str) -> None:
    """Refuses what no passage can bear, so that a slip is no answer of nothing."""
    for value in values or ():
        if not fits(value):
            raise QuestionError(name, f"{value!r} is none; give {wanted}")


def _loaded(views: Views, places: Collection[str], documents: Collection[str]) -> None:
    """Refuses IDs that nobody gave out; a place that the gazetteer knows may be asked for though no source speaks of it."""
    graph = Recall(views.graph)
    held = {*graph.entities(places), *graph.documents(documents)}
    if graph.away:
        return
    listed = "{0} is the ID of none that is loaded; /api/v1/{1} lists them"
    for name, values, listing in ("place", places, "localities"), ("document", documents, "documents"):
        for value in values:
            if value not in held and not (name == "place" and _of_the_gazetteer(value)):
                raise QuestionError(name, listed.format(repr(value), listing))


def _of_the_gazetteer(identity: str) -> bool:
    codes = counties().by_code
    return identity.startswith(LOCALITY) and any(content_id("locality", code) == identity for code in codes)


def _is_problem(value: str) -> bool:
    concept = by_id().get(value)
    return concept is not None and concept.problem
