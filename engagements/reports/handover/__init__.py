"""The hand-over sheet (*overdrachtsdocument*): who is left with what, on what, and what they said to it."""
