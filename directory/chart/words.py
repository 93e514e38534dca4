"""How wide a text is, and where it may be broken, without a browser that could say so.

The widths are those of Arial, which Liberation Sans, Nimbus Sans and Helvetica share, in thousandths of the
text's size. Drawings ask for these faces by name and for any sans-serif after them.
"""

import re

_REGULAR: dict[int, str] = {
    191: "'",
    222: "ijlł’",
    260: "|",
    278: " !,./:;I[\\]ftí·",
    333: "()-`r“”",
    355: '"',
    389: "*",
    500: "Jcksvxyzšžč",
    556: "#$0123456789?L_abdeghnopquåéèêôòäöüáàóđŋ–«»§",
    584: "+<=>~",
    611: "FTZøŽ",
    667: "&ABEKPSVXYÅÄÉŠ",
    722: "CDHNRUwÜČĐ",
    778: "GOQØÖ",
    833: "Mm",
    889: "%æ",
    944: "W",
    1000: "Æ—…",
    1015: "@",
}
_BOLD: dict[int, str] = {
    238: "'",
    278: " ,./I\\ijlíł’·",
    333: "!()-:;[]`ft|",
    389: "*r{}",
    474: '"',
    500: "zž“”",
    556: "#$0123456789J_aceksvxyåéèêäáàšč–«»§",
    584: "+<=>^~",
    611: "?FLTZbdghnopquøôòöüóđŽŋ",
    667: "EPSVXYÉŠ",
    722: "&ABCDHKNRUÅÄÜČĐ",
    778: "GOQwØÖ",
    833: "M",
    889: "%mæ",
    944: "W",
    975: "@",
    1000: "Æ—…",
}
# A letter that isn't in the table is taken to be as wide as the widest.
_UNKNOWN = 1000
_WIDTHS = {
    bold: {letter: width for width, letters in table.items() for letter in letters}
    for bold, table in ((False, _REGULAR), (True, _BOLD))
}

# Second halves of Norwegian compounds that names of units are made of: a long word is parted before them.
_JOINTS = re.compile(
    r"(?=(?:avdeling|departement|digitalisering|direktorat|erklæring|forvaltning|godkjenn|handtering|helse(?!retts)|"
    r"håndtering|kompetanse|koordinering|leverans|melde|myndighet|omsorg|organisasjon|partnar|partner|planlegging|"
    r"personell|profesjon|program|refusjon|register|sikkerhet|sjukdom|styring|sykdom|teknologi|teneste|tjeneste|"
    r"tryggleik|utdanning|utvikling|økonomi))"
)
# Otherwise between two syllables: after a vowel, before a consonant that a vowel follows.
_SYLLABLES = re.compile(r"(?<=[aeiouyæøå])(?=[bcdfghjklmnpqrstvwxz][aeiouyæøå])")
_SHORTEST = 3
_WORD = re.compile(r"[^\W\d_]+")
_SOFT_HYPHEN = "\u00ad"


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text in the unit that its size is in."""
    widths = _WIDTHS[bold]
    return sum(widths.get(letter, _UNKNOWN) for letter in text) * size / 1000


def break_lines(text: str, width: float, size: float, *, bold: bool = False, even: bool = True) -> list[str]:
    """The text in as few lines as fit a width; `even` lines are none much longer than the others.

    Words are parted at blanks and after hyphens; one that fits no line alone is parted with a hyphen at
    the joint of a compound, else between syllables, else wherever the line ends. No line is wider than
    `width` unless a single letter is.
    """
    lines = _fill(text, width, size, bold)
    if len(lines) < 2 or not even:  # noqa: PLR2004
        return lines
    # The narrowest measure that takes no more lines: "Kommunikasjon og / digitale kanaler".
    low, high = width / 2, width
    while high - low > 1:
        middle = (low + high) / 2
        narrower = _fill(text, middle, size, bold)
        if len(narrower) > len(lines) or _parted(narrower, text) > _parted(lines, text):
            low = middle
        else:
            high = middle
    return _fill(text, high, size, bold)


def with_soft_hyphens(text: str, longest: int) -> str:
    """The text with places where a browser may part a compound of more letters than fit, with a hyphen that
    shows only there."""

    def parted(found: re.Match[str]) -> str:
        word = found[0]
        if len(word) <= longest:
            return word
        joints = [m.start() for m in _JOINTS.finditer(word.casefold())]
        ends = [at for at in joints if _SHORTEST <= at <= len(word) - _SHORTEST]
        return _SOFT_HYPHEN.join(
            word[start:end] for start, end in zip([0, *ends], [*ends, len(word)], strict=True)
        )

    return _WORD.sub(parted, text)


def _parted(lines: list[str], text: str) -> int:
    """How many words of the text were parted with a hyphen of ours."""
    return sum(line.endswith("-") for line in lines) - len(re.findall(r"-(?=\S)", text))


def _fill(text: str, width: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    line = ""
    for piece, glue in _pieces(text):
        longer = f"{line}{glue}{piece}" if line else piece
        if text_width(longer, size, bold=bold) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _part(piece, width, size, bold)
        lines += full
    return [*lines, line] if line else lines


def _pieces(text: str) -> list[tuple[str, str]]:
    """The pieces between which a line may end, each with what stands before it on the same line."""
    found = []
    for word in text.split():
        for number, piece in enumerate(re.split(r"(?<=[^\W\d_]-)(?=\w)", word)):
            found.append((piece, "" if number else " "))
    return found


def _part(word: str, width: float, size: float, bold: bool) -> list[str]:
    """A word in pieces that each fit the width."""
    parts = []
    while text_width(word, size, bold=bold) > width:
        fitting = [at for at in range(1, len(word)) if text_width(word[:at] + "-", size, bold=bold) <= width]
        at = _best(word, fitting)
        parts.append(word[:at] + "-")
        word = word[at:]
    return [*parts, word]


def _best(word: str, fitting: list[int]) -> int:
    for places in (_JOINTS, _SYLLABLES):
        good = [m.start() for m in places.finditer(word.casefold())]
        good = [at for at in good if at in fitting and _SHORTEST <= at <= len(word) - _SHORTEST]
        if good:
            return good[-1]
    return fitting[-1] if fitting else 1
