"""Registers of people who do not exist, from which a count finds the delivered figures."""
