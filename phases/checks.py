"""Start-up checks: E001 and on stop the build when definitions, texts and pages disagree."""
