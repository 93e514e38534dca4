"""Draws a tree of boxes: geometry and SVG, without Django and without a database.

`words` measures text and breaks it over lines, `shapes` is what is drawn, `layout` says where it goes,
`svg` writes it down. The same input always gives the same bytes.
"""
