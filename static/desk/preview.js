// Shows below a text what readers will see, made by the server as the page is made. Without this script the
// button at the end of the form shows the same in another window.
"use strict";

{
  const PAUSE = 400; // milliseconds without a key before anything is asked
  const { address, heading, failed } = document.currentScript.dataset;

  const enhance = (field) => {
    if (field.dataset.shown || field.id.includes("__prefix__")) return;
    field.dataset.shown = "yes";
    const box = document.createElement("details");
    const summary = document.createElement("summary");
    const text = document.createElement("div");
    let timer;
    let asked;

    box.className = "text-preview";
    summary.textContent = heading;
    text.className = "text-preview-text";
    text.lang = field.lang;
    box.append(summary, text);
    field.after(box);

    const show = async () => {
      asked?.abort();
      asked = new AbortController();
      const sent = new FormData();
      sent.set("text", field.value);
      sent.set("csrfmiddlewaretoken", field.form.elements.csrfmiddlewaretoken.value);
      try {
        const answer = await fetch(address, { method: "POST", body: sent, signal: asked.signal });
        if (!answer.ok) throw new Error(answer.statusText);
        text.innerHTML = await answer.text(); // cleaned by the server, as on the page
      } catch (error) {
        if (error.name !== "AbortError") text.textContent = failed;
      }
    };
    box.addEventListener("toggle", () => box.open && show());
    field.addEventListener("input", () => {
      clearTimeout(timer);
      if (!box.open) box.open = true; // its toggle asks
      else timer = setTimeout(show, PAUSE);
    });
  };

  document.querySelectorAll("textarea[data-markdown]").forEach(enhance);
  document.addEventListener("formset:added", (event) =>
    event.target.querySelectorAll("textarea[data-markdown]").forEach(enhance),
  );
}
