"""The read-only API, /api/v1/: lists and records as JSON, lists as CSV, and its own description.

`lists` says which lists there are and `serializers` what a record answers with; everything else (CSV, its
column documentation, OpenAPI) is made from these two.
"""
