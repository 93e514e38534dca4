"""The language of the content: spelling, forms that belong to the other målform, readability."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from hdir.texts.board import written_models
from hdir.texts.gaps import readability
from tests.conftest import needs

HERE = Path(__file__).parent

# Forms that exist in one målform only and that a careless translation leaves behind.
BOKMAL_IN_NYNORSK = re.compile(
    r"""(?<![\w-])(?:
    ikke | fra | hva | hvordan | hvor | hvem | jeg | noen | mye | mer | være | gjøre | oppgaver
    | tjeneste | tjenester | tjenesten | tjenestene | kommunene | avdelingen | avdelinger |
    avdelingene | veiledning | saksbehandling | sykdom | sykehus | myndighetene | fremme |
    helsetjenesten | helsetjenester | ansatte | mennesker | virkemidler | forskjeller
    )(?![\w-])""",
    re.IGNORECASE | re.VERBOSE,
)
NYNORSK_IN_BOKMAL = re.compile(
    r"""(?<![\w-])(?:
    ikkje | frå | kva | korleis | kvar | kven | eg | nokon | mykje | meir | vere | gjere |
    oppgåver | teneste | tenester | tenesta | tenestene | kommunane | avdelinga | avdelingar |
    avdelingane | rettleiing | sakshandsaming | sjukdom | sjukehus | òg | styresmaktene |
    helsetenesta | helsetenester | tilsette | verkemiddel | skilnader
    )(?![\w-])""",
    re.IGNORECASE | re.VERBOSE,
)


def all_texts(language):
    for model in written_models():
        fields = [
            f.name
            for f in model._meta.fields
            if f.name.endswith(f"_{language}") and not f.name.startswith("sort")
        ]
        for row in model.objects.values("pk", *fields):
            for field in fields:
                if row[field]:
                    yield model, row["pk"], field, row[field]


@pytest.mark.parametrize(("language", "dictionary"), [("nb", "nb_NO"), ("nn", "nn_NO")])
def test_spelling(content, language, dictionary):
    hunspell = shutil.which("hunspell")
    needs(hunspell, "hunspell")
    listed = subprocess.run([hunspell, "-D"], capture_output=True, text=True, input="", check=False)
    needs(dictionary in listed.stderr, f"hunspell's {dictionary}")
    text = "\n".join(text for _m, _k, _f, text in all_texts(language))
    ran = subprocess.run(
        [hunspell, "-d", dictionary, "-i", "utf-8", "-l"],
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    allowed = set((HERE / f"words-{language}.txt").read_text("utf-8").split())
    assert sorted(set(ran.stdout.split()) - allowed) == []


@pytest.mark.parametrize(("language", "foreign"), [("nn", BOKMAL_IN_NYNORSK), ("nb", NYNORSK_IN_BOKMAL)])
def test_no_form_of_the_other_malform(content, language, foreign):
    found = [
        (model.__name__, key, field, match.group())
        for model, key, field, text in all_texts(language)
        # Synonyms are what people type, in whatever form.
        if not field.startswith(("synonyms", "other_names", "official_title"))
        for match in foreign.finditer(re.sub(r"«[^»]*»", "", text))
    ]
    assert found == []


def test_running_text_is_readable_on_average(content):
    """Plain language is the law for state bodies (språklova § 9). 55 is the LIX of specialist texts."""
    scores = [score.lix for score in readability()]
    assert sum(scores) / len(scores) < 55
