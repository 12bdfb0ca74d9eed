"""Pydantic models: facts (dossier), norms (kader) and results. No I/O, no verdict logic."""
