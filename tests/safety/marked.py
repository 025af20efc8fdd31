"""Values that nobody else would write, under every name that a form or a call has for them."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

MARKED = {
    "typed address": "蒹葭巷七十九号院",
    "latitude": "38.9135713",
    "longitude": "121.6175319",
    "name": "欧阳蘅芜",
    "number of a document": "210202194805177782",
    "telephone": "13977531864",
    "parcel address": "瀛洲道方壶里四单元",
    "code": "739518",
    "password": "kestrel-Anvil-4417",
    "reference": "7QK4M9XW2P",
    "free text": "蓬莱阁下无人应门",
    "name of a file": "欧阳家的照片",
    "mark of a form": "zq8N-mark-of-a-form-zq8N",
}
FIELDS = {
    "typed address": ["place", "q", "query", "search"],
    "latitude": ["latitude"],
    "longitude": ["longitude"],
    "name": ["name", "recipient", "guardian_name", "username", "login", "first_name", "by_name", "name_en"],
    "number of a document": ["number", "guardian_number"],
    "telephone": ["phone", "phones", "recipient_phone", "guardian_phone", "contact"],
    "parcel address": ["address"],
    "code": ["code", "secret"],
    "password": ["password", "password1", "password2", "oldpassword"],
    "reference": ["reference"],
    "free text": ["text", "note", "reason", "remark", "notice", "message", "comment", "days", "hours"],
    "mark of a form": ["token", "form_token", "photo_token", "phone_token", "mark"],
}
# So that a call gets as far as it can: what these say is no secret.
PLAIN = {
    "service": "apply", "document": "resident", "kind": "first", "born": "1948-05-17", "sex": "male",
    "province": "辽宁省", "city": "大连市", "district": "中山区", "what": "hours", "consent": "1",
    "datum": "wgs84", "outcome": "done", "on": "2026-11-23",
}  # fmt: skip


def fields() -> dict[str, str]:
    """Return every field with its marked value."""
    return PLAIN | {field: MARKED[value] for value, names in FIELDS.items() for field in names}


def files() -> dict[str, SimpleUploadedFile]:
    """Return a file that is neither a table nor a photo, under the names that forms have for one."""
    said = MARKED["free text"].encode()
    return {
        field: SimpleUploadedFile(f"{MARKED['name of a file']}.jpg", said, "image/jpeg")
        for field in ("photo", "file", "table")
    }
