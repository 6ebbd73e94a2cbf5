"""Which quoted names without a head noun are programmes: what is carried out (开展“甲乙”), not a way of working (推行“甲乙”)."""

import re
from collections.abc import Sequence

from graph.names import bare
from graph.schema import Kind
from graph.vocabulary.practices import practice_words
from ingest.extract.findings import Finding
from ingest.extract.likeness import numbered
from ingest.extract.naming import OPENING_MARKS

LONGEST_LEAD = 80
"""Characters before a name in which the verb of a list of names stands."""
_CARRIED_OUT = re.compile(
    r"(?<![不未没无])(?<!不再)(?<!没有)(?P<verb>开展|举办|举行|发起|启动|打响|实施|推进)(?:了|起)?(?:“[^“”\n]{1,40}”(?:[、和与]|以及)?){0,6}$"
)
_SUBTYPES = {"实施": "project", "推进": "work_line"}
_BY_ITS_BUILD = re.compile("[+＋]|[制化法]$|公开$")
"""支部+合作社, 首问负责制: a way of working, whatever is done with it."""


def tell_programmes(text: str, found: Sequence[Finding]) -> None:
    """Makes programmes of the names without a head noun that stand in marks behind such a verb, wherever the text names them.

    Items of the whole country keep their kind, so that they are the same in every document.
    """
    verbs: dict[str, str] = {}
    for finding in found:
        if text.startswith(OPENING_MARKS, finding.start) and _may_be_either(finding):
            lead = max(0, finding.start - LONGEST_LEAD)
            if carried := _CARRIED_OUT.search(text, lead, finding.start):
                verbs.setdefault(bare(finding.name), carried["verb"])
    for finding in found:
        verb = verbs.get(bare(finding.name))
        if verb is not None and _may_be_either(finding):
            finding.kind = Kind.PROGRAMME
            finding.properties["subtype"] = _SUBTYPES.get(verb, "campaign")


def _may_be_either(finding: Finding) -> bool:
    """Tells whether neither a noun nor its build says of which kind a name is."""
    return (
        finding.properties["scope"] != "national"
        and practice_words().head_of(finding.name) is None
        and not _BY_ITS_BUILD.search(finding.name)
        and not numbered(finding.name)
    )
