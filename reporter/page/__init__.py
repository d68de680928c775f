"""The annex in its forms: HTML, PDF, archive, spreadsheet, frames.

Nothing is imported here: the child process that prints would pay for what it does not use.
"""
