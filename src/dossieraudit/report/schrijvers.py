"""Every format of a document tree, by name; each library is loaded only where its format is asked."""

from collections.abc import Callable

from dossieraudit.report.tree import Document


def _html(document: Document) -> bytes:
    from dossieraudit.report.html import schrijf

    return schrijf(document)


def _md(document: Document) -> bytes:
    from dossieraudit.report.markdown import schrijf

    return schrijf(document)


def _docx(document: Document) -> bytes:
    from dossieraudit.report.docx import schrijf

    return schrijf(document)


def _odt(document: Document) -> bytes:
    from dossieraudit.report.odt import schrijf

    return schrijf(document)


def _pdf(document: Document) -> bytes:
    from dossieraudit.report.pdf import schrijf

    return schrijf(document)


DOCUMENTEN: dict[str, Callable[[Document], bytes]] = {"html": _html, "md": _md, "docx": _docx, "odt": _odt, "pdf": _pdf}
