"""A small annex with everything that is hard to tag: two tables, spans, notes, running heads."""

from pathlib import Path

from reporter.project import Templates

FOLDER = Path(__file__).parents[2] / "templates"
TEMPLATES = Templates((FOLDER,))

STYLE = """
@page {
  size: A4;
  margin: 20mm;
  @top-left { content: "Bijlage bij de brief" }
  @bottom-right { content: "Pagina " counter(page) " van " counter(pages) }
}
body { font-family: "Source Sans 3", system-ui, sans-serif; font-size: 9pt; }
h1 { bookmark-level: 1; bookmark-label: content(); }
h2 { bookmark-level: 2; bookmark-label: content(); }
th { font-weight: 600; }
table { break-inside: avoid; }
caption { break-after: avoid; }
tbody th { width: 25mm; }
"""

WIDE = """
<table id="tabel-1">
<caption>Tabel 1. Banen naar sector</caption>
<thead>
<tr><th scope="col" rowspan="2">Vorm</th><th scope="colgroup" colspan="2">Markt</th>
<th scope="colgroup" colspan="2">Overheid</th><th scope="col" rowspan="2">Totaal</th></tr>
<tr><th scope="col">2018</th><th scope="col">2019</th>
<th scope="col">2018</th><th scope="col">2019</th></tr>
</thead>
<tbody>
<tr><th scope="row">Formeel dienstverband bij een gewone werkgever<a id="terug-1" href="#noot-1"
aria-label="Noot a">a</a></th><td>1</td><td>2</td><td>3</td><td>4</td><td>10</td></tr>
<tr><th scope="row" rowspan="2">Inleenverband</th>
<td>5</td><td>6</td><td>7</td><td>8</td><td rowspan="2">26</td></tr>
<tr><td colspan="2">(+9)</td><td colspan="2">\u221210</td></tr>
</tbody>
<tbody>
<tr><th scope="rowgroup" colspan="6">Personen</th></tr>
<tr><th>Samen</th><td>11</td><td>12</td><td>13</td><td>14</td><td>50</td></tr>
</tbody>
</table>
<ul>
<li id="noot-1">a. Door afronding telt dit niet op.
<a href="#terug-1">Terug naar Formeel</a></li>
</ul>
"""

PLAIN = """
<table id="tabel-2">
<caption>Tabel 2. Nulmeting</caption>
<thead><tr><th>Sector</th><th>Banen</th></tr></thead>
<tbody><tr><th>Markt</th><td>75.179</td></tr><tr><th>Overheid</th><td>€\u00a020</td></tr></tbody>
</table>
"""


def page_of(body: str, *, style: str = "", title: str = "Voorbeeld", lang: str = "nl") -> str:
    """Give a whole document around a body."""
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">'
        f"<title>{title}</title><style>{STYLE}{style}</style></head><body>{body}</body></html>"
    )


def rows_of(number: int) -> str:
    """Give a table with a caption, a head and a number of body rows."""
    body = "".join(f"<tr><th>{row}</th><td>{row}</td></tr>" for row in range(number))
    head = "<thead><tr><th>Jaar</th><th>Banen</th></tr></thead>"
    return f"<table><caption>Lang</caption>{head}<tbody>{body}</tbody></table>"


SAMPLE = page_of(
    f"<h1>Bijlage</h1><p>Coördinatie: 25,5 uur is <em>één</em> <strong>baan</strong>.</p>"
    f"<h2>Banen</h2>{WIDE}<h2>Nulmeting</h2>{PLAIN}"
)
