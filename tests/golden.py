"""Expected output in files: `tests/golden/` holds it, `make golden` writes it anew, new files too."""

import os
from pathlib import Path

MAP = Path(__file__).parent / "golden"
WERKELIJK = MAP / "actual"
BIJWERKEN = bool(os.environ.get("DOSSIERAUDIT_GOLDEN"))


def houd_tegen(naam: str, tekst: str) -> None:
    """Hold a text against its golden file; where they differ, what came out is left beside it in `actual/`."""
    verwacht, werkelijk = MAP / naam, WERKELIJK / naam
    if BIJWERKEN:
        verwacht.parent.mkdir(exist_ok=True)
        verwacht.write_bytes(tekst.encode())
    gelijk = verwacht.is_file() and verwacht.read_bytes() == tekst.encode()
    if gelijk:
        werkelijk.unlink(missing_ok=True)
        return
    werkelijk.parent.mkdir(parents=True, exist_ok=True)
    werkelijk.write_bytes(tekst.encode())
    hint = f"compare {verwacht} with {werkelijk}; `make golden` accepts what came out"
    assert verwacht.is_file(), f"no such golden file: {hint}"
    assert tekst == verwacht.read_text(encoding="utf-8"), hint
