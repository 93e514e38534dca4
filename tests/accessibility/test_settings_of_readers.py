"""What readers set in their system holds, such as colours and motion; and forms say what is wrong."""

import pytest

pytestmark = pytest.mark.browser

PAGES = (
    "/nb/",
    "/nb/units/psykisk-helsevern-og-rus",
    "/nn/organisation",
    "/en/strategies/strategi-2014-2018/matrix",
)
# The contrast of each text of the drawing with the box that it stands in.
CONTRASTS = """() => {
    const light = colour => {
        const [r, g, b] = colour.match(/[0-9.]+/g).map(n => n / 255)
            .map(n => n <= .04045 ? n / 12.92 : ((n + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b;
    };
    const boxes = [...document.querySelectorAll("svg .box")].filter(box => box.getBoundingClientRect().width);
    return boxes.map(box => {
        const pair = ["text", "rect"].map(part => light(getComputedStyle(box.querySelector(part)).fill));
        return (Math.max(...pair) + .05) / (Math.min(...pair) + .05);
    });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_that_the_reader_chooses_are_used(reader, scheme):
    reader.screen(1280, scheme)
    reader.page.emulate_media(forced_colors="active")
    try:
        for address in PAGES:
            reader.open(address)
            assert reader.violations() == [], address
            canvas = reader.page.evaluate("getComputedStyle(document.body).backgroundColor")
            own = reader.page.evaluate(
                "(() => { const one = document.createElement('div'); one.setAttribute('hidden', '');"
                " document.body.append(one); one.style.backgroundColor = 'Canvas';"
                " return getComputedStyle(one).backgroundColor })()"
            )
            assert canvas == own, address
        reader.open(PAGES[2])
        contrasts = reader.page.evaluate(CONTRASTS)
        assert len(contrasts) > 60
        assert min(contrasts) >= 4.5
    finally:
        reader.page.emulate_media(forced_colors="none")


def test_nothing_moves_for_those_who_want_less_motion(reader):
    reader.screen(1280, "light")
    for address in PAGES:
        reader.open(address)
        moving = reader.page.evaluate(
            """() => [...document.querySelectorAll("*")].filter(one => {
                const style = getComputedStyle(one);
                return style.animationName !== "none" || style.scrollBehavior === "smooth"
                    || style.transitionDuration.split(",").some(time => parseFloat(time) > 0);
            }).map(one => one.outerHTML.slice(0, 80))"""
        )
        assert moving == [], address


def test_a_form_says_what_is_wrong_on_top_and_beside_the_field(reader):
    page = reader.page
    reader.screen(320, "light")
    page.goto("/en/report?page=/en/units/hr")
    page.evaluate("document.querySelector('.report-form').noValidate = true")
    page.fill("#id_email", "nobody")
    page.click(".report-form [type=submit]")
    assert page.title().startswith("Error: ")
    summary = page.get_by_role("alert")
    assert summary.get_by_role("link").all_inner_texts() == [
        "What is wrong?: This field is required.",
        "Your e-mail address, if you want an answer: Enter a valid email address.",
    ]
    for field in ("#id_wrong", "#id_email"):
        assert page.get_attribute(field, "aria-invalid") == "true"
        described = page.get_attribute(field, "aria-describedby").split()
        assert any("error" in part and page.inner_text(f"#{part}") for part in described), field
    # What was written stays, and a link of the summary leads into the field.
    assert page.input_value("#id_email") == "nobody"
    summary.get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.id") == "id_wrong"
    assert reader.violations() == []
    page.context.clear_cookies()


@pytest.mark.parametrize("address", ["/en/units?date=2017-02-30", "/en/compare?from=17.1.2017"])
def test_a_wrong_date_is_said_on_top_and_beside_the_field(reader, address):
    page = reader.page
    page.goto(address)
    assert page.title().startswith("Error: ")
    wrong = page.locator("main input[aria-invalid=true]")
    assert wrong.count() == 1
    described = wrong.get_attribute("aria-describedby").split()
    assert any("error" in part and page.inner_text(f"#{part}") for part in described)
    assert page.locator(f"main a[href='#{wrong.get_attribute('id')}']").count() == 1
