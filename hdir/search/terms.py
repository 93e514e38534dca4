"""From text to the terms that are indexed and asked for: folded, nynorsk as bokmål, without endings.

The index and the questions go through the same functions, so that whatever these do to a word, they do it
to both.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import snowballstemmer

from hdir.records.keys import fold

_STEMMERS = {"nb": "norwegian", "nn": "norwegian", "en": "english"}
_SHORTEST_STEM = 3
_LONGEST_WORD = 60  # longer ones are no words, and would only fill the vocabulary
# Numbers too: "5-14" is a paragraph and "0-24" a programme.
_WRITTEN = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
_HYPHEN = re.compile(r"[-\u2010\u2011]")
# "loven", "lova", "lover": the Norwegian stemmer takes "lov" itself for an ending and would find every
# act about harm ("skade") where somebody asks for "skadeloven".
_LAW = re.compile(r"(.*lov)(?:en|a|er|ar|ene|ane)?s?")
# It also takes "leg" for an ending, which it is in nynorsk's adjectives ("offentlege"), and would find
# "faste" where somebody asks for "fastlege". "legen" and "leger" are doctors; for "lege" the word before it
# must tell.
_DOCTORS = """
    allmenn barne bedrifts distrikts fast fengsels fylkes hud kommune kommuneover over oye privat skole
    spesial sykehjems sykehus tann turnus vakt
"""
_DOCTOR = re.compile(rf"(.+leg)(?:en|er|ar|ene|ane)s?|((?:{'|'.join(_DOCTORS.split())})leg)es?")
# The English stemmer takes a directorate for a director, and would find half the texts of this site where
# somebody asks for a director.
_DIRECTORATE = re.compile(r"(directorate)s?")
# Words that say nothing about which record answers. Folded.
_COMMON = """
    hvem hva hvor hvilken hvilke hvordan hvorfor nar har hadde kan kunne skal skulle vil ville ma blir bli ble
    ble vaere vaert er var far fa fikk om og eller men som at i pa til for av med den det de en et jeg meg min
    mitt mine du deg din ditt dine vi oss var vart vare dere han hun ham henne seg sin sitt sine ikke ved hos
    mot fra over under der her noe noen alle man ansvar ansvaret ansvarlig gjor gjore hvilket heter hete
    kven kva kvar nokon noko ein ei eit eg dykk dei vere vore skulle frå fra ansvarleg hjå hja gjer gjere
    ikkje heiter heite
    who what where which how why when has have had is are was were be been can could should would will the a
    an of in on to with and or do does did we i my me you your our us they their he she his her for from by at
    about that this not responsible
"""


@dataclass(frozen=True)
class Token:
    """A word of a text. `word` is its folded form, in bokmål's spelling, `term` what remains without its
    ending, `shown` the word as people read it."""

    word: str
    term: str
    shown: str


def plain(text: str) -> str:
    """The letters a–z and digits of a word. ø, oe and o are the same here, as are å, aa and a: that is how
    people write them who don't have the letters."""
    letters = re.sub(r"[^a-z0-9]", "", fold(text))
    return letters.replace("aa", "a").replace("oe", "o")


@cache
def _nynorsk() -> dict[str, list[tuple[re.Pattern[str], str]]]:
    """The pairs of nynorsk and bokmål, by where in a word they hold."""
    data = json.loads(Path(__file__).with_name("nynorsk.json").read_text("utf-8"))
    around = {"anywhere": "{}", "beginning": "^{}", "end": "{}$", "whole": "^{}$"}
    # The longest first: "forureining" isn't to end as "for" and "eining".
    return {
        place: [
            (re.compile(pattern.format(nynorsk)), bokmal)
            for nynorsk, bokmal in sorted(data[place], key=lambda pair: -len(pair[0]))
        ]
        for place, pattern in around.items()
    }


@lru_cache(maxsize=65536)
def canonical(word: str) -> str:
    """The folded word as bokmål spells it: "sjukeheim" and "sykehjem" become one."""
    for pairs in _nynorsk().values():
        for pattern, bokmal in pairs:
            word = pattern.sub(bokmal, word)
    return word


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """A folded word without its ending; the word itself where too little would be left of it."""
    if language != "en" and (noun := _LAW.fullmatch(word) or _DOCTOR.fullmatch(word)):
        return next(filter(None, noun.groups()))
    if language == "en" and (directorate := _DIRECTORATE.fullmatch(word)):
        return directorate[1]
    stemmed = snowballstemmer.stemmer(_STEMMERS[language]).stemWord(word)
    return stemmed if len(stemmed) >= _SHORTEST_STEM else word


def stems(word: str) -> tuple[str, str]:
    """The word's stems in Norwegian and in English: a question may be in another language than the page."""
    return stem(word, "nb"), stem(word, "en")


@cache
def common_words() -> frozenset[str]:
    """Words of all three languages that make sentences, and no subject."""
    return frozenset(canonical(plain(word)) for word in _COMMON.split())


def tokens(text: str, language: str) -> Iterator[Token]:
    """The words of a text in order. What is written with a hyphen counts in its parts and as one word."""
    for match in _WRITTEN.finditer(text):
        written = match.group()
        parts = [written] if written.isalnum() else [*_HYPHEN.split(written), written]
        for part in parts:
            if token := _token(part, language):
                yield token


@lru_cache(maxsize=65536)
def _token(written: str, language: str) -> Token | None:
    folded = plain(written)
    if not folded or len(folded) > _LONGEST_WORD or (len(folded) == 1 and folded.isalpha()):
        return None
    word = canonical(folded)
    return Token(word, stem(word, language), written.casefold())


def terms(text: str, language: str) -> list[str]:
    """The terms of a text, in order."""
    return [token.term for token in tokens(text, language)]
