"""What is measured of an engagement: the letting go first of all. Pure arithmetic, read rows, and drawings of both."""
