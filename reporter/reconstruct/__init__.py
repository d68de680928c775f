"""From the figures in print to deliveries that reproduce them."""
