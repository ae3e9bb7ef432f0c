"""Pages of the execution: goals and where they stand, promises per person, the hand-over line by line."""
