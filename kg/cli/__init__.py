"""The command ``kg``."""

from kg.cli.main import app, main

__all__ = ["app", "main"]
