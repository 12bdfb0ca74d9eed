"""Results beside each other: before and after, and several municipalities. Reads results, computes no uitkomst."""
