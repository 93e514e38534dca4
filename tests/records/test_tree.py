from directory.models import Unit


def test_descendants_go_all_the_way_down(content):
    below = Unit.objects.descendants("godkjenning-og-regelverk").values_list("pk", flat=True)
    assert set(below) == {
        "seksjon-juss-og-kvalitet",
        "juss",
        "kvalitet",
        "seksjon-spesialistgodkjenning",
        "seksjon-profesjonsutdanninger",
    }


def test_ancestors_go_all_the_way_up(content):
    above = Unit.objects.ancestors("juss", include_self=True).values_list("pk", flat=True)
    assert set(above) == {
        "juss",
        "seksjon-juss-og-kvalitet",
        "godkjenning-og-regelverk",
        "divisjon-kompetanse-og-personell",
        "helsedirektoratet",
        "helse-og-omsorgsdepartementet",
    }


def test_the_whole_tree_hangs_together(content):
    top = "helse-og-omsorgsdepartementet"
    assert Unit.objects.descendants(top, include_self=True).count() == Unit.objects.count() == 62


def test_a_cycle_ends(content):
    Unit.objects.filter(pk="helse-og-omsorgsdepartementet").update(parent="juss")
    assert Unit.objects.descendants("juss").count() == 62


def test_each_takes_one_query(content, django_assert_num_queries):
    with django_assert_num_queries(1):
        list(Unit.objects.descendants("helsedirektoratet"))
    with django_assert_num_queries(1):
        list(Unit.objects.ancestors("juss"))
