"""Forms that a higher union issued itself (.docx): where its cells are, and what comes back in them."""
