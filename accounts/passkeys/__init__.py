"""Passkeys: a way in for whoever wants one, beside the code by mail; they need JavaScript, which nothing else does."""
