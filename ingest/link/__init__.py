"""Findings become entities and claims, each with its evidence; what stays open is told, never guessed."""

import re
from bisect import bisect_right

from graph.ids import content_id
from graph.model import Claim, Document, DocumentGraph, Entity, Evidence, Mention, Passage, Section, Span
from graph.names import bare
from graph.schema import Kind, Relation, may_join
from ingest.extract.findings import Finding, Findings
from ingest.link.entities import Named, join_named
from ingest.link.homes import Homes
from ingest.link.places import settle_places
from ingest.link.settled import Settled
from ingest.normalise import Settled as SettledText
from ingest.segment import Outline, passages

__all__ = ["link"]


def link(document: Document, settled: SettledText, outline: Outline, findings: Findings) -> DocumentGraph:
    """Gives all that the document says, checked against the schema."""
    return _Linking(document, settled, outline, findings).graph()


class _Linking:
    """One document's linking: the tables that its steps share."""

    def __init__(
        self, document: Document, settled: SettledText, outline: Outline, findings: Findings
    ) -> None:
        self.document = document
        self.settled = settled
        self.outline = outline
        self.findings = findings
        self.places = settle_places(settled.text, outline, findings)
        self.homes = Homes(
            settled.text, findings.places, self.places.of_mention, in_parts=len(outline.parts) > 1
        )
        self.passages = self._passages()
        self.starts = [passage.span.start for passage in self.passages]
        self.entities: dict[str, Entity] = {}
        self.quotes: dict[str, Evidence] = {}
        self.claims: dict[str, Claim] = {}
        self.mentions: list[Mention] = []
        self.named_places: dict[str, str] = {}
        self.id_of: dict[int, str] = {}

    def graph(self) -> DocumentGraph:
        self._localities()
        named = join_named(self.findings.named, {i: self._scope(i) for i in range(len(self.outline.parts))})
        for item in named:
            self._practice(item)
        for finding in (
            *self.findings.problems,
            *self.findings.measures,
            *self.findings.outcomes,
            *self.findings.plans,
        ):
            self._statement(finding)
        self._relations()
        self._figures_of_places()
        graph = DocumentGraph(
            self._described(), self.passages, tuple(sorted(self.mentions, key=lambda m: (m.span.start, m.span.end, m.kind))),
            tuple(self.entities[key] for key in sorted(self.entities)), tuple(self.claims[key] for key in sorted(self.claims)), self.quotes,
        )  # fmt: skip
        graph.check()
        return graph

    def _scope(self, part: int) -> str:
        """Gives what makes a name unique: the part's place, or the part itself where it has none."""
        place = self._place_of(part)
        return place[0].id if place else f"{self.document.id}/{part if self.outline.several_places else ''}"

    def _place_of(self, part: int) -> tuple[Settled, str] | None:
        if self.outline.several_places:
            return self.places.parts.get(part)
        return (self.places.document, "document") if self.places.document else None

    def _passages(self) -> tuple[Passage, ...]:
        found: list[Passage] = []
        for index, part in enumerate(self.outline.parts):
            place = self._place_of(index)
            for piece, role in passages(part.paragraphs, self.settled.text):
                start, end = _without_space(self.settled.text, piece.start, piece.end)
                if end > start:
                    span = self.settled.span(start, end)
                    identity = content_id("passage", self.document.id, start, end)
                    words = self.settled.text[start:end]
                    placed = place[0].id if place else None
                    found.append(
                        Passage(identity, self.document.id, len(found), span, words, part.path, role, placed)
                    )
        return tuple(found)

    def _evidence(self, start: int, end: int) -> Evidence:
        span = self.settled.span(start, end)
        at = bisect_right(self.starts, start) - 1
        inside = at >= 0 and start < self.passages[at].span.end
        passage = self.passages[at].id if inside else None
        return Evidence(self.document.id, passage, span, self.settled.quote(span))

    def _localities(self) -> None:
        named: dict[str, list[int]] = {}
        for index, found in enumerate(self.findings.places):
            place = self.places.of_mention[index]
            if place is None and found.rule == "weak":
                continue
            self.mentions.append(
                Mention(
                    self.settled.span(found.start, found.end),
                    found.surface,
                    Kind.LOCALITY,
                    found.rule,
                    place.id if place else None,
                )
            )
            if place:
                named.setdefault(place.id, []).append(index)
        for indexes in named.values():
            place = self.places.of_mention[indexes[0]]
            assert place is not None
            surfaces = {self.findings.places[i].surface for i in indexes} - {place.name}
            whole = next((i for i in indexes if self.findings.places[i].whole), indexes[0])
            first = self.findings.places[whole]
            self._locality(place, tuple(sorted(surfaces)), self._evidence(first.start, first.end))
        for index, found in enumerate(self.findings.places):
            place = self.places.of_mention[index]
            if place is None:
                continue
            before = self.findings.places[index - 1] if index else None
            touches = before is not None and before.end == found.start
            area = self.places.of_mention[index - 1] if touches and place.level != "area" else None
            wider = area.id if area and area.level == "area" else self._named_above(place)
            if wider:
                basis = "stated" if touches else "gazetteer"
                self._claim(place.id, Relation.LOCATED_IN, wider, basis, found.start, found.end)

    def _named_above(self, place: Settled) -> str | None:
        """Gives the nearest place above this one that the document names."""
        if place.parent_id in self.entities:
            return place.parent_id
        full = place.full_name
        wider = (self.named_places.get(full[:length]) for length in range(len(full) - 1, 1, -1))
        return next((identity for identity in wider if identity), None)

    def _locality(self, place: Settled, aliases: tuple[str, ...], evidence: Evidence) -> None:
        properties = {
            "full_name": place.full_name,
            "level": place.level,
            "code": place.code,
            "parent": place.parent,
        }
        self.entities[place.id] = Entity(
            place.id, Kind.LOCALITY, place.name, aliases, {k: v for k, v in properties.items() if v}
        )
        self.named_places[place.full_name] = place.id
        self.quotes.setdefault(place.id, evidence)

    def _practice(self, item: Named) -> None:
        first = item.mentions[0]
        self.entities[item.id] = Entity(
            item.id, item.kind, item.name, tuple(sorted(item.aliases)), item.properties
        )
        self.quotes[item.id] = self._evidence(first.start, first.end)
        for finding in item.mentions:
            self.id_of[id(finding)] = item.id
            self.mentions.append(
                Mention(
                    self.settled.span(finding.start, finding.end),
                    self.settled.text[finding.start : finding.end],
                    item.kind,
                    finding.rule,
                    item.id,
                )
            )
            self._implemented(item, finding)

    def _implemented(self, item: Named, finding: Finding) -> None:
        """Says where a practice is carried out: the place that its sentence names as acting, else that of its section or document."""
        home = self._place_of(finding.part)
        acting = self.homes.acting(finding, home[0] if home else None)
        for index in acting:
            place, where = self.places.of_mention[index], self.findings.places[index]
            if place:
                start, end = min(where.start, finding.start), max(where.end, finding.end)
                self._claim(item.id, Relation.IMPLEMENTED_IN, place.id, "stated", start, end)
        if (area := self.homes.set_up_in(finding)) is not None and (place := self.places.of_mention[area]):
            start = self.findings.places[area].start
            self._claim(item.id, Relation.IMPLEMENTED_IN, place.id, "stated", start, finding.end)
        if not acting and home and home[0].id in self.entities:
            basis = "section" if self.outline.several_places else "document"
            self._claim(item.id, Relation.IMPLEMENTED_IN, home[0].id, basis, finding.start, finding.end)

    def _statement(self, finding: Finding) -> None:
        key = (
            (_PROBLEM_FRAME.sub("", bare(finding.name)),)
            if finding.kind is Kind.PROBLEM
            else (finding.start, finding.end)
        )
        identity = content_id(finding.kind.value, self.document.id, *key)
        self.id_of[id(finding)] = identity
        if identity in self.entities:
            return  # the same problem, named again
        name = finding.name[:LONGEST_NAME]
        self.entities[identity] = Entity(identity, finding.kind, name, (), finding.properties)
        self.quotes[identity] = self._evidence(finding.start, finding.end)

    def _relations(self) -> None:
        for each in self.findings.links:
            subject, other = self.id_of[id(each.subject)], self.id_of[id(each.object)]
            if subject != other and may_join(
                self.entities[subject].kind, each.relation, self.entities[other].kind
            ):
                self._claim(subject, each.relation, other, each.basis, each.start, each.end)

    def _figures_of_places(self) -> None:
        """Says whose the background of a report in parts is where no practice and no deed has it.

        It is the place's that the sentence names as acting, else that of the section or document. In a running story such a figure is nobody's (none of 6 in annotated news).
        """
        if not self.homes.in_parts:
            return
        owned = {
            claim.object for claim in self.claims.values() if claim.relation is Relation.REPORTED_OUTCOME
        }
        for finding in self.findings.outcomes:
            identity = self.id_of[id(finding)]
            if identity in owned or finding.properties["role"] != "context":
                continue
            home = self._place_of(finding.part)
            of_all = _OF_ALL.search(finding.name)
            acting = [] if of_all else self.homes.acting(finding, home[0] if home else None)
            for index in acting:
                place, behind = self.places.of_mention[index], self.findings.places[index].end
                if place and not self.settled.text.startswith(_LISTED, behind):
                    self._claim(
                        place.id, Relation.REPORTED_OUTCOME, identity, "stated", finding.start, finding.end
                    )
            if not acting and home and home[0].id in self.entities:
                basis = "section" if self.outline.several_places else "document"
                self._claim(
                    home[0].id, Relation.REPORTED_OUTCOME, identity, basis, finding.start, finding.end
                )

    def _claim(self, subject: str, relation: Relation, other: str, basis: str, start: int, end: int) -> None:
        if subject == other:
            return
        identity = content_id("claim", self.document.id, subject, relation, other)
        if identity not in self.claims:
            self.claims[identity] = Claim(
                identity, subject, relation, other, basis, (self._evidence(start, end),)
            )

    def _described(self) -> Document:
        document = self.document
        sections = []
        for index, part in enumerate(self.outline.parts):
            place = self._place_of(index)
            heading = self.settled.text[part.heading.start : part.heading.end] if part.heading else ""
            sections.append(
                Section(
                    index,
                    heading,
                    part.path,
                    self.settled.span(part.start, part.end),
                    place[0].id if place else None,
                    place[1] if place else "",
                )
            )
        return Document(
            document.id, document.name, document.raw, document.text, document.title, document.date, document.author, document.source, document.genre,
            self.places.document.id if self.places.document else None,
            tuple(self._span(s.start, s.end) for s in self.outline.boilerplate), tuple(sections), document.corrections, document.metadata,
        )  # fmt: skip

    def _span(self, start: int, end: int) -> Span:
        return self.settled.span(start, end)


_OF_ALL = re.compile("[全我][省市州县区旗]")
"""全县共有…: of the report's own place, whichever the sentence began with."""
_LISTED = ("、", "和", "与", "及")
"""Behind a place: others follow, and the figure is of all of them together."""
LONGEST_NAME = 400
"""Characters; a sentence that nothing ends has its whole in the quote, and Neo4j's index takes 8 kB."""
_PROBLEM_FRAME = re.compile(r"的?(?:问题|难题)$")
"""What a second mention of a problem may add or leave out."""


def _without_space(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
