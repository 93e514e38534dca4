// A short list in which rows change places, by dragging or with buttons. It writes the numbers in the fields for
// the position; without this script the numbers are written by hand.
"use strict";

{
  const { heading, up, down, moved, under } = document.currentScript.dataset;
  const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

  const element = (tag, attributes, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };

  // What is said of each row: its field for the position, its name, and what it stands under.
  const rowsOf = (group) =>
    [...group.querySelectorAll("[data-order-row], .inline-related:not(.empty-form)")].flatMap((row) => {
      const field = row.querySelector("input[name$=position], input[data-position]");
      const named = row.querySelector("[data-order-name], .inline_label");
      const saved = row.matches(".has_original, [data-order-row]");
      if (!field || field.readOnly || !named || !saved) return [];
      const parent = row.querySelector("select[name$=-parent]");
      const above = parent?.value ? parent.selectedOptions[0].text : "";
      // Without the link to the row's own form.
      const words = [...named.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
      return [{ field, name: words.map((node) => node.textContent.trim()).join(" ").trim(), above }];
    });

  const listOf = (rows, status) => {
    const list = element("ol", { class: "order-list" });
    const items = new Map();

    const places = () => [...list.children];
    const say = (item) => {
      const values = { name: items.get(item).name, place: places().indexOf(item) + 1, all: rows.length };
      status.textContent = filled(moved, values);
    };
    const number = () => {
      places().forEach((item, place) => {
        const { field } = items.get(item);
        if (field.value !== String(place + 1)) {
          field.value = place + 1;
          field.dispatchEvent(new Event("change", { bubbles: true }));
        }
        const [first, second] = item.querySelectorAll("button");
        first.disabled = place === 0;
        second.disabled = place === rows.length - 1;
      });
    };
    const move = (item, step) => {
      const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
      if (!other) return;
      if (step < 0) other.before(item);
      else other.after(item);
      number();
      const buttons = item.querySelectorAll("button");
      const pressed = buttons[step < 0 ? 0 : 1];
      (pressed.disabled ? buttons[step < 0 ? 1 : 0] : pressed).focus();
      say(item);
    };

    for (const row of rows) {
      const button = (words, sign, step) => {
        const made = element("button", { type: "button", "aria-label": filled(words, row) }, sign);
        made.addEventListener("click", () => move(item, step));
        return made;
      };
      const item = element("li", { draggable: "true" });
      item.append(
        element("span", { class: "order-handle", "aria-hidden": "true" }, "⠿"),
        element("span", { class: "order-name" }, row.name),
        button(up, "↑", -1),
        button(down, "↓", 1),
      );
      items.set(item, row);
      item.addEventListener("dragstart", (event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", row.name);
        item.classList.add("dragged");
      });
      item.addEventListener("dragend", () => {
        item.classList.remove("dragged");
        number();
        say(item);
      });
      list.append(item);
    }
    list.addEventListener("dragover", (event) => {
      const item = list.querySelector(".dragged");
      const other = event.target.closest(".order-list > li");
      if (!item || !other || other.parentElement !== list) return;
      event.preventDefault();
      const { top, height } = other.getBoundingClientRect();
      if (other !== item) other[event.clientY < top + height / 2 ? "before" : "after"](item);
    });
    list.addEventListener("drop", (event) => event.preventDefault());
    // Only the ends: numbers are written when something has been moved.
    places()[0].querySelector("button").disabled = true;
    places().at(-1).querySelectorAll("button")[1].disabled = true;
    return list;
  };

  for (const group of document.querySelectorAll(".inline-group, [data-order]")) {
    const rows = rowsOf(group);
    rows.sort((one, other) => Number(one.field.value) - Number(other.field.value));
    const lists = new Map([["", []]]);
    for (const row of rows) lists.set(row.above, [...(lists.get(row.above) ?? []), row]);
    const status = element("p", { class: "visually-hidden", role: "status" });
    const parts = [...lists].flatMap(([above, same]) => {
      if (same.length < 2) return [];
      const title = above ? [element("p", {}, filled(under, { name: above }))] : [];
      return [...title, listOf(same, status)];
    });
    if (!parts.length) continue;
    const inside = group.matches("[data-order]");
    const box = element(inside ? "div" : "details", { class: "order" });
    if (!inside) box.append(element("summary", {}, heading));
    box.append(...parts, status);
    const rowsBox = group.querySelector("fieldset.module") ?? group;
    if (inside) group.prepend(box);
    else rowsBox.querySelector(".inline-related").before(box);
    group.classList.add("ordered");
  }
}
