"""How long a text is for its reader: counted alike on the page and while it is written."""

WORDS_PER_MINUTE = 220


def word_count(text: str) -> int:
    return len(text.split())


def minutes(words: int) -> int:
    return max(1, round(words / WORDS_PER_MINUTE))
