"""A story's draft out of what is known of an incident; every sentence with its citations."""
