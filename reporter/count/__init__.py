"""Records of the registers become deliveries: who counts, with which hours."""
