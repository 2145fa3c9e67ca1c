"""Readable text to statements."""
