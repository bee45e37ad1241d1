"""The forms in Word: composed from the same definitions as the PDFs, written with python-docx."""
