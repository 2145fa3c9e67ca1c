"""How the stages run."""

from kg.engine.buckets import BucketFunction
from kg.engine.local import LocalEngine

__all__ = ["BucketFunction", "LocalEngine"]
