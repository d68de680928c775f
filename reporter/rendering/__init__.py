"""Templates to HTML to PDF, and the data files beside them; Jinja2 and WeasyPrint only here.

Nothing is imported here: the child process that prints would pay for what it does not use.
"""
