"""The digest of an approved content: the same content gives the same digest, on any machine, in any language."""

import hashlib
import json
from typing import Any


def digest_of(content: dict[str, Any]) -> str:
    """Return the SHA-256 (64 hexadecimal digits) of a content of plain JSON values, independent of key order."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
