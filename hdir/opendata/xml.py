"""How all files that are XML trees are written."""

from xml.etree import ElementTree

from hdir.records.xml import for_xml


def written(root: ElementTree.Element, namespace: str) -> bytes:
    """The tree as a file in UTF-8, its namespace without a prefix; well-formed whatever the texts hold."""
    for element in root.iter():
        element.text = element.text and for_xml(element.text)
        for name, value in element.items():
            element.set(name, for_xml(value))
    ElementTree.register_namespace("", namespace)
    ElementTree.indent(root, " ")
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
