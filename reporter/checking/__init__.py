"""What figures allow: which cannot be right, and which hours reproduce the others."""
