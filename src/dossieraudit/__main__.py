"""``python -m dossieraudit``: the same program as the ``dossieraudit`` command."""

from dossieraudit.cli import main

if __name__ == "__main__":
    main()
