"""The strategy's pages, below the language."""

from django.urls import path

from strategy import views

app_name = "strategy"
urlpatterns = [
    path("strategies", views.strategies, name="strategies"),
    path("strategies/<slug:key>", views.strategy, name="strategy"),
    path("strategies/<slug:key>/matrix", views.matrix, name="matrix"),
    path("strategies/<slug:key>/booklet", views.booklet, name="booklet"),
    path("strategies/<slug:key>/compare", views.compare, name="compare"),
    path("goal-areas/<slug:key>", views.goal_area, name="goal-area"),
    path("focus-areas/<slug:key>", views.focus_area, name="focus-area"),
]
