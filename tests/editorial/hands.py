"""Somebody at the desk in a real browser, whose clicks and keys are counted.

A click is a press of the mouse; choosing in a select is two, to open it and to choose. What is typed counts
letter by letter, and so does the Enter key.
"""

from django.contrib.auth.models import Group, User
from playwright.sync_api import Browser, Page

from tests.signing_in import sign_in_browser


class Hands:
    """One person with a window of their own, logged in, who reads bokmål."""

    def __init__(self, browser: Browser, address: str, group: str):
        user = User.objects.create_user(group, password=f"{group}-long-enough", is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        context = browser.new_context(base_url=address, locale="nb-NO")
        self.page: Page = context.new_page()
        sign_in_browser(self.page, address, user)
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(f"{self.page.url}: {message.text}"))
        self.page.on("pageerror", lambda error: self.said.append(f"{self.page.url}: {error}"))
        self.clicks = self.keys = 0

    def begin(self) -> None:
        """At the first page of the desk, with nothing counted yet."""
        self.page.goto("/admin/")
        self.clicks = self.keys = 0

    def click(self, what: str) -> None:
        """Presses something on this page."""
        self.clicks += 1
        self.page.locator(what).first.click()

    def go(self, what: str) -> None:
        """Presses something that leads to another page."""
        with self.page.expect_navigation():
            self.click(what)

    def write(self, field: str, text: str) -> None:
        """Writes in a field, over what is in it."""
        self.clicks += 1
        self.keys += len(text)
        self.page.locator(field).first.fill(text)

    def add(self, field: str, text: str) -> None:
        """Writes at the end of what is in a field."""
        self.clicks += 1
        self.keys += len(text)
        self.page.fill(field, self.page.input_value(field) + text)

    def choose(self, select: str, value: str) -> None:
        """Chooses in a short select."""
        self.clicks += 2
        self.page.select_option(select, value)

    def pick(self, select: str, text: str) -> None:
        """Writes in the field that stands for a long select until one choice is left, and takes it."""
        field = f"{select}-typed"
        self.click(field)
        self.keys += len(text) + 1
        self.page.locator(field).fill(text)
        self.page.keyboard.press("Enter")

    def find(self, text: str, name: str) -> None:
        """Goes to a record's form through the box at the top."""
        self.click("#admin-find")
        self.keys += len(text)
        self.page.locator("#admin-find").press_sequentially(text)
        self.go(f".suggestions [role=option]:has(span:text-is('{name}'))")
