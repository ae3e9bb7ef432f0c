"""Pages of intake, by what they are about."""
