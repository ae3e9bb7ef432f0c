// The figure of the process, on top of links and a form that work without it: the moment that slides along the axis
// of time, arrow keys on the steps, and focus that stays where it was. Everything listens on the document, so
// swapped parts need no wiring.

const SETTLED = 400; // milliseconds without another step of the slider after which its address is asked for

const words = JSON.parse(document.getElementById("vocabulary").textContent);

// Whether the control that was used keeps the focus once the figure is swapped; htmx finds it back by its id.
// After other links app.js moves the focus to the heading of what was asked for.
let keeps = false;
let settling;

function sentence([, , when, share, turn]) {
  return `${words.share[share].replace("%(when)s", words.when[when])} ${words.turn[turn]}`;
}

// The same as the server draws and says, at once.
function show(slider) {
  const moment = words.moments[slider.value];
  const marker = document.getElementById("marker");
  const [organisation, manager, dot] = marker.children;
  const height = `${moment[0]}%`;
  marker.setAttribute("x", `${slider.value}%`);
  organisation.setAttribute("y2", height);
  manager.setAttribute("y1", height);
  dot.setAttribute("cy", height);
  const says = document.getElementById("says");
  says.ariaBusy = "true"; // read out once it stands still; the slider says it by itself while it is moved
  says.textContent = sentence(moment);
  slider.setAttribute("aria-valuetext", says.textContent);
}

// A moment in another step opens that step, a place to come back to; within one the address is only kept up to date.
function settle(slider) {
  const { form } = slider;
  if (!form) return; // the page went elsewhere in the meantime
  const leaves = form.dataset.order && Number(form.dataset.order) !== words.moments[slider.value][1];
  form.removeAttribute("hx-replace-url");
  form.removeAttribute("hx-push-url");
  form.setAttribute(leaves ? "hx-push-url" : "hx-replace-url", "true");
  document.getElementById("says").ariaBusy = null;
  form.requestSubmit();
}

document.addEventListener("input", ({ target }) => {
  if (target.id !== "moment") return;
  clearTimeout(settling);
  target.form.dispatchEvent(new CustomEvent("htmx:abort")); // an answer under way would take the slider out of the hand
  show(target);
});

document.addEventListener("change", ({ target }) => {
  if (target.id !== "moment") return;
  clearTimeout(settling);
  settling = setTimeout(settle, SETTLED, target);
});

document.addEventListener("submit", ({ target }) => {
  keeps = target.id === "when";
});

document.addEventListener("click", ({ target }) => {
  if (target.closest("a")) clearTimeout(settling);
  keeps = Boolean(target.closest("[data-keeps-focus]"));
});

const WAYS = {
  ArrowLeft: (place) => place - 1,
  ArrowRight: (place) => place + 1,
  Home: () => 0,
  End: (_place, last) => last,
};

document.addEventListener("keydown", (event) => {
  const link = event.target.closest(".step__link");
  const way = WAYS[event.key];
  if (!link || !way || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const links = [...document.querySelectorAll(".step__link")];
  const next = links[way(links.indexOf(link), links.length - 1)];
  if (!next || next === link) return;
  next.focus();
  next.click();
  keeps = true;
});

document.addEventListener(
  "htmx:after:swap",
  () => {
    if (keeps) document.querySelector("#process [data-focus]")?.removeAttribute("data-focus");
  },
  true, // before app.js looks for the place
);
