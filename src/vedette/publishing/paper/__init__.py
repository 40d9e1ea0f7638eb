"""What goes out on paper: PDF and DOCX, and the same as Markdown and HTML."""
