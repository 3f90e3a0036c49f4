"""Sales figures from the order exports of a shop."""

__version__ = "2.8.1"
