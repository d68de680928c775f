"""What a figure means and how it reads: from deliveries to the printed annex."""
