"""Word forms (.docx) that came back: what is seen in their tables, as answers of a form."""
