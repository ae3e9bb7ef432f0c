"""What is measured over all engagements of the practice: in groups, without names, and never about fewer than five."""
