"""Social cards: pictures of 1200 by 630 pixels that stand for a page where it is shared.

An app says in a frozen dataclass what its card shows, and draws it on a `Canvas`. fonts.py
knows who has which letter, lettering.py makes names of any length fit, and keeping.py keeps what
was drawn.
"""

from publishing.cards.canvas import Canvas
from publishing.cards.keeping import SocialCard, digest, png, reference, respond

__all__ = ["Canvas", "SocialCard", "digest", "png", "reference", "respond"]
