// "Use my position": asks the browser only when the button is pressed, and sends the position in the body of the form.
"use strict";
for (const holder of document.querySelectorAll("[data-position]")) {
  const form = holder.closest("form");
  const button = holder.querySelector("button");
  const says = holder.querySelector("[role=status]");
  if (!navigator.geolocation) continue;
  holder.hidden = false;

  // A position from before must not answer for an address typed now.
  const forget = () => form.querySelectorAll("[data-from-browser]").forEach((field) => field.remove());
  window.addEventListener("pageshow", () => { forget(); says.textContent = ""; });
  form.querySelector("[name=place]").addEventListener("input", forget);

  button.addEventListener("click", () => {
    says.textContent = holder.dataset.wait;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        forget();
        const values = { latitude: coords.latitude, longitude: coords.longitude, datum: "wgs84" };
        for (const [name, value] of Object.entries(values)) {
          const field = document.createElement("input");
          Object.assign(field, { type: "hidden", name, value });
          field.dataset.fromBrowser = "";
          form.append(field);
        }
        form.requestSubmit();
      },
      (problem) => { says.textContent = problem.code === 1 ? holder.dataset.denied : holder.dataset.failed; },
      { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 },
    );
  });
}
