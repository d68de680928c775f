"""Letters as .txt, .docx, .odt, .html and .pdf become paragraphs, tables and notes."""
