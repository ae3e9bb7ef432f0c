"""The dossier: everything of one engagement in one archive, and an installation restored from it."""
