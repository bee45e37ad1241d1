"""Official forms as they were issued: their mapping files, held against the document, and filled."""
