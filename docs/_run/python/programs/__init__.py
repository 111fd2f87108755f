"""The programs to write, one a file; it needs NumPy and nothing else.

Each file holds, and names by convention, all that is known of its program:

- the function that is named as the file: a solution, whose head is what the learner starts from;
- ``TASK`` and ``HINT``, in Markdown;
- ``draw``: inputs drawn anew, by the names of the function's arguments;
- every other function: a known mistake, whose docstring is what the judge says of it.

A mistake is recognised by its answers, so that it counts however it is written.
Of two that give the same answers the first is named.
"""
