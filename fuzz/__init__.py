"""Fuzzing with coverage (atheris): `make fuzz`. Bounded fuzzing for every run stands in tests/test_fuzz.py."""
