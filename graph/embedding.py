"""What stands inside the source of a page: data, and the scripts and styles that its policy lets in."""

import json
from base64 import b64encode
from hashlib import sha256


def in_script(data: object) -> str:
    """JSON that can stand in a script element: no character in it can end the element or start another."""
    text = json.dumps(data, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def policy_digest(text: str) -> str:
    """What a content security policy names a script or a style by, ``'sha256-…'`` without the name of the hash
    (https://www.w3.org/TR/CSP3/#grammardef-hash-source); it is taken of the text between the tags."""
    return b64encode(sha256(text.encode()).digest()).decode("ascii")
