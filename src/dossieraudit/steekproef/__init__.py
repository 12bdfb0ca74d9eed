"""A reproducible random draw of dossiers from a list of hand-overs, with a written account."""
