"""The report: one document tree made from the result, one small renderer per format."""
