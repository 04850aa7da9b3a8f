"""All content as one page that a clinician can print, read through and sign."""

from bot.library.review.page import review_page

__all__ = ["review_page"]
