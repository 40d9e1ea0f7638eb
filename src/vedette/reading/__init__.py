"""Reading: sentences, quotations, times, quantities and places; spans only, nothing is judged."""
