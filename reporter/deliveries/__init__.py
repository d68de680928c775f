"""Files in and out: columns, deliveries and editions read and written, sets put in their place."""
