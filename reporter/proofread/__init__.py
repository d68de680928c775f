"""A letter held against the figures: each number bound by its words, and what is wrong."""
