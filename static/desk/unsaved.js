// Asks before a page is left whose form says something else than when it was shown. Saving asks nothing.
"use strict";

{
  const IGNORED = new Set(["csrfmiddlewaretoken"]);
  const forms = [...document.querySelectorAll("form[method=post][id$=_form]")].filter((form) =>
    form.querySelector("textarea, select, input:not([type=hidden], [type=submit])"),
  );
  const written = (form) =>
    JSON.stringify([...new FormData(form)].filter(([name, value]) => !IGNORED.has(name) && typeof value === "string"));

  // A form that came back with mistakes holds what was never saved.
  const before = new Map(forms.map((form) => [form, form.querySelector(".errornote, .errorlist") ? "" : written(form)]));
  let sending;

  for (const form of forms) {
    form.addEventListener("submit", (event) => {
      // A button that opens its answer in another window leaves nothing.
      const elsewhere = (event.submitter?.formTarget || form.target) === "_blank";
      if (!elsewhere && !event.defaultPrevented) sending = form;
    });
  }

  addEventListener("beforeunload", (event) => {
    if (forms.some((form) => form !== sending && written(form) !== before.get(form))) event.preventDefault();
  });
  // Back from the page that came after: what was sent is no longer being sent.
  addEventListener("pageshow", () => (sending = undefined));
}
