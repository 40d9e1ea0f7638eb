"""What keeps the desk to the people and the pages that it is meant for."""
