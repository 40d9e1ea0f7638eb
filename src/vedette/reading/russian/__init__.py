"""Reading Russian: words and names by natasha, counts and direct speech by rules of our own."""
