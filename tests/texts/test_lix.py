import pytest

from hdir.texts.lix import lix


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("", None),
        ("123 §", None),
        ("Vi ser deg.", 3),
        ("Vi ser deg. Du ser oss.", 3),
        # 8 words in one sentence, 3 of them longer than six letters: 8 + 37.5
        ("Avdelingen forvalter regelverket og gir råd til alle.", 46),
    ],
)
def test_words_a_sentence_plus_the_share_of_long_words(text, index):
    assert lix(text) == index


def test_a_full_stop_inside_a_number_ends_no_sentence():
    assert lix("Vi har 1.5 av dem") == lix("Vi har fem av dem") - 1  # the number is no word


def test_paragraphs_end_sentences():
    assert lix("Vi ser deg\n\nDu ser oss") == 3
