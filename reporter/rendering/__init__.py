"""Templates to HTML to PDF, and the data files beside them; Jinja2 and WeasyPrint only here."""

from reporter.rendering.deliveries import render_deliveries
from reporter.rendering.files import FILES, render_data
from reporter.rendering.html import render_html
from reporter.rendering.press import Press

__all__ = ["FILES", "Press", "render_data", "render_deliveries", "render_html"]
