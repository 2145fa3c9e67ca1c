"""The divisions of China over time, and which one a name means in a document."""

from kg.regions.context import Context
from kg.regions.gazetteer import Gazetteer, RegionMention, load_gazetteer
from kg.regions.home import home_region
from kg.regions.table import CHINA, Region

__all__ = ["CHINA", "Context", "Gazetteer", "Region", "RegionMention", "home_region", "load_gazetteer"]
