"""Pictures of every screen, from the sample vault."""
