"""Every dossier, not a sample: streaming scoring in constant memory, over cores and over machines."""
