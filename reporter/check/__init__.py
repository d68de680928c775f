"""What figures allow: a build held against itself, and figures that somebody printed."""
