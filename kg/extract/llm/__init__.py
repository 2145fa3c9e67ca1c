"""An optional extractor that asks a language model and takes only what the text bears out (``pip install 'chuanda[llm]'``)."""

from kg.extract.llm.extractor import LanguageModelExtractor

__all__ = ["LanguageModelExtractor"]
