"""Views on dossiers for who does the work: what is still to mend, and who leads. They compute; others show."""
