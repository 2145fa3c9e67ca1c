"""Where a graph goes."""
