"""From records to units: answers held against the rules, who is who, which return counts."""
