"""XML from strangers: no entities, no network, no DTD, no endless trees."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from lxml import etree

from vedich.formats.reading._refusals import BROKEN, ENTITIES, Source


W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL: Final = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def elements(source: Source, data: bytes, *tags: str) -> Iterator[etree._Element]:
    """The elements with these tags, each as soon as it ends. Raises Refused."""
    walk = etree.iterparse(
        io.BytesIO(usual(data)),
        events=("end",),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    checked = False
    try:
        for _, element in walk:
            if not checked:
                _refuse_dtd(source, element)
                checked = True
            yield element
    except etree.XMLSyntaxError:
        raise source.refuse(BROKEN) from None


def tree(source: Source, data: bytes | None) -> etree._Element | None:
    """The root of a small part, or None where there is no part. Raises Refused."""
    if not data:
        return None
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(usual(data), parser)
    except etree.XMLSyntaxError:
        raise source.refuse(BROKEN) from None
    _refuse_dtd(source, root)
    return root


def usual(data: bytes) -> bytes:
    """The strict variant of the format differs in the name of its namespace only."""
    return data.replace(_STRICT, _USUAL) if _STRICT in data[:4096] else data


def _refuse_dtd(source: Source, element: etree._Element) -> None:
    docinfo = element.getroottree().docinfo
    if docinfo.doctype or docinfo.internalDTD is not None:
        raise source.refuse(ENTITIES)
