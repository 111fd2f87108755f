"""Figures: drawn once, saved light and dark in every language, shown on the pages."""
