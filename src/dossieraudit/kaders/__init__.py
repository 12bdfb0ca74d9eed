"""Work on frameworks themselves: running their cases, finding weak spots, documenting, comparing, describing files."""
