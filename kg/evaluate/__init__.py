"""Extracted facts against gold annotations: the figures, the errors by the stage that made them, and whether confidence keeps its word."""

from kg.evaluate.compare import evaluate
from kg.evaluate.facts_file import Fact, read_facts_file
from kg.evaluate.outcomes import KINDS, STAGES, STRICT, Evaluation, Figures, Outcome
from kg.evaluate.reliability import Band, reliability

__all__ = ["KINDS", "STAGES", "STRICT", "Band", "Evaluation", "Fact", "Figures", "Outcome", "evaluate", "read_facts_file", "reliability"]
