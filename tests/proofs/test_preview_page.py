"""The page of the preview as people use it: seen, heard, with keys alone, on a phone."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from reporter.preview.rendering import render_concept
from tests.page.annex_sample import annex_of, page_of_edition
from tests.preview.draft_sample import HERE, rewrite
from tests.preview.running import until
from tests.proofs.preview_screen import HIRED, annex
from tests.proofs.screens import DESK, PHONE, SMALLEST, Screen

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from reporter.project import Project
    from tests.preview.running import Running
    from tests.proofs.preview_screen import ShownPreview

FOCUSED = """() => {
  let one = document.activeElement;
  if (one.localName === 'iframe') one = one.contentDocument.activeElement;
  const style = getComputedStyle(one);
  const outlined = style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2;
  return [one.dataset.plaats ?? one.id ?? '', one.textContent.trim().slice(0, 30), outlined];
}"""


def test_a_saved_delivery_changes_the_figure_and_is_announced_while_the_reader_stays_in_place(
    show: ShownPreview, project: Project
) -> None:
    page, keys = show(), project.data / "verdeelsleutels.csv"
    frame = annex(page)
    figure = frame.locator(f"[data-plaats={HIRED}]")
    frame.locator("summary").first.click()
    figure.focus()
    frame.evaluate("scrollTo(0, 500)")
    rewrite(keys, "2019,markt,68.0", "2019,markt,67.0")
    rewrite(keys, "2019,overheid,32.0", "2019,overheid,33.0")

    # 47.392,47 hired jobs of 2019 x 67,0 percent - 27.516,46 of the baseline.
    frame.locator(f"[data-plaats={HIRED}]", has_text="4.236").wait_for()
    until(lambda: page.locator("#bericht").inner_text().startswith("Bijgewerkt om "))
    assert frame.evaluate("[document.activeElement.dataset.plaats, scrollY]") == [HIRED, 500]
    assert frame.locator("details").first.get_attribute("open") is not None
    rewrite(keys, "2019,markt,67.0", "2019,markt,68.0")
    rewrite(keys, "2019,overheid,33.0", "2019,overheid,32.0")
    frame.locator(f"[data-plaats={HIRED}]", has_text="4.710").wait_for()


def test_a_saved_style_is_worn_without_loading_the_page(
    show: ShownPreview, project: Project
) -> None:
    page, style = show(), project.templates / "stijl.css"
    frame = annex(page)
    frame.evaluate("() => { window.here = true }")
    rewrite(style, "--accent: #154273", "--accent: #663300")
    colour = "getComputedStyle(document.querySelector('h1')).color"
    until(lambda: frame.evaluate(colour) == "rgb(102, 51, 0)")
    rewrite(style, "--accent: #663300", "--accent: #154273")
    until(lambda: frame.evaluate(colour) == "rgb(21, 66, 115)")
    assert frame.evaluate("window.here")


def test_what_a_figure_was_shows_with_the_mouse_and_with_the_keys_until_escape(
    show: ShownPreview,
) -> None:
    page = show()
    figure, tip = annex(page).locator(f"[data-plaats={HIRED}]"), page.locator("#tip")
    figure.hover()
    assert tip.inner_text().split() == ["herzien", "was", "5.611", "–901"]
    tip.hover()
    page.wait_for_timeout(500)
    assert tip.is_visible()
    page.mouse.move(5, 5)
    tip.wait_for(state="hidden")
    figure.focus()
    tip.wait_for()
    page.keyboard.press("Escape")
    assert tip.is_hidden()
    annex(page).locator("[data-plaats=tabel-1-r1k1]").focus()
    assert tip.is_hidden()


def test_everything_is_done_with_the_keys(show: ShownPreview) -> None:
    page = show()
    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
        if stops[-1][0] == HIRED:
            break
        if stops[-1][0].startswith("tabel-1-r"):
            page.keyboard.press("ArrowDown")
            stops.append(page.evaluate(FOCUSED))
            break
    names = [name for name, _, _ in stops]
    assert names[2:8] == ["", "wijzigingen", "precies", "telefoon", "naast", "drukpaginas"]
    assert names[-1] == HIRED
    assert [stop for stop in stops if not stop[2]] == []

    page.keyboard.press("Enter")
    assert "4.710,2452" in page.locator("#uitleg").inner_text()
    assert "68,0 procent markt" in page.locator("#uitleg").inner_text()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(FOCUSED)[0] == "tabel-1-r2k2"
    page.keyboard.press("Escape")  # what it was
    page.keyboard.press("Escape")  # the explanation
    assert "Kies in de bijlage een cijfer" in page.locator("#uitleg").inner_text()

    page.locator("a[data-naar=tabel-1-r3k1]").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED)[0] == "tabel-1-r3k1"
    assert "50.928" in page.locator("#uitleg").inner_text()


def test_switches_say_how_they_stand_and_are_remembered(show: ShownPreview) -> None:
    page = show()
    marked = f"getComputedStyle(document.querySelector('[data-plaats={HIRED}]')).backgroundColor"
    before = annex(page).evaluate(marked)
    page.locator("#wijzigingen").press("Enter")
    assert page.locator("#wijzigingen").get_attribute("aria-pressed") == "false"
    assert annex(page).evaluate(marked) != before
    exact = annex(page).locator(f"[data-plaats={HIRED}] .precies")
    assert exact.is_hidden()
    page.locator("#precies").press("Space")
    assert exact.is_visible()
    page.locator("#telefoon").click()
    assert annex(page).evaluate("innerWidth") == 390
    page.reload()
    annex(page).locator(f"[data-plaats={HIRED}] .precies").wait_for()
    assert annex(page).evaluate("innerWidth") == 390


def test_page_view_shows_as_many_pages_as_the_pdf_has(
    show: ShownPreview, served: tuple[Running, Project]
) -> None:
    page, running = show(), served[0]
    page.locator("#drukpaginas").click()
    page.locator("#paginas img").first.wait_for()
    with page.expect_download() as download:
        page.locator(".download[data-vorm=pdf]").click()
    pdf = download.value.path().read_bytes()

    document = pypdfium2.PdfDocument(BytesIO(pdf))
    assert page.locator("#paginas img").count() == len(document) > 1
    document.close()
    assert page.locator("#bijlage").is_hidden()
    assert all(page.locator("#paginas img").evaluate_all("all => all.map(one => one.naturalWidth)"))
    assert download.value.suggested_filename == "annex-2019.pdf"
    assert running.state()["pages"]["problem"] == ""


@pytest.mark.parametrize("screen", [SMALLEST, PHONE, DESK], ids=str)
def test_the_page_never_scrolls_sideways(show: ShownPreview, screen: Screen) -> None:
    for page in (show(screen=screen), show("", screen)):
        assert page.evaluate("document.documentElement.scrollWidth") <= screen.width


def test_on_a_phone_the_margin_stands_below_the_annex_and_an_explanation_in_sight(
    show: ShownPreview,
) -> None:
    page = show(screen=PHONE)
    frame, margin = page.locator("#bijlage").bounding_box(), page.locator("#inhoud").bounding_box()
    assert frame is not None
    assert margin is not None
    assert margin["y"] >= frame["y"] + frame["height"]
    annex(page).locator(f"[data-plaats={HIRED}]").click()
    told = page.locator("#uitleg").bounding_box()
    assert told is not None
    assert told["y"] + told["height"] <= 800
    assert told["y"] > 0
    page.locator("#u-sluit").click()
    assert "Kies in de bijlage" in page.locator("#u-inhoud").inner_text()


def test_who_wants_no_movement_gets_none(show: ShownPreview) -> None:
    page = show(reduced_motion="reduce")
    moving = "[...document.querySelectorAll('*')].filter(one => "
    moving += "getComputedStyle(one).transitionDuration !== '0s'"
    moving += " || getComputedStyle(one).animationName !== 'none').length"
    assert page.evaluate(moving) == 0
    page.locator("a[data-naar=tabel-7-r6k1], a[data-naar^=tabel-6]").last.click()
    there = "document.activeElement.getBoundingClientRect().top"
    first = annex(page).evaluate(there)
    page.wait_for_timeout(300)
    assert annex(page).evaluate(there) == first


def test_a_watermark_lies_behind_a_draft_and_catches_no_click(show: ShownPreview) -> None:
    page = show()
    style = "getComputedStyle(document.body, '::before')"
    assert annex(page).evaluate(f"[{style}.content, {style}.pointerEvents, {style}.zIndex]") == [
        '"CONCEPT" / ""',
        "none",
        "-1",
    ]


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=str)
def test_in_colours_of_the_readers_own_a_draft_says_so_and_no_word_lies_over_its_tables(
    browser: Browser, screen: Screen
) -> None:
    draft = render_concept(annex_of("2019"), HERE.templates)
    pictures = []
    for html in (draft, page_of_edition("2019")):
        window = browser.new_context(
            viewport={"width": screen.width, "height": 800}, forced_colors="active"
        )
        page = window.new_page()
        page.set_content(html)
        pictures.append([table.screenshot() for table in page.locator("table").all()])
        if html == draft:
            word = "getComputedStyle(document.body, '::before')"
            told = page.evaluate(f"[{word}.content, {word}.position, {word}.display]")
            assert told == ['"CONCEPT" / ""', "static", "block"]
        window.close()
    assert len(pictures[0]) == 7
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("edition", ["2019", "2022"])
def test_on_a_phone_an_explanation_covers_no_figure_that_it_explains(
    show: ShownPreview, edition: str
) -> None:
    page = show(f"{edition}/", PHONE)
    for figure in annex(page).locator("table").first.locator(".cijfer").all():
        figure.click()
        told, own = page.locator("#uitleg").bounding_box(), figure.bounding_box()
        assert told is not None
        assert own is not None
        assert own["y"] + own["height"] <= told["y"]
        assert page.locator("#tip").is_hidden()


HIDING = [
    (".rol { display: none }", "7 tabellen"),
    (".rol { height: 0; overflow: hidden }", "7 tabellen"),
    ("table { opacity: 0 }", "7 tabellen"),
    ("table { position: absolute; left: -9999px }", "7 tabellen"),
    ("#kort + p { visibility: hidden }", "1 tekst"),
    ("h1 { font-size: 0 }", "1 tekst"),
]


@pytest.mark.parametrize(("rule", "what"), HIDING)
def test_what_a_style_hides_is_told_until_it_can_be_seen_again(
    show: ShownPreview, project: Project, rule: str, what: str
) -> None:
    page, style = show(), project.templates / "scherm.css"
    annex(page).evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    assert page.locator("#verborgen").is_hidden()
    style.write_text(f"{style.read_text('utf-8')}{rule}\n", "utf-8")
    page.locator("#verborgen", has_text=f"{what} niet te zien").wait_for()
    assert page.locator("#bericht").inner_text().startswith("Let op: In deze bijlage")
    assert page.title() == "✕ Onzichtbaar: Voorbeeld 2019"
    rewrite(style, f"{rule}\n", "")
    page.locator("#verborgen").wait_for(state="hidden")
