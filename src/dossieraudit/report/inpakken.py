"""Office files are zip archives: packed so that the same contents always give the same bytes."""

import io
import zipfile
from collections.abc import Iterable

# The first moment that a zip archive can hold.
_TIJDSTIP = (1980, 1, 1, 0, 0, 0)
# OpenDocument asks for this entry first and uncompressed, so that the kind of file can be read off its bytes.
_MIMETYPE = "mimetype"


def ingepakt(bestanden: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip archive of these files, without the time or the machine on which it was made."""
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as archief:
        for naam, inhoud in sorted(bestanden, key=lambda bestand: bestand[0] != _MIMETYPE):
            ingang = zipfile.ZipInfo(naam, _TIJDSTIP)
            ingang.compress_type = zipfile.ZIP_STORED if naam == _MIMETYPE else zipfile.ZIP_DEFLATED
            ingang.create_system = 0
            archief.writestr(ingang, inhoud)
    return uit.getvalue()


def herpakt(archief: bytes) -> bytes:
    """The same archive with fixed times."""
    with zipfile.ZipFile(io.BytesIO(archief)) as bron:
        return ingepakt([(ingang.filename, bron.read(ingang)) for ingang in bron.infolist() if not ingang.is_dir()])
