"""Somebody at the computer itself, and input that nobody would write: files, surroundings, words, days and crashes."""
