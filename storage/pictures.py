"""Pictures, looked through: each is unpacked once, so that what is kept can be shown."""

import warnings
from io import BytesIO
from typing import Final

from PIL import Image

from rules.files import MOST_PIXELS, FileRefused, MediaType, Problem

_FORMATS: Final = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG"}
"""Pillow's names; it is let try no other of its decoders."""
_SMALLER: Final = 8
"""A JPEG is read whole and unpacked at an eighth of its size: a cut one is found, and little memory taken."""


def check_picture(content: bytes, media_type: MediaType) -> None:
    """Raise FileRefused where a picture has too many pixels. Raises any exception of Pillow's where it cannot be unpacked."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=[_FORMATS[media_type]]) as picture:
                picture.draft(picture.mode, (picture.width // _SMALLER, picture.height // _SMALLER))
                picture.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise FileRefused(Problem.TOO_MANY_PIXELS) from None
