"""Judgements by persons: score forms, a way in the terminal, and what two assessors agree on."""
