"""Which fields of the organisation exist in bokmål, nynorsk and English."""

from directory import models
from hdir.records.translation import translate

translate(models.Unit, "name", "other_names", "lead", "body")
translate(models.EarlierState, "name")
translate(models.Post, "title")
translate(models.Passage, "heading", "lead_in", "body")
translate(models.Task, "text")
translate(models.Party, "name", "other_names")
translate(models.Relation, "qualifier")
translate(models.Topic, "name", "synonyms", "description")
translate(models.Responsibility, "note")
translate(models.Law, "name", "official_title", "other_names")
translate(models.LawRole, "qualifier")
translate(models.Figure, "measure", "meaning")
translate(models.ContactPoint, "label")
translate(models.Statement, "name", "text")
translate(models.ChangeEvent, "name", "text")
translate(models.Document, "name", "description")
