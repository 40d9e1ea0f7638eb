"""The language model's own weights, run over many sentences at once.

spaCy decides one word after another in compiled code that asks for Python's lock at every step; most of its time on a CPU goes
there and into features that are the same whenever a word comes again. Here the same weights answer for a whole batch in a few
matrix products: words' vectors are looked up, every sentence moves on by one step together, what follows from a word, its tag
and its part is remembered. The outcome is spaCy's, word for word, but for the last digits of a number (tests hold the two side
by side). Models of another build go through spaCy as they come (`plain.py`).
"""
