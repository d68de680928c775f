from __future__ import annotations

import base64
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from reporter.errors import PrintingError, ProjectError
from reporter.page.press import Press
from reporter.project import Templates
from tests.page.press_sample import FOLDER, TEMPLATES, page_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator


LINES = "<p>regel</p>" * 20


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press(TEMPLATES) as started:
        yield started


def refusal(press: Press, html: str) -> str:
    with pytest.raises(PrintingError) as caught:
        press.print(html)
    return str(caught.value)


def test_a_document_needs_a_title_and_a_language(press: Press) -> None:
    message = refusal(press, page_of("<p>Tekst</p>", title=" ", lang=""))
    assert "has no <title>" in message
    assert 'Write <html lang="nl">' in message
    assert "has no <title>" in refusal(press, '<html lang="nl"><p>Tekst</p>')


def test_a_table_of_too_many_rows_is_refused_before_it_is_laid_out(press: Press) -> None:
    message = refusal(press, page_of(rows_of(60)))
    assert message.startswith('Table "Lang" has 61 rows; at most 60 fit on one page')


def test_a_table_that_breaks_over_pages_is_named(press: Press) -> None:
    short = "<table><tr><td>1</td></tr></table>"
    message = refusal(press, page_of(short + rows_of(50) + short))
    assert message.startswith('Table "Lang" is broken over pages')


def test_a_table_whose_last_row_breaks_is_named(press: Press) -> None:
    tall = f"<tr><td>1</td></tr><tr><td>{'<p>regel</p>' * 90}</td></tr>"
    table = f"<table><caption>Hoog</caption>{tall}</table>"
    style = "table { break-inside: auto }"
    for body in (table, table + rows_of(2)):
        message = refusal(press, page_of(body, style=style))
        assert message.startswith('Table "Hoog" is broken over pages')


def test_a_table_that_is_wider_than_the_page_is_named_by_what_falls_off(press: Press) -> None:
    cells = "".join(f"<td>{number}.000.000</td>" for number in range(10, 40))
    message = refusal(press, page_of(f"<p>Bijlage</p><table><tr>{cells}</tr></table>"))
    assert message.startswith('"21.000.000" on page 1 runs out of the page on the right.')


def test_a_caption_that_stays_behind_breaks_its_table(press: Press) -> None:
    message = refusal(
        press, page_of(f"{LINES}{rows_of(30)}", style="caption { break-after: auto }")
    )
    assert message.startswith('Table "Lang" is broken over pages')
    assert "put break-inside: avoid on a block around it" in message
    assert press.print(page_of(LINES + rows_of(30))).startswith(b"%PDF")


def test_a_broken_table_without_a_caption_is_counted(press: Press) -> None:
    table = rows_of(50).replace("<caption>Lang</caption>", "")
    assert refusal(press, page_of(table)).startswith("Table 1 is broken over pages")


def test_a_cell_that_is_hidden_in_print_is_no_cell(press: Press) -> None:
    message = refusal(press, page_of(rows_of(2), style="td { display: none }"))
    assert message.startswith('Table "Lang" has other cells in the PDF than in the HTML')


def test_a_table_that_is_hidden_in_print_is_named(press: Press) -> None:
    tables = rows_of(2) + rows_of(2).replace("Lang", "Kort").replace("<table>", "<table hidden>")
    message = refusal(press, page_of(tables, style="[hidden] { display: none }"))
    assert message.startswith('Table "Kort" has other cells in the PDF than in the HTML')


def test_everything_the_library_warns_of_is_told_once(press: Press) -> None:
    body = '<img src="geen.png" alt="Geen">' + '<p><a href="#weg">weg</a></p>' * 2
    message = refusal(press, page_of(body, style="p { no: 1 }"))
    lines = message.splitlines()
    assert len(lines) == 3
    assert "Ignored `no: 1 `" in lines[0]
    assert "geen.png" in lines[1]
    assert "No anchor #weg" in lines[2]


def test_an_image_needs_an_alternative_text(press: Press) -> None:
    square = base64.b64encode(
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
    ).decode()
    message = refusal(press, page_of(f'<img src="data:image/svg+xml;base64,{square}">'))
    assert "has no required alt description" in message


def test_a_character_the_font_lacks_is_named(press: Press) -> None:
    assert '"漢" (U+6F22)' in refusal(press, page_of("<p>漢</p>"))


def test_another_font_is_named(press: Press) -> None:
    face = '@font-face { font-family: "Anders"; src: url("fonts/SourceSans3-It.ttf") }'
    message = refusal(press, page_of("<p>a</p>", style=f"{face} p {{ font-family: Anders }}"))
    assert message.startswith("The PDF holds the font Anders, expected only Source Sans 3.")


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ('<a href="https://example.org"></a>', "has no text to read aloud"),
        ('<a href="bijlage.html">bijlage</a>', 'to "bijlage.html" is relative'),
        ('<a href="https://example.org"><b>vet</b></a>', "holds more than text"),
    ],
)
def test_a_link_that_cannot_be_read_aloud_is_refused(press: Press, link: str, fault: str) -> None:
    assert fault in refusal(press, page_of(f"<p>{link}</p>"))


@pytest.mark.parametrize("tag", ["a", "link"])
def test_an_attachment_is_refused(press: Press, tag: str) -> None:
    link = f'<{tag} rel="nofollow Attachment" href="data:,bijlage">'
    assert "attaches a file" in refusal(press, page_of(link))


def test_a_running_head_in_a_group_of_its_own_is_refused(press: Press) -> None:
    style = '@page { @top-center { content: "Kop"; opacity: 0.5 } }'
    assert "Take opacity and transform out" in refusal(press, page_of("", style=style))


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/a.css",
        "https://example.org/a.css",
        "ftp://example.org/a.css",
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "file://localhost/etc/passwd",
        "../pyproject.toml",
        "fonts/%2e%2e/%2e%2e/pyproject.toml",
    ],
)
def test_no_document_reads_outside_its_folder(press: Press, address: str) -> None:
    message = refusal(press, page_of(f'<link rel="stylesheet" href="{address}">'))
    assert "The document asks for" in message
    assert address.rpartition("/")[2] in message


def test_an_image_from_elsewhere_stops_the_press_too(press: Press) -> None:
    message = refusal(press, page_of('<img src="http://127.0.0.1:9/spoor.png" alt="Spoor">'))
    assert 'asks for "http://127.0.0.1:9/spoor.png"' in message


def test_a_symbolic_link_does_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    templates = copytree(FOLDER, tmp_path / "templates")
    (tmp_path / "geheim.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (templates / "binnen.svg").symlink_to(tmp_path / "geheim.svg")
    press = Press(Templates((Path(templates),)))
    with pytest.raises(ProjectError, match=r"binnen\.svg.*outside the project"):
        press.print(page_of('<img src="binnen.svg" alt="Geheim">'))
    press.close()


def test_a_refused_document_does_not_stop_the_next(press: Press) -> None:
    refusal(press, page_of('<img src="http://127.0.0.1:9/spoor.png" alt="Spoor">'))
    assert press.print(page_of("<p>Goed</p>")).startswith(b"%PDF-1.7")
