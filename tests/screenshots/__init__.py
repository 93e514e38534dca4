"""Pictures of the site for its documentation, made by clicking through it."""
