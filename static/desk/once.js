// Whoever presses a button twice sends the form once.
"use strict";

{
  const PAUSE = 10_000; // milliseconds; then nothing has come of it, and the same may be tried again
  const sent = new Map();

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const elsewhere = (event.submitter?.formTarget || form.target) === "_blank";
    if (form.method !== "post" || elsewhere || event.defaultPrevented) return;
    if (Date.now() - (sent.get(form) ?? -PAUSE) < PAUSE) event.preventDefault();
    else sent.set(form, Date.now());
  });
  // Back from the page that came after.
  addEventListener("pageshow", () => sent.clear());
}
