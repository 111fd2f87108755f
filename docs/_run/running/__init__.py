"""Runs the cells and the script of a page where the reader is; all of it works in any Python, and is tested there."""
