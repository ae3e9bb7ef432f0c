// Passkeys: signing in with one, and making one. What needs them stays hidden until it is known that they work here;
// without JavaScript nothing is missing, for a code by mail is always beside it.

function bytes(words) {
  const signs = atob(words.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(signs, (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  const signs = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(signs).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const known = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));

async function make({ publicKey: wish }) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...wish,
      challenge: bytes(wish.challenge),
      user: { ...wish.user, id: bytes(wish.user.id) },
      excludeCredentials: known(wish.excludeCredentials),
    },
  });
  return {
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    response: {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
    },
    clientExtensionResults: { credProps: made.getClientExtensionResults().credProps ?? {} },
  };
}

async function show({ publicKey: wish }) {
  const shown = await navigator.credentials.get({
    publicKey: {
      ...wish,
      challenge: bytes(wish.challenge),
      allowCredentials: known(wish.allowCredentials),
    },
  });
  const { authenticatorData, clientDataJSON, signature, userHandle } = shown.response;
  return {
    id: shown.id,
    rawId: text(shown.rawId),
    type: shown.type,
    response: {
      authenticatorData: text(authenticatorData),
      clientDataJSON: text(clientDataJSON),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    },
    clientExtensionResults: {},
  };
}

async function challenge(form) {
  const answer = await fetch(form.dataset.options, { method: "POST", body: new FormData(form) });
  if (!answer.ok) throw new Error(`No challenge: ${answer.status}`);
  return answer.json();
}

async function fill(form) {
  const refused = form.querySelector("[data-passkey-refused]");
  refused.hidden = true;
  try {
    const { passkey, wish } = form.dataset;
    const credential = passkey === "make" ? await make(JSON.parse(wish)) : await show(await challenge(form));
    form.elements.credential.value = JSON.stringify(credential);
  } catch {
    refused.hidden = false; // called off, timed out, or none that fits: the browser has said which
    return;
  }
  form.requestSubmit();
}

function works(form) {
  const { host } = form.dataset;
  const here = location.hostname === host || location.hostname.endsWith(`.${host}`);
  return here && Boolean(window.PublicKeyCredential);
}

const ready = new Set([...document.querySelectorAll("form[data-passkey]")].filter(works));

for (const form of ready) form.hidden = false;
if (ready.size) for (const without of document.querySelectorAll("[data-without-passkeys]")) without.hidden = true;

// On the window, so that this comes before what holds a form that was sent (app.js): it is sent only once it is filled.
window.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!ready.has(form) || form.elements.credential.value) return;
    event.preventDefault();
    event.stopPropagation();
    fill(form);
  },
  true,
);

// Coming back with the browser's button: an answer works once.
window.addEventListener("pageshow", () => ready.forEach((form) => (form.elements.credential.value = "")));
