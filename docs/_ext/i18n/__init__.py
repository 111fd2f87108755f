"""The site in other languages."""
