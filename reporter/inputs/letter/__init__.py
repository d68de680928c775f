"""Letters as .txt, .docx, .odt, .html and .pdf become paragraphs, tables and notes."""

from reporter.inputs.letter.reading import read_letter

__all__ = ["read_letter"]
