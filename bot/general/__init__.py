"""What every county has: kinds of departments, everyday words, the national calendar (data only)."""
