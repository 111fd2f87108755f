"""Pages to take along: each with cells as a notebook and as a program."""
