"""Which fields of the strategy exist in bokmål, nynorsk and English."""

from hdir.records.translation import translate
from strategy import models

translate(models.Strategy, "name", "lead", "body")
translate(models.GoalArea, "name", "lead", "aims", "background", "consequences")
translate(models.FocusArea, "name", "other_names")
translate(models.Contribution, "reason")
