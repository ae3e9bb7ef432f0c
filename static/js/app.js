// Small comforts on top of pages that work without them: no double submit, focus where the answer is,
// and a word when a shortened answer failed. Everything listens on the document, so swapped parts need no wiring.

const RELEASE_AFTER = 15_000; // milliseconds after which a form that never answered may be sent again

function release(form) {
  delete form.dataset.busy;
  for (const button of form.querySelectorAll("[data-busy]")) {
    delete button.dataset.busy;
    button.removeAttribute("aria-disabled");
  }
}

function hold(form, button) {
  form.dataset.busy = "";
  if (button) {
    button.dataset.busy = "";
    button.setAttribute("aria-disabled", "true");
  }
  setTimeout(release, RELEASE_AFTER, form);
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if ("busy" in form.dataset) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    hold(form, event.submitter);
  },
  true,
);

// Coming back with the browser's button shows the page as it was left: busy.
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-busy]").forEach(release));

function focusAnswer(scope) {
  const spot = scope.querySelector("[data-error-summary]") ?? scope.querySelector("[data-focus]");
  spot?.focus();
}

document.addEventListener("htmx:after:swap", (event) => {
  const swapped = event.detail?.ctx?.target; // a selector when the answer chose another place (HX-Retarget)
  const named = typeof swapped === "string" ? document.querySelector(swapped) : document.getElementById(swapped?.id);
  const scope = swapped?.isConnected ? swapped : named;
  const sheet = scope?.closest("dialog");
  if (sheet && !sheet.open) sheet.showModal(); // what was fetched into a sheet is there to be read
  if (scope) focusAnswer(scope);
});

document.addEventListener("htmx:finally:request", () => document.querySelectorAll("form[data-busy]").forEach(release));

function sayFailed() {
  const words = document.getElementById("request-failed");
  const place = document.getElementById("messages");
  if (words && place) place.replaceChildren(words.content.cloneNode(true));
}

// Answers that are not swapped in (see the htmx-config meta tag): forbidden, gone, broken, or no answer at all.
document.addEventListener("htmx:response:error", (event) => {
  const status = event.detail?.ctx?.response?.status ?? 0;
  if (status === 403 || status === 404 || status >= 500) sayFailed();
});
document.addEventListener("htmx:error", sayFailed);

focusAnswer(document.querySelector("main") ?? document);

// On a phone the rooms of an engagement scroll sideways: begin with the current one in sight.
document.querySelector(".rooms [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
