from directory.models import Unit
from hdir.texts.meter import Share, originals, tables


def test_shares_are_in_per_cent():
    share = Share(nb=300, nn=100)
    assert share.percent == {"nb": 75, "nn": 25}
    assert share.is_met
    assert not Share(nb=301, nn=99).is_met
    assert Share().percent == {"nb": 0, "nn": 0}


def test_only_words_in_the_original_language_count(content):
    unit = Unit.objects.get(pk="beredskap")
    own = next(o for o in originals() if o.model is Unit and o.language == "nn")
    assert own.words == sum(
        len((getattr(unit, f"{f}_nn") or "").split()) for f in ("name", "other_names", "lead", "body")
    )
    assert own.year == "2017"


def test_the_whole_is_the_sum_of_its_parts(content):
    whole, by_app, by_model, by_year = tables()
    total = next(iter(whole.shares.values()))
    assert total.nn > 0
    for table in (by_app, by_model, by_year):
        assert sum(s.nb for s in table.shares.values()) == total.nb
        assert sum(s.nn for s in table.shares.values()) == total.nn


def test_the_public_page_says_whether_the_laws_quarter_is_met(client, content):
    total = next(iter(tables()[0].shares.values()))
    html = client.get("/en/languages").text
    assert f"{total.percent['nn']}% <span>({total.nn} words)" in html
    assert f"({total.nb:,} words)" in html  # numbers as each language writes them
    assert f"{total.percent['nn']} % <span>({total.nn} ord)" in client.get("/nn/languages").text
    assert (" not met" in " ".join(html.split())) is not total.is_met
