"""What the forms and the summary ask: ``forms/*.yml``, the standards put in, rules, digests."""
