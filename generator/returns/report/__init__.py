"""What is told of it all: tables, statistics, workbook, who is missing, and the result as JSON."""
