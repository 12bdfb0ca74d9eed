"""Explainable, three-valued audit of youth care case files."""


def __getattr__(name: str) -> str:
    """Look the version up only when asked: reading package metadata costs more than the import itself."""
    if name == "__version__":
        from importlib.metadata import version

        return version("dossieraudit")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
