"""What may identify a person: finding it, refusing it, and taking it out. Reads no clock and no network."""
