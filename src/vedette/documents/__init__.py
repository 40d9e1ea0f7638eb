"""Documents: clean text with title, date, language and warnings; furniture told apart from the article."""
