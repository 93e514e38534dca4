// Suggestions while typing, for every search box. Without it, the box is a plain form and nothing is lost.
// The pattern is the combobox with a list of WAI-ARIA: focus stays in the field, the arrows choose.
"use strict";

const PAUSE = 150; // milliseconds without a key before anything is asked
const SHORTEST = 2; // letters

for (const form of document.querySelectorAll("form[data-suggestions]")) {
  const field = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let asked; // the request under way
  let timer;
  let active = -1;

  list.id = `${field.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.label);
  list.hidden = true;
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.append(list, status);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);

  const options = () => [...list.children];

  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    list.replaceChildren();
    status.textContent = "";
    field.setAttribute("aria-expanded", "false");
    choose(-1);
  };

  const choose = (place) => {
    active = place;
    options().forEach((option, here) => option.setAttribute("aria-selected", String(here === place)));
    if (place < 0) {
      field.removeAttribute("aria-activedescendant");
    } else {
      field.setAttribute("aria-activedescendant", options()[place].id);
      options()[place].scrollIntoView({ block: "nearest" });
    }
  };

  const show = ({ suggestions, message }) => {
    list.replaceChildren(
      ...suggestions.map((one, place) => {
        const option = document.createElement("li");
        const name = document.createElement("span");
        const about = document.createElement("span");
        option.id = `${list.id}-${place}`;
        option.dataset.url = one.url;
        option.setAttribute("role", "option");
        name.textContent = one.name;
        if (one.language) name.lang = one.language;
        about.className = "quiet";
        about.textContent = one.unit ? `${one.kind} · ${one.unit}` : one.kind;
        option.append(name, " ", about);
        return option;
      }),
    );
    choose(-1);
    list.hidden = suggestions.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = message;
  };

  const ask = async () => {
    const question = field.value.trim();
    if (question.length < SHORTEST) {
      close();
      return;
    }
    asked?.abort();
    asked = new AbortController();
    const address = new URL(form.dataset.suggestions, location.href);
    address.searchParams.set("q", question);
    const date = form.querySelector("input[name=date]");
    if (date) address.searchParams.set("date", date.value);
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (answer.ok) show(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") close(); // no connection: the form still works
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });

  field.addEventListener("keydown", (event) => {
    const last = options().length - 1;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // the first one closes the list, the next one empties the field
      close();
    } else if (event.key === "ArrowDown" && last >= 0) {
      event.preventDefault();
      choose(active === last ? -1 : active + 1);
    } else if (event.key === "ArrowUp" && last >= 0) {
      event.preventDefault();
      choose(active === -1 ? last : active - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.assign(options()[active].dataset.url);
    }
  });

  // pointerdown comes before the field loses its focus, and with it the list.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
  field.addEventListener("blur", close);
  form.addEventListener("submit", close);
}
