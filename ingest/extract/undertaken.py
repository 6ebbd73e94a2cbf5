"""Which quoted names without a head noun are programmes: what is carried out (开展“甲乙”), not a way of working (推行“甲乙”)."""

import re
from collections.abc import Sequence

from graph.names import bare
from graph.schema import Kind
from graph.vocabulary.practices import practice_words
from ingest.extract.findings import Finding

LONGEST_LEAD = 80
"""Characters before a name in which the verb of a list of names stands."""
_CARRIED_OUT = re.compile(
    r"(?P<verb>开展|举办|举行|发起|启动|打响|实施|推进)(?:了|起)?(?:“[^“”\n]{1,40}”(?:[、和与]|以及)?){0,6}$"
)
_SUBTYPES = {"实施": "project", "推进": "work_line"}
_MARKED = ("“", "‘", "「", "『")


def tell_programmes(text: str, found: Sequence[Finding]) -> None:
    """Makes programmes of the quoted names without a head noun that are carried out wherever the text names them."""
    nameless = [
        f for f in found if text.startswith(_MARKED, f.start) and practice_words().head_of(f.name) is None
    ]
    verbs: dict[str, str] = {}
    for finding in nameless:
        if carried := _CARRIED_OUT.search(text, max(0, finding.start - LONGEST_LEAD), finding.start):
            verbs.setdefault(bare(finding.name), carried["verb"])
    for finding in nameless:
        if (verb := verbs.get(bare(finding.name))) is not None:
            finding.kind = Kind.PROGRAMME
            finding.properties["subtype"] = _SUBTYPES.get(verb, "campaign")
