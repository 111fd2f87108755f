"""The site around the pages: theme, links, mathematics, the PDF."""
