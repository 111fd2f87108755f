"""Gradient descent, one idea per file."""
