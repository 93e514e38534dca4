"""Every page in a real Chromium: what axe finds, what the keyboard reaches, what narrow screens hold.

One server, one browser; each page in each language, at each width and in each colour scheme at least once.
`EVERY_COMBINATION=1` asks for all of them.
"""
