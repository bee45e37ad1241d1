"""From bytes to records: what stands in a file that came back, in an archive, a roster or a table."""
