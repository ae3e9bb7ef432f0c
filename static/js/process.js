// The figure of the process, on top of links and a form that work without it.

// A control marked data-keeps-focus has it again once the figure is swapped; after other links app.js moves it to the
// heading of what was asked for. htmx itself finds the control back by its id.
let keeps = false;

document.addEventListener("click", (event) => {
  keeps = Boolean(event.target.closest("[data-keeps-focus]"));
});

document.addEventListener(
  "htmx:after:swap",
  () => {
    if (keeps) document.querySelector("#process [data-focus]")?.removeAttribute("data-focus");
  },
  true, // before app.js looks for the place
);
