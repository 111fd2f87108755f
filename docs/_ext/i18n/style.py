"""How a language is written, as far as a program can tell."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Style:
    """The style of a language: patterns and what they give away."""

    name: str
    """As English calls the language, for messages to those who translate."""
    letters: str
    """Its letters, as a set in a regular expression: each translation has one."""
    rules: list
    """Pairs: a pattern that finds a fault in what a reader sees, and the fault."""
    links: list
    """Pairs: a pattern for a message that needs no thought, and what it becomes."""
