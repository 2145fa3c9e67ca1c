"""Knowledge graphs from Chinese party and government news."""

__version__ = "0.1.0"
