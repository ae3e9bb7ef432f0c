"""Invitations: who asked whom into what, and the link in the mail about it. No room of an engagement is known here."""
