"""The expression language of a framework: checked when loaded, compiled for speed, explained for people."""
