"""How the stages run."""

from kg.engine.local import Failure, LocalEngine

__all__ = ["Failure", "LocalEngine"]
