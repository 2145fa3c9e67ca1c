"""The built graph on disk."""
