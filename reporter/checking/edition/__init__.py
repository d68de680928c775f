"""What a build says, held against itself: exact, and quick enough to do at every build."""
