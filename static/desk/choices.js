// A long select becomes a field to type in, with a list of what fits: the combobox of WAI-ARIA. The select stays
// in the form, out of sight, and keeps the value; without this script it is used as it is.
"use strict";

{
  const FEW = 15; // so many choices are seen at a glance
  const SHOWN = 60;
  const { none, more, unknown } = document.currentScript.dataset;

  // As people compare names: without capitals and accents; å, æ and ø are letters of their own.
  const folded = (text) =>
    text
      .toLowerCase()
      .replace(/[^åæøäö]/g, (letter) => letter.normalize("NFD").replace(/\p{M}/gu, ""))
      .replace(/\s+/g, " ")
      .trim();

  const groupOf = (option) => (option.parentElement.tagName === "OPTGROUP" ? option.parentElement.label : "");

  const enhance = (select) => {
    if (select.multiple || select.dataset.typed || select.id.includes("__prefix__")) return;
    if (select.options.length <= FEW) return;
    select.dataset.typed = "yes";

    const box = document.createElement("div");
    const field = document.createElement("input");
    const list = document.createElement("ul");
    const status = document.createElement("p");
    let shown = [];
    let active = -1;

    box.className = "choices";
    field.type = "text";
    field.id = `${select.id}-typed`;
    field.autocomplete = "off";
    field.spellcheck = false;
    field.required = select.required;
    field.disabled = select.disabled;
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", `${select.id}-choices`);
    for (const name of ["aria-describedby", "aria-invalid", "aria-label"]) {
      if (select.hasAttribute(name)) field.setAttribute(name, select.getAttribute(name));
    }
    list.id = `${select.id}-choices`;
    list.setAttribute("role", "listbox");
    list.hidden = true;
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    if (label) {
      label.htmlFor = field.id;
      list.setAttribute("aria-label", label.textContent.replace(/:\s*$/, ""));
    }
    select.required = false;
    select.hidden = true;
    box.append(field, list, status);
    select.before(box);

    const chosen = () => (select.value ? select.selectedOptions[0] : null);

    const restore = () => {
      field.value = chosen()?.text ?? "";
      field.title = field.value; // a long name is cut off in a narrow field
      field.setCustomValidity("");
    };

    const mark = (place) => {
      list.children[active]?.setAttribute("aria-selected", "false");
      active = place;
      const item = place < 0 ? null : list.children[place];
      item?.setAttribute("aria-selected", "true");
      item?.scrollIntoView({ block: "nearest" });
      if (item) field.setAttribute("aria-activedescendant", item.id);
      else field.removeAttribute("aria-activedescendant");
    };

    const close = () => {
      mark(-1);
      list.hidden = true;
      list.replaceChildren();
      shown = [];
      status.textContent = "";
      field.setAttribute("aria-expanded", "false");
    };

    const fitting = (text) => {
      const words = folded(text).split(" ").filter(Boolean);
      return [...select.options].filter(
        (option) => option.value && words.every((word) => folded(`${option.text} ${groupOf(option)}`).includes(word)),
      );
    };

    const open = (everything) => {
      const found = fitting(everything ? "" : field.value);
      shown = found.slice(0, SHOWN);
      // What is chosen is in the list, however far down.
      if (everything && chosen() && !shown.includes(chosen())) shown.push(chosen());
      list.replaceChildren(
        ...shown.map((option, place) => {
          const item = document.createElement("li");
          item.id = `${list.id}-${place}`;
          item.setAttribute("role", "option");
          item.setAttribute("aria-selected", "false");
          item.textContent = option.text;
          if (groupOf(option)) {
            const group = document.createElement("span");
            group.className = "quiet";
            group.textContent = groupOf(option);
            item.append(" ", group);
          }
          return item;
        }),
      );
      active = -1;
      list.hidden = shown.length === 0;
      field.setAttribute("aria-expanded", String(!list.hidden));
      status.textContent = shown.length === 0 ? none : found.length > SHOWN ? more : String(found.length);
      if (everything) mark(shown.indexOf(chosen()));
      else mark(shown.length === 1 ? 0 : -1);
    };

    const take = (option) => {
      const changed = select.value !== (option?.value ?? "");
      select.value = option?.value ?? "";
      restore();
      close();
      if (changed) select.dispatchEvent(new Event("change", { bubbles: true }));
    };

    // What is written and not chosen: the one choice that fits is meant; anything else is told, not guessed.
    const settle = () => {
      if (list.hidden && field.value === (chosen()?.text ?? "")) return;
      const same = fitting(field.value);
      const exact = same.filter((option) => folded(option.text) === folded(field.value));
      if (!field.value.trim()) take(null);
      else if (field.value === chosen()?.text) close();
      else if (exact.length === 1 || same.length === 1) take(exact[0] ?? same[0]);
      else {
        close();
        field.setCustomValidity(unknown);
      }
    };

    field.addEventListener("input", () => {
      field.setCustomValidity("");
      open(false);
    });
    field.addEventListener("click", () => (list.hidden ? open(true) : close()));
    field.addEventListener("focus", () => field.select());
    field.addEventListener("blur", settle);
    field.addEventListener("keydown", (event) => {
      const last = shown.length - 1;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) open(true);
        else if (event.key === "ArrowDown") mark(active === last ? 0 : active + 1);
        else mark(active <= 0 ? last : active - 1);
      } else if (event.key === "Enter" && !list.hidden) {
        event.preventDefault(); // it chooses; it doesn't send the form
        if (active >= 0) take(shown[active]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        event.stopPropagation();
        close();
        restore();
      }
    });
    // pointerdown comes before the field loses its focus, and with it the list.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (item) take(shown[[...list.children].indexOf(item)]);
    });

    // Django's own small window adds and renames choices, and says so through jQuery.
    const follow = () => document.activeElement !== field && restore();
    if (window.django?.jQuery) window.django.jQuery(select).on("change", follow);
    else select.addEventListener("change", follow);
    restore();
  };

  const within = (place) => place.querySelectorAll("form[id$=_form] select, form#about select, select.long").forEach(enhance);
  within(document);
  document.addEventListener("formset:added", (event) => event.target.querySelectorAll("select").forEach(enhance));
}
