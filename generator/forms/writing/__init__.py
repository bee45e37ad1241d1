"""The forms as PDF files: drawn, tagged, with fields, and filled."""
