"""Files in and out: deliveries and editions read, finished sets put in place as a whole."""
