"""Office files are archives of XML: looked over before a library opens them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from kgcorpus.documents.passages import Unreadable

MAX_UNPACKED = 512 << 20
MAX_PARTS = 5000
MAX_RATIO = 500
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)


def check_archive(data: bytes, wanted: str) -> None:
    """Refuses what is no office file with the part ``wanted``, is encrypted, unpacks to too much, or declares a DTD.

    Raises ``Unreadable``: ``encrypted``, ``broken_file``, ``too_large``, ``forbidden_markup``, ``old_format``.
    """
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable("encrypted", "protected by a password; save it without")
        raise Unreadable("old_format", "the old binary office format; save it as .docx, .xlsx or .pptx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS:
                raise Unreadable("too_large", f"{len(parts):,} parts; at most {MAX_PARTS:,}")
            unpacked = sum(part.file_size for part in parts)
            if unpacked > MAX_UNPACKED or unpacked > max(1 << 20, len(data)) * MAX_RATIO:
                raise Unreadable("too_large", f"unpacks to {unpacked:,} bytes")
            if any(part.flag_bits & 1 for part in parts):
                raise Unreadable("encrypted", "protected by a password; save it without")
            if wanted not in archive.namelist():
                raise Unreadable("broken_file", f"there is no {wanted} in it")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        head = stream.read(65536)
                    plain = head.replace(b"\x00", b"")  # a DTD in UTF-16 is one as well
                    if _DTD.search(plain):
                        raise Unreadable("forbidden_markup", f"{part.filename} declares a DTD")
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Unreadable("broken_file", f"not a whole office file: {error}") from None
