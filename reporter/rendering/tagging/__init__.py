"""What WeasyPrint leaves to be said about a PDF to those who hear it."""
