"""Reports on paper: set as PDF, and made in the background."""
